import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyError } from "../../components/notify.tsx";
import { actOnGroups, type BulkOutcome, type Versions } from "./api/act-on-groups.ts";
import { countsKey } from "./api/count-groups.ts";
import { findGroups } from "./api/find-groups.ts";
import { patchLists } from "./api/list-groups.ts";
import { actionWords, type GroupAction, undoing } from "./model.ts";

const undoMs = 10_000;

interface Deed {
  ids: readonly string[];
  action: GroupAction;
  /** Set when it takes something back, which is done only where nobody has changed anything since. */
  takesBack?: Versions;
}

/** Does something to groups, shows what came of it in every list, and offers to take it back. */
export function useAct() {
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: ({ ids, action, takesBack }: Deed) => actOnGroups(ids, action, takesBack),
    onSuccess: (outcome, { action, takesBack }) => {
      const { done } = outcome;
      const undo = takesBack === undefined ? undoing[action.action] : undefined;
      const word = takesBack === undefined ? actionWords[action.action].done : "undone";
      showOutcome(
        outcome,
        word,
        undo && (() => act.mutate({ ids: Object.keys(done), action: undo, takesBack: done })),
      );
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

function showOutcome({ done, refused }: BulkOutcome, word: string, undo: (() => void) | undefined): void {
  const id = crypto.randomUUID();
  const doneCount = Object.keys(done).length;
  const canUndo = undo !== undefined && doneCount > 0;
  notifications.show({
    id,
    withBorder: true,
    color: doneCount > 0 && refused.length === 0 ? "green" : "yellow",
    autoClose: undoMs,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{outcomeText(doneCount, refused, word)}</Text>
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

function outcomeText(doneCount: number, refused: BulkOutcome["refused"], word: string): string {
  const done = `${doneCount} ${word}`;
  const [first] = refused;
  if (!first) return done;
  const reasons = new Set(refused.map(({ message }) => message));
  const why = reasons.size === 1 ? first.message : `${first.message} And other reasons.`;
  return `${doneCount > 0 ? `${done}, ` : ""}${refused.length} not: ${why}`;
}
