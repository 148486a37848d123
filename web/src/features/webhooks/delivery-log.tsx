import { Button, Collapse, Group, Paper, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { EmptyState } from "../../components/empty-state.tsx";
import { notifyDone, notifyError } from "../../components/notify.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Time } from "../../components/time.tsx";
import { attemptsQuery } from "./api/list-attempts.ts";
import { useStartReplay } from "./api/replays.ts";
import { AttemptView } from "./attempt-view.tsx";
import { LogFilter } from "./log-filter.tsx";
import type { Attempt } from "./model.ts";
import { ResultBadge } from "./result-badge.tsx";

const route = getRouteApi("/signed-in/webhooks/$id");

/** Every try of a webhook, newest first. */
export function DeliveryLog({ id, mayReplay }: { id: string; mayReplay: boolean }) {
  const { tab: _, ...filter } = route.useSearch();
  const attempts = useInfiniteQuery(attemptsQuery(id, filter));
  return (
    <Stack gap="sm">
      <LogFilter />
      <QueryView query={attempts}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return (
              <EmptyState title="Nothing here">
                {Object.keys(filter).length > 0
                  ? "No try matches the filter."
                  : "Nothing was sent yet. Send a test, or wait for an event."}
              </EmptyState>
            );
          }
          return (
            <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
              {items.map((attempt) => (
                <AttemptRow key={attempt.id} webhook={id} attempt={attempt} mayReplay={mayReplay} />
              ))}
              {attempts.hasNextPage && (
                <Button variant="default" onClick={() => attempts.fetchNextPage()}>
                  Show more
                </Button>
              )}
            </Stack>
          );
        }}
      </QueryView>
    </Stack>
  );
}

interface RowProps {
  webhook: string;
  attempt: Attempt;
  mayReplay: boolean;
}

function AttemptRow({ webhook, attempt, mayReplay }: RowProps) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const replay = useStartReplay(webhook);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const again = () =>
    replay.mutate(
      { message_ids: [attempt.delivery_id], since: attempt.started_at },
      {
        onSuccess: ({ total }) => notifyDone(total === 0 ? "It waits already." : "Queued once more."),
        onError: notifyError,
      },
    );
  return (
    <Paper component="li" withBorder p="xs">
      <Group gap="sm" justify="space-between">
        <UnstyledButton onClick={toggle} aria-expanded={isOpen} flex="1 1 240px">
          <Group gap="sm">
            <Chevron size={16} aria-hidden />
            <ResultBadge result={attempt.result} />
            <Text size="sm">{attempt.event}</Text>
            <Text size="sm" c="dimmed">
              {attempt.response ? attempt.response.status : attempt.cause} · try {attempt.number}
            </Text>
          </Group>
        </UnstyledButton>
        <Group gap="sm">
          <Time at={attempt.started_at} />
          {mayReplay && (
            <Button size="xs" variant="default" loading={replay.isPending} onClick={again}>
              Replay
            </Button>
          )}
        </Group>
      </Group>
      <Collapse expanded={isOpen} mt={isOpen ? "sm" : 0}>
        {isOpen && <AttemptView attempt={attempt} />}
      </Collapse>
    </Paper>
  );
}
