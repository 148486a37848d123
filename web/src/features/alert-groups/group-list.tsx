import { type ReactNode, type RefObject, useCallback, useMemo, useState } from "react";
import { useHasRole } from "../../api/session.ts";
import { BulkBar } from "./bulk-bar.tsx";
import type { GroupFilter } from "./filter.ts";
import type { RowHandlers } from "./group-row.tsx";
import { GroupRows } from "./group-rows.tsx";
import type { GroupAction, GroupSummary } from "./model.ts";
import { NewGroups } from "./new-groups.tsx";
import { useAct } from "./use-act.tsx";
import { useListKeys } from "./use-list-keys.ts";
import { useLiveList } from "./use-live-list.ts";
import { useSelection } from "./use-selection.ts";

interface GroupListProps {
  filter: GroupFilter;
  groups: readonly GroupSummary[];
  searchRef: RefObject<HTMLInputElement | null>;
  hasMore: boolean;
  onNeedMore: () => void;
  /** Stands there when nothing matches. */
  empty: ReactNode;
}

/** The rows with what can be done to them, by pointer and by keyboard. */
export function GroupList({ filter, groups, searchRef, hasMore, onNeedMore, empty }: GroupListProps) {
  const mayAct = useHasRole("responder");
  const [currentIndex, setCurrentIndex] = useState(-1);
  const [isSilenceOpen, setSilenceOpen] = useState(false);
  const selection = useSelection(useMemo(() => groups.map(({ id }) => id), [groups]));
  const live = useLiveList(filter, groups);
  const doing = useAct();
  const act = (ids: readonly string[], action: GroupAction) => {
    if (mayAct && !doing.isPending) doing.mutate({ ids, action }, { onSuccess: () => selection.set([]) });
  };
  useListKeys({
    ...{ groups, currentIndex, setCurrentIndex, selection, searchRef, act },
    openSilence: () => setSilenceOpen(mayAct),
  });
  const onToggle = useStable((id: string, withShift: boolean) =>
    withShift ? selection.extendTo(id) : selection.toggle(id),
  );
  const onAct = useStable((id: string, action: "acknowledge" | "resolve") => act([id], { action }));
  const handlers = useMemo<RowHandlers>(() => ({ onToggle, onAct }), [onToggle, onAct]);
  if (groups.length === 0) return empty;
  return (
    <>
      <NewGroups {...live} />
      <GroupRows
        {...{ groups, currentIndex, mayAct, handlers, hasMore, onNeedMore }}
        selected={selection.ids}
      />
      {mayAct && selection.ids.size > 0 && (
        <BulkBar
          ids={selection.ids}
          shown={groups}
          isBusy={doing.isPending}
          silence={{ isOpen: isSilenceOpen, setOpen: setSilenceOpen }}
          onAct={(action) => act([...selection.ids], action)}
          onClear={() => selection.set([])}
        />
      )}
    </>
  );
}

/** A handler that stays the same, so that rows which did not change are not drawn again. */
function useStable<Arguments extends unknown[]>(handler: (...args: Arguments) => void) {
  const [latest] = useState<{ handler: (...args: Arguments) => void }>(() => ({ handler }));
  latest.handler = handler;
  return useCallback((...args: Arguments) => latest.handler(...args), [latest]);
}
