import { ActionIcon, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** Copies a text; `label` says what. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  const text = clipboard.copied ? "Copied" : `Copy ${label}`;
  return (
    <Tooltip label={text}>
      <ActionIcon aria-label={text} onClick={() => clipboard.copy(value)} color="gray" variant="default">
        {clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
