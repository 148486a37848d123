import { TemplateError, typeError } from "../errors.ts";
import { Behaving, type Runtime } from "../runtime.ts";
import {
  Bytes,
  Dict,
  DictView,
  Float,
  Generator,
  HashedByText,
  Markup,
  type Next,
  Range,
  Tuple,
  typeNameOf,
  Undefined,
  type Value,
} from "../values.ts";
import { codePointLength } from "./code-points.ts";

/** Python's `iter(value)`; fails with a type error for what is not iterable. */
export function iterate(value: Value): Next {
  if (Array.isArray(value)) return iterateItems(value);
  if (typeof value === "string") return iterateText(value);
  if (value instanceof Dict) return iterateDict(value, "keys");
  if (value instanceof Generator) return value.next;
  if (value instanceof DictView) return iterateDict(value.dict, value.part);
  if (value instanceof Tuple) return iterateItems(value.items);
  if (value instanceof Undefined) return () => undefined;
  if (value instanceof Range) return iterateRange(value);
  if (value instanceof Markup) return iterateText(value.text);
  if (value instanceof Bytes) return iterateItems([...value.data]);
  throw typeError(`'${typeNameOf(value)}' object is not iterable`);
}

export function isIterable(value: Value): boolean {
  if (typeof value === "string" || Array.isArray(value)) return true;
  return [Dict, Generator, DictView, Tuple, Undefined, Range, Markup, Bytes].some(
    (type) => value instanceof type,
  );
}

function iterateItems(items: readonly Value[]): Next {
  let index = 0;
  return () => {
    const item = items[index];
    if (item !== undefined) index += 1;
    return item;
  };
}

function iterateText(text: string): Next {
  const points = text[Symbol.iterator]();
  return () => points.next().value;
}

function iterateRange(range: Range): Next {
  let index = 0;
  return () => (index < range.length ? range.at(index++) : undefined);
}

function iterateDict(dict: Dict, part: "keys" | "values" | "items"): Next {
  const entries = dict.entries.entries();
  const { size } = dict;
  return () => {
    if (dict.size !== size) throw new TemplateError("runtime", "dictionary changed size during iteration");
    const { value: entry, done } = entries.next();
    if (done === true) return undefined;
    if (part === "values") return entry[1];
    const key = dict.keyOf(entry[0]);
    return part === "keys" ? key : new Tuple([key, entry[1]]);
  };
}

/** Python's `list(value)`: all elements, bounded. The array may be the value's own: do not change it. */
export function collect(rt: Runtime, value: Value): readonly Value[] {
  if (Array.isArray(value)) {
    rt.spend(value.length >> 3);
    return value;
  }
  if (value instanceof Tuple) return value.items;
  const next = iterate(value);
  const items: Value[] = [];
  for (let item = next(); item !== undefined; item = next()) {
    items.push(item);
    if ((items.length & 15) === 0) rt.reserveItems(items.length < 64 ? items.length : 64);
    if (items.length > rt.limits.collectionSize) rt.reserveItems(items.length);
  }
  return items;
}

/** A list of its own with all elements. */
export function toList(rt: Runtime, value: Value): Value[] {
  const items = collect(rt, value).slice();
  rt.reserveItems(items.length);
  return items;
}

/** Python's `len(value)`, or undefined when the type has none. */
export function lengthOf(rt: Runtime, value: Value): number | undefined {
  if (typeof value === "string") {
    rt.spend(value.length >> 8);
    return codePointLength(value);
  }
  if (Array.isArray(value)) return value.length;
  if (value instanceof Dict) return value.size;
  if (value instanceof Tuple) return value.items.length;
  if (value instanceof Markup) return codePointLength(value.text);
  if (value instanceof Undefined) return 0;
  if (value instanceof Range) return value.length;
  if (value instanceof DictView) return value.dict.size;
  if (value instanceof Bytes) return value.data.length;
  if (value instanceof Behaving) {
    const length = value.member(rt, "length");
    return typeof length === "number" ? length : undefined;
  }
  return undefined;
}

/** Python's `bool(value)`. */
export function isTrue(value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return value !== "";
    case "number":
      return value !== 0;
    case "bigint":
      return true;
    default:
      return value !== null && isTrueObject(value);
  }
}

function isTrueObject(value: Exclude<Value, string | number | bigint | boolean | null>): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Dict) return value.size > 0;
  if (value instanceof Undefined) return false;
  if (value instanceof Float) return value.value !== 0;
  if (value instanceof Tuple) return value.items.length > 0;
  if (value instanceof Markup) return value.text !== "";
  if (value instanceof Range) return value.length > 0;
  if (value instanceof DictView) return value.dict.size > 0;
  if (value instanceof Bytes) return value.data.length > 0;
  if (value instanceof HashedByText) return value.hashText() !== "d0.0.0";
  return true;
}

/** Unpacks into exactly `count` values, with Python's errors. */
export function unpack(rt: Runtime, value: Value, count: number): readonly Value[] {
  if (Array.isArray(value) && value.length === count) return value;
  if (value instanceof Tuple && value.items.length === count) return value.items;
  let items: readonly Value[];
  try {
    items = collect(rt, value);
  } catch (error) {
    if (!(error instanceof TemplateError) || error.kind !== "type") throw error;
    throw typeError(`cannot unpack non-iterable ${typeNameOf(value)} object`);
  }
  if (items.length < count) {
    throw new TemplateError("value", `not enough values to unpack (expected ${count}, got ${items.length})`);
  }
  if (items.length > count) throw new TemplateError("value", `too many values to unpack (expected ${count})`);
  return items;
}
