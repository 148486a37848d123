import { equals } from "../core/compare.ts";
import { collect, isTrue } from "../core/iterate.ts";
import { indexOf } from "../core/numbers.ts";
import { sortValues } from "../core/sort.ts";
import { TemplateError, valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { at, type Tuple, type Value } from "../values.ts";
import { keywordMethod, type Method, method } from "./arguments.ts";

function change(rt: Runtime, list: Value[], added: number): void {
  rt.willChange(list);
  rt.reserveItems(Math.max(0, added));
  if (list.length + added > rt.limits.collectionSize) rt.reserveItems(list.length + added);
}

function pop(rt: Runtime, self: Value[], [position = -1]: readonly Value[]): Value {
  const wanted = indexOf(position);
  if (self.length === 0) throw new TemplateError("index", "pop from empty list");
  const index = wanted < 0 ? wanted + self.length : wanted;
  if (index < 0 || index >= self.length) throw new TemplateError("index", "pop index out of range");
  change(rt, self, 0);
  rt.spend((self.length - index) >> 6);
  return self.splice(index, 1)[0] ?? null;
}

function insert(rt: Runtime, self: Value[], [position = null, value = null]: readonly Value[]): Value {
  const wanted = indexOf(position);
  change(rt, self, 1);
  rt.spend(self.length >> 6);
  self.splice(wanted < 0 ? Math.max(0, wanted + self.length) : wanted, 0, value);
  return null;
}

function indexIn(
  rt: Runtime,
  items: readonly Value[],
  [value = null, start = 0, stop = null]: readonly Value[],
): number {
  const clamp = (index: number): number => (index < 0 ? Math.max(0, index + items.length) : index);
  const end = Math.min(items.length, stop === null ? items.length : clamp(indexOf(stop)));
  for (let index = clamp(indexOf(start)); index < end; index += 1) {
    rt.spend(1);
    if (equals(rt, at(items, index), value)) return index;
  }
  return -1;
}

function countIn(rt: Runtime, items: readonly Value[], value: Value): number {
  rt.spend(items.length >> 2);
  return items.filter((item) => equals(rt, item, value)).length;
}

function extend(rt: Runtime, self: Value[], [items = null]: readonly Value[]): Value {
  const added = collect(rt, items).slice();
  change(rt, self, added.length);
  for (const item of added) self.push(item);
  return null;
}

function sort(rt: Runtime, self: Value[], [key = null, reverse = false]: readonly Value[]): Value {
  const keyOf =
    key === null ? (item: Value) => item : (item: Value) => rt.services.call(rt, key, [item], null);
  change(rt, self, 0);
  const sorted = sortValues(rt, self, { keyOf, reverse: isTrue(reverse) });
  self.length = 0;
  for (const item of sorted) self.push(item);
  return null;
}

const FIND = ["value", ["start", 0], ["stop", null]] as const;

/** Methods of list. */
export const LIST_METHODS: ReadonlyMap<string, Method<Value[]>> = new Map<string, Method<Value[]>>([
  [
    "append",
    method("append", ["object"], (rt, self: Value[], [value = null]) => {
      change(rt, self, 1);
      self.push(value);
      return null;
    }),
  ],
  ["extend", method("extend", ["iterable"], extend)],
  ["insert", method("insert", ["index", "object"], insert)],
  ["pop", method("pop", [["index", -1]], pop)],
  [
    "remove",
    method("remove", ["value"], (rt, self: Value[], args) => {
      const index = indexIn(rt, self, args);
      if (index < 0) throw valueError("list.remove(x): x not in list");
      change(rt, self, 0);
      self.splice(index, 1);
      return null;
    }),
  ],
  [
    "clear",
    method("clear", [], (rt, self: Value[]) => {
      change(rt, self, 0);
      self.length = 0;
      return null;
    }),
  ],
  [
    "reverse",
    method("reverse", [], (rt, self: Value[]) => {
      change(rt, self, 0);
      rt.spend(self.length >> 4);
      self.reverse();
      return null;
    }),
  ],
  [
    "sort",
    keywordMethod(
      "sort",
      [
        ["key", null],
        ["reverse", false],
      ],
      sort,
    ),
  ],
  [
    "copy",
    method("copy", [], (rt, self: Value[]) => {
      rt.reserveItems(self.length);
      return self.slice();
    }),
  ],
  [
    "index",
    method("index", FIND, (rt, self: Value[], args) => {
      const index = indexIn(rt, self, args);
      if (index < 0) throw valueError("value is not in list");
      return index;
    }),
  ],
  ["count", method("count", ["value"], (rt, self: Value[], [value = null]) => countIn(rt, self, value))],
]);

/** Methods of tuple. */
export const TUPLE_METHODS: ReadonlyMap<string, Method<Tuple>> = new Map<string, Method<Tuple>>([
  [
    "index",
    method("index", FIND, (rt, self: Tuple, args) => {
      const index = indexIn(rt, self.items, args);
      if (index < 0) throw valueError("tuple.index(x): x not in tuple");
      return index;
    }),
  ],
  ["count", method("count", ["value"], (rt, self: Tuple, [value = null]) => countIn(rt, self.items, value))],
]);
