import { Button, Group, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { components } from "../../api/schema.d.ts";
import { notifyError } from "../../components/notify.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { Time } from "../../components/time.tsx";
import { replaysQuery, useCancelReplay } from "./api/replays.ts";

type Replay = components["schemas"]["WebhookReplay"];

/** A webhook's latest replays and how far they are. */
export function ReplayList({ id }: { id: string }) {
  return (
    <QueryView query={useQuery(replaysQuery(id))}>
      {({ items }) =>
        items.length > 0 && (
          <Stack gap="sm" component="section" aria-label="Replays">
            <Title order={2}>Replays</Title>
            {items.map((replay) => (
              <ReplayProgress key={replay.id} id={id} replay={replay} />
            ))}
          </Stack>
        )
      }
    </QueryView>
  );
}

const words: Readonly<Record<Replay["state"], string>> = {
  running: "Running",
  finished: "Finished",
  cancelled: "Taken back",
};

function ReplayProgress({ id, replay }: { id: string; replay: Replay }) {
  const cancel = useCancelReplay(id);
  const { total, queued, remaining, state } = replay;
  const isCancelled = state === "cancelled";
  const done = isCancelled ? queued : Math.max(0, total - remaining);
  const share = total === 0 ? 100 : (done / total) * 100;
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Text role={state === "running" ? "status" : undefined}>
            {words[state]}: {done.toLocaleString()} of {total.toLocaleString()}{" "}
            {isCancelled ? "queued" : "done"}
          </Text>
          <Text size="sm" component="div">
            <Time at={replay.created_at} />
          </Text>
        </Group>
        <Progress
          value={share}
          color={isCancelled ? "gray" : undefined}
          aria-label={`Progress of the replay ${replay.id}`}
        />
        {state === "running" && (
          <Button
            variant="default"
            w="fit-content"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(replay.id, { onError: notifyError })}
          >
            Take back the rest
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
