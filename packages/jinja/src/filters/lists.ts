import { binary } from "../core/arithmetic.ts";
import { equals, ordered } from "../core/compare.ts";
import { collect, isTrue, iterate, toList } from "../core/iterate.ts";
import { indexOf, numericOf, textOf } from "../core/numbers.ts";
import { defineFunction, filterArgumentError } from "../core/signature.ts";
import { sortValues } from "../core/sort.ts";
import { TemplateError, typeError } from "../errors.ts";
import type { NativeFunction, Runtime } from "../runtime.ts";
import {
  at,
  Dict,
  DictView,
  Float,
  Generator,
  GroupTuple,
  Markup,
  orElse,
  Range,
  Tuple,
  tokenOf,
  typeNameOf,
  Undefined,
  type Value,
} from "../values.ts";
import { type Getter, makeGetter } from "./attribute-path.ts";
import { joinValues } from "./text.ts";

function empty(message: string): Undefined {
  return new Undefined(() => message);
}

function first(_rt: Runtime, [value = null]: readonly Value[]): Value {
  return orElse(iterate(value)(), () => empty("No first item, sequence was empty."));
}

/** Python's `reversed(value)` as a list; undefined when it has no order. */
function reversedOf(rt: Runtime, value: Value): readonly Value[] | undefined {
  const isReversible =
    Array.isArray(value) ||
    typeof value === "string" ||
    value instanceof Tuple ||
    value instanceof Markup ||
    value instanceof Dict ||
    value instanceof DictView ||
    value instanceof Range ||
    value instanceof Undefined;
  return isReversible ? toList(rt, value).reverse() : undefined;
}

function last(rt: Runtime, [value = null]: readonly Value[]): Value {
  const items = Array.isArray(value) ? value.slice(-1) : reversedOf(rt, value);
  if (items === undefined) throw typeError(`'${typeNameOf(value)}' object is not reversible`);
  return orElse(items[0], () => empty("No last item, sequence was empty."));
}

function reverse(rt: Runtime, [value = null]: readonly Value[]): Value {
  const text = textOf(value);
  if (text !== undefined) {
    rt.spend(text.length >> 2);
    const reversed = rt.made([...text].reverse().join(""));
    return value instanceof Markup ? new Markup(reversed) : reversed;
  }
  const items = reversedOf(rt, value);
  if (items !== undefined) return new Generator(iterate([...items]), "list_reverseiterator");
  try {
    return toList(rt, value).reverse();
  } catch (error) {
    if (!(error instanceof TemplateError) || error.kind !== "type") throw error;
    throw filterArgumentError("argument must be iterable");
  }
}

function join(rt: Runtime, [value = null, separator = "", attribute = null]: readonly Value[]): Value {
  const items = collect(rt, value);
  if (attribute === null) return joinValues(rt, items, separator);
  const getter = makeGetter(attribute);
  return joinValues(
    rt,
    items.map((item) => getter(rt, item)),
    separator,
  );
}

/** One getter per comma-separated attribute; the sort key is the list of their results. */
function sort(rt: Runtime, args: readonly Value[]): Value {
  const [value = null, reversed = false, caseSensitive = false, attribute = null] = args;
  const options = { ignoreCase: !isTrue(caseSensitive) };
  const text = textOf(attribute);
  const getters = (text === undefined ? [attribute] : text.split(",")).map((part) =>
    makeGetter(part, options),
  );
  const [only] = getters;
  const keyOf =
    getters.length === 1 && only !== undefined
      ? (item: Value) => only(rt, item)
      : (item: Value) => getters.map((getter) => getter(rt, item));
  return sortValues(rt, collect(rt, value), { keyOf, reverse: isTrue(reversed), asLists: true });
}

function unique(
  rt: Runtime,
  [value = null, caseSensitive = false, attribute = null]: readonly Value[],
): Value {
  const getter = makeGetter(attribute, { ignoreCase: !isTrue(caseSensitive) });
  const next = iterate(value);
  const seen = new Set<unknown>();
  return new Generator(() => {
    for (let item = next(); item !== undefined; item = next()) {
      rt.spend(2);
      const token = tokenOf(getter(rt, item));
      if (seen.has(token)) continue;
      seen.add(token);
      return item;
    }
    return undefined;
  });
}

function extreme(operator: "<" | ">"): (rt: Runtime, args: readonly Value[]) => Value {
  return (rt, [value = null, caseSensitive = false, attribute = null]) => {
    const getter = makeGetter(attribute, { ignoreCase: !isTrue(caseSensitive) });
    const next = iterate(value);
    let best = next();
    if (best === undefined) return empty("No aggregated item, sequence was empty.");
    let bestKey = getter(rt, best);
    for (let item = next(); item !== undefined; item = next()) {
      const key = getter(rt, item);
      if (ordered(rt, operator, key, bestKey)) {
        best = item;
        bestKey = key;
      }
    }
    return best;
  };
}

