import { isTrue, iterate } from "../core/iterate.ts";
import { textOf } from "../core/numbers.ts";
import { filterArgumentError } from "../core/signature.ts";
import { TemplateError, typeError } from "../errors.ts";
import type { Kwargs, NativeFunction, Runtime } from "../runtime.ts";
import { Generator, typeNameOf, type Value } from "../values.ts";
import { type Getter, makeGetter } from "./attribute-path.ts";

type Transform = (item: Value) => Value;

function lookUp(rt: Runtime, kind: "filter" | "test", name: Value): NativeFunction {
  const text = textOf(name);
  const table = kind === "filter" ? rt.services.filters : rt.services.tests;
  const found = text === undefined ? undefined : table.get(text);
  if (found !== undefined) return found;
  if (text === undefined) throw typeError(`the name of a ${kind} must be text, not ${typeNameOf(name)}`);
  throw new TemplateError(`unknown-${kind}`, `No ${kind} named '${text}'.`);
}

/** `map('filter', …)` or `map(attribute='…', default=…)`. */
function prepareMap(rt: Runtime, args: readonly Value[], kwargs: Kwargs | null): Transform {
  const [name, ...rest] = args;
  if (name === undefined && kwargs?.has("attribute") === true) {
    const { attribute = null, default: fallback = null, ...others } = Object.fromEntries(kwargs);
    const [unexpected] = Object.keys(others);
    if (unexpected !== undefined) throw filterArgumentError(`Unexpected keyword argument '${unexpected}'`);
    const getter = makeGetter(attribute, { fallback });
    return (item) => getter(rt, item);
  }
  if (name === undefined) throw filterArgumentError("map requires a filter argument");
  const run = lookUp(rt, "filter", name);
  return (item) => run(rt, [item, ...rest], kwargs);
}

/** The part of a lazy filter that runs when its first item is asked for. */
function lazily(rt: Runtime, value: Value, prepare: () => (item: Value) => Value | undefined): Generator {
  let step: ((item: Value) => Value | undefined) | null = null;
  let next: (() => Value | undefined) | null = null;
  return new Generator(() => {
    if (next === null || step === null) {
      if (!isTrue(value)) return undefined;
      step = prepare();
      next = iterate(value);
    }
    for (let item = next(); item !== undefined; item = next()) {
      rt.spend(2);
      const result = step(item);
      if (result !== undefined) return result;
    }
    return undefined;
  });
}

interface Selection {
  readonly keep: boolean;
  readonly byAttribute: boolean;
}

function prepareSelection(
  rt: Runtime,
  args: readonly Value[],
  kwargs: Kwargs | null,
  { keep, byAttribute }: Selection,
): (item: Value) => Value | undefined {
  let getter: Getter = (_rt, item) => item;
  if (byAttribute) {
    const [attribute] = args;
    if (attribute === undefined) throw filterArgumentError("Missing parameter for attribute name");
    getter = makeGetter(attribute);
  }
  const [name, ...rest] = byAttribute ? args.slice(1) : args;
  const run = name === undefined ? null : lookUp(rt, "test", name);
  return (item) => {
    const value = getter(rt, item);
    const passed = isTrue(run === null ? value : run(rt, [value, ...rest], kwargs));
    return passed === keep ? item : undefined;
  };
}

function selector(selection: Selection): NativeFunction {
  return (rt, [value = null, ...args], kwargs) =>
    lazily(rt, value, () => prepareSelection(rt, args, kwargs, selection));
}

/** Filters that apply another filter or test to each item, lazily. */
export const SELECT_FILTERS: readonly (readonly [string, NativeFunction])[] = [
  ["map", (rt, [value = null, ...args], kwargs) => lazily(rt, value, () => prepareMap(rt, args, kwargs))],
  ["select", selector({ keep: true, byAttribute: false })],
  ["reject", selector({ keep: false, byAttribute: false })],
  ["selectattr", selector({ keep: true, byAttribute: true })],
  ["rejectattr", selector({ keep: false, byAttribute: true })],
];
