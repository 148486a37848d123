import { Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { formatDuration } from "../../lib/time.ts";
import { retrySchedulesQuery } from "./api/retry-schedules.ts";
import { type DeliveryDraft, readDelays, type ScheduleName, writeDelays } from "./delivery-draft.ts";

interface Props {
  delivery: DeliveryDraft;
  error: string | undefined;
  onChange: (patch: Partial<DeliveryDraft>) => void;
}

const labels: Readonly<Record<ScheduleName, string>> = {
  paging: "Paging: quick at first, for what wakes people",
  integration: "Integration: slower, for machines that need every message",
};

const own = { value: "own", label: "Delays of my own" } as const;

/** How often and how long a message that fails is tried again. */
export function RetryFields({ delivery, error, onChange }: Props) {
  const schedules = useQuery(retrySchedulesQuery).data?.items ?? [];
  const { schedule } = delivery;
  const named = schedules.find(({ name }) => name === schedule)?.delays_seconds;
  const choices = [
    ...Object.entries(labels).map(([value, label]) => ({ value: value as ScheduleName, label })),
    own,
  ];
  const choose = (value: string | null) => {
    const chosen = choices.find((each) => each.value === value)?.value ?? "paging";
    const start = chosen === "own" && delivery.delays === "" && named ? { delays: writeDelays(named) } : {};
    onChange({ schedule: chosen, ...start });
  };
  return (
    <>
      <Select
        label="When a message fails, it is tried again"
        data={choices}
        value={schedule}
        allowDeselect={false}
        error={schedule === "own" ? undefined : error}
        onChange={choose}
      />
      {schedule === "own" ? (
        <OwnDelays delivery={delivery} error={error} onChange={onChange} />
      ) : (
        named && <Summary delays={named} isSpelledOut />
      )}
    </>
  );
}

function OwnDelays({ delivery, error, onChange }: Props) {
  const read = tryReading(delivery.delays);
  return (
    <>
      <TextInput
        label="Delays before the next tries"
        description="Like 30 s, 5 min, 1 h: the last one is the last try"
        value={delivery.delays}
        error={read.mistake ?? error}
        onChange={({ currentTarget }) => onChange({ delays: currentTarget.value })}
      />
      {read.delays && <Summary delays={read.delays} />}
    </>
  );
}

function tryReading(text: string): { delays?: readonly number[]; mistake?: string } {
  try {
    return { delays: readDelays(text) };
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
}

function Summary({ delays, isSpelledOut }: { delays: readonly number[]; isSpelledOut?: boolean }) {
  const all = delays.reduce((sum, seconds) => sum + seconds, 0);
  return (
    <Text size="xs" c="dimmed" mt={-8}>
      {delays.length + 1} tries within {formatDuration(all)}, then it is given up and can be replayed.
      {isSpelledOut && ` At once, then after at most ${writeDelays(delays)}.`}
    </Text>
  );
}
