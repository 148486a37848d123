import { useState } from "react";

export interface Selection {
  ids: ReadonlySet<string>;
  toggle(id: string): void;
  /** Selects from the row that was last toggled to this one. */
  extendTo(id: string): void;
  set(ids: Iterable<string>): void;
}

/** Which rows are selected; it outlives paging, filters and live changes. */
export function useSelection(order: readonly string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string>();
  return {
    ids,
    toggle(id) {
      setAnchor(id);
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      setIds(next);
    },
    extendTo(id) {
      const [from, to] = [order.indexOf(anchor ?? id), order.indexOf(id)].sort((a, b) => a - b);
      setIds(new Set([...ids, ...order.slice(Math.max(0, from ?? 0), (to ?? 0) + 1)]));
    },
    set: (next) => setIds(new Set(next)),
  };
}
