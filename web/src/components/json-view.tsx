import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { indentJson } from "../lib/json.ts";
import { CopyButton } from "./copy-button.tsx";

interface JsonViewProps {
  /** JSON text as received; other text is shown as it is. */
  text: string;
  label?: string;
  maxHeight?: number;
}

const shownCharacters = 50_000;

/** JSON, indented, with the numbers as they were spelt. A long one is cut until asked for; copying takes all of it. */
export function JsonView({ text, label = "JSON", maxHeight = 420 }: JsonViewProps) {
  const [isWhole, setWhole] = useState(false);
  const isCut = text.length > shownCharacters && !isWhole;
  const shown = isCut ? text.slice(0, shownCharacters) : indent(text);
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        <CopyButton value={text} label={label} />
      </Group>
      <Code
        block
        tabIndex={0}
        mah={maxHeight}
        style={{ overflow: "auto", whiteSpace: "pre" }}
        aria-label={label}
      >
        {shown}
      </Code>
      {isCut && (
        <Button variant="default" size="xs" onClick={() => setWhole(true)}>
          Show all {text.length.toLocaleString()} characters
        </Button>
      )}
    </Stack>
  );
}

function indent(text: string): string {
  try {
    JSON.parse(text);
    return indentJson(text);
  } catch {
    return text;
  }
}
