import { temporalBinary } from "../datetime/arithmetic.ts";
import { TimeDelta } from "../datetime/values.ts";
import { TemplateError, typeError } from "../errors.ts";
import { formatPercent } from "../format/percent.ts";
import type { Runtime } from "../runtime.ts";
import type { BinaryOperator } from "../syntax/ast.ts";
import { Bytes, Float, HashedByText, Markup, Tuple, typeNameOf, Undefined, type Value } from "../values.ts";
import { escapeText } from "./escape.ts";
import { bounded, int, integerOf, integerTooLarge, type Numeric, numericOf, toDouble } from "./numbers.ts";

/** Python's binary operators on any values. */
export function binary(rt: Runtime, operator: BinaryOperator, left: Value, right: Value): Value {
  const a = numericOf(left);
  const b = numericOf(right);
  if (a !== undefined && b !== undefined) {
    if (a instanceof Float || b instanceof Float) return ofFloats(operator, toDouble(a), toDouble(b));
    return ofInts(rt, operator, a, b);
  }
  const text = operator === "%" ? formatted(rt, left, right) : undefined;
  if (text !== undefined) return text;
  if (left instanceof Undefined) throw left.error();
  if (right instanceof Undefined) throw right.error();
  if (left instanceof HashedByText || right instanceof HashedByText) {
    const result = temporalBinary(operator, left, right);
    if (result !== undefined) return result;
  }
  if (operator === "+") return concatenate(rt, left, right);
  if (operator === "*") return repeat(rt, left, right);
  throw unsupported(operator, left, right);
}

function unsupported(operator: string, left: Value, right: Value): TemplateError {
  const name = operator === "**" ? "** or pow()" : operator;
  return typeError(
    `unsupported operand type(s) for ${name}: '${typeNameOf(left)}' and '${typeNameOf(right)}'`,
  );
}

function formatted(rt: Runtime, left: Value, right: Value): Value | undefined {
  if (typeof left === "string") return formatPercent(rt, left, right, false);
  return left instanceof Markup ? new Markup(formatPercent(rt, left.text, right, true)) : undefined;
}

function ofInts(rt: Runtime, operator: BinaryOperator, a: number | bigint, b: number | bigint): Value {
  if (typeof a === "number" && typeof b === "number") {
    const small = ofSmallInts(operator, a, b);
    if (small !== undefined) return small;
  }
  switch (operator) {
    case "+":
      return bounded(rt, BigInt(a) + BigInt(b));
    case "-":
      return bounded(rt, BigInt(a) - BigInt(b));
    case "*":
      return bounded(rt, BigInt(a) * BigInt(b));
    case "**":
      return power(rt, a, b);
    default:
      return divideInts(operator, a, b);
  }
}

/** The result when plain doubles give it exactly. */
function ofSmallInts(operator: BinaryOperator, a: number, b: number): Value | undefined {
  let result: number;
  if (operator === "+") result = a + b;
  else if (operator === "-") result = a - b;
  else if (operator === "*") result = a * b;
  else if (b === 0) return undefined;
  else if (operator === "/") return new Float(a / b);
  else if (operator === "//") result = Math.floor((a - modulo(a, b)) / b);
  else if (operator === "%") result = modulo(a, b);
  else return undefined;
  return Number.isSafeInteger(result) ? result + 0 : undefined;
}

/** The remainder with the sign of the divisor. */
function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function divideInts(operator: BinaryOperator, a: number | bigint, b: number | bigint): Value {
  const top = BigInt(a);
  const bottom = BigInt(b);
  if (bottom === 0n) {
    const message =
      operator === "/"
        ? "division by zero"
        : operator === "%"
          ? "integer modulo by zero"
          : "integer division or modulo by zero";
    throw new TemplateError("zero-division", message);
  }
  if (operator === "/") return new Float(divideExactly(top, bottom));
  const floor = top / bottom - (top % bottom !== 0n && top < 0n !== bottom < 0n ? 1n : 0n);
  return int(operator === "//" ? floor : top - floor * bottom);
}

