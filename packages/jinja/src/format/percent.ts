import { codePointLength } from "../core/code-points.ts";
import { escapeValue } from "../core/escape.ts";
import { fixedText, generalText, scientificText } from "../core/float-text.ts";
import { indexOf, intText, numericOf, toDouble, truncateFloat } from "../core/numbers.ts";
import { reprText, strText } from "../core/repr.ts";
import { TemplateError, typeError, valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { Bytes, Dict, Float, Markup, Range, Tuple, typeNameOf, Undefined, type Value } from "../values.ts";
import { asciiRepr } from "./ascii.ts";
import { checkedWidth } from "./spec.ts";

const DIRECTIVE = /%(?:\(((?:[^()]|\([^()]*\))*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?(.)?/gsu;
const HAS_POINT = /^%(?:\((?:[^()]|\([^()]*\))*\))?[-+ #0]*(?:\*|\d+)?\./s;

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | null;
  readonly type: string;
}

/** Python's `text % right`; `isMarkup` marks the left side as markup, whose arguments are escaped. */
export function formatPercent(rt: Runtime, text: string, right: Value, isMarkup: boolean): string {
  return new PercentFormatter(rt, right, isMarkup).format(text);
}

class PercentFormatter {
  private readonly rt: Runtime;
  private readonly right: Value;
  private readonly args: readonly Value[];
  private readonly isMarkup: boolean;
  private used = 0;
  private usedMapping = false;

  constructor(rt: Runtime, right: Value, isMarkup: boolean) {
    this.rt = rt;
    this.right = right;
    this.args = right instanceof Tuple ? right.items : [right];
    this.isMarkup = isMarkup;
  }

  format(text: string): string {
    const { rt } = this;
    rt.reserveText(text.length);
    let result = "";
    let last = 0;
    DIRECTIVE.lastIndex = 0;
    const matches = text.matchAll(DIRECTIVE);
    for (const match of matches) {
      rt.spend(2);
      result += text.slice(last, match.index) + this.directive(match);
      last = match.index + match[0].length;
    }
    result += text.slice(last);
    const complete = this.used >= this.args.length || this.usedMapping || isMapping(this.right);
    if (!complete) throw typeError("not all arguments converted during string formatting");
    return rt.made(result);
  }

  private directive(match: RegExpMatchArray): string {
    const [whole, key, flags = "", width, precision, type] = match;
    if (type === undefined) {
      throw valueError(
        whole.includes("(") && key === undefined ? "incomplete format key" : "incomplete format",
      );
    }
    let value: Value | undefined;
    if (key !== undefined) value = this.byKey(key);
    const spec: Directive = this.specOf({ flags, width, precision, type, hasPoint: HAS_POINT.test(whole) });
    if (whole === "%%") return "%";
    return padDirective(this.rt, spec, this.convert(spec, value ?? this.nextArgument()));
  }

  private specOf(raw: {
    flags: string;
    width: string | undefined;
    precision: string | undefined;
    type: string;
    hasPoint: boolean;
  }): Directive {
    let flags = raw.flags;
    let width = raw.width === "*" ? this.starArgument() : Number(raw.width ?? 0);
    if (width < 0) {
      flags += "-";
      width = -width;
    }
    const star = raw.precision === "*" ? Math.max(0, this.starArgument()) : Number(raw.precision ?? 0);
    const precision = raw.hasPoint ? star : null;
    checkedWidth(this.rt, width);
    checkedWidth(this.rt, precision ?? 0);
    return { flags, width, precision, type: raw.type };
  }

  private starArgument(): number {
    const value = this.nextArgument();
    if (numericOf(value) === undefined || value instanceof Float) throw typeError("* wants int");
    return indexOf(value);
  }

  private nextArgument(): Value {
    const value = this.args[this.used];
    if (value === undefined || this.usedMapping) throw typeError("not enough arguments for format string");
    this.used += 1;
    return value;
  }

  private byKey(key: string): Value {
    if (!isMapping(this.right)) throw typeError("format requires a mapping");
    this.usedMapping = true;
    if (this.right instanceof Undefined) throw this.right.error();
    if (!(this.right instanceof Dict)) {
      throw typeError(`${typeNameOf(this.right)} indices must be integers or slices, not str`);
    }
    const value = this.right.getText(key);
    if (value === undefined) throw new TemplateError("key", reprText(key));
    return value;
  }

  private convert(spec: Directive, value: Value): string {
    switch (spec.type) {
      case "s":
        return cut(spec, this.isMarkup ? escapeValue(this.rt, value) : strText(value, this.rt));
      case "r":
        return cut(spec, this.escaped(reprText(value, this.rt)));
      case "a":
        return cut(spec, this.escaped(asciiRepr(reprText(value, this.rt))));
      case "c":
        return convertCharacter(value);
      case "d":
      case "i":
      case "u":
        return convertDecimal(spec, value);
      case "o":
      case "x":
      case "X":
        return convertRadix(spec, value);
      case "e":
      case "E":
      case "f":
      case "F":
      case "g":
      case "G":
        return convertFloat(spec, value);
      default:
        throw valueError(
          `unsupported format character '${spec.type}' (0x${spec.type.codePointAt(0)?.toString(16)})`,
        );
    }
  }

  private escaped(text: string): string {
    return this.isMarkup ? escapeValue(this.rt, text) : text;
  }
}

/** What Python's `%` takes for a mapping: anything with items but tuples and texts. */
function isMapping(value: Value): boolean {
  return (
    value instanceof Dict ||
    Array.isArray(value) ||
    value instanceof Range ||
    value instanceof Undefined ||
    value instanceof Bytes
  );
}

function cut(spec: Directive, text: string): string {
  return spec.precision === null ? text : [...text].slice(0, spec.precision).join("");
}

function convertCharacter(value: Value): string {
  if (typeof value === "string" || value instanceof Markup) {
    const text = typeof value === "string" ? value : value.text;
    if (codePointLength(text) !== 1) throw typeError("%c requires int or char");
    return text;
  }
  if (typeof value !== "number" && typeof value !== "boolean" && typeof value !== "bigint") {
    throw typeError("%c requires int or char");
  }
  const code = Number(value);
  if (code < 0 || code > 0x10ffff) throw new TemplateError("overflow", "%c arg not in range(0x110000)");
  return String.fromCodePoint(code);
}

function convertDecimal(spec: Directive, value: Value): string {
  const number = numericOf(value);
  if (value instanceof Undefined && number === undefined) throw value.error();
  if (number === undefined) {
    throw typeError(`%${spec.type} format: a real number is required, not ${typeNameOf(value)}`);
  }
  const integer = number instanceof Float ? truncateFloat(number.value) : number;
  const digits = intText(integer < 0 ? -BigInt(integer) : BigInt(integer));
  return signed(spec, integer < 0, digits.padStart(spec.precision ?? 0, "0"));
}

function convertRadix(spec: Directive, value: Value): string {
  const integer = numericOf(value);
  if (integer === undefined || integer instanceof Float) {
    throw typeError(`%${spec.type} format: an integer is required, not ${typeNameOf(value)}`);
  }
  const radix = spec.type === "o" ? 8 : 16;
  let digits = (integer < 0 ? -BigInt(integer) : BigInt(integer))
    .toString(radix)
    .padStart(spec.precision ?? 0, "0");
  if (spec.type === "X") digits = digits.toUpperCase();
  return signed(spec, integer < 0, (spec.flags.includes("#") ? `0${spec.type}` : "") + digits);
}

function convertFloat(spec: Directive, value: Value): string {
  const number = numericOf(value);
  if (value instanceof Undefined) throw value.error();
  if (number === undefined) throw typeError(`must be real number, not ${typeNameOf(value)}`);
  const double = toDouble(number);
  const text = Number.isFinite(double)
    ? finiteText(spec, Math.abs(double))
    : Number.isNaN(double)
      ? "nan"
      : "inf";
  const upper = spec.type === spec.type.toUpperCase() ? text.toUpperCase() : text;
  return signed(spec, (double < 0 || Object.is(double, -0)) && !Number.isNaN(double), upper);
}

function finiteText(spec: Directive, size: number): string {
  const precision = spec.precision ?? 6;
  const alternate = spec.flags.includes("#");
  switch (spec.type.toLowerCase()) {
    case "f":
      return fixedText(size, precision) + (alternate && precision === 0 ? "." : "");
    case "e":
      return scientificText(size, precision, alternate);
    default:
      return generalText(size, precision, alternate);
  }
}

function signed(spec: Directive, negative: boolean, digits: string): string {
  if (negative) return `-${digits}`;
  if (spec.flags.includes("+")) return `+${digits}`;
  return spec.flags.includes(" ") ? ` ${digits}` : digits;
}

const NUMBER_TYPES = new Set([..."diuoxXeEfFgG"]);

function padDirective(rt: Runtime, spec: Directive, text: string): string {
  const missing = spec.width - codePointLength(text);
  if (missing <= 0) return text;
  if (spec.flags.includes("-")) return text + rt.made(" ".repeat(missing));
  if (!spec.flags.includes("0") || !NUMBER_TYPES.has(spec.type)) return rt.made(" ".repeat(missing)) + text;
  const head = /^[-+ ]?(?:0[xXo])?/.exec(text)?.[0] ?? "";
  return head + rt.made("0".repeat(missing)) + text.slice(head.length);
}
