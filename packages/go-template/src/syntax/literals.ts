import { quoteText } from "../format/quote.ts";
import { canonicalText, codePointAt, fromCodePoint } from "../values/text.ts";
import type { NumberNode } from "./ast.ts";
import type { TokenKind } from "./tokens.ts";

/** Why a literal is wrong; the parser adds the position. */
export class LiteralError extends Error {
  override readonly name = "LiteralError";
}

/** What a number literal can stand for. */
export type NumberValue = Pick<NumberNode, "int" | "uint" | "float" | "complex">;

/** The text of a quoted or raw string literal. Throws LiteralError. */
export function unquote(literal: string): string {
  const body = literal.slice(1, -1);
  if (literal.startsWith("`")) return body.replaceAll("\r", "");
  if (!body.includes("\\")) return body;
  let text = "";
  for (let i = 0; i < body.length; ) {
    if (body[i] === "\\") {
      const sequence = readEscape(body, i, '"');
      text += sequence.text;
      i = sequence.end;
    } else {
      text += body.charAt(i);
      i++;
    }
  }
  return canonicalText(text);
}

/** The value of a number or character literal. Throws LiteralError. */
export function parseNumber(text: string, kind: TokenKind): NumberValue {
  if (kind === "charConstant") return parseCharacter(text);
  if (kind === "complex") return parseComplex(text);
  if (text.endsWith("i")) {
    const imaginary = parseFloatLiteral(text.slice(0, -1));
    if (imaginary !== undefined) return complexValue(0, imaginary);
  }
  return parseReal(text);
}

function parseReal(text: string): NumberValue {
  const magnitude = parseIntegerLiteral(/^[+-]/.test(text) ? text.slice(1) : text);
  if (magnitude !== undefined) {
    const signed = text.startsWith("-") ? -magnitude : magnitude;
    const int = signed === BigInt.asIntN(64, signed) ? signed : undefined;
    const hasSign = /^[+-]/.test(text);
    const uint =
      (hasSign && signed !== 0n) || magnitude !== BigInt.asUintN(64, magnitude) ? undefined : magnitude;
    if (int !== undefined || uint !== undefined) {
      return { int, uint, float: Number(signed), complex: undefined };
    }
  }
  const float = parseFloatLiteral(text);
  if (float === undefined) throw new LiteralError(`illegal number syntax: ${quoteText(text)}`);
  if (!/[.eEpP]/.test(text)) throw new LiteralError(`integer overflow: ${quoteText(text)}`);
  return floatValue(float);
}

function floatValue(float: number): NumberValue {
  const whole = Number.isInteger(float) ? BigInt(float) : undefined;
  return {
    int: whole !== undefined && whole === BigInt.asIntN(64, whole) ? whole : undefined,
    uint: whole !== undefined && whole === BigInt.asUintN(64, whole) ? whole : undefined,
    float,
    complex: undefined,
  };
}

function complexValue(re: number, im: number): NumberValue {
  if (im !== 0) return { int: undefined, uint: undefined, float: undefined, complex: { re, im } };
  return { ...floatValue(re), complex: { re, im } };
}

function parseComplex(text: string): NumberValue {
  const parts = /^(.*?[^eEpP+-])([+-].*)i$/.exec(text);
  const re = parseFloatLiteral(parts?.[1] ?? "");
  const im = parseFloatLiteral(parts?.[2] ?? "");
  if (re === undefined || im === undefined) throw new LiteralError("syntax error scanning complex number");
  return complexValue(re, im);
}

function parseCharacter(text: string): NumberValue {
  const malformed = new LiteralError(`malformed character constant: ${text}`);
  const body = text.slice(1, -1);
  if (body === "") throw new LiteralError("invalid syntax");
  let code: number;
  let end: number;
  if (body.startsWith("\\")) {
    const sequence = readEscape(body, 0, "'");
    code = sequence.code;
    end = sequence.end;
  } else {
    code = codePointAt(body, 0);
    end = code > 0xffff ? 2 : 1;
  }
  if (end !== body.length) throw malformed;
  return { int: BigInt(code), uint: BigInt(code), float: code, complex: undefined };
}

const integerForms: readonly [RegExp, string][] = [
  [/^0[xX](_?[0-9a-fA-F])+$/, "0x"],
  [/^0[bB](_?[01])+$/, "0b"],
  [/^0[oO](_?[0-7])+$/, "0o"],
  [/^0(_?[0-7])+$/, "0o"],
  [/^(0|[1-9](_?[0-9])*)$/, ""],
];

/** `strconv.ParseUint(s, 0, …)` without the range check. */
function parseIntegerLiteral(text: string): bigint | undefined {
  if (text.length > 80) return undefined;
  const form = integerForms.find(([pattern]) => pattern.test(text));
  if (!form) return undefined;
  const digits = text.replaceAll("_", "");
  return BigInt(form[1] === "" ? digits : form[1] + digits.replace(/^0[xXbBoO]?/, "").padStart(1, "0"));
}

/** `strconv.ParseFloat`: decimal or hexadecimal, underscores between digits; undefined when malformed or too big. */
function parseFloatLiteral(text: string): number | undefined {
  const plain = text.replaceAll("_", "");
  const hasGoodUnderscores = plain === text || !/(^|[^0-9a-fA-FxX])_|_($|[^0-9a-fA-F])/.test(text);
  if (!hasGoodUnderscores) return undefined;
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(plain);
  if (hex) return parseHexFloat(hex);
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

function parseHexFloat(parts: RegExpExecArray): number | undefined {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  if (whole + fraction === "" || whole.length + fraction.length > 13 + 16) return undefined;
  const mantissa = Number(BigInt(`0x${whole}${fraction}`));
  const power = Number(exponent) - 4 * fraction.length;
  const value =
    mantissa === 0 ? 0 : mantissa * 2 ** Math.trunc(power / 2) * 2 ** (power - Math.trunc(power / 2));
  if (!Number.isFinite(value)) return undefined;
  return sign === "-" ? -value : value;
}

const simpleEscapes: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["b", 8],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
  ["\\", 0x5c],
]);
const escapeLengths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

interface Escape {
  readonly code: number;
  readonly text: string;
  readonly end: number;
}

/** One escape of an interpreted literal, starting at its backslash. */
function readEscape(body: string, start: number, quote: string): Escape {
  const letter = body.charAt(start + 1);
  const simple = letter === quote ? quote.charCodeAt(0) : simpleEscapes.get(letter);
  if (simple !== undefined) return { code: simple, text: String.fromCharCode(simple), end: start + 2 };
  const length = escapeLengths.get(letter);
  if (length !== undefined) {
    const digits = body.slice(start + 2, start + 2 + length);
    if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) throw new LiteralError("invalid syntax");
    return numericEscape(Number.parseInt(digits, 16), letter === "x", start + 2 + length);
  }
  const octal = /^[0-7]{3}/.exec(body.slice(start + 1, start + 4));
  const code = octal ? Number.parseInt(octal[0], 8) : 256;
  if (code > 255) throw new LiteralError("invalid syntax");
  return numericEscape(code, true, start + 4);
}

function numericEscape(code: number, isByte: boolean, end: number): Escape {
  if (isByte) return { code, text: String.fromCharCode(code < 0x80 ? code : 0xdc00 + code), end };
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new LiteralError("invalid syntax");
  return { code, text: fromCodePoint(code), end };
}
