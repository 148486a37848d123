import { binary } from "../core/arithmetic.ts";
import { codePointLength, slicePoints } from "../core/code-points.ts";
import { escapeValue } from "../core/escape.ts";
import { isTrue, lengthOf } from "../core/iterate.ts";
import { indexOf, textOf } from "../core/numbers.ts";
import { prettyText } from "../core/pretty.ts";
import { strText } from "../core/repr.ts";
import { defineFunction, filterArgumentError } from "../core/signature.ts";
import { TemplateError, typeError } from "../errors.ts";
import { justify, replaceText } from "../methods/text-change.ts";
import { joinTexts, strip } from "../methods/text-split.ts";
import type { NativeFunction, Runtime } from "../runtime.ts";
import { capitalizeText } from "../text/case.ts";
import { splitLines } from "../text/lines.ts";
import { wrapLine } from "../text/wrap.ts";
import { Dict, Float, Markup, Tuple, typeNameOf, Undefined, type Value } from "../values.ts";

/** MarkupSafe's soft_str: marked text stays marked, everything else becomes text. */
function soft(rt: Runtime, value: Value | undefined): { text: string; mark: (text: string) => Value } {
  if (typeof value === "string") return { text: value, mark: same };
  if (value instanceof Markup) return { text: value.text, mark: marked };
  return { text: strText(value ?? null, rt), mark: same };
}

function same(text: string): Value {
  return text;
}

function marked(text: string): Value {
  return new Markup(text);
}

/** A filter that changes text; it costs one step per `2 ** costShift` characters. */
function change(
  name: string,
  run: (text: string) => string,
  costShift = 4,
): readonly [string, NativeFunction] {
  return [
    name,
    defineFunction(name, ["s"], (rt, [value]) => {
      const { text, mark } = soft(rt, value);
      rt.spend(text.length >> costShift);
      return mark(rt.made(run(text)));
    }),
  ];
}

