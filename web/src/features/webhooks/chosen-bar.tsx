import { Button, Group, Paper, Text } from "@mantine/core";
import { notifyDone, notifyError } from "../../components/notify.tsx";
import { useStartReplay } from "./api/replays.ts";
import type { Attempt } from "./model.ts";

interface Props {
  webhook: string;
  /** A try of each delivery. */
  chosen: readonly Attempt[];
  onClear: () => void;
}

/** The most that one replay may name. */
const mostNamed = 1_000;

/** What can be done with the deliveries that are ticked. */
export function ChosenBar({ webhook, chosen, onClear }: Props) {
  const replay = useStartReplay(webhook);
  const again = () =>
    replay.mutate(choiceOf(chosen), {
      onSuccess: ({ total }) => {
        notifyDone(
          total === 0 ? "They wait already." : `${total} ${total === 1 ? "is" : "are"} sent once more.`,
        );
        onClear();
      },
      onError: notifyError,
    });
  return (
    <Paper withBorder p="xs" role="region" aria-label="Chosen deliveries">
      <Group gap="sm">
        <Text size="sm">
          {chosen.length.toLocaleString()} {chosen.length === 1 ? "delivery" : "deliveries"} chosen
        </Text>
        <Button size="xs" loading={replay.isPending} disabled={chosen.length > mostNamed} onClick={again}>
          Replay
        </Button>
        <Button size="xs" variant="default" onClick={onClear}>
          Choose none
        </Button>
        {chosen.length > mostNamed && (
          <Text size="sm">At most {mostNamed.toLocaleString()}; use the tab Replay for more.</Text>
        )}
      </Group>
    </Paper>
  );
}

/** Where in the log they are saves the server a search through all of it. */
function choiceOf(chosen: readonly Attempt[]) {
  const moments = chosen.map(({ started_at }) => Date.parse(started_at)).sort((one, other) => one - other);
  const [first = 0] = moments;
  return {
    message_ids: chosen.map(({ delivery_id }) => delivery_id),
    since: new Date(first - 1_000).toISOString(),
    until: new Date((moments.at(-1) ?? first) + 1_000).toISOString(),
  };
}
