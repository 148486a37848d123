import { Button, Checkbox, Collapse, Group, Paper, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Time } from "../../components/time.tsx";
import { attemptsQuery } from "./api/list-attempts.ts";
import { AttemptView } from "./attempt-view.tsx";
import { ChosenBar } from "./chosen-bar.tsx";
import { LogFilter } from "./log-filter.tsx";
import type { Attempt } from "./model.ts";
import { ResultBadge } from "./result-badge.tsx";

const route = getRouteApi("/signed-in/webhooks/$id");

/** Every try of a webhook, newest first. */
export function DeliveryLog({ id, mayReplay }: { id: string; mayReplay: boolean }) {
  const { tab: _, ...filter } = route.useSearch();
  const attempts = useInfiniteQuery(attemptsQuery(id, filter));
  const [chosen, setChosen] = useState<ReadonlyMap<string, Attempt>>(new Map());
  const choose = (attempt: Attempt) => setChosen((before) => toggled(before, attempt));
  return (
    <Stack gap="sm">
      <LogFilter />
      {chosen.size > 0 && (
        <ChosenBar webhook={id} chosen={[...chosen.values()]} onClear={() => setChosen(new Map())} />
      )}
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
                <AttemptRow
                  key={attempt.id}
                  attempt={attempt}
                  isChosen={chosen.has(attempt.delivery_id)}
                  onChoose={mayReplay ? () => choose(attempt) : null}
                />
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

/** A delivery is chosen once, whatever try of it was ticked. */
function toggled(before: ReadonlyMap<string, Attempt>, attempt: Attempt): ReadonlyMap<string, Attempt> {
  const after = new Map(before);
  if (!after.delete(attempt.delivery_id)) after.set(attempt.delivery_id, attempt);
  return after;
}

interface RowProps {
  attempt: Attempt;
  isChosen: boolean;
  /** Null: nothing can be chosen. */
  onChoose: (() => void) | null;
}

function AttemptRow({ attempt, isChosen, onChoose }: RowProps) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <Paper component="li" withBorder p="xs">
      <Group gap="sm" justify="space-between" wrap="nowrap" align="center">
        {onChoose && (
          <Checkbox
            aria-label={`Choose ${attempt.event}, ${attempt.delivery_id}`}
            checked={isChosen}
            onChange={onChoose}
          />
        )}
        <UnstyledButton onClick={toggle} aria-expanded={isOpen} flex={1} miw={0}>
          <Group gap="sm">
            <Chevron size={16} aria-hidden />
            <ResultBadge result={attempt.result} />
            <Text size="sm">{attempt.event}</Text>
            <Text size="sm" c="dimmed">
              {attempt.response ? attempt.response.status : attempt.cause} · try {attempt.number}
            </Text>
          </Group>
        </UnstyledButton>
        <Text size="sm" component="div" style={{ whiteSpace: "nowrap" }}>
          <Time at={attempt.started_at} />
        </Text>
      </Group>
      <Collapse expanded={isOpen} mt={isOpen ? "sm" : 0}>
        {isOpen && <AttemptView attempt={attempt} />}
      </Collapse>
    </Paper>
  );
}