/** The title filter: unlike str.title, only blanks, brackets and hyphens begin a word. */
function titleWords(text: string): string {
  return text.replace(/[^-\s({[<]+/g, (word) => {
    const [first = ""] = word;
    return first.toUpperCase() + word.slice(first.length).toLowerCase();
  });
}

function replace(rt: Runtime, [value = null, from = null, to = null, count = null]: readonly Value[]): Value {
  const limit = count === null ? -1 : indexOf(count);
  if (!rt.autoescape) {
    return replaceText(rt, strText(value, rt), [strText(from, rt), strText(to, rt)], limit);
  }
  const escapes = from instanceof Markup || (to instanceof Markup && !(value instanceof Markup));
  const text = escapes ? new Markup(escapeValue(rt, value)) : value;
  if (!(text instanceof Markup))
    return replaceText(rt, strText(text, rt), [strText(from, rt), strText(to, rt)], limit);
  return new Markup(replaceText(rt, text.text, [strText(from, rt), escapeValue(rt, to)], limit));
}

function truncate(rt: Runtime, args: readonly Value[]): Value {
  const [value = null, length = 255, killWords = false, endValue = "...", leeway = null] = args;
  const end = strText(endValue, rt);
  const endLength = codePointLength(end);
  const limit = numberArgument(length);
  const slack = leeway === null ? 5 : numberArgument(leeway);
  if (limit < endLength) {
    throw new TemplateError("assertion", `expected length >= ${endLength}, got ${strText(length)}`);
  }
  if (slack < 0) throw new TemplateError("assertion", `expected leeway >= 0, got ${strText(leeway)}`);
  const size = lengthOf(rt, value);
  if (size === undefined) throw typeError(`object of type '${typeNameOf(value)}' has no len()`);
  if (size <= limit + slack) return value;
  const text = textOf(value);
  if (text === undefined) {
    if (isTrue(killWords)) throw typeError(`cannot cut a value of type '${typeNameOf(value)}'`);
    throw new TemplateError("attribute", `'${typeNameOf(value)}' object has no attribute 'rsplit'`);
  }
  const head = slicePoints(text, 0, indexOf(length) - endLength);
  const blank = head.lastIndexOf(" ");
  const cut = isTrue(killWords) || blank < 0 ? head : head.slice(0, blank);
  return binary(rt, "+", value instanceof Markup ? new Markup(cut) : cut, endValue);
}

/** A number to compare with; what is none fails as an index. */
function numberArgument(value: Value): number {
  return value instanceof Float ? value.value : indexOf(value);
}

function indent(
  rt: Runtime,
  [value = null, width = 4, first = false, blank = false]: readonly Value[],
): Value {
  const unit = textOf(width) ?? blanks(rt, width);
  if (Array.isArray(value))
    throw new TemplateError("attribute", "'list' object has no attribute 'splitlines'");
  const body = textOf(binary(rt, "+", value, "\n")) ?? "";
  const lines = splitLines(body);
  rt.reserveText(body.length + lines.length * unit.length);
  const [head = "", ...rest] = lines;
  const indented = isTrue(blank)
    ? lines.join(`\n${unit}`)
    : [head, ...rest.map((line) => (line === "" ? line : unit + line))].join("\n");
  const text = isTrue(first) ? unit + indented : indented;
  return value instanceof Markup ? new Markup(text) : text;
}

function blanks(rt: Runtime, width: Value): string {
  const text = binary(rt, "*", " ", width);
  return typeof text === "string" ? text : "";
}

function wordwrap(rt: Runtime, args: readonly Value[]): Value {
  const [value = null, width = 79, breakLong = true, separator = null, breakHyphens = true] = args;
  const mark = separator === null ? "\n" : strText(separator, rt);
  const text = textOf(value);
  if (text === undefined) {
    if (value instanceof Undefined) throw value.error();
    throw new TemplateError("attribute", `'${typeNameOf(value)}' object has no attribute 'splitlines'`);
  }
  rt.spend(text.length >> 1);
  const options = {
    width: indexOf(width),
    breakLong: isTrue(breakLong),
    breakHyphens: isTrue(breakHyphens),
  };
  const lines = splitLines(text).map((line) => wrapLine(rt, line, options).join(mark));
  return rt.made(lines.join(mark));
}

function wordCount(rt: Runtime, [value]: readonly Value[]): Value {
  const { text } = soft(rt, value);
  rt.spend(text.length >> 3);
  return text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0;
}

function format(rt: Runtime, args: Value[], kwargs: ReadonlyMap<string, Value> | null): Value {
  const [value = null, ...rest] = args;
  if (rest.length > 0 && kwargs !== null && kwargs.size > 0) {
    throw filterArgumentError("can't handle positional and keyword arguments at the same time");
  }
  const named = new Dict();
  for (const [key, item] of kwargs ?? []) named.set(key, item);
  const template = value instanceof Markup ? value : strText(value, rt);
  return binary(rt, "%", template, named.size > 0 ? named : new Tuple(rest));
}

/** The text half of the join filter; `items` are already mapped by its attribute. */
export function joinValues(rt: Runtime, items: readonly Value[], separator: Value): Value {
  const anyMarked =
    rt.autoescape && (separator instanceof Markup || items.some((item) => item instanceof Markup));
  if (!anyMarked)
    return joinTexts(
      rt,
      strText(separator, rt),
      items.map((item) => strText(item, rt)),
    );
  const parts = items.map((item) => escapeValue(rt, item));
  return new Markup(joinTexts(rt, escapeValue(rt, separator), parts));
}

/** Filters on text. */
export const TEXT_FILTERS: readonly (readonly [string, NativeFunction])[] = [
  change("upper", (text) => text.toUpperCase()),
  change("lower", (text) => text.toLowerCase()),
  change("capitalize", capitalizeText),
  change("title", titleWords, 2),
  [
    "trim",
    defineFunction("trim", ["value", ["chars", null]], (rt, [value, characters = null]) => {
      const { text, mark } = soft(rt, value);
      return mark(strip(rt, text, characters, "both"));
    }),
  ],
  [
    "center",
    defineFunction("center", ["value", ["width", 80]], (rt, [value, width = 80]) => {
      const { text, mark } = soft(rt, value);
      return mark(justify(rt, text, width, { fill: " ", side: "both" }));
    }),
  ],
  ["replace", defineFunction("replace", ["s", "old", "new", ["count", null]], replace)],
  [
    "truncate",
    defineFunction(
      "truncate",
      ["s", ["length", 255], ["killwords", false], ["end", "..."], ["leeway", null]],
      truncate,
    ),
  ],
  ["indent", defineFunction("indent", ["s", ["width", 4], ["first", false], ["blank", false]], indent)],
  [
    "wordwrap",
    defineFunction(
      "wordwrap",
      ["s", ["width", 79], ["break_long_words", true], ["wrapstring", null], ["break_on_hyphens", true]],
      wordwrap,
    ),
  ],
  ["wordcount", defineFunction("wordcount", ["s"], wordCount)],
  ["format", format],
  [
    "string",
    defineFunction("string", ["value"], (rt, [value = null]) =>
      value instanceof Markup ? value : strText(value, rt),
    ),
  ],
  ["pprint", defineFunction("pprint", ["value"], (rt, [value = null]) => prettyText(rt, value))],
];
