import { Anchor, Blockquote, Code, List, Text } from "@mantine/core";
import { Fragment } from "react";
import { type Block, type Inline, parseMarkdown } from "../lib/markdown.ts";

/** Text of an alert. Its Markdown becomes elements; HTML in it stays text. */
export function Markdown({ source }: { source: string }) {
  return (
    <>
      {keyed(parseMarkdown(source)).map(({ key, value }) => (
        <BlockView key={key} block={value} />
      ))}
    </>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return (
        <Text fw={600} mt="sm" mb={4}>
          <InlineViews parts={block.children} />
        </Text>
      );
    case "code":
      return (
        <Code block tabIndex={0} my="xs" mah={420} style={{ overflow: "auto" }}>
          {block.text}
        </Code>
      );
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
          <Lines lines={block.lines} />
        </Blockquote>
      );
    case "paragraph":
      return (
        <Text my="xs">
          <Lines lines={block.lines} />
        </Text>
      );
  }
}

function Lines({ lines }: { lines: readonly Inline[][] }) {
  return keyed(lines).map(({ key, value }) => (
    <Fragment key={key}>
      {key > 0 && <br />}
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
