import { binary } from "./core/arithmetic.ts";
import { isCallable } from "./core/attributes.ts";
import { equals, type OrderOperator, ordered } from "./core/compare.ts";
import { contains } from "./core/contains.ts";
import { isIterable } from "./core/iterate.ts";
import { numericOf, textOf } from "./core/numbers.ts";
import { strText } from "./core/repr.ts";
import { defineFunction } from "./core/signature.ts";
import type { NativeFunction, Runtime } from "./runtime.ts";
import { isLower, isUpper } from "./text/classes.ts";
import { Bytes, Dict, Float, Markup, Range, Tuple, tokenOf, Undefined, type Value } from "./values.ts";

type Check = (value: Value, rt: Runtime) => boolean;

function unary(name: string, check: Check): readonly [string, NativeFunction] {
  return [name, defineFunction(name, ["value"], (rt, [value = null]) => check(value, rt))];
}

function remainderIs(expected: number): (rt: Runtime, value: Value, divisor: Value) => boolean {
  return (rt, value, divisor) => equals(rt, binary(rt, "%", value, divisor), expected);
}

const zeroRest = remainderIs(0);
const oneRest = remainderIs(1);

function order(operator: OrderOperator, names: readonly string[]): (readonly [string, NativeFunction])[] {
  const run = defineFunction(operator, ["a", "b"], (rt, [a = null, b = null]) => ordered(rt, operator, a, b));
  return names.map((name) => [name, run] as const);
}

function equality(negated: boolean, names: readonly string[]): (readonly [string, NativeFunction])[] {
  const run = defineFunction("eq", ["a", "b"], (rt, [a = null, b = null]) => equals(rt, a, b) !== negated);
  return names.map((name) => [name, run] as const);
}

function isSequence(value: Value): boolean {
  return (
    textOf(value) !== undefined ||
    Array.isArray(value) ||
    [Tuple, Dict, Range, Bytes, Undefined].some((type) => value instanceof type)
  );
}

/** Python's `is`: identity; small values have only one instance. */
function isSame(a: Value, b: Value): boolean {
  if (a instanceof Float && b instanceof Float) return Object.is(a.value, b.value) && a === b;
  return a === b;
}

/** Python looks the value up in a dict, so what cannot be hashed fails. */
function hasName(table: ReadonlyMap<string, NativeFunction>, value: Value): boolean {
  const token = tokenOf(value);
  return typeof token === "string" && table.has(token);
}

/** All tests of Jinja 3.1. */
export function builtinTests(): ReadonlyMap<string, NativeFunction> {
  return new Map([
    unary("defined", (value) => !(value instanceof Undefined)),
    unary("undefined", (value) => value instanceof Undefined),
    unary("none", (value) => value === null),
    unary("boolean", (value) => typeof value === "boolean"),
    unary("true", (value) => value === true),
    unary("false", (value) => value === false),
    unary("integer", (value) => typeof value === "number" || typeof value === "bigint"),
    unary("float", (value) => value instanceof Float),
    unary("number", (value) => numericOf(value) !== undefined),
    unary("string", (value) => textOf(value) !== undefined),
    unary("mapping", (value) => value instanceof Dict),
    unary("sequence", isSequence),
    unary("iterable", isIterable),
    unary("callable", isCallable),
    unary("escaped", (value) => value instanceof Markup),
    unary("lower", (value, rt) => isLower(strText(value, rt))),
    unary("upper", (value, rt) => isUpper(strText(value, rt))),
    unary("odd", (value, rt) => oneRest(rt, value, 2)),
    unary("even", (value, rt) => zeroRest(rt, value, 2)),
    unary("filter", (value, rt) => hasName(rt.services.filters, value)),
    unary("test", (value, rt) => hasName(rt.services.tests, value)),
    [
      "divisibleby",
      defineFunction("divisibleby", ["value", "num"], (rt, [value = null, num = null]) =>
        zeroRest(rt, value, num),
      ),
    ],
    ["sameas", defineFunction("sameas", ["value", "other"], (_rt, [a = null, b = null]) => isSame(a, b))],
    [
      "in",
      defineFunction("in", ["value", "seq"], (rt, [item = null, all = null]) => contains(rt, all, item)),
    ],
    ...equality(false, ["==", "eq", "equalto"]),
    ...equality(true, ["!=", "ne"]),
    ...order("<", ["<", "lt", "lessthan"]),
    ...order("<=", ["<=", "le"]),
    ...order(">", [">", "gt", "greaterthan"]),
    ...order(">=", [">=", "ge"]),
  ]);
}
