import { Button, Stack, Text, Timeline } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ErrorState } from "../../components/error-state.tsx";
import { LoadingRows } from "../../components/loading-rows.tsx";
import { Time } from "../../components/time.tsx";
import { groupTimelineQuery } from "./api/list-timeline.ts";
import type { TimelineEntry } from "./model.ts";
import { Section } from "./section.tsx";

/** Everything that happened, newest first, each with its reason. */
export function GroupTimeline({ id }: { id: string }) {
  const query = useInfiniteQuery(groupTimelineQuery(id));
  const entries = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Section title="Timeline">
      {query.isError && !entries && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <LoadingRows count={3} />}
      {entries && (
        <Stack gap="sm">
          <Timeline bulletSize={12} lineWidth={2}>
            {entries.map((entry) => (
              <Timeline.Item key={entry.id} title={headline(entry)}>
                <Text size="sm" c="dimmed" component="div">
                  {entry.reason} · <Time at={entry.at} />
                </Text>
              </Timeline.Item>
            ))}
          </Timeline>
          {query.hasNextPage && (
            <Button
              variant="default"
              size="xs"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Show older
            </Button>
          )}
        </Stack>
      )}
    </Section>
  );
}

const words: Readonly<Record<string, string>> = {
  registered: "First alert",
  route_assigned: "Route taken",
  unacknowledged: "Acknowledgement taken back",
  unresolved: "Taken up again",
  unsilenced: "Silence ended",
  unattached: "Detached",
};

const actors: Readonly<Record<TimelineEntry["actor"], string>> = {
  source: "the source",
  user: "a person",
  system: "Tocsin",
};

function headline({ kind, actor, username }: TimelineEntry): string {
  const word = words[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll("_", " ");
  const isByItself = kind === "registered" || kind === "route_assigned";
  return isByItself ? word : `${word} by ${username ?? actors[actor]}`;
}
