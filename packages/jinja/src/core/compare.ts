import { temporalCompare } from "../datetime/arithmetic.ts";
import { limitError, typeError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import {
  Dict,
  DictView,
  Float,
  HashedByText,
  Markup,
  Range,
  Tuple,
  typeNameOf,
  Undefined,
  type Value,
} from "../values.ts";
import { compareText } from "./code-points.ts";
import { type Numeric, numericOf } from "./numbers.ts";

const MAX_DEPTH = 200;

/** Python's `==`. */
export function equals(rt: Runtime, left: Value, right: Value, depth = 0): boolean {
  if (left === right) return !(left instanceof Float) || !Number.isNaN(left.value);
  const text = textOf(left);
  if (text !== undefined) return text === textOf(right);
  const number = numericOf(left);
  if (number !== undefined) {
    const other = numericOf(right);
    return other !== undefined && compareNumbers(number, other) === 0;
  }
  if (left === null || right === null || typeof right !== "object") return false;
  return equalObjects(rt, [left, right], depth);
}

function equalObjects(rt: Runtime, [left, right]: [Value, Value], depth: number): boolean {
  if (depth > MAX_DEPTH) throw limitError("maximum recursion depth exceeded in comparison");
  if (Array.isArray(left)) return Array.isArray(right) && equalItems(rt, [left, right], depth);
  if (left instanceof Tuple)
    return right instanceof Tuple && equalItems(rt, [left.items, right.items], depth);
  if (left instanceof Dict) return right instanceof Dict && equalDicts(rt, [left, right], depth);
  if (left instanceof Undefined) return right instanceof Undefined;
  if (left instanceof HashedByText)
    return right instanceof HashedByText && left.hashText() === right.hashText();
  if (left instanceof Range) return right instanceof Range && sameRange(left, right);
  if (left instanceof DictView) return right instanceof DictView && sameView(rt, left, right);
  return false;
}

function equalItems(
  rt: Runtime,
  [left, right]: [readonly Value[], readonly Value[]],
  depth: number,
): boolean {
  if (left.length !== right.length) return false;
  rt.spend(left.length >> 3);
  for (const [index, item] of left.entries()) {
    const other = right[index];
    if (other === undefined || (item !== other && !equals(rt, item, other, depth + 1))) return false;
  }
  return true;
}

function equalDicts(rt: Runtime, [left, right]: [Dict, Dict], depth: number): boolean {
  if (left.size !== right.size) return false;
  rt.spend(left.size >> 3);
  for (const [token, value] of left.entries) {
    const other = right.entries.get(token);
    if (other === undefined || (value !== other && !equals(rt, value, other, depth + 1))) return false;
  }
  return true;
}

function sameRange(left: Range, right: Range): boolean {
  if (left.length !== right.length) return false;
  return left.length === 0 || (left.start === right.start && (left.length === 1 || left.step === right.step));
}

function sameView(rt: Runtime, left: DictView, right: DictView): boolean {
  if (left.part !== right.part || left.part === "values" || left.dict.size !== right.dict.size) return false;
  for (const [token, value] of left.dict.entries) {
    const other = right.dict.entries.get(token);
    if (other === undefined) return false;
    if (left.part === "items" && !equals(rt, value, other)) return false;
  }
  return true;
}

function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return value instanceof Markup ? value.text : undefined;
}

/** Negative, zero, positive, or NaN when one side is nan. */
export function compareNumbers(left: Numeric, right: Numeric): number {
  if (left instanceof Float || right instanceof Float) {
    const a = left instanceof Float ? left.value : left;
    const b = right instanceof Float ? right.value : right;
    if (a < b) return -1;
    if (a > b) return 1;
    // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a double are compared by value
    return a == b ? 0 : Number.NaN;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}

export type OrderOperator = "<" | "<=" | ">" | ">=";

/** Python's ordering; fails with a type error for kinds that have none. */
export function ordered(rt: Runtime, operator: OrderOperator, left: Value, right: Value): boolean {
  if (typeof left === "number" && typeof right === "number") return holds(operator, left - right);
  const order = orderOf(rt, operator, [left, right], 0);
  return holds(operator, order);
}

function holds(operator: OrderOperator, order: number): boolean {
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    default:
      return order >= 0;
  }
}

function orderOf(rt: Runtime, operator: OrderOperator, pair: [Value, Value], depth: number): number {
  const [left, right] = pair;
  const number = numericOf(left);
  const other = numericOf(right);
  if (number !== undefined && other !== undefined) return compareNumbers(number, other);
  const text = textOf(left);
  const otherText = textOf(right);
  if (text !== undefined && otherText !== undefined) return compareText(text, otherText);
  if (left instanceof Undefined) throw left.error();
  if (right instanceof Undefined) throw right.error();
  if (Array.isArray(left) && Array.isArray(right)) return orderItems(rt, operator, [left, right], depth);
  if (left instanceof Tuple && right instanceof Tuple) {
    return orderItems(rt, operator, [left.items, right.items], depth);
  }
  const order = temporalCompare(left, right);
  if (order !== undefined) return order;
  throw typeError(
    `'${operator}' not supported between instances of '${typeNameOf(left)}' and '${typeNameOf(right)}'`,
  );
}

function orderItems(
  rt: Runtime,
  operator: OrderOperator,
  [left, right]: [readonly Value[], readonly Value[]],
  depth: number,
): number {
  if (depth > MAX_DEPTH) throw limitError("maximum recursion depth exceeded in comparison");
  const end = Math.min(left.length, right.length);
  rt.spend(end >> 3);
  for (let index = 0; index < end; index += 1) {
    const a = left[index] ?? null;
    const b = right[index] ?? null;
    if (a !== b && !equals(rt, a, b, depth + 1)) return orderOf(rt, operator, [a, b], depth + 1);
  }
  return left.length - right.length;
}
