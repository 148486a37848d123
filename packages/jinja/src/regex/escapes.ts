import { TemplateError } from "../errors.ts";

export function regexError(message: string, position: number): TemplateError {
  const error = new TemplateError("regex", `${message} at position ${position}`);
  error.patternOffset = position;
  return error;
}

const CONTROL: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7 };
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

export interface CharEscape {
  readonly code: number;
  readonly end: number;
}

/**
 * A character escape whose letter is at `pos` (the backslash before it): `\n`, `\x41`, `\u0041`, `\101`, `\.`; undefined
 * when the letter means something else. Unknown ASCII letters are errors.
 */
export function charEscape(source: string, pos: number): CharEscape | undefined {
  const letter = source[pos];
  if (letter === undefined) throw regexError("bad escape (end of pattern)", pos);
  const control = CONTROL[letter];
  if (control !== undefined) return { code: control, end: pos + 1 };
  const digits = HEX_DIGITS[letter];
  if (digits !== undefined) return hexEscape(source, pos, digits);
  if (letter === "0") {
    const octal = /^0[0-7]{0,2}/.exec(source.slice(pos, pos + 3))?.[0] ?? "0";
    return { code: Number.parseInt(octal, 8), end: pos + octal.length };
  }
  if (/[A-Za-z0-9]/.test(letter)) return undefined;
  const code = source.codePointAt(pos) ?? 0;
  return { code, end: pos + (code > 0xffff ? 2 : 1) };
}

function hexEscape(source: string, pos: number, digits: number): CharEscape {
  const text = source.slice(pos + 1, pos + 1 + digits);
  const code = Number.parseInt(text, 16);
  if (text.length < digits || !/^[\da-fA-F]+$/.test(text) || code > 0x10ffff) {
    throw regexError(`incomplete escape \\${source[pos]}${text}`, pos + 1);
  }
  return { code, end: pos + 1 + digits };
}
