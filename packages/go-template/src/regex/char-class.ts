import { foldOrbit } from "../values/letter-case.ts";
import { findProperty, type PropertyTest } from "./properties.ts";

/** A set of code points, given as a question. */
export type CharTest = (code: number) => boolean;

const perlClasses: ReadonlyMap<string, readonly (readonly [number, number])[]> = new Map([
  ["d", [[0x30, 0x39]]],
  [
    "s",
    [
      [0x09, 0x0a],
      [0x0c, 0x0d],
      [0x20, 0x20],
    ],
  ],
  [
    "w",
    [
      [0x30, 0x39],
      [0x41, 0x5a],
      [0x5f, 0x5f],
      [0x61, 0x7a],
    ],
  ],
] as const);

const posixClasses: ReadonlyMap<string, RegExp> = new Map([
  ["alnum", /^[0-9A-Za-z]$/],
  ["alpha", /^[A-Za-z]$/],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is all of ASCII.
  ["ascii", /^[\x00-\x7f]$/],
  ["blank", /^[\t ]$/],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is the control characters.
  ["cntrl", /^[\x00-\x1f\x7f]$/],
  ["digit", /^[0-9]$/],
  ["graph", /^[!-~]$/],
  ["lower", /^[a-z]$/],
  ["print", /^[ -~]$/],
  ["punct", /^[!-/:-@[-`{-~]$/],
  ["space", /^[\t\n\v\f\r ]$/],
  ["upper", /^[A-Z]$/],
  ["word", /^[0-9A-Za-z_]$/],
  ["xdigit", /^[0-9A-Fa-f]$/],
]);

/** `\d`, `\s`, `\w` and their negations by letter; undefined for other letters. */
export function perlClass(letter: string): CharTest | undefined {
  const ranges = perlClasses.get(letter.toLowerCase());
  if (!ranges) return undefined;
  const test: CharTest = (code) => ranges.some(([low, high]) => code >= low && code <= high);
  return letter === letter.toLowerCase() ? test : negate(test);
}

/** `[:alpha:]` and the others by name, `^` in front for the rest; undefined for other names. */
export function posixClass(name: string, ignoresCase: boolean): CharTest | undefined {
  const pattern = posixClasses.get(name.replace(/^\^/, ""));
  if (!pattern) return undefined;
  const test = folded((code) => pattern.test(String.fromCodePoint(code)), ignoresCase);
  return name.startsWith("^") ? negate(test) : test;
}

/** `\p{…}`; undefined for unknown properties. */
export function propertyClass(name: string, isNegated: boolean, ignoresCase: boolean): CharTest | undefined {
  const isInverted = name.startsWith("^");
  const property: PropertyTest | undefined = findProperty(isInverted ? name.slice(1) : name);
  if (!property) return undefined;
  const test = folded(property, ignoresCase);
  return isNegated !== isInverted ? negate(test) : test;
}

/** All code points from the first to the last. */
export function rangeClass(low: number, high: number, ignoresCase: boolean): CharTest {
  return folded((code) => code >= low && code <= high, ignoresCase);
}

/** A class of several items; ASCII is answered from a table. */
export function unionClass(items: readonly CharTest[], isNegated: boolean): CharTest {
  const test: CharTest = (code) => items.some((item) => item(code)) !== isNegated;
  const ascii = Uint8Array.from({ length: 128 }, (_, code) => Number(test(code)));
  return (code) => (code < 128 ? ascii[code] === 1 : test(code));
}

function folded(test: CharTest, ignoresCase: boolean): CharTest {
  return ignoresCase ? (code) => test(code) || foldOrbit(code).some(test) : test;
}

function negate(test: CharTest): CharTest {
  return (code) => !test(code);
}
