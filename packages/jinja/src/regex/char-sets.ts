import type { CharTest } from "./ast.ts";

const WORD = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]/u;
const DIGIT = /\p{Nd}/u;
const SPACE = /\p{White_Space}/u;
const SPACE_ASCII = /[ \t\n\r\f\v]/;

/** A test that answers for ASCII from a table. */
export function tabled(test: CharTest): CharTest {
  const table = new Uint8Array(128);
  for (let code = 0; code < 128; code += 1) table[code] = test(code) ? 1 : 0;
  return (code) => (code < 128 ? table[code] === 1 : test(code));
}

function byPattern(pattern: RegExp): CharTest {
  return tabled((code) => pattern.test(String.fromCodePoint(code)));
}

export const isWordChar = byPattern(WORD);
export const isAsciiWordChar: CharTest = (code) => code < 128 && isWordChar(code);
const isDigit = byPattern(DIGIT);
const isSpaceChar = byPattern(SPACE);

export const anyChar: CharTest = () => true;
export const notNewline: CharTest = (code) => code !== 10;

export function negate(test: CharTest): CharTest {
  return tabled((code) => !test(code));
}

const CLASS_ESCAPES: Readonly<Record<string, readonly [CharTest, CharTest]>> = {
  d: [isDigit, (code) => code >= 48 && code <= 57],
  w: [isWordChar, isAsciiWordChar],
  s: [isSpaceChar, byPattern(SPACE_ASCII)],
};

/** `\d \D \w \W \s \S`; undefined for other letters. */
export function classEscape(letter: string, ascii: boolean): CharTest | undefined {
  const tests = CLASS_ESCAPES[letter.toLowerCase()];
  if (tests === undefined) return undefined;
  const test = ascii ? tests[1] : tests[0];
  return letter === letter.toLowerCase() ? test : negate(test);
}

const PROPERTY_ALIASES: Readonly<Record<string, string>> = {
  alpha: "Alphabetic",
  alphabetic: "Alphabetic",
  digit: "Nd",
  upper: "Uppercase",
  lower: "Lowercase",
  space: "White_Space",
  punct: "P",
  cntrl: "Cc",
  xdigit: "Hex_Digit",
  letter: "L",
  number: "N",
  punctuation: "P",
  symbol: "S",
  separator: "Z",
  han: "Script=Han",
  latin: "Script=Latin",
  greek: "Script=Greek",
  cyrillic: "Script=Cyrillic",
  arabic: "Script=Arabic",
  hebrew: "Script=Hebrew",
  hiragana: "Script=Hiragana",
  katakana: "Script=Katakana",
  hangul: "Script=Hangul",
  thai: "Script=Thai",
};

/** The test of a Unicode property or POSIX class; undefined when it is unknown. */
export function propertyTest(name: string): CharTest | undefined {
  const key = name.toLowerCase().replace(/[\s_-]/g, "");
  if (key === "alnum") return byPattern(/[\p{Alphabetic}\p{Nd}]/u);
  if (key === "word") return isWordChar;
  if (key === "blank") return byPattern(/[\t\p{Zs}]/u);
  if (key === "graph") return byPattern(/[^\p{White_Space}\p{Cc}\p{Cs}\p{Cn}]/u);
  if (key === "print") return byPattern(/[^\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/u);
  if (key === "any") return anyChar;
  if (key === "ascii") return (code) => code < 128;
  const known = PROPERTY_ALIASES[key] ?? name.replace(/^(?:Is|In)/, "").replace(":", "=");
  // Only letters, digits, `_` and `=` may reach the pattern.
  if (!/^[A-Za-z0-9_=]{1,40}$/.test(known)) return undefined;
  try {
    return byPattern(new RegExp(`\\p{${known.replace(/^(?:sc|script)=/i, "Script=")}}`, "u"));
  } catch {
    return undefined;
  }
}

/** The code points that match `code` when case does not matter. */
export function caseVariants(code: number): readonly number[] {
  if (code < 128) {
    const isLetter = (code | 32) >= 97 && (code | 32) <= 122;
    if (!isLetter) return [code];
    const extra = code === 107 || code === 75 ? [0x212a] : code === 115 || code === 83 ? [0x17f] : [];
    const dotted = code === 105 || code === 73 ? [0x130, 0x131] : [];
    return [code, code ^ 32, ...extra, ...dotted];
  }
  const variants = new Set([code]);
  const char = String.fromCodePoint(code);
  for (const form of [char.toLowerCase(), char.toUpperCase()]) {
    addSingle(variants, form);
    addSingle(variants, form.toLowerCase());
    addSingle(variants, form.toUpperCase());
  }
  return [...variants];
}

function addSingle(variants: Set<number>, form: string): void {
  const code = form.codePointAt(0) ?? 0;
  if (String.fromCodePoint(code) === form) variants.add(code);
}

/** A test that also accepts the other cases of what `test` accepts. */
export function ignoringCase(test: CharTest): CharTest {
  return tabled((code) => caseVariants(code).some(test));
}
