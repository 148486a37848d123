import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyError } from "../../components/notify.tsx";
import { actOnGroups, type BulkOutcome } from "./api/act-on-groups.ts";
import { countsKey } from "./api/count-groups.ts";
import { findGroups } from "./api/find-groups.ts";
import { patchLists } from "./api/list-groups.ts";
import { actionWords, type GroupAction, undoing } from "./model.ts";

const undoMs = 10_000;

interface Deed {
  ids: readonly string[];
  action: GroupAction;
}

/** Does something to groups, shows what came of it in every list, and offers to take it back. */
export function useAct() {
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: ({ ids, action }: Deed) => actOnGroups(ids, action),
    onSuccess: (outcome, { action }) => {
      const undo = undoing[action.action];
      showOutcome(outcome, action, undo && (() => act.mutate({ ids: outcome.done, action: undo })));
    },
    onError: notifyError,
    onSettled: async (_outcome, _error, { ids }) => {
      void client.invalidateQueries({ queryKey: countsKey });
      void client.invalidateQueries({ queryKey: ["alert-groups", "one"] });
      patchLists(client, await findGroups(ids));
    },
  });
  return act;
}

function showOutcome(
  { done, refused }: BulkOutcome,
  action: GroupAction,
  undo: (() => void) | undefined,
): void {
  const id = crypto.randomUUID();
  const canUndo = undo !== undefined && done.length > 0;
  notifications.show({
    id,
    withBorder: true,
    color: done.length > 0 ? "green" : "yellow",
    autoClose: undoMs,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{outcomeText(done.length, refused, action)}</Text>
        {canUndo && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            Undo
          </Button>
        )}
      </Group>
    ),
  });
}

function outcomeText(doneCount: number, refused: BulkOutcome["refused"], { action }: GroupAction): string {
  const done = `${doneCount} ${actionWords[action].done}`;
  const [first] = refused;
  if (!first) return done;
  const reasons = new Set(refused.map(({ message }) => message));
  const why = reasons.size === 1 ? first.message : `${first.message} And other reasons.`;
  return `${doneCount > 0 ? `${done}, ` : ""}${refused.length} not: ${why}`;
}
