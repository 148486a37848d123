import { codePointLength, hasSurrogates, pointIndex, slicePoints } from "../core/code-points.ts";
import { indexOf } from "../core/numbers.ts";
import { typeError, valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { Markup, Tuple, typeNameOf, type Value } from "../values.ts";
import { type Method, method, textArgument } from "./arguments.ts";

interface Window {
  readonly text: string;
  /** Code points before the window. */
  readonly offset: number;
  readonly valid: boolean;
}

/** The part of a text between two optional code point indexes. */
function windowOf(rt: Runtime, text: string, start: Value, stop: Value): Window {
  rt.spend(text.length >> 6);
  if (start === null && stop === null) return { text, offset: 0, valid: true };
  const length = codePointLength(text);
  const clamp = (value: Value, fallback: number): number => {
    if (value === null) return fallback;
    const index = indexOf(value);
    return index < 0 ? Math.max(0, index + length) : index;
  };
  const begin = clamp(start, 0);
  const end = Math.min(length, clamp(stop, length));
  if (begin > length || begin > end) return { text: "", offset: begin, valid: false };
  return { text: slicePoints(text, begin, end), offset: begin, valid: true };
}

const RANGE = ["sub", ["start", null], ["end", null]] as const;

type Finder = (text: string, part: string) => number;

function find(name: string, locate: Finder, missing: (rt: Runtime) => number): Method<string> {
  return method(name, RANGE, (rt, self, [part, start = null, stop = null]) => {
    const wanted = textArgument(name, part);
    const window = windowOf(rt, self, start, stop);
    const index = window.valid ? locate(window.text, wanted) : -1;
    if (index < 0) return missing(rt);
    return window.offset + (hasSurrogates(window.text) ? pointIndex(window.text, index) : index);
  });
}

function notFound(): number {
  throw valueError("substring not found");
}

const forward: Finder = (text, part) => text.indexOf(part);
const backward: Finder = (text, part) => text.lastIndexOf(part);

function affix(name: string, matches: (text: string, part: string) => boolean): Method<string> {
  return method(name, RANGE, (rt, self, [part = null, start = null, stop = null]) => {
    const window = windowOf(rt, self, start, stop);
    const choices = part instanceof Tuple ? part.items : [part];
    for (const choice of choices) {
      if (typeof choice !== "string" && !(choice instanceof Markup)) {
        throw typeError(`${name} first arg must be str or a tuple of str, not ${typeNameOf(choice)}`);
      }
      if (window.valid && matches(window.text, textArgument(name, choice))) return true;
    }
    return false;
  });
}

function countParts(text: string, part: string): number {
  if (part === "") return codePointLength(text) + 1;
  let count = 0;
  for (let index = text.indexOf(part); index >= 0; index = text.indexOf(part, index + part.length))
    count += 1;
  return count;
}

/** Methods of str that look for a part of it. */
export const SEARCH_METHODS: readonly (readonly [string, Method<string>])[] = [
  ["find", find("find", forward, () => -1)],
  ["rfind", find("rfind", backward, () => -1)],
  ["index", find("index", forward, notFound)],
  ["rindex", find("rindex", backward, notFound)],
  ["startswith", affix("startswith", (text, part) => text.startsWith(part))],
  ["endswith", affix("endswith", (text, part) => text.endsWith(part))],
  [
    "count",
    method("count", RANGE, (rt, self, [part, start = null, stop = null]) => {
      const wanted = textArgument("count", part);
      const window = windowOf(rt, self, start, stop);
      return window.valid ? countParts(window.text, wanted) : 0;
    }),
  ],
];
