import { binary } from "../core/arithmetic.ts";
import { fixedText, roundFloat } from "../core/float-text.ts";
import { isTrue } from "../core/iterate.ts";
import {
  indexOf,
  int,
  numericOf,
  parseFloat_,
  parseInt_,
  textOf,
  toDouble,
  truncateFloat,
} from "../core/numbers.ts";
import { reprText } from "../core/repr.ts";
import { defineFunction, filterArgumentError } from "../core/signature.ts";
import { TimeDelta } from "../datetime/values.ts";
import { TemplateError, typeError, valueError } from "../errors.ts";
import type { NativeFunction, Runtime } from "../runtime.ts";
import { Float, typeNameOf, Undefined, type Value } from "../values.ts";

function toInt(_rt: Runtime, [value = null, fallback = 0, baseValue = 10]: readonly Value[]): Value {
  if (value instanceof Undefined) throw value.error();
  const text = textOf(value);
  if (text !== undefined) {
    const base = indexOf(baseValue);
    const integer = base === 0 || (base >= 2 && base <= 36) ? parseInt_(text, base) : undefined;
    if (integer !== undefined) return integer;
    return floatToInt(parseFloat_(text), fallback);
  }
  const number = numericOf(value);
  if (number === undefined) return fallback;
  if (!(number instanceof Float)) return int(number);
  // int(inf) raises OverflowError, which Jinja catches only around its second try.
  if (Math.abs(number.value) === Infinity)
    throw new TemplateError("overflow", "cannot convert float infinity to integer");
  return floatToInt(number.value, fallback);
}

function floatToInt(value: number | undefined, fallback: Value): Value {
  return value === undefined || !Number.isFinite(value) ? fallback : truncateFloat(value);
}

function toFloat(_rt: Runtime, [value = null, fallback = new Float(0)]: readonly Value[]): Value {
  if (value instanceof Undefined) throw value.error();
  const text = textOf(value);
  if (text !== undefined) {
    const parsed = parseFloat_(text);
    return parsed === undefined ? fallback : new Float(parsed);
  }
  const number = numericOf(value);
  return number === undefined ? fallback : new Float(toDouble(number));
}

function absolute(_rt: Runtime, [value = null]: readonly Value[]): Value {
  const number = numericOf(value);
  if (number instanceof Float) return new Float(Math.abs(number.value));
  if (number !== undefined) return number < 0 ? int(-number) : number;
  if (value instanceof TimeDelta) {
    const total = value.totalMicroseconds;
    return TimeDelta.ofMicroseconds(total < 0n ? -total : total);
  }
  throw typeError(`bad operand type for abs(): '${typeNameOf(value)}'`);
}

function round(rt: Runtime, [value = null, precision = 0, method = "common"]: readonly Value[]): Value {
  const name = textOf(method);
  if (name !== "common" && name !== "ceil" && name !== "floor") {
    throw filterArgumentError("method must be common, ceil or floor");
  }
  if (name === "common") return roundCommon(value, precision);
  const scale = binary(rt, "**", 10, precision);
  const scaled = numericOf(binary(rt, "*", value, scale));
  if (scaled === undefined) throw typeError(`must be real number, not ${typeNameOf(value)}`);
  const whole = scaled instanceof Float ? floorOrCeil(scaled.value, name) : scaled;
  return binary(rt, "/", whole, scale);
}

function floorOrCeil(value: number, name: "ceil" | "floor"): Value {
  return truncateFloat(name === "ceil" ? Math.ceil(value) : Math.floor(value));
}

function roundCommon(value: Value, precision: Value): Value {
  const number = numericOf(value);
  if (number === undefined) throw typeError(`type ${typeNameOf(value)} doesn't define __round__ method`);
  if (number instanceof Float) {
    if (precision === null) return truncateFloat(roundFloat(number.value, 0));
    const rounded = roundFloat(number.value, indexOf(precision));
    if (Number.isFinite(number.value) && !Number.isFinite(rounded)) {
      throw new TemplateError("overflow", "rounded value too large to represent");
    }
    return new Float(rounded);
  }
  return precision === null ? number : roundInt(number, indexOf(precision));
}

/** Rounds an int to a negative number of digits, ties to even. */
function roundInt(value: number | bigint, digits: number): Value {
  if (digits >= 0) return value;
  if (digits < -5000) return 0;
  const unit = 10n ** BigInt(-digits);
  const size = BigInt(value);
  const positive = size < 0n ? -size : size;
  let quotient = positive / unit;
  const twice = (positive % unit) * 2n;
  if (twice > unit || (twice === unit && quotient % 2n === 1n)) quotient += 1n;
  return int((size < 0n ? -quotient : quotient) * unit);
}

const SIZES = ["k", "M", "G", "T", "P", "E", "Z", "Y"] as const;

function filesizeFormat(_rt: Runtime, [value = null, binaryUnits = false]: readonly Value[]): Value {
  if (value instanceof Undefined) throw value.error();
  const text = textOf(value);
  const number = numericOf(value);
  const bytes =
    text === undefined ? (number === undefined ? undefined : toDouble(number)) : parseFloat_(text);
  if (bytes === undefined) {
    if (text !== undefined) throw valueError(`could not convert string to float: ${reprText(text)}`);
    throw typeError(`float() argument must be a string or a real number, not '${typeNameOf(value)}'`);
  }
  const isBinary = isTrue(binaryUnits);
  const base = isBinary ? 1024 : 1000;
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${truncateFloat(bytes)} Bytes`;
  let unit = base;
  let name = "";
  for (const prefix of SIZES) {
    unit *= base;
    name = isBinary ? `${prefix.toUpperCase()}iB` : `${prefix}B`;
    if (bytes < unit) break;
  }
  const scaled = (base * bytes) / unit;
  const shown = Number.isFinite(scaled) ? fixedText(scaled, 1) : Number.isNaN(scaled) ? "nan" : "inf";
  return `${shown} ${name}`;
}

/** Filters on numbers. */
export const NUMBER_FILTERS: readonly (readonly [string, NativeFunction])[] = [
  ["int", defineFunction("int", ["value", ["default", 0], ["base", 10]], toInt)],
  ["float", defineFunction("float", ["value", ["default", new Float(0)]], toFloat)],
  ["abs", defineFunction("abs", ["x"], absolute)],
  ["round", defineFunction("round", ["value", ["precision", 0], ["method", "common"]], round)],
  ["filesizeformat", defineFunction("filesizeformat", ["value", ["binary", false]], filesizeFormat)],
];
