import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";

interface SearchFieldProps extends Omit<TextInputProps, "onChange" | "value"> {
  /** What is looked for now; the address holds it. */
  text: string;
  /** What it finds: "Part of the title". */
  label: string;
  onChange: (text: string) => void;
}

const pauseMs = 250;

/** A text to look for, told when the typing pauses. */
export function SearchField({ text, label, onChange, ...input }: SearchFieldProps) {
  const [typed, setTyped] = useState(text);
  const tell = useDebouncedCallback(onChange, pauseMs);
  useEffect(() => setTyped(text), [text]);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} />}
      {...input}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        tell(currentTarget.value.trim());
      }}
    />
  );
}
