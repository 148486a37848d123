import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useLive } from "../../api/live.ts";
import { countsKey } from "./api/count-groups.ts";
import { findGroups, maxIds } from "./api/find-groups.ts";
import { dropFromLists, fetchPage, type GroupPage, patchLists, restartList } from "./api/list-groups.ts";
import type { GroupFilter } from "./filter.ts";
import type { GroupSummary } from "./model.ts";

/** Changes that come in such a while are looked at together. */
const gatherMs = 300;

/**
 * Keeps shown rows up to date while nothing moves: rows that are new wait until they are asked for.
 * Returns how many wait, and what shows them.
 */
export function useLiveList(filter: GroupFilter, shown: readonly GroupSummary[] | undefined) {
  const client = useQueryClient();
  const [fresh, setFresh] = useState<GroupPage>();
  const changed = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const look = useEffectEvent(async () => {
    timer.current = undefined;
    const shownIds = new Set(shown?.map(({ id }) => id));
    const first = await fetchPage(filter).catch(() => undefined);
    if (!first) return;
    const isIn = new Set(first.items.map(({ id }) => id));
    const others = [...changed.current].filter((id) => shownIds.has(id) && !isIn.has(id)).slice(0, maxIds);
    changed.current.clear();
    void client.invalidateQueries({ queryKey: countsKey });
    if (shown?.length === 0) restartList(client, filter, first);
    const found = await findGroups(others).catch(() => undefined);
    patchLists(client, [...first.items, ...(found ?? [])]);
    if (found) dropFromLists(client, idsWithout(others, found));
    setFresh(first);
  });
  useLive((event) => {
    if (event.kind !== "alert group" && event.kind !== "resync") return;
    if ("id" in event) changed.current.add(event.id);
    timer.current ??= setTimeout(() => void look(), gatherMs);
  });
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits belongs to one filter
  useEffect(() => {
    setFresh(undefined);
    return () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [key]);
  return {
    waiting: countWaiting(fresh, shown),
    show() {
      if (fresh) restartList(client, filter, fresh);
      window.scrollTo({ top: 0 });
    },
  };
}

function idsWithout(ids: readonly string[], found: readonly GroupSummary[]): string[] {
  const there = new Set(found.map(({ id }) => id));
  return ids.filter((id) => !there.has(id));
}

/** Rows of a newer first page that stand above all that is shown. */
function countWaiting(fresh: GroupPage | undefined, shown: readonly GroupSummary[] | undefined): number {
  if (!fresh || !shown) return 0;
  const ids = new Set(shown.map(({ id }) => id));
  const firstKnown = fresh.items.findIndex(({ id }) => ids.has(id));
  return firstKnown === -1 ? fresh.items.length : firstKnown;
}
