import { FunctionError } from "../errors.ts";
import { printForEscaping, sprint, sprintln, typeName } from "../format/print.ts";
import { sprintf } from "../format/printf.ts";
import type { GoFunction, Value } from "../values/model.ts";
import { anyType, boolType, boxedValueType, intType, stringType, valueType } from "../values/types.ts";
import { isTrue } from "../values/values.ts";
import { indexInto, lengthOf, sliceOfValue } from "./collections.ts";
import { areEqual, equalsAny, isLess, isLessOrEqual } from "./compare.ts";
import { fixed, ofAnything, textArgument, variadic } from "./define.ts";
import { escapeHtml, escapeQuery, escapeScript } from "./escape.ts";

/** The functions every Go template has. `and` and `or` are here for their signatures: the engine evaluates them. */
export const builtins: ReadonlyMap<string, GoFunction> = new Map<string, GoFunction>([
  ["and", variadic([valueType], valueType, valueType, lastOf)],
  ["or", variadic([valueType], valueType, valueType, lastOf)],
  ["not", fixed([valueType], boolType, ([value]) => !isTrue(value))],
  ["call", variadic([valueType], valueType, valueType, rejectCall)],
  ["len", fixed([valueType], intType, ([value], context) => BigInt(lengthOf(value, context)))],
  ["index", variadic([valueType], valueType, valueType, indexInto)],
  ["slice", variadic([valueType], boxedValueType, valueType, sliceOfValue)],
  ["print", ofAnything(stringType, (args, context) => sprint(context, args))],
  ["println", ofAnything(stringType, (args, context) => sprintln(context, args))],
  [
    "printf",
    variadic([stringType], anyType, stringType, (args, context) =>
      sprintf(context, textArgument(args, 0), args.slice(1)),
    ),
  ],
  ["html", escaper(escapeHtml)],
  ["js", escaper(escapeScript)],
  ["urlquery", escaper(escapeQuery)],
  ["eq", variadic([valueType], valueType, boolType, equalsAny)],
  ["ne", fixed([valueType, valueType], boolType, ([a, b], context) => !areEqual(a, b, context))],
  ["lt", fixed([valueType, valueType], boolType, ([a, b], context) => isLess(a, b, context))],
  ["le", fixed([valueType, valueType], boolType, ([a, b], context) => isLessOrEqual(a, b, context))],
  ["gt", fixed([valueType, valueType], boolType, ([a, b], context) => !isLessOrEqual(a, b, context))],
  ["ge", fixed([valueType, valueType], boolType, ([a, b], context) => !isLess(a, b, context))],
]);

function escaper(escapeText: (text: string) => string): GoFunction {
  return ofAnything(stringType, (args, context) => {
    const text = printForEscaping(context, args);
    context.chargeText(text.length);
    context.charge(text.length);
    const escaped = escapeText(text);
    context.chargeText(escaped.length);
    return escaped;
  });
}

function lastOf(args: readonly Value[]): Value {
  return args.at(-1);
}

/** No value reachable from a template is a function, so `call` can only fail. */
function rejectCall([callee]: readonly Value[]): Value {
  if (callee === undefined || callee === null) throw new FunctionError("call of nil");
  throw new NotCallable(typeName(callee));
}

/** `call` of something else than a function; the engine knows what it is called in the template. */
export class NotCallable extends FunctionError {
  readonly typeName: string;

  constructor(typeName: string) {
    super(`non-function of type ${typeName}`);
    this.typeName = typeName;
  }
}
