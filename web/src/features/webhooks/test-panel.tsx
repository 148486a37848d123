import { Button, Group, Paper, Select, Stack, Text } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { notifyError } from "../../components/notify.tsx";
import { attemptOfQuery } from "./api/list-attempts.ts";
import { useTestWebhook } from "./api/test-webhook.ts";
import { AttemptView } from "./attempt-view.tsx";
import { testableEvents, type WebhookDetail } from "./model.ts";

/** Sends a test and shows the exact request and its answer. */
export function TestPanel({ webhook }: { webhook: WebhookDetail }) {
  const { id } = webhook;
  const events = testableEvents(webhook);
  const [chosen, setChosen] = useState<string>();
  const event = events.find((each) => each === chosen) ?? events[0];
  const test = useTestWebhook(id);
  return (
    <Paper withBorder p="sm" component="section" aria-label="Test">
      <Stack gap="sm">
        <Group align="flex-end">
          <Select
            label="Test with the event"
            data={[...events]}
            value={event ?? null}
            allowDeselect={false}
            onChange={(next) => setChosen(next ?? undefined)}
          />
          <Button
            leftSection={<IconSend size={16} />}
            variant="default"
            loading={test.isPending}
            onClick={() => event && test.mutate({ event }, { onError: notifyError })}
          >
            Send a test
          </Button>
        </Group>
        {test.data && <TestResult id={id} messageId={test.data.message_id} />}
      </Stack>
    </Paper>
  );
}

function TestResult({ id, messageId }: { id: string; messageId: string }) {
  const client = useQueryClient();
  const { data } = useQuery(attemptOfQuery(id, messageId));
  const isThere = Boolean(data);
  useEffect(() => {
    if (!isThere) return;
    for (const part of ["attempts", "health"]) {
      void client.invalidateQueries({ queryKey: ["webhooks", part, id] });
    }
  }, [isThere, client, id]);
  return (
    <div aria-live="polite">
      {data ? <AttemptView attempt={data} /> : <Text c="dimmed">Sent; waiting for the answer…</Text>}
    </div>
  );
}
