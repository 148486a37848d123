import { foldOrbit } from "../values/letter-case.ts";
import { findProperty, type PropertyTest } from "./properties.ts";

/** A set of code points, and what asking it about one beyond ASCII costs, in steps. */
export interface CharClass {
  readonly has: (code: number) => boolean;
  readonly weight: number;
}

/** First and last code point. */
export type Range = readonly [low: number, high: number];

/** A part of a class: code points by number, or by property. */
export type ClassItem =
  | { readonly kind: "ranges"; readonly ranges: readonly Range[] }
  | { readonly kind: "property"; readonly test: PropertyTest; readonly isNegated: boolean };

const largestCode = 0x10ffff;

const perlClasses: ReadonlyMap<string, readonly Range[]> = new Map<string, readonly Range[]>([
  ["d", asciiRanges("09")],
  ["s", asciiRanges("\t\n\f\r  ")],
  ["w", asciiRanges("09AZ__az")],
]);

/** Pairs of first and last character. */
const posixClasses: ReadonlyMap<string, readonly Range[]> = new Map<string, readonly Range[]>([
  ["alnum", asciiRanges("09AZaz")],
  ["alpha", asciiRanges("AZaz")],
  ["ascii", asciiRanges("\x00\x7f")],
  ["blank", asciiRanges("\t\t  ")],
  ["cntrl", asciiRanges("\x00\x1f\x7f\x7f")],
  ["digit", asciiRanges("09")],
  ["graph", asciiRanges("!~")],
  ["lower", asciiRanges("az")],
  ["print", asciiRanges(" ~")],
  ["punct", asciiRanges("!/:@[`{~")],
  ["space", asciiRanges("\t\r  ")],
  ["upper", asciiRanges("AZ")],
  ["word", asciiRanges("09AZaz__")],
  ["xdigit", asciiRanges("09AFaf")],
]);

/** `\d`, `\s`, `\w` and their negations by letter; undefined for other letters. */
export function perlClass(letter: string): ClassItem | undefined {
  const ranges = perlClasses.get(letter.toLowerCase());
  if (!ranges) return undefined;
  return { kind: "ranges", ranges: letter === letter.toLowerCase() ? ranges : complement(ranges) };
}

/** `[:alpha:]` and the others by name, `^` in front for the rest; undefined for other names. */
export function posixClass(name: string): ClassItem | undefined {
  const ranges = posixClasses.get(name.replace(/^\^/, ""));
  if (!ranges) return undefined;
  return { kind: "ranges", ranges: name.startsWith("^") ? complement(ranges) : ranges };
}

/** `\p{…}`; undefined for unknown properties. */
export function propertyClass(name: string, isNegated: boolean): ClassItem | undefined {
  const isInverted = name.startsWith("^");
  const test = findProperty(isInverted ? name.slice(1) : name);
  return test && { kind: "property", test, isNegated: isNegated !== isInverted };
}

/** All code points from the first to the last. */
export function rangeClass(low: number, high: number): ClassItem {
  return { kind: "ranges", ranges: [[low, high]] };
}

/** One character, with its other cases when they are to be ignored. */
export function singleClass(code: number, ignoresCase: boolean): CharClass {
  if (!ignoresCase) return { has: (other) => other === code, weight: 0 };
  const codes = new Set(foldOrbit(code));
  return { has: (other) => codes.has(other), weight: 0 };
}

/** A class of several items. Ranges are merged, so that neither their number nor their order costs time later. */
export function unionClass(items: readonly ClassItem[], isNegated: boolean, ignoresCase: boolean): CharClass {
  const ranges = mergeRanges(items.flatMap((item) => (item.kind === "ranges" ? item.ranges : [])));
  const tests = distinctTests(items);
  const holds = (code: number): boolean => isInRanges(ranges, code) || tests.some((test) => test(code));
  const matches = ignoresCase
    ? (code: number): boolean => (holds(code) || foldOrbit(code).some(holds)) !== isNegated
    : (code: number): boolean => holds(code) !== isNegated;
  const ascii = Uint8Array.from({ length: 128 }, (_, code) => Number(matches(code)));
  return {
    has: (code) => (code < 128 ? ascii[code] === 1 : matches(code)),
    weight: (1 + tests.length) * (ignoresCase ? 8 : 1),
  };
}

/** Each property once, whatever the pattern repeats. */
function distinctTests(items: readonly ClassItem[]): PropertyTest[] {
  const plain = new Set<PropertyTest>();
  const negated = new Set<PropertyTest>();
  for (const item of items) if (item.kind === "property") (item.isNegated ? negated : plain).add(item.test);
  return [
    ...plain,
    ...Array.from(
      negated,
      (test): PropertyTest =>
        (code) =>
          !test(code),
    ),
  ];
}

function mergeRanges(ranges: readonly Range[]): Range[] {
  const merged: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((left, right) => left[0] - right[0])) {
    const last = merged.at(-1);
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

function isInRanges(ranges: readonly Range[], code: number): boolean {
  let from = 0;
  let to = ranges.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const [low, high] = ranges[middle] ?? [0, 0];
    if (code > high) from = middle + 1;
    else if (code < low) to = middle;
    else return true;
  }
  return false;
}

/** Everything else; the ranges must be in order. */
function complement(ranges: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let from = 0;
  for (const [low, high] of ranges) {
    if (low > from) gaps.push([from, low - 1]);
    from = high + 1;
  }
  return from <= largestCode ? [...gaps, [from, largestCode]] : gaps;
}

function asciiRanges(pairs: string): Range[] {
  const ranges: Range[] = [];
  for (let i = 0; i < pairs.length; i += 2) ranges.push([pairs.charCodeAt(i), pairs.charCodeAt(i + 1)]);
  return ranges.sort((left, right) => left[0] - right[0]);
}
