import { collect } from "../core/iterate.ts";
import { typeError } from "../errors.ts";
import type { Kwargs, Runtime } from "../runtime.ts";
import type { Arguments, Expression } from "../syntax/ast.ts";
import { Dict, Markup, Namespace, typeNameOf, type Value } from "../values.ts";
import type { Evaluate, Frame } from "./frame.ts";

export interface CompiledArguments {
  /** Positional arguments before a `*`. */
  readonly args: readonly Evaluate[];
  /** Nothing but `args`. */
  readonly positional: boolean;
  evaluate(rt: Runtime): Value[];
  keywords(rt: Runtime): Kwargs | null;
}

interface Compiler {
  compile(node: Expression, frame: Frame): Evaluate;
}

/** Compiles a call's arguments; `caller` is the extra keyword argument of a call block. */
export function compileArguments(
  compiler: Compiler,
  list: Arguments,
  frame: Frame,
  caller: Evaluate | null = null,
): CompiledArguments {
  const args = list.args.map((arg) => compiler.compile(arg, frame));
  const named = list.kwargs.map(([name, value]) => [name, compiler.compile(value, frame)] as const);
  if (caller !== null) named.push(["caller", caller]);
  const dynArgs = list.dynArgs === null ? null : compiler.compile(list.dynArgs, frame);
  const dynKwargs = list.dynKwargs === null ? null : compiler.compile(list.dynKwargs, frame);
  return {
    args,
    positional: named.length === 0 && dynArgs === null && dynKwargs === null,
    evaluate: dynArgs === null ? evaluateAll(args) : evaluateSpread(args, dynArgs),
    keywords: named.length === 0 && dynKwargs === null ? () => null : evaluateKeywords(named, dynKwargs),
  };
}

function evaluateAll(args: readonly Evaluate[]): (rt: Runtime) => Value[] {
  const [only] = args;
  if (only === undefined) return () => [];
  if (args.length === 1) return (rt) => [only(rt)];
  return (rt) => args.map((arg) => arg(rt));
}

function evaluateSpread(args: readonly Evaluate[], rest: Evaluate): (rt: Runtime) => Value[] {
  return (rt) => {
    const values = args.map((arg) => arg(rt));
    for (const value of collect(rt, rest(rt))) values.push(value);
    rt.reserveItems(values.length);
    return values;
  };
}

function evaluateKeywords(
  named: readonly (readonly [string, Evaluate])[],
  rest: Evaluate | null,
): (rt: Runtime) => Kwargs {
  return (rt) => {
    const kwargs = new Map<string, Value>();
    for (const [name, value] of named) kwargs.set(name, value(rt));
    if (rest !== null) addMapping(rt, kwargs, rest(rt));
    return kwargs;
  };
}

function addMapping(rt: Runtime, kwargs: Map<string, Value>, value: Value): void {
  const mapping = value instanceof Namespace ? value.attributes : value;
  if (!(mapping instanceof Dict)) {
    throw typeError(`argument after ** must be a mapping, not ${typeNameOf(value)}`);
  }
  rt.reserveItems(mapping.size);
  for (const [key, item] of mapping.pairs()) {
    if (typeof key !== "string" && !(key instanceof Markup)) throw typeError("keywords must be strings");
    const name = typeof key === "string" ? key : key.text;
    if (kwargs.has(name)) throw typeError(`got multiple values for keyword argument '${name}'`);
    kwargs.set(name, item);
  }
}
