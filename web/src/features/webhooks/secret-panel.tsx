import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { ConfirmButton } from "../../components/confirm-button.tsx";
import { CopyField } from "../../components/copy-field.tsx";
import { notifyError } from "../../components/notify.tsx";
import { Time } from "../../components/time.tsx";
import { useRemoveSecret, useRotateSecret } from "./api/signing-secret.ts";
import type { WebhookDetail } from "./model.ts";
import { SecretShown } from "./secret-shown.tsx";

/** What messages are signed with. */
export function SecretPanel({ webhook }: { webhook: WebhookDetail }) {
  const rotate = useRotateSecret(webhook.id);
  const remove = useRemoveSecret(webhook.id);
  const { set_at, previous_until, public_key } = webhook.signing_secret;
  return (
    <Paper withBorder p="sm" component="section" aria-label="Signing secret">
      <Stack gap="sm">
        <Title order={2}>Signing secret</Title>
        <Text size="sm" component="div">
          {set_at ? (
            <>
              Set <Time at={set_at} />
            </>
          ) : (
            "Messages are not signed."
          )}
          {previous_until && (
            <>
              ; the one before ends <Time at={previous_until} />
            </>
          )}
        </Text>
        {public_key && <CopyField label="Public key" value={public_key} />}
        {rotate.data?.secret && (
          <SecretShown secret={rotate.data.secret} publicKey={rotate.data.signing_secret.public_key} />
        )}
        <Group>
          <Button
            variant="default"
            loading={rotate.isPending}
            onClick={() => rotate.mutate(undefined, { onError: notifyError })}
          >
            {set_at ? "Make another secret" : "Sign messages"}
          </Button>
          {set_at && (
            <ConfirmButton
              question="Send without a signature?"
              consequence="Receivers that check signatures will refuse messages."
              confirmLabel="Remove the secret"
              onConfirm={() => remove.mutate(undefined, { onError: notifyError })}
            >
              Remove
            </ConfirmButton>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
