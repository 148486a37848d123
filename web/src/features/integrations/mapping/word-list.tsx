import { ActionIcon, Button, Group, Input, NativeSelect, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Word } from "./mapping-draft.ts";

interface WordListProps<Meaning extends string> {
  label: string;
  meanings: readonly Meaning[];
  words: readonly Word<Meaning>[];
  error: string | undefined;
  onChange: (words: Word<Meaning>[]) => void;
}

/** Words of a sender and what they mean; upper and lower case are the same. */
export function WordList<Meaning extends string>(props: WordListProps<Meaning>) {
  const { label, meanings, words, error, onChange } = props;
  const change = (id: number, patch: Partial<Word<Meaning>>) =>
    onChange(words.map((word) => (word.id === id ? { ...word, ...patch } : word)));
  const add = () => {
    const [meaning] = meanings;
    if (meaning === undefined) return;
    onChange([...words, { id: Math.max(-1, ...words.map(({ id }) => id)) + 1, word: "", meaning }]);
  };
  return (
    <Input.Wrapper label={label} labelElement="div" error={error} role="group" aria-label={label}>
      <Stack gap={6} mt={4}>
        {words.map(({ id, word, meaning }) => (
          <Group key={id} gap={6} wrap="nowrap">
            <TextInput
              aria-label="Word of the sender"
              placeholder="Word"
              value={word}
              maxLength={200}
              flex={1}
              onChange={({ currentTarget }) => change(id, { word: currentTarget.value })}
            />
            <NativeSelect
              aria-label="What it means"
              data={[...meanings]}
              value={meaning}
              w={140}
              onChange={({ currentTarget }) => {
                const chosen = meanings.find((each) => each === currentTarget.value);
                if (chosen !== undefined) change(id, { meaning: chosen });
              }}
            />
            <ActionIcon
              variant="default"
              aria-label={`Take ${word || "this word"} away`}
              onClick={() => onChange(words.filter((other) => other.id !== id))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={add}
        >
          Add a word
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
