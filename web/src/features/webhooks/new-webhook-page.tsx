import { Button, Group, Radio, SimpleGrid, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useHasRole } from "../../api/session.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { ForbiddenState } from "../../components/forbidden-state.tsx";
import { LinkButton } from "../../components/links.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { useCreateWebhook } from "./api/save-webhook.ts";
import { type Draft, newDraft, toBody } from "./draft.ts";
import { fieldErrors } from "./field-errors.ts";
import { dialects } from "./model.ts";
import { PreviewPanel } from "./preview-panel.tsx";
import { SecretShown } from "./secret-shown.tsx";
import { WebhookForm } from "./webhook-form.tsx";

/** Makes a webhook: first the form of its messages, then what that form asks for. */
export function NewWebhookPage() {
  const [draft, setDraft] = useState<Draft>(() => newDraft("oncall"));
  const [mistake, setMistake] = useState<unknown>(null);
  const navigate = useNavigate();
  const create = useCreateWebhook();
  if (!useHasRole("admin")) return <ForbiddenState reason="Webhooks are made by admins." />;
  const made = create.data;
  if (made?.secret) {
    return (
      <Stack>
        <PageHeader title={made.name} />
        <SecretShown secret={made.secret} publicKey={made.signing_secret.public_key} />
        <LinkButton to="/webhooks/$id" params={{ id: made.id }} w="fit-content">
          I have copied it
        </LinkButton>
      </Stack>
    );
  }
  const submit = () => {
    setMistake(null);
    try {
      create.mutate(toBody(draft), {
        onSuccess: ({ id, secret }) => {
          if (!secret) void navigate({ to: "/webhooks/$id", params: { id } });
        },
      });
    } catch (error) {
      setMistake(error);
    }
  };
  return (
    <>
      <PageHeader title="New webhook" />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Stack>
            <Radio.Group
              label="Form of the messages"
              value={draft.dialect}
              onChange={(dialect) => {
                const chosen = dialects.find(({ value }) => value === dialect)?.value ?? "oncall";
                const { name, url, integrations } = draft;
                setDraft({ ...newDraft(chosen), name, url, integrations });
              }}
            >
              <Stack gap={6} mt={4}>
                {dialects.map(({ value, label, description }) => (
                  <Radio key={value} value={value} label={label} description={description} />
                ))}
              </Stack>
            </Radio.Group>
            <WebhookForm
              draft={draft}
              errorAt={fieldErrors(create.error)}
              onChange={(patch) => setDraft((before) => ({ ...before, ...patch }))}
            />
            {(mistake ?? create.error) ? <ErrorState error={mistake ?? create.error} /> : null}
            <Group>
              <Button type="submit" loading={create.isPending}>
                Create webhook
              </Button>
              <LinkButton to="/webhooks" variant="default">
                Cancel
              </LinkButton>
            </Group>
          </Stack>
        </form>
        <PreviewPanel draft={draft} />
      </SimpleGrid>
    </>
  );
}
