import { Button, Group, SimpleGrid, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ConfirmButton } from "../../components/confirm-button.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { notifyDone, notifyError } from "../../components/notify.tsx";
import { useDeleteWebhook } from "./api/delete-webhook.ts";
import { useChangeWebhook } from "./api/save-webhook.ts";
import { draftOf, toChanges } from "./draft.ts";
import { fieldErrors } from "./field-errors.ts";
import type { WebhookDetail } from "./model.ts";
import { OutageOffer } from "./outage-offer.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { SecretPanel } from "./secret-panel.tsx";
import { WebhookForm } from "./webhook-form.tsx";

/** Changes a webhook, with a preview of what is not saved yet. */
export function SettingsPanel({ webhook }: { webhook: WebhookDetail }) {
  const [draft, setDraft] = useState(() => draftOf(webhook));
  const [mistake, setMistake] = useState<unknown>(null);
  const change = useChangeWebhook(webhook.id);
  const remove = useDeleteWebhook(webhook.id);
  const navigate = useNavigate();
  const save = () => {
    setMistake(null);
    try {
      change.mutate(toChanges(draft, webhook), {
        onSuccess: (changed) => {
          setDraft(draftOf(changed));
          notifyDone("Saved.");
        },
      });
    } catch (error) {
      setMistake(error);
    }
  };
  const deleteIt = () =>
    remove.mutate(undefined, { onSuccess: () => navigate({ to: "/webhooks" }), onError: notifyError });
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Stack>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Stack>
            <WebhookForm
              draft={draft}
              saved={webhook}
              errorAt={fieldErrors(change.error)}
              onChange={(patch) => setDraft((before) => ({ ...before, ...patch }))}
            />
            {(mistake ?? change.error) ? <ErrorState error={mistake ?? change.error} /> : null}
            <OutageOffer webhook={webhook} />
            <Group>
              <Button type="submit" loading={change.isPending}>
                Save
              </Button>
              <ConfirmButton
                question={`Delete ${webhook.name}?`}
                consequence="Nothing is sent to it any more, and what waits is dropped. Its log stays."
                confirmLabel="Delete webhook"
                onConfirm={deleteIt}
              >
                Delete
              </ConfirmButton>
            </Group>
          </Stack>
        </form>
        {webhook.dialect !== "oncall" && <SecretPanel webhook={webhook} />}
      </Stack>
      <PreviewPanel draft={draft} saved={webhook} />
    </SimpleGrid>
  );
}
