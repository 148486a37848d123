import { FunctionError } from "../errors.ts";
import { NotCallable } from "../functions/builtins.ts";
import type { AnyNode } from "../syntax/ast.ts";
import { nodeText } from "../syntax/node-text.ts";
import type { GoFunction, GoType, Method, Signature, Value } from "../values/model.ts";
import { isTrue } from "../values/values.ts";
import type { Run } from "./run.ts";
import { validateType } from "./validate.ts";

/** Stands for "no value was piped into this command". */
export const missing = Symbol("missing");
/** The result of the pipeline's previous command, which becomes the last argument. */
export type Final = Value | typeof missing;

/** Evaluates an operand as an argument for a parameter of this type; undefined type: as it is. */
export type Argument = (run: Run, dot: Value, type: GoType | undefined) => Value;
export type Arguments = readonly Argument[];

/** A call as it stands in the template, of a function or of a method of a value. */
export interface Call<Callee extends Signature = Signature> {
  readonly name: string;
  /** What an error of the function points at. */
  readonly node: AnyNode;
  readonly callee: Callee;
  readonly args: Arguments;
}
export type FunctionCall = Call<GoFunction>;
export type MethodCall = Call<Method> & { readonly receiver: Value };

export function isMissing(final: Final): final is typeof missing {
  return final === missing;
}

/** Calls a function. Argument errors point at the argument, the function's own at the call. */
export function callFunction(run: Run, dot: Value, call: FunctionCall, final: Final): Value {
  const values = evaluateArguments(run, dot, call, final);
  try {
    return call.callee.call(values, run);
  } catch (error) {
    return failCall(run, call, error);
  }
}

/** Calls a method, with the same errors. */
export function callMethod(run: Run, dot: Value, call: MethodCall, final: Final): Value {
  const values = evaluateArguments(run, dot, call, final);
  try {
    return call.callee.call(call.receiver, values, run);
  } catch (error) {
    return failCall(run, call, error);
  }
}

/** `and` and `or`: evaluate no further than needed. */
export function callShortCircuit(run: Run, dot: Value, call: FunctionCall, final: Final): Value {
  checkCount(run, call, final);
  const stopsAt = call.name === "or";
  let value: Value;
  for (const argument of call.args) {
    value = argument(run, dot, call.callee.variadic);
    if (isTrue(value) === stopsAt) return value;
  }
  return final === missing ? value : final;
}

function evaluateArguments(run: Run, dot: Value, call: Call, final: Final): Value[] {
  checkCount(run, call, final);
  const { args, callee } = call;
  const { params, variadic } = callee;
  const values: Value[] = [];
  for (let i = 0; i < args.length; i++) {
    values.push(args[i]?.(run, dot, params[i] ?? variadic));
  }
  if (final !== missing) {
    const type = params[values.length] ?? variadic;
    run.isFromInterface = false;
    values.push(type ? validateType(run, final, type) : final);
  }
  run.charge(2 + values.length);
  return values;
}

function failCall(run: Run, call: Call, error: unknown): never {
  if (!(error instanceof FunctionError)) throw error;
  run.node = call.node;
  const reason = error instanceof NotCallable ? notCallable(call.node, error) : error.message;
  return run.fail(`error calling ${call.name}: ${reason}`);
}

/** Go names what was called as the template spells it. */
function notCallable(node: AnyNode, error: NotCallable): string {
  const callee = node.kind === "command" ? node.operands[1] : undefined;
  return callee ? `non-function ${nodeText(callee)} of type ${error.typeName}` : error.message;
}

function checkCount(run: Run, { name, callee, args }: Call, final: Final): void {
  const count = args.length + (final === missing ? 0 : 1);
  const expected = callee.params.length;
  if (callee.variadic) {
    if (count < expected)
      run.fail(`wrong number of args for ${name}: want at least ${expected} got ${args.length}`);
  } else if (count !== expected) {
    run.fail(`wrong number of args for ${name}: want ${expected} got ${count}`);
  }
}
