import { limitError, TemplateError, valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { isSpace, stripText } from "../text/whitespace.ts";
import { Float, Markup, typeNameOf, Undefined, type Value } from "../values.ts";

/** An int: a safe integer as number, anything larger as bigint. */
export function int(value: number | bigint): number | bigint {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value + 0 : BigInt(value);
  const small = Number(value);
  return Number.isSafeInteger(small) ? small + 0 : value;
}

export type Numeric = number | bigint | Float;

/** The number that a value is (bools count as ints), or undefined. */
export function numericOf(value: Value): Numeric | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return value instanceof Float ? value : undefined;
}

export function toDouble(value: Numeric): number {
  if (value instanceof Float) return value.value;
  if (typeof value === "number") return value;
  const double = Number(value);
  if (!Number.isFinite(double)) throw new TemplateError("overflow", "int too large to convert to float");
  return double;
}

/** The int that a value is (bools too), or undefined; floats are none. */
export function integerOf(value: Value): number | bigint | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "boolean" ? Number(value) : undefined;
}

/** An int argument such as a width or an index; fails like Python for anything else, clamps what is huge. */
export function indexOf(value: Value): number {
  const integer = integerOf(value);
  if (integer === undefined) {
    if (value instanceof Undefined) throw value.error();
    const name = typeNameOf(value);
    throw new TemplateError("type", `'${name}' object cannot be interpreted as an integer`);
  }
  if (typeof integer === "number") return integer;
  return integer > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
}

/** Guards a bigint result against the size limit. */
export function bounded(rt: Runtime, value: bigint): number | bigint {
  const small = int(value);
  if (typeof small === "number") return small;
  const hex = value.toString(16);
  rt.spend(hex.length >> 4);
  if (hex.length * 4 > rt.limits.integerBits) throw integerTooLarge(rt);
  return value;
}

export function integerTooLarge(rt: Runtime): TemplateError {
  return limitError(`an integer has more than ${rt.limits.integerBits} bits`);
}

const MAX_STR_DIGITS = 4300;

/** Decimal text of an int; more than 4300 digits are a value error, as in Python since 3.11. */
export function intText(value: number | bigint): string {
  const text = value.toString();
  if (text.length > MAX_STR_DIGITS + 1) {
    throw valueError(`Exceeds the limit (${MAX_STR_DIGITS} digits) for integer string conversion`);
  }
  return text;
}

const DIGIT_SETS: Readonly<Record<number, RegExp>> = {
  2: /^0b_?/i,
  8: /^0o_?/i,
  16: /^0x_?/i,
};

/** Python's `int(text, base)`; undefined when the text is no integer of that base. */
export function parseInt_(text: string, base = 10): number | bigint | undefined {
  const trimmed = stripText(text);
  const sign = trimmed.startsWith("-") ? -1n : 1n;
  let digits = normalizeDigits(trimmed.replace(/^[+-]/, ""));
  let radix = base;
  if (radix === 0) radix = detectBase(digits);
  const prefix = DIGIT_SETS[radix];
  if (prefix !== undefined) digits = digits.replace(prefix, "");
  if (base === 0 && radix === 10 && /^0[\d_]*[1-9]/.test(digits)) return undefined;
  if (!/^[0-9a-z]+(?:_[0-9a-z]+)*$/i.test(digits)) return undefined;
  const plain = digits.replaceAll("_", "").toLowerCase();
  if (radix === 10 && plain.length > MAX_STR_DIGITS) return undefined;
  if (radix === 10) return /^\d+$/.test(plain) ? int(sign * BigInt(plain)) : undefined;
  return parseRadix(plain, radix, sign);
}

function detectBase(digits: string): number {
  if (/^0x/i.test(digits)) return 16;
  if (/^0o/i.test(digits)) return 8;
  return /^0b/i.test(digits) ? 2 : 10;
}

const MAX_RADIX_DIGITS = 16_384;

function parseRadix(digits: string, radix: number, sign: bigint): number | bigint | undefined {
  if (digits.length > MAX_RADIX_DIGITS) throw limitError("an integer has too many digits");
  let value = 0n;
  const base = BigInt(radix);
  for (const char of digits) {
    const digit = Number.parseInt(char, 36);
    if (digit >= radix) return undefined;
    value = value * base + BigInt(digit);
  }
  return int(sign * value);
}

/** Replaces decimal digits of other scripts by ASCII ones. */
export function normalizeDigits(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "ASCII"
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (char) => String(decimalValue(char.codePointAt(0) ?? 0)));
}

/** The value of a character of category Nd; the ten digits of a script are consecutive and begin at zero. */
export function decimalValue(code: number): number {
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  // Runs of several scripts may touch; each starts on a multiple of ten from the run's first digit.
  let first = zero;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}

const FLOAT_TEXT =
  /^[+-]?(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?(?:e[+-]?\d+(?:_\d+)*)?|inf(?:inity)?|nan)$/i;

/** Python's `float(text)`; undefined when the text is no number. */
export function parseFloat_(text: string): number | undefined {
  const trimmed = normalizeDigits(stripText(text)).toLowerCase();
  if (trimmed.length > 10_000 || !FLOAT_TEXT.test(trimmed) || !/\d|inf|nan/.test(trimmed)) return undefined;
  if (/^[+-]?\.?e|^[+-]?\.$/.test(trimmed)) return undefined;
  if (trimmed.includes("nan")) return Number.NaN;
  if (trimmed.includes("inf")) return trimmed.startsWith("-") ? -Infinity : Infinity;
  return Number(trimmed.replaceAll("_", ""));
}

/** Python's `int(float)`; fails for infinities and nan. */
export function truncateFloat(value: number): number | bigint {
  if (Number.isNaN(value)) throw valueError("cannot convert float NaN to integer");
  if (!Number.isFinite(value))
    throw new TemplateError("overflow", "cannot convert float infinity to integer");
  return int(Math.trunc(value));
}

export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return value instanceof Markup ? value.text : undefined;
}

export function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (!isSpace(text.charCodeAt(index))) return false;
  }
  return true;
}
