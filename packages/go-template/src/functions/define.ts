import type { CallContext, GoFunction, GoType, Value } from "../values/model.ts";
import { anyType } from "../values/types.ts";

type Call = (args: readonly Value[], context: CallContext) => Value;

/** A function of fixed parameters. */
export function fixed(params: readonly GoType[], result: GoType, call: Call): GoFunction {
  return { params, result, call };
}

/** A function whose last parameter repeats. */
export function variadic(params: readonly GoType[], rest: GoType, result: GoType, call: Call): GoFunction {
  return { params, variadic: rest, result, call };
}

/** A function of any arguments that gives a text or any value. */
export function ofAnything(result: GoType, call: Call): GoFunction {
  return variadic([], anyType, result, call);
}

/** An argument the signature declares as string. */
export function textArgument(args: readonly Value[], index: number): string {
  const value = args[index];
  return typeof value === "string" ? value : "";
}
