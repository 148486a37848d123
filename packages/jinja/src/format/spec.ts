import { codePointLength } from "../core/code-points.ts";
import { fixedText, floatText, generalText, scientificText } from "../core/float-text.ts";
import { intText, type Numeric, toDouble } from "../core/numbers.ts";
import { limitError, typeError, valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { Float } from "../values.ts";

/** Python's format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | null;
  readonly type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?(.)?$/su;

export function parseSpec(rt: Runtime, text: string, typeName: string): FormatSpec {
  const match = SPEC.exec(text);
  if (match === null) throw valueError(`Invalid format specifier '${text}' for object of type '${typeName}'`);
  const [, fill, align, sign, , alternate, zero, width, grouping, precision, type] = match;
  return {
    fill: fill ?? (zero === undefined ? " " : "0"),
    align: align ?? (zero === undefined ? "" : "="),
    sign: sign ?? "",
    alternate: alternate !== undefined,
    width: boundedNumber(rt, width) ?? 0,
    grouping: grouping ?? "",
    precision: boundedNumber(rt, precision),
    type: type ?? "",
  };
}

/** Digits and widths beyond this cost more than any message needs. */
export const MAX_WIDTH = 10_000;

function boundedNumber(rt: Runtime, digits: string | undefined): number | null {
  if (digits === undefined) return null;
  if (digits.length > 18) throw valueError("Too many decimal digits in format string");
  return checkedWidth(rt, Number(digits));
}

/** Fails with a limit error for widths and precisions that are too large. */
export function checkedWidth(rt: Runtime, value: number): number {
  if (value > MAX_WIDTH) throw limitError(`a width or precision is larger than ${MAX_WIDTH}`);
  rt.spend(value >> 4);
  rt.reserveText(value);
  return value;
}

export function padText(spec: FormatSpec, text: string, fallbackAlign: string): string {
  const missing = spec.width - codePointLength(text);
  if (missing <= 0) return text;
  const align = spec.align === "" ? fallbackAlign : spec.align;
  if (align === "<") return text + spec.fill.repeat(missing);
  if (align === "^") {
    const left = Math.floor(missing / 2);
    return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
  }
  return spec.fill.repeat(missing) + text;
}

/** `format(text, spec)`. */
export function formatString(rt: Runtime, text: string, specText: string): string {
  const spec = parseSpec(rt, specText, "str");
  if (spec.type !== "" && spec.type !== "s") {
    throw valueError(`Unknown format code '${spec.type}' for object of type 'str'`);
  }
  if (spec.sign !== "") throw valueError("Sign not allowed in string format specifier");
  if (spec.alternate) throw valueError("Alternate form (#) not allowed in string format specifier");
  if (spec.grouping !== "") throw valueError(`Cannot specify '${spec.grouping}' with 's'.`);
  if (spec.align === "=" && !/^(.?=)/su.test(specText)) {
    return padText({ ...spec, align: "<" }, cut(text, spec.precision), "<");
  }
  if (spec.align === "=") throw valueError("'=' alignment not allowed in string format specifier");
  return padText(spec, cut(text, spec.precision), "<");
}

function cut(text: string, precision: number | null): string {
  return precision === null ? text : [...text].slice(0, precision).join("");
}

const INT_TYPES = new Set(["", "d", "b", "o", "x", "X", "n", "c"]);
const FLOAT_TYPES = new Set(["e", "E", "f", "F", "g", "G", "%"]);

/** `format(number, spec)`. */
export function formatNumber(rt: Runtime, number: Numeric, specText: string): string {
  const isFloat = number instanceof Float;
  const spec = parseSpec(rt, specText, isFloat ? "float" : "int");
  if (!isFloat && INT_TYPES.has(spec.type)) return formatInt(spec, number);
  const known = FLOAT_TYPES.has(spec.type) || (isFloat && (spec.type === "" || spec.type === "n"));
  if (!known) {
    throw valueError(`Unknown format code '${spec.type}' for object of type '${isFloat ? "float" : "int"}'`);
  }
  return formatDouble(rt, spec, toDouble(number));
}

function formatInt(spec: FormatSpec, number: number | bigint): string {
  if (spec.precision !== null) throw valueError("Precision not allowed in integer format specifier");
  if (spec.type === "c") return formatCharacter(spec, number);
  const [radix, prefix] = RADIX[spec.type] ?? [10, ""];
  const size = number < 0 ? -BigInt(number) : BigInt(number);
  let digits = radix === 10 ? intText(size) : size.toString(radix);
  if (spec.type === "X") digits = digits.toUpperCase();
  if (spec.grouping === "," && radix !== 10) throw valueError(`Cannot specify ',' with '${spec.type}'.`);
  if (spec.grouping !== "" && spec.type === "n")
    throw valueError(`Cannot specify '${spec.grouping}' with 'n'.`);
  const sign = signText(spec, number < 0) + (spec.alternate ? prefix : "");
  return finish(spec, sign, { whole: digits, rest: "", group: radix === 10 ? 3 : 4 });
}

const RADIX: Readonly<Record<string, readonly [number, string]>> = {
  b: [2, "0b"],
  o: [8, "0o"],
  x: [16, "0x"],
  X: [16, "0X"],
};

function formatCharacter(spec: FormatSpec, number: number | bigint): string {
  if (spec.sign !== "") throw valueError("Sign not allowed with integer format specifier 'c'");
  const code = Number(number);
  if (!(code >= 0 && code <= 0x10ffff)) throw overflowCharacter();
  return padText(spec, String.fromCodePoint(code), "<");
}

function overflowCharacter(): Error {
  return typeError("%c arg not in range(0x110000)");
}

function signText(spec: FormatSpec, negative: boolean): string {
  if (negative) return "-";
  return spec.sign === "+" || spec.sign === " " ? spec.sign : "";
}

function formatDouble(rt: Runtime, spec: FormatSpec, value: number): string {
  if (spec.grouping !== "" && spec.type === "n")
    throw valueError(`Cannot specify '${spec.grouping}' with 'n'.`);
  const negative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  let text = Number.isFinite(value) ? rt.made(finiteText(spec, size)) : Number.isNaN(value) ? "nan" : "inf";
  if (spec.type === "E" || spec.type === "F" || spec.type === "G") text = text.toUpperCase();
  if (spec.type === "%") text += "%";
  const whole = /^\d*/.exec(text)?.[0] ?? "";
  const sign = signText(spec, negative && !Number.isNaN(value));
  return finish(spec, sign, { whole, rest: text.slice(whole.length), group: 3 });
}

function finiteText(spec: FormatSpec, size: number): string {
  const precision = spec.precision ?? 6;
  switch (spec.type.toLowerCase()) {
    case "f":
      return pointed(spec, fixedText(size, precision));
    case "%":
      return pointed(spec, fixedText(size * 100, precision));
    case "e":
      return scientificText(size, precision, spec.alternate);
    case "":
      return spec.precision === null ? floatText(size) : shortGeneral(size, precision);
    default:
      return generalText(size, precision, spec.alternate);
  }
}

/** The type-less form with a precision: like `g`, but with at least one digit after the point. */
function shortGeneral(size: number, precision: number): string {
  const text = generalText(size, precision);
  if (text.includes("e")) return text;
  if (text.includes(".")) return text;
  const digits = text.length;
  return digits < Math.max(1, precision) || precision === 0
    ? `${text}.0`
    : exponentOrPoint(size, precision, text);
}

function exponentOrPoint(size: number, precision: number, text: string): string {
  return text.length >= precision && size >= 1 ? scientificTrimmed(size, precision) : `${text}.0`;
}

function scientificTrimmed(size: number, precision: number): string {
  const [digits = "", exponent = ""] = scientificText(size, Math.max(0, precision - 1)).split("e");
  return `${digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits}e${exponent}`;
}

function pointed(spec: FormatSpec, text: string): string {
  return spec.alternate && !text.includes(".") ? `${text}.` : text;
}

interface NumberParts {
  readonly whole: string;
  readonly rest: string;
  readonly group: number;
}

function finish(spec: FormatSpec, sign: string, parts: NumberParts): string {
  const zeroFill = spec.align === "=" && spec.fill === "0";
  const room = zeroFill ? spec.width - sign.length - parts.rest.length : 0;
  const whole = groupDigits(parts.whole, spec.grouping, parts.group, room);
  const body = whole + parts.rest;
  if (spec.align === "=") {
    return sign + spec.fill.repeat(Math.max(0, spec.width - sign.length - codePointLength(body))) + body;
  }
  return padText(spec, sign + body, ">");
}

/** Groups digits, filling with zeros up to `room` characters so that the zeros are grouped too. */
function groupDigits(digits: string, separator: string, size: number, room: number): string {
  if (separator === "") return digits.padStart(room, "0");
  // A group and its separator take size + 1 characters; a text never begins with a separator.
  const wanted = room - Math.floor(room / (size + 1)) + (room % (size + 1) === 0 ? 1 : 0);
  const filled = digits.padStart(wanted, "0");
  const groups: string[] = [];
  for (let end = filled.length; end > 0; end -= size) groups.push(filled.slice(Math.max(0, end - size), end));
  return groups.reverse().join(separator);
}
