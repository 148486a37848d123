import { codePointAt } from "../values/text.ts";
import { RegexError } from "./syntax.ts";

const letterEscapes: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
]);

/** One character and where the text goes on after it. */
export interface Character {
  readonly code: number;
  readonly end: number;
}

/** The character at a place of a pattern. */
export function readCharacter(pattern: string, start: number): Character {
  const code = codePointAt(pattern, start);
  return { code, end: start + (code > 0xffff ? 2 : 1) };
}

/** An escape that stands for one character, starting at its backslash. Throws RegexError. */
export function readEscape(pattern: string, start: number): Character {
  if (start + 1 >= pattern.length) throw new RegexError("trailing backslash at end of expression", "");
  const { code, end } = readCharacter(pattern, start + 1);
  const letter = String.fromCodePoint(code);
  if (code < 0x80 && !/[0-9A-Za-z]/.test(letter)) return { code, end };
  const simple = letterEscapes.get(letter);
  if (simple !== undefined) return { code: simple, end };
  const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(pattern.slice(start + 1, start + 4))?.[0];
  if (octal !== undefined) return { code: Number.parseInt(octal, 8), end: start + 1 + octal.length };
  if (letter === "x") return readHexadecimal(pattern, start);
  throw new RegexError("invalid escape sequence", pattern.slice(start, end));
}

/** `\x41` or `\x{1F600}`. The error shows as much as Go's parser had read. */
function readHexadecimal(pattern: string, start: number): Character {
  const rest = pattern.slice(start + 2);
  const braced = /^\{([0-9A-Fa-f]+)\}/.exec(rest);
  if (braced) {
    const code = Number.parseInt(braced[1] ?? "", 16);
    if (code <= 0x10ffff) return { code, end: start + 2 + braced[0].length };
  }
  const plain = /^[0-9A-Fa-f]{2}/.exec(rest);
  if (plain) return { code: Number.parseInt(plain[0], 16), end: start + 4 };
  if (braced)
    throw new RegexError("invalid escape sequence", pattern.slice(start, start + 3) + overflow(braced[1]));
  const read = rest.startsWith("{") ? (/^\{[0-9A-Fa-f]*.?/su.exec(rest)?.[0] ?? "") : rest.slice(0, 2);
  throw new RegexError("invalid escape sequence", pattern.slice(start, start + 2) + read);
}

/** The digits up to the one that makes the code point too large. */
function overflow(digits = ""): string {
  let length = 1;
  while (length < digits.length && Number.parseInt(digits.slice(0, length), 16) <= 0x10ffff) length++;
  return digits.slice(0, length);
}
