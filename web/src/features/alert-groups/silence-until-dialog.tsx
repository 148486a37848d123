import { Button, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";

interface SilenceUntilDialogProps {
  opened: boolean;
  onClose: () => void;
  onSilence: (seconds: number) => void;
}

const hourMs = 3_600_000;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Asks until when to be quiet. */
export function SilenceUntilDialog({ opened, onClose, onSilence }: SilenceUntilDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Silence until"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <MomentForm
        onMoment={(seconds) => {
          onClose();
          onSilence(seconds);
        }}
      />
    </Modal>
  );
}

function MomentForm({ onMoment }: { onMoment: (seconds: number) => void }) {
  const [text, setText] = useState(() => localText(new Date(Date.now() + hourMs)));
  const [error, setError] = useState<string>();
  const submit = (event: React.SubmitEvent) => {
    event.preventDefault();
    const seconds = Math.round((new Date(text).getTime() - Date.now()) / 1000);
    if (seconds > 0) onMoment(seconds);
    else setError("Choose a moment in the future.");
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          type="datetime-local"
          label="Moment"
          description={`Your time zone: ${zone}`}
          value={text}
          error={error}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button type="submit">Silence</Button>
      </Stack>
    </form>
  );
}

/** As the field wants it: local, to the minute. */
function localText(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
