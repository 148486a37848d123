import { noKeywords, type Parameter, Signature } from "../core/signature.ts";
import { typeError } from "../errors.ts";
import type { Kwargs, Runtime } from "../runtime.ts";
import { Markup, typeNameOf, Undefined, type Value } from "../values.ts";

/** A method: the value it belongs to, then the arguments of the call. */
export type Method<T extends Value = Value> = (
  rt: Runtime,
  self: T,
  args: Value[],
  kwargs: Kwargs | null,
) => Value;

/** A method with positional parameters only, as most of Python's are; `run` gets one value for each of them. */
export function method<T extends Value>(
  name: string,
  parameters: readonly Parameter[],
  run: (rt: Runtime, self: T, args: readonly Value[]) => Value,
): Method<T> {
  const signature = new Signature(name, parameters);
  return (rt, self, args, kwargs) => {
    if (kwargs !== null) noKeywords(name, kwargs);
    return run(rt, self, signature.bind(args, null));
  };
}

/** A method whose arguments may also be given by name. */
export function keywordMethod<T extends Value>(
  name: string,
  parameters: readonly Parameter[],
  run: (rt: Runtime, self: T, args: readonly Value[]) => Value,
): Method<T> {
  const signature = new Signature(name, parameters);
  return (rt, self, args, kwargs) => run(rt, self, signature.bind(args, kwargs));
}

/** A text argument; fails like Python's str methods for anything else. */
export function textArgument(name: string, value: Value | undefined): string {
  if (typeof value === "string") return value;
  if (value instanceof Markup) return value.text;
  const given = value ?? null;
  throw typeError(
    `${name}() argument must be str, not ${given instanceof Undefined ? "Undefined" : typeNameOf(given)}`,
  );
}
