import { Button, Group, NumberInput, Paper, Progress, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorState } from "../../components/error-state.tsx";
import { notifyError } from "../../components/notify.tsx";
import {
  type ReplayChoice,
  replayQuery,
  useCancelReplay,
  useCountReplay,
  useStartReplay,
} from "./api/replays.ts";
import { fromLocal } from "./moments.ts";

/** Deliveries that were given up, once more: counted first, then made at a pace. */
export function ReplayPanel({ id }: { id: string }) {
  const [since, setSince] = useState("");
  const [until, setUntil] = useState("");
  const [perSecond, setPerSecond] = useState<number | string>(100);
  const count = useCountReplay(id);
  const start = useStartReplay(id);
  const choice = (): ReplayChoice => {
    const [from, to] = [fromLocal(since), fromLocal(until)];
    return {
      ...(from ? { since: from } : {}),
      ...(to ? { until: to } : {}),
      per_second: Number(perSecond) || 100,
    };
  };
  const forget = () => count.reset();
  return (
    <Stack maw={720}>
      <Text>Sends again what was given up and never arrived, with the ids it had.</Text>
      <Group align="flex-end">
        <TextInput
          label="Given up from"
          type="datetime-local"
          value={since}
          onChange={({ currentTarget }) => {
            setSince(currentTarget.value);
            forget();
          }}
        />
        <TextInput
          label="Until"
          type="datetime-local"
          value={until}
          onChange={({ currentTarget }) => {
            setUntil(currentTarget.value);
            forget();
          }}
        />
        <NumberInput
          label="Per second"
          w={120}
          min={1}
          max={1000}
          value={perSecond}
          onChange={setPerSecond}
        />
      </Group>
      <Group>
        <Button variant="default" loading={count.isPending} onClick={() => count.mutate(choice())}>
          Count them
        </Button>
        {count.data !== undefined && (
          <>
            <Text role="status">{count.data.toLocaleString()} deliveries</Text>
            {count.data > 0 && (
              <Button
                loading={start.isPending}
                onClick={() => start.mutate(choice(), { onSuccess: forget, onError: notifyError })}
              >
                Replay {count.data.toLocaleString()}
              </Button>
            )}
          </>
        )}
      </Group>
      {count.error && <ErrorState error={count.error} />}
      {start.data && <ReplayProgress id={id} replay={start.data.id} />}
    </Stack>
  );
}

function ReplayProgress({ id, replay }: { id: string; replay: string }) {
  const { data } = useQuery(replayQuery(id, replay));
  const cancel = useCancelReplay(id);
  if (!data) return null;
  const done = data.total - data.remaining;
  const share = data.total === 0 ? 100 : (done / data.total) * 100;
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Text role="status">
          {data.cancelled_at ? "Taken back: " : ""}
          {done.toLocaleString()} of {data.total.toLocaleString()} done
        </Text>
        <Progress value={share} aria-label="Progress of the replay" />
        {data.remaining > 0 && !data.cancelled_at && (
          <Button
            variant="default"
            w="fit-content"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(replay, { onError: notifyError })}
          >
            Take back the rest
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
