import { Button, Group, Stack, Textarea } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { useState } from "react";
import { addNote } from "./api/add-note.ts";
import { useIncidentChange } from "./use-incident-change.ts";

const maxLength = 20_000;

/** Writes a note into the timeline. */
export function NoteForm({ id }: { id: string }) {
  const [text, setText] = useState("");
  const add = useIncidentChange({
    mutationFn: () => addNote(id, text.trim()),
    onSuccess: () => setText(""),
  });
  const isEmpty = text.trim() === "";
  const submit = () => {
    if (!isEmpty && !add.isPending) add.mutate(undefined);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={6}>
        <Textarea
          label="Note"
          placeholder="What did you see or do?"
          autosize
          minRows={2}
          maxRows={12}
          maxLength={maxLength}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={getHotkeyHandler([["mod+Enter", submit]])}
        />
        <Group>
          <Button type="submit" variant="default" disabled={isEmpty} loading={add.isPending}>
            Add note
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
