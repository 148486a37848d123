import type { Runtime } from "../runtime.ts";
import type { Value } from "../values.ts";
import { ordered } from "./compare.ts";

export interface SortOptions {
  readonly keyOf: (item: Value) => Value;
  readonly reverse: boolean;
}

/** Python's sorted: stable, also in reverse; fails with a type error for mixed kinds. */
export function sortValues(rt: Runtime, items: readonly Value[], { keyOf, reverse }: SortOptions): Value[] {
  rt.reserveItems(items.length);
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  // Python reverses, sorts, reverses: equal elements keep their order.
  if (reverse) keyed.reverse();
  keyed.sort((a, b) => {
    rt.spend(1);
    if (ordered(rt, "<", a.key, b.key)) return -1;
    return ordered(rt, "<", b.key, a.key) ? 1 : 0;
  });
  if (reverse) keyed.reverse();
  return keyed.map((entry) => entry.item);
}