function groupby(rt: Runtime, args: readonly Value[]): Value {
  const [value = null, attribute = null, fallback = null, caseSensitive = false] = args;
  const ignoreCase = !isTrue(caseSensitive);
  const getter = makeGetter(attribute, { ignoreCase, fallback });
  const exact = makeGetter(attribute, { fallback });
  const keyed = sortValues(rt, collect(rt, value), { keyOf: (item) => getter(rt, item), reverse: false });
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of keyed) {
    const key = getter(rt, item);
    const group = groups.at(-1);
    if (group !== undefined && equals(rt, group.key, key)) group.items.push(item);
    else groups.push({ key, items: [item] });
  }
  return groups.map(({ key, items }) => new GroupTuple([ignoreCase ? exact(rt, at(items, 0)) : key, items]));
}

function sum(rt: Runtime, [value = null, attribute = null, start = 0]: readonly Value[]): Value {
  const getter: Getter = attribute === null ? (_rt, item) => item : makeGetter(attribute);
  if (typeof start === "string") throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  const next = iterate(value);
  let total: Value = start;
  const compensation = new Compensation();
  for (let item = next(); item !== undefined; item = next()) {
    rt.spend(1);
    const term = getter(rt, item);
    total = compensation.add(rt, total, term);
  }
  return compensation.finish(total);
}

/** Neumaier's compensation, which Python applies to float sums since 3.12. */
class Compensation {
  private lost = 0;

  add(rt: Runtime, total: Value, term: Value): Value {
    const number = numericOf(term);
    if (!(total instanceof Float) || number === undefined) {
      const plain = this.finish(total);
      this.lost = 0;
      return binary(rt, "+", plain, term);
    }
    const x = number instanceof Float ? number.value : Number(number);
    const rounded = total.value + x;
    if (number instanceof Float) {
      this.lost +=
        Math.abs(total.value) >= Math.abs(x) ? total.value - rounded + x : x - rounded + total.value;
    }
    return new Float(rounded);
  }

  finish(total: Value): Value {
    if (!(total instanceof Float) || this.lost === 0 || !Number.isFinite(this.lost)) return total;
    return new Float(total.value + this.lost);
  }
}

function slices(rt: Runtime, [value = null, count = null, fill = null]: readonly Value[]): Value {
  const items = toList(rt, value);
  const number = indexOf(count);
  if (number === 0) throw new TemplateError("zero-division", "integer division or modulo by zero");
  rt.reserveItems(Math.max(0, number));
  const size = Math.floor(items.length / number);
  const withExtra = items.length - size * number;
  let offset = 0;
  let index = 0;
  return new Generator(() => {
    if (index >= number) return undefined;
    const start = offset + index * size;
    if (index < withExtra) offset += 1;
    const part = items.slice(start, offset + (index + 1) * size);
    if (fill !== null && index >= withExtra) part.push(fill);
    index += 1;
    return part;
  });
}

function batch(rt: Runtime, [value = null, count = null, fill = null]: readonly Value[]): Value {
  const next = iterate(value);
  const size = numericOf(count);
  const isEqual = (length: number): boolean =>
    size !== undefined && Number(size instanceof Float ? size.value : size) === length;
  let pending: Value[] = [];
  let done = false;
  return new Generator(() => {
    while (!done) {
      const item = next();
      rt.spend(1);
      if (item === undefined) done = true;
      else if (isEqual(pending.length)) {
        const full = pending;
        pending = [item];
        return full;
      } else pending.push(item);
    }
    if (pending.length === 0) return undefined;
    const rest = fill === null ? pending : padded(rt, pending, indexOf(count), fill);
    pending = [];
    return rest;
  });
}

function padded(rt: Runtime, items: Value[], size: number, fill: Value): Value[] {
  rt.reserveItems(Math.max(items.length, size));
  while (items.length < size) items.push(fill);
  return items;
}

const ATTRIBUTE = ["value", ["case_sensitive", false], ["attribute", null]] as const;

/** Filters on sequences that need no other filter or test. */
export const LIST_FILTERS: readonly (readonly [string, NativeFunction])[] = [
  ["first", defineFunction("first", ["seq"], first)],
  ["last", defineFunction("last", ["seq"], last)],
  [
    "random",
    defineFunction("random", ["seq"], (rt, [value = null]) => {
      const items = collect(rt, value);
      const chosen = items[Math.floor(Math.random() * items.length)];
      return orElse(chosen, () => empty("No random item, sequence was empty."));
    }),
  ],
  ["reverse", defineFunction("reverse", ["value"], reverse)],
  ["list", defineFunction("list", ["value"], (rt, [value = null]) => toList(rt, value))],
  ["join", defineFunction("join", ["value", ["d", ""], ["attribute", null]], join)],
  [
    "sort",
    defineFunction(
      "sort",
      ["value", ["reverse", false], ["case_sensitive", false], ["attribute", null]],
      sort,
    ),
  ],
  ["unique", defineFunction("unique", ATTRIBUTE, unique)],
  ["min", defineFunction("min", ATTRIBUTE, extreme("<"))],
  ["max", defineFunction("max", ATTRIBUTE, extreme(">"))],
  [
    "groupby",
    defineFunction("groupby", ["value", "attribute", ["default", null], ["case_sensitive", false]], groupby),
  ],
  ["sum", defineFunction("sum", ["iterable", ["attribute", null], ["start", 0]], sum)],
  ["slice", defineFunction("slice", ["value", "slices", ["fill_with", null]], slices)],
  ["batch", defineFunction("batch", ["value", "linecount", ["fill_with", null]], batch)],
];
