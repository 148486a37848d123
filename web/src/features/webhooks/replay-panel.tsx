import { Button, Group, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { ErrorState } from "../../components/error-state.tsx";
import { notifyError } from "../../components/notify.tsx";
import { useCountReplay, useStartReplay } from "./api/replays.ts";
import { ReplayChoiceFields } from "./replay-choice-fields.tsx";
import { newReplayDraft, type ReplayDraft, toChoice } from "./replay-draft.ts";
import { ReplayList } from "./replay-list.tsx";

const route = getRouteApi("/signed-in/webhooks/$id");

/** Past deliveries once more: counted first, then made at a pace. */
export function ReplayPanel({ id }: { id: string }) {
  const search = route.useSearch();
  const [draft, setDraft] = useState<ReplayDraft>(() => newReplayDraft(search));
  const count = useCountReplay(id);
  const start = useStartReplay(id);
  const change = (patch: Partial<ReplayDraft>) => {
    setDraft((before) => ({ ...before, ...patch }));
    count.reset();
  };
  return (
    <Stack maw={720}>
      <Text>
        Sends past deliveries again with the ids they had. New messages do not wait for them, and it goes on
        when the server is restarted.
      </Text>
      <ReplayChoiceFields draft={draft} onChange={change} />
      <Group>
        <Button variant="default" loading={count.isPending} onClick={() => count.mutate(toChoice(draft))}>
          Count them
        </Button>
        {count.data !== undefined && (
          <>
            <Text role="status">
              {count.data.toLocaleString()} {count.data === 1 ? "delivery" : "deliveries"}
            </Text>
            {count.data > 0 && (
              <Button
                loading={start.isPending}
                onClick={() =>
                  start.mutate(toChoice(draft), { onSuccess: () => count.reset(), onError: notifyError })
                }
              >
                Replay {count.data.toLocaleString()}
              </Button>
            )}
          </>
        )}
      </Group>
      {count.error && <ErrorState error={count.error} />}
      <ReplayList id={id} />
    </Stack>
  );
}