/** The double nearest to the quotient of two integers of any size. */
function divideExactly(top: bigint, bottom: bigint): number {
  const a = Number(top);
  const b = Number(bottom);
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return a / b;
  const negative = top < 0n !== bottom < 0n;
  const numerator = top < 0n ? -top : top;
  const denominator = bottom < 0n ? -bottom : bottom;
  // Enough bits for a correctly rounded double, plus a sticky bit for what the division drops.
  const shift = BigInt(
    Math.max(0, denominator.toString(16).length * 4 - numerator.toString(16).length * 4 + 66),
  );
  const quotient = (numerator << shift) / denominator;
  const sticky = (numerator << shift) % denominator === 0n ? 0n : 1n;
  const value = scaleDown((quotient << 1n) | sticky, Number(shift) + 1);
  if (!Number.isFinite(value)) {
    throw new TemplateError("overflow", "integer division result too large for a float");
  }
  return negative ? -value : value;
}

function scaleDown(value: bigint, bits: number): number {
  const half = Math.min(bits, 1000);
  return Number(value) / 2 ** half / 2 ** (bits - half);
}

function power(rt: Runtime, a: number | bigint, b: number | bigint): Value {
  if (b < 0) {
    const base = toDouble(a);
    if (base === 0) throw new TemplateError("zero-division", "0.0 cannot be raised to a negative power");
    return new Float(base ** toDouble(b));
  }
  const base = BigInt(a);
  if (base === 0n || base === 1n) return BigInt(b) === 0n ? 1 : int(base);
  if (base === -1n) return BigInt(b) % 2n === 0n ? 1 : -1;
  const bits = (base < 0n ? -base : base).toString(2).length;
  if (Number(b) * (bits - 1) > rt.limits.integerBits) throw integerTooLarge(rt);
  return bounded(rt, base ** BigInt(b));
}

function ofFloats(operator: BinaryOperator, a: number, b: number): Value {
  switch (operator) {
    case "+":
      return new Float(a + b);
    case "-":
      return new Float(a - b);
    case "*":
      return new Float(a * b);
    case "**":
      return new Float(floatPower(a, b));
    default:
      return divideFloats(operator, a, b);
  }
}

function divideFloats(operator: BinaryOperator, a: number, b: number): Value {
  if (b === 0) {
    const message =
      operator === "/"
        ? "float division by zero"
        : operator === "//"
          ? "float floor division by zero"
          : "float modulo";
    throw new TemplateError("zero-division", message);
  }
  if (operator === "/") return new Float(a / b);
  let rest = a % b;
  if (rest !== 0 && rest < 0 !== b < 0) rest += b;
  if (rest === 0) rest = b < 0 ? -0 : 0;
  if (operator === "%") return new Float(rest);
  if (!Number.isFinite(a)) return new Float(Number.NaN);
  let quotient = (a - rest) / b;
  if (!Number.isFinite(b)) quotient = rest === a ? 0 : -1;
  const floor = Math.floor(quotient);
  if (quotient === 0) return new Float(a / b < 0 || Object.is(a / b, -0) ? -0 : 0);
  return new Float(quotient - floor > 0.5 ? floor + 1 : floor);
}

function floatPower(a: number, b: number): number {
  if (a === 0 && b < 0) throw new TemplateError("zero-division", "0.0 cannot be raised to a negative power");
  // Python knows that 1 to any power, and anything to the power 0, is 1.
  if (a === 1 || b === 0) return 1;
  if (a === -1 && !Number.isFinite(b)) return Number.isNaN(b) ? Number.NaN : 1;
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) {
    throw new TemplateError("value", "the power of a negative number is complex");
  }
  const result = a ** b;
  if (Math.abs(result) === Infinity && Number.isFinite(a) && Number.isFinite(b)) {
    throw new TemplateError("overflow", "(34, 'Numerical result out of range')");
  }
  return result;
}

