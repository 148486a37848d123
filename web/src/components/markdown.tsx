import { Anchor, Blockquote, Code, Group, List, Table, Text } from "@mantine/core";
import { Fragment } from "react";
import { type Block, type Inline, parseMarkdown } from "../lib/markdown.ts";
import { CopyButton } from "./copy-button.tsx";

interface MarkdownProps {
  source: string;
  /** Instructions to follow: line breaks are only where the text was wrapped, and code can be copied. */
  isGuide?: boolean;
}

/** Text of an alert, or a guide. Its Markdown becomes elements; HTML in it stays text. */
export function Markdown({ source, isGuide = false }: MarkdownProps) {
  return (
    <>
      {keyed(parseMarkdown(source)).map(({ key, value }) => (
        <BlockView key={key} block={value} isGuide={isGuide} />
      ))}
    </>
  );
}

function BlockView({ block, isGuide }: { block: Block; isGuide: boolean }) {
  switch (block.kind) {
    case "heading":
      return (
        <Text fw={600} mt="sm" mb={4}>
          <InlineViews parts={block.children} />
        </Text>
      );
    case "code":
      return <CodeView text={block.text} hasCopy={isGuide} />;
    case "list":
      return (
        <List type={block.isOrdered ? "ordered" : "unordered"} my="xs" withPadding={false}>
          {keyed(block.items).map(({ key, value }) => (
            <List.Item key={key}>
              <InlineViews parts={value} />
            </List.Item>
          ))}
        </List>
      );
    case "quote":
      return (
        <Blockquote my="xs" p="xs">
          <Lines lines={block.lines} isWrapped={isGuide} />
        </Blockquote>
      );
    case "paragraph":
      return (
        <Text my="xs">
          <Lines lines={block.lines} isWrapped={isGuide} />
        </Text>
      );
    case "table":
      return <TableView block={block} />;
  }
}

function CodeView({ text, hasCopy }: { text: string; hasCopy: boolean }) {
  return (
    <Group gap={6} my="xs" wrap="nowrap" align="flex-start">
      <Code block tabIndex={0} mah={420} flex={1} miw={0} style={{ overflow: "auto" }}>
        {text}
      </Code>
      {hasCopy && <CopyButton value={text} label="this text" />}
    </Group>
  );
}

function TableView({ block: { head, rows } }: { block: Extract<Block, { kind: "table" }> }) {
  return (
    <Table.ScrollContainer minWidth={0} my="xs">
      <Table withTableBorder verticalSpacing={4} style={{ overflowWrap: "normal" }}>
        <Table.Thead>
          <Table.Tr>
            {keyed(head).map(({ key, value }) => (
              <Table.Th key={key}>
                <InlineViews parts={value} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keyed(rows).map(({ key, value: cells }) => (
            <Table.Tr key={key}>
              {keyed(cells).map(({ key: column, value }) => (
                <Table.Td key={column}>
                  <InlineViews parts={value} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Lines({ lines, isWrapped }: { lines: readonly Inline[][]; isWrapped: boolean }) {
  return keyed(lines).map(({ key, value }) => (
    <Fragment key={key}>
      {key > 0 && (isWrapped ? " " : <br />)}
      <InlineViews parts={value} />
    </Fragment>
  ));
}

function InlineViews({ parts }: { parts: readonly Inline[] }) {
  return keyed(parts).map(({ key, value }) => <InlineView key={key} part={value} />);
}

function InlineView({ part }: { part: Inline }) {
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return <Code>{part.text}</Code>;
    case "strong":
      return (
        <strong>
          <InlineViews parts={part.children} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <InlineViews parts={part.children} />
        </em>
      );
    case "link":
      return (
        <Anchor href={part.href} target="_blank" rel="noopener noreferrer" underline="always">
          <InlineViews parts={part.children} />
        </Anchor>
      );
  }
}

/** The text never changes in its middle, so that places do as keys. */
function keyed<Value>(values: readonly Value[]): { key: number; value: Value }[] {
  return values.map((value, key) => ({ key, value }));
}
