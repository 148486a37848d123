import { unitIndex } from "../core/code-points.ts";
import { collect, isTrue } from "../core/iterate.ts";
import { indexOf } from "../core/numbers.ts";
import { typeError, valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { splitLines } from "../text/lines.ts";
import { isSpace, rstripText, skipSpace, splitSpace, stripText } from "../text/whitespace.ts";
import { Markup, Tuple, typeNameOf, type Value } from "../values.ts";
import { keywordMethod, type Method, method, textArgument } from "./arguments.ts";

/** Text methods cut and join; long lists and texts cost steps. */
function pay<T extends Value[]>(rt: Runtime, text: string, parts: T): T {
  rt.reserveItems(parts.length);
  rt.reserveText(text.length);
  return parts;
}

function split(rt: Runtime, self: string, [separator = null, maximum = -1]: readonly Value[]): Value {
  const limit = indexOf(maximum);
  rt.spend(self.length >> 4);
  if (separator === null) return pay(rt, self, splitSpace(self, limit));
  const mark = textArgument("split", separator);
  if (mark === "") throw valueError("empty separator");
  const parts = self.split(mark);
  if (limit < 0 || parts.length <= limit + 1) return pay(rt, self, parts);
  return pay(rt, self, [...parts.slice(0, limit), parts.slice(limit).join(mark)]);
}

function rsplit(rt: Runtime, self: string, [separator = null, maximum = -1]: readonly Value[]): Value {
  const limit = indexOf(maximum);
  rt.spend(self.length >> 4);
  if (separator === null) return pay(rt, self, rsplitSpace(self, limit));
  const mark = textArgument("rsplit", separator);
  if (mark === "") throw valueError("empty separator");
  const parts: string[] = [];
  let end = self.length;
  while (limit < 0 || parts.length < limit) {
    const index = end < mark.length ? -1 : self.lastIndexOf(mark, end - mark.length);
    if (index < 0) break;
    parts.push(self.slice(index + mark.length, end));
    end = index;
  }
  parts.push(self.slice(0, end));
  return pay(rt, self, parts.reverse());
}

function rsplitSpace(text: string, limit: number): string[] {
  if (limit < 0) return splitSpace(text);
  const parts: string[] = [];
  let rest = rstripText(text);
  while (rest !== "" && parts.length < limit) {
    let start = rest.length;
    while (start > 0 && !isSpace(rest.charCodeAt(start - 1))) start -= 1;
    parts.push(rest.slice(start));
    rest = rstripText(rest.slice(0, start));
  }
  const first = rest.slice(skipSpace(rest, 0));
  if (first !== "") parts.push(first);
  return parts.reverse();
}

function partition(rt: Runtime, self: string, separator: Value | undefined, last: boolean): Value {
  const mark = textArgument("partition", separator);
  if (mark === "") throw valueError("empty separator");
  rt.spend(self.length >> 6);
  const index = last ? self.lastIndexOf(mark) : self.indexOf(mark);
  if (index < 0) return new Tuple(last ? ["", "", self] : [self, "", ""]);
  return new Tuple([self.slice(0, index), mark, self.slice(index + mark.length)]);
}

/** `separator.join(items)`: only texts are allowed. */
export function joinTexts(rt: Runtime, separator: string, value: Value | undefined): string {
  const items = collect(rt, value ?? null);
  let length = 0;
  const texts = items.map((item, index) => {
    if (typeof item !== "string" && !(item instanceof Markup)) {
      throw typeError(`sequence item ${index}: expected str instance, ${typeNameOf(item)} found`);
    }
    const text = typeof item === "string" ? item : item.text;
    length += text.length + separator.length;
    return text;
  });
  rt.reserveText(length);
  return texts.join(separator);
}

/** `strip`, `lstrip`, `rstrip`: blanks, or a set of characters. */
export function strip(
  rt: Runtime,
  text: string,
  characters: Value,
  sides: "both" | "left" | "right",
): string {
  rt.spend(text.length >> 6);
  if (characters === null) {
    if (sides === "both") return stripText(text);
    return sides === "left" ? text.slice(skipSpace(text, 0)) : rstripText(text);
  }
  const set = new Set(textArgument("strip", characters));
  const points = [...text];
  let start = 0;
  let end = points.length;
  if (sides !== "right") while (start < end && set.has(points[start] ?? "")) start += 1;
  if (sides !== "left") while (end > start && set.has(points[end - 1] ?? "")) end -= 1;
  return text.slice(unitIndex(text, start), unitIndex(text, end));
}

const SPLIT = [
  ["sep", null],
  ["maxsplit", -1],
] as const;

/** Methods of str that take it apart or put texts together. */
export const SPLIT_METHODS: readonly (readonly [string, Method<string>])[] = [
  ["split", keywordMethod("split", SPLIT, split)],
  ["rsplit", keywordMethod("rsplit", SPLIT, rsplit)],
  [
    "splitlines",
    keywordMethod("splitlines", [["keepends", false]], (rt, self, [keep = false]) =>
      pay(rt, self, splitLines(self, isTrue(keep))),
    ),
  ],
  ["partition", method("partition", ["sep"], (rt, self, [mark]) => partition(rt, self, mark, false))],
  ["rpartition", method("rpartition", ["sep"], (rt, self, [mark]) => partition(rt, self, mark, true))],
  ["join", method("join", ["iterable"], (rt, self, [items]) => joinTexts(rt, self, items))],
  ["strip", method("strip", [["chars", null]], (rt, self, [chars = null]) => strip(rt, self, chars, "both"))],
  [
    "lstrip",
    method("lstrip", [["chars", null]], (rt, self, [chars = null]) => strip(rt, self, chars, "left")),
  ],
  [
    "rstrip",
    method("rstrip", [["chars", null]], (rt, self, [chars = null]) => strip(rt, self, chars, "right")),
  ],
];
