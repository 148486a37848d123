import { Alert, Stack } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { CopyField } from "../../components/copy-field.tsx";

/** A signing secret, right after it was made. */
export function SecretShown({ secret, publicKey }: { secret: string; publicKey: string | null }) {
  return (
    <Alert
      color="accent"
      variant="outline"
      icon={<IconKey />}
      title="Copy the signing secret now"
      role="status"
    >
      <Stack gap="xs">
        <CopyField
          label="Signing secret"
          value={secret}
          description="It is shown this once. Receivers check signatures with it."
        />
        {publicKey && (
          <CopyField label="Public key" value={publicKey} description="Receivers need only this." />
        )}
      </Stack>
    </Alert>
  );
}
