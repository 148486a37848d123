import { typeError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { Dict, DictView, Float, Range, Tuple, typeNameOf, Undefined, type Value } from "../values.ts";
import { equals } from "./compare.ts";
import { isIterable, iterate } from "./iterate.ts";
import { numericOf, textOf } from "./numbers.ts";

/** Python's `item in container`. */
export function contains(rt: Runtime, container: Value, item: Value): boolean {
  const text = textOf(container);
  if (text !== undefined) return textContains(rt, text, item);
  if (container instanceof Dict) return container.has(item);
  if (container instanceof DictView && container.part === "keys") return container.dict.has(item);
  if (container instanceof Range) return rangeContains(container, item);
  if (container instanceof Undefined) return false;
  if (Array.isArray(container)) return listContains(rt, container, item);
  if (container instanceof Tuple) return listContains(rt, container.items, item);
  if (!isIterable(container)) throw typeError(`argument of type '${typeNameOf(container)}' is not iterable`);
  const next = iterate(container);
  for (let other = next(); other !== undefined; other = next()) {
    rt.spend(1);
    if (equals(rt, other, item)) return true;
  }
  return false;
}

function listContains(rt: Runtime, items: readonly Value[], item: Value): boolean {
  rt.spend(items.length >> 3);
  return items.some((other) => other === item || equals(rt, other, item));
}

function textContains(rt: Runtime, text: string, item: Value): boolean {
  const part = textOf(item);
  if (part === undefined) {
    throw typeError(`'in <string>' requires string as left operand, not ${typeNameOf(item)}`);
  }
  rt.spend(text.length >> 6);
  return text.includes(part);
}

function rangeContains(range: Range, item: Value): boolean {
  const number = numericOf(item);
  if (number === undefined || typeof number === "bigint") return false;
  const value = number instanceof Float ? number.value : number;
  const index = (value - range.start) / range.step;
  return Number.isInteger(index) && index >= 0 && index < range.length;
}
