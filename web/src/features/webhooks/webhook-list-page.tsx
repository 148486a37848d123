import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { components } from "../../api/schema.d.ts";
import { useHasRole } from "../../api/session.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { LinkButton, TextLink } from "../../components/links.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Time } from "../../components/time.tsx";
import { webhookListQuery } from "./api/list-webhooks.ts";
import { DeadLetters } from "./dead-letters.tsx";
import { dialectLabel } from "./model.ts";
import { ResultBadge } from "./result-badge.tsx";

/** Every outgoing webhook, and whether it works. */
export function WebhookListPage() {
  const webhooks = useInfiniteQuery(webhookListQuery);
  const mayMake = useHasRole("admin");
  const create = mayMake && (
    <LinkButton to="/webhooks/new" leftSection={<IconPlus size={16} />}>
      New webhook
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title="Outgoing webhooks"
        description="Tell other systems when alert groups and incidents change."
        actions={
          <>
            <LinkButton to="/webhooks/grafana-files" variant="default">
              Grafana files
            </LinkButton>
            {create}
          </>
        }
      />
      <DeadLetters />
      <QueryView query={webhooks}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return (
              <EmptyState title="No webhooks yet" action={create}>
                A webhook tells a chat, a ticket system or your own service of every change.
              </EmptyState>
            );
          }
          return (
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
              {items.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} />
              ))}
              {webhooks.hasNextPage && (
                <Button variant="default" onClick={() => webhooks.fetchNextPage()}>
                  Show more
                </Button>
              )}
            </Stack>
          );
        }}
      </QueryView>
    </>
  );
}

function WebhookRow({ webhook }: { webhook: components["schemas"]["Webhook"] }) {
  const { id, name, url, dialect, trigger, http_method, last_attempt, pending_deliveries } = webhook;
  const state = webhook.is_enabled ? (last_attempt?.result ?? "new") : "off";
  return (
    <Paper component="li" withBorder p="sm">
      <Group gap="sm" justify="space-between">
        <Stack gap={2} miw={0} flex="1 1 260px">
          <TextLink to="/webhooks/$id" params={{ id }} fw={600}>
            {name}
          </TextLink>
          <Text size="sm" c="dimmed" truncate>
            {http_method} {url}
          </Text>
          <Text size="sm" c="dimmed">
            {dialectLabel(dialect)} · {trigger}
          </Text>
          {webhook.disabled_reason && <Text size="sm">Switched off: {webhook.disabled_reason}</Text>}
        </Stack>
        <Group gap="sm" fz="sm">
          {pending_deliveries > 0 && (
            <Text fz="inherit">
              {pending_deliveries}
              {pending_deliveries === 1000 ? " or more" : ""} waiting
            </Text>
          )}
          {webhook.breaker === "open" && <ResultBadge result="peace" />}
          <ResultBadge result={state} />
          {last_attempt && <Time at={last_attempt.at} />}
        </Group>
      </Group>
    </Paper>
  );
}
