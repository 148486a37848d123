import { Alert, Button, Group, Stack } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { CopyField } from "./copy-field.tsx";

interface ShownSecretProps {
  label: string;
  value: string;
  /** How long it works, or that it does not come back. */
  note: string;
  onClose: () => void;
}

/** A secret that the server tells this once. */
export function ShownSecret({ label, value, note, onClose }: ShownSecretProps) {
  return (
    <Alert icon={<IconKey />} variant="outline" mb="md" maw={720} role="status">
      <Stack gap="sm">
        <CopyField label={label} value={value} description={note} />
        <Group>
          <Button variant="default" size="xs" onClick={onClose}>
            I have it
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
