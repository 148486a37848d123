import { textOf } from "../core/numbers.ts";
import type { Runtime } from "../runtime.ts";
import { hasClass } from "../text/classes.ts";
import { Undefined, type Value } from "../values.ts";

export type Getter = (rt: Runtime, item: Value) => Value;

export interface GetterOptions {
  /** Lowers texts, so that comparisons ignore case. */
  readonly ignoreCase?: boolean;
  /** Replaces undefined results; null: none. */
  readonly fallback?: Value;
}

/** Jinja's `attribute=` arguments: a name, a number, or a dotted path of them; None is the item itself. */
export function makeGetter(attribute: Value, options: GetterOptions = {}): Getter {
  const parts = pathOf(attribute);
  const fallback = options.fallback ?? null;
  return (rt, item) => {
    let value = item;
    rt.spend(1 + parts.length);
    for (const part of parts) {
      value = rt.services.getItem(rt, value, part);
      if (fallback !== null && value instanceof Undefined) value = fallback;
    }
    return options.ignoreCase === true ? lowered(rt, value) : value;
  };
}

function pathOf(attribute: Value): Value[] {
  if (attribute === null) return [];
  const text = textOf(attribute);
  if (text === undefined) return [attribute];
  return text
    .split(".")
    .map((part) => (hasClass(part, "isdigit") && /^\d{1,15}$/.test(part) ? Number(part) : part));
}

export function lowered(rt: Runtime, value: Value): Value {
  const text = textOf(value);
  return text === undefined ? value : rt.made(text.toLowerCase());
}
