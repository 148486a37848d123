import type { Runtime } from "../runtime.ts";
import type { Value } from "../values.ts";
import { compareText } from "./code-points.ts";
import { equals, ordered } from "./compare.ts";

export interface SortOptions {
  readonly keyOf: (item: Value) => Value;
  readonly reverse: boolean;
  /** Compares like one-element lists: equal keys are never ordered, so equal values without an order are fine. */
  readonly asLists?: boolean;
}

/** Python's sorted: stable, also in reverse; fails with a type error for mixed kinds. */
export function sortValues(rt: Runtime, items: readonly Value[], options: SortOptions): Value[] {
  const { keyOf, reverse, asLists = false } = options;
  rt.reserveItems(items.length);
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  // Python reverses, sorts, reverses: equal elements keep their order.
  if (reverse) keyed.reverse();
  keyed.sort((a, b) => {
    rt.spend(1);
    return compareKeys(rt, a.key, b.key, asLists);
  });
  if (reverse) keyed.reverse();
  return keyed.map((entry) => entry.item);
}

function compareKeys(rt: Runtime, a: Value, b: Value, asLists: boolean): number {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (asLists && equals(rt, a, b)) return 0;
  if (ordered(rt, "<", a, b)) return -1;
  return ordered(rt, "<", b, a) ? 1 : 0;
}
