import { getAttribute } from "../core/attributes.ts";
import { isTrue, iterate, lengthOf } from "../core/iterate.ts";
import { textOf } from "../core/numbers.ts";
import { defineFunction, filterArgumentError } from "../core/signature.ts";
import { sortValues } from "../core/sort.ts";
import { TemplateError, typeError } from "../errors.ts";
import type { NativeFunction, Runtime } from "../runtime.ts";
import { at, Dict, DictView, Generator, Tuple, typeNameOf, Undefined, type Value } from "../values.ts";
import { lowered } from "./attribute-path.ts";

function fallback(_rt: Runtime, [value = null, replacement = "", boolean = false]: readonly Value[]): Value {
  if (value instanceof Undefined) return replacement;
  return isTrue(boolean) && !isTrue(value) ? replacement : value;
}

function length(rt: Runtime, [value = null]: readonly Value[]): Value {
  const count = lengthOf(rt, value);
  if (count === undefined) throw typeError(`object of type '${typeNameOf(value)}' has no len()`);
  return count;
}

function items(_rt: Runtime, [value = null]: readonly Value[]): Value {
  let next: (() => Value | undefined) | null = null;
  return new Generator(() => {
    if (next === null) {
      if (value instanceof Undefined) return undefined;
      if (!(value instanceof Dict)) throw typeError("Can only get item pairs from a mapping.");
      next = iterate(new DictView(value, "items"));
    }
    return next();
  });
}

function dictsort(rt: Runtime, args: readonly Value[]): Value {
  const [value = null, caseSensitive = false, by = "key", reverse = false] = args;
  const part = textOf(by);
  if (part !== "key" && part !== "value")
    throw filterArgumentError('You can only sort by either "key" or "value"');
  if (value instanceof Undefined) throw value.error();
  if (!(value instanceof Dict)) {
    throw new TemplateError("attribute", `'${typeNameOf(value)}' object has no attribute 'items'`);
  }
  const position = part === "key" ? 0 : 1;
  const exact = isTrue(caseSensitive);
  const keyOf = (pair: Value): Value => {
    const item = pair instanceof Tuple ? at(pair.items, position) : pair;
    return exact ? item : lowered(rt, item);
  };
  const pairs = value.pairs().map((pair) => new Tuple(pair));
  return sortValues(rt, pairs, { keyOf, reverse: isTrue(reverse) });
}

/** The attr filter: attributes only, never keys. */
function attr(rt: Runtime, [value = null, name = null]: readonly Value[]): Value {
  const attribute = textOf(name);
  if (attribute === undefined) throw typeError(`attribute name must be string, not '${typeNameOf(name)}'`);
  if (value instanceof Undefined && !attribute.startsWith("__")) throw value.error();
  if (value instanceof Dict && value.getText(attribute) !== undefined) {
    const hidden = getAttribute(rt, new Dict(), attribute);
    if (hidden instanceof Undefined && hidden.kind === "undefined") return hidden;
  }
  return getAttribute(rt, value, attribute);
}

const DEFAULT = ["value", ["default_value", ""], ["boolean", false]] as const;

/** Filters on any value, and on dicts. */
export const GENERAL_FILTERS: readonly (readonly [string, NativeFunction])[] = [
  ["default", defineFunction("default", DEFAULT, fallback)],
  ["d", defineFunction("default", DEFAULT, fallback)],
  ["length", defineFunction("len", ["obj"], length)],
  ["count", defineFunction("len", ["obj"], length)],
  ["items", defineFunction("items", ["value"], items)],
  [
    "dictsort",
    defineFunction(
      "dictsort",
      ["value", ["case_sensitive", false], ["by", "key"], ["reverse", false]],
      dictsort,
    ),
  ],
  ["attr", defineFunction("attr", ["obj", "name"], attr)],
];
