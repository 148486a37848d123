import { Group, Input, TextInput } from "@mantine/core";
import { useId } from "react";
import { CopyButton } from "./copy-button.tsx";

interface CopyFieldProps {
  label: string;
  value: string;
  description?: string;
}

/** A text that people take elsewhere: an address, a token, a command. */
export function CopyField({ label, value, description }: CopyFieldProps) {
  const id = useId();
  return (
    <Input.Wrapper id={id} label={label} description={description}>
      <Group gap={6} wrap="nowrap" mt={4}>
        <TextInput
          id={id}
          flex={1}
          value={value}
          readOnly
          onFocus={({ currentTarget }) => currentTarget.select()}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        />
        <CopyButton value={value} label={label.toLowerCase()} />
      </Group>
    </Input.Wrapper>
  );
}