function concatenate(rt: Runtime, left: Value, right: Value): Value {
  if (left instanceof Markup || right instanceof Markup) return concatenateMarkup(rt, left, right);
  if (typeof left === "string") {
    if (typeof right !== "string") {
      throw typeError(`can only concatenate str (not "${typeNameOf(right)}") to str`);
    }
    rt.reserveText(left.length + right.length);
    return left + right;
  }
  if (Array.isArray(left)) {
    if (!Array.isArray(right)) {
      throw typeError(`can only concatenate list (not "${typeNameOf(right)}") to list`);
    }
    rt.reserveItems(left.length + right.length);
    return left.concat(right);
  }
  if (left instanceof Tuple) {
    if (!(right instanceof Tuple)) {
      throw typeError(`can only concatenate tuple (not "${typeNameOf(right)}") to tuple`);
    }
    rt.reserveItems(left.items.length + right.items.length);
    return new Tuple([...left.items, ...right.items]);
  }
  if (left instanceof Bytes && right instanceof Bytes) {
    rt.reserveText(left.data.length + right.data.length);
    return new Bytes(Uint8Array.from([...left.data, ...right.data]));
  }
  throw unsupported("+", left, right);
}

function concatenateMarkup(rt: Runtime, left: Value, right: Value): Value {
  const a = markedText(left);
  const b = markedText(right);
  if (a === undefined || b === undefined) throw unsupported("+", left, right);
  return new Markup(rt.made(a + b));
}

function markedText(value: Value): string | undefined {
  if (value instanceof Markup) return value.text;
  return typeof value === "string" ? escapeText(value) : undefined;
}

function repeat(rt: Runtime, left: Value, right: Value): Value {
  const repeated = isSequence(left) ? repeatSequence(rt, left, right) : undefined;
  if (repeated !== undefined) return repeated;
  const mirrored = isSequence(right) ? repeatSequence(rt, right, left) : undefined;
  if (mirrored !== undefined) return mirrored;
  throw unsupported("*", left, right);
}

type Sequence = string | Markup | Value[] | Tuple | Bytes;

function isSequence(value: Value): value is Sequence {
  return (
    typeof value === "string" ||
    Array.isArray(value) ||
    value instanceof Markup ||
    value instanceof Tuple ||
    value instanceof Bytes
  );
}

function repeatSequence(rt: Runtime, sequence: Sequence, factor: Value): Value | undefined {
  const integer = integerOf(factor);
  if (integer === undefined) {
    throw typeError(`can't multiply sequence by non-int of type '${typeNameOf(factor)}'`);
  }
  const count = Math.max(0, Number(integer));
  if (typeof sequence === "string") return repeatText(rt, sequence, count);
  if (sequence instanceof Markup) return new Markup(repeatText(rt, sequence.text, count));
  if (sequence instanceof Bytes) {
    rt.reserveText(sequence.data.length * count);
    return new Bytes(
      Uint8Array.from(
        { length: sequence.data.length * count },
        (_, i) => sequence.data[i % sequence.data.length] ?? 0,
      ),
    );
  }
  const items = Array.isArray(sequence) ? sequence : sequence.items;
  const size = items.length === 0 ? 0 : items.length * count;
  rt.reserveItems(size);
  const result: Value[] = [];
  for (let round = 0; round * items.length < size; round += 1) {
    for (const item of items) result.push(item);
  }
  return Array.isArray(sequence) ? result : new Tuple(result);
}

/** `text` repeated, bounded. */
export function repeatText(rt: Runtime, text: string, count: number): string {
  if (text === "" || count <= 0) return "";
  rt.reserveText(text.length * count);
  return text.repeat(count);
}

/** Python's unary plus and minus. */
export function unary(operator: "+" | "-", value: Value): Value {
  const number = numericOf(value);
  if (number !== undefined) return operator === "+" ? number : negate(number);
  if (value instanceof Undefined) throw value.error();
  if (value instanceof TimeDelta) {
    return operator === "+" ? value : TimeDelta.ofMicroseconds(-value.totalMicroseconds);
  }
  throw typeError(`bad operand type for unary ${operator}: '${typeNameOf(value)}'`);
}

function negate(number: Numeric): Numeric {
  if (number instanceof Float) return new Float(-number.value);
  return typeof number === "number" ? 0 - number : int(-number);
}
