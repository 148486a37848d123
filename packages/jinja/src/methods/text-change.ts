import { codePointLength } from "../core/code-points.ts";
import { indexOf, integerOf } from "../core/numbers.ts";
import { TemplateError, typeError } from "../errors.ts";
import { asciiRepr } from "../format/ascii.ts";
import type { Runtime } from "../runtime.ts";
import { capitalizeText, casefoldText, swapCaseText, titleText } from "../text/case.ts";
import { hasClass, isLower, isPrintable, isTitle, isUpper } from "../text/classes.ts";
import { isSpace } from "../text/whitespace.ts";
import { Bytes, Dict, typeNameOf, type Value } from "../values.ts";
import { keywordMethod, type Method, method, textArgument } from "./arguments.ts";

/** Python's str.replace: plain text, at most `count` times (negative: all). */
export function replaceText(
  rt: Runtime,
  text: string,
  [from, to]: readonly [string, string],
  count: number,
): string {
  const matches = countMatches(text, from);
  const done = count < 0 ? matches : Math.min(count, matches);
  rt.spend(text.length >> 5);
  rt.reserveText(text.length + done * Math.max(0, to.length - from.length));
  if (done === 0) return text;
  if (from === "") return insertBetween(text, to, done);
  if (done === matches) return text.replaceAll(from, () => to);
  const parts = text.split(from);
  return parts.slice(0, done + 1).join(to) + from + parts.slice(done + 1).join(from);
}

function countMatches(text: string, part: string): number {
  if (part === "") return codePointLength(text) + 1;
  let count = 0;
  for (let index = text.indexOf(part); index >= 0; index = text.indexOf(part, index + part.length))
    count += 1;
  return count;
}

function insertBetween(text: string, inserted: string, count: number): string {
  const points = [...text];
  let result = "";
  for (const [index, char] of points.entries()) result += (index < count ? inserted : "") + char;
  return count > points.length ? result + inserted : result;
}

/** Fills a text up to `width` code points on the sides given. */
export function justify(
  rt: Runtime,
  text: string,
  width: Value,
  options: { fill: Value; side: "left" | "right" | "both" },
): string {
  const fill = textArgument("justify", options.fill);
  if (codePointLength(fill) !== 1) throw typeError("The fill character must be exactly one character long");
  const total = indexOf(width);
  const missing = total - codePointLength(text);
  if (missing <= 0) return text;
  rt.reserveText(total + text.length);
  if (options.side === "left") return text + fill.repeat(missing);
  if (options.side === "right") return fill.repeat(missing) + text;
  // CPython gives the odd blank to the left only when the width is odd.
  const left = (missing >> 1) + (missing & total & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

function zfill(rt: Runtime, self: string, width: Value): string {
  const missing = indexOf(width) - codePointLength(self);
  if (missing <= 0) return self;
  rt.reserveText(missing + self.length);
  const sign = /^[+-]/.exec(self)?.[0] ?? "";
  return sign + "0".repeat(missing) + self.slice(sign.length);
}

function expandTabs(rt: Runtime, self: string, size: Value): string {
  const width = Math.max(0, indexOf(size));
  let result = "";
  let column = 0;
  for (const char of self) {
    if (char === "\t") {
      const blanks = width === 0 ? 0 : width - (column % width);
      rt.reserveText(blanks);
      result += " ".repeat(blanks);
      column += blanks;
    } else {
      result += char;
      column = char === "\n" || char === "\r" ? 0 : column + 1;
    }
  }
  return result;
}

/** Highest code point of the encodings that are not UTF-8. */
const SINGLE_BYTE: Readonly<Record<string, number>> = {
  ascii: 0x7f,
  usascii: 0x7f,
  latin1: 0xff,
  iso88591: 0xff,
};

function encode(rt: Runtime, self: string, [encoding = "utf-8", errors = "strict"]: readonly Value[]): Value {
  const label = textArgument("encode", encoding);
  const name = label.toLowerCase().replaceAll(/[-_ ]/g, "");
  rt.reserveText(self.length * 4);
  const highest = SINGLE_BYTE[name];
  if (highest === undefined && name !== "utf8") {
    throw new TemplateError("runtime", `unknown encoding: ${label}`);
  }
  if (highest === undefined && self.isWellFormed()) return new Bytes(new TextEncoder().encode(self));
  const handler = textArgument("encode", errors);
  const bytes: number[] = [];
  for (const char of self) {
    const code = char.codePointAt(0) ?? 0;
    if (highest !== undefined && code <= highest) bytes.push(code);
    else bytes.push(...encodeOther(char, { label, handler, isUtf8: highest === undefined }));
  }
  return new Bytes(Uint8Array.from(bytes));
}

/** The bytes of a character that its encoding may lack. */
function encodeOther(
  char: string,
  how: { label: string; handler: string; isUtf8: boolean },
): Iterable<number> {
  if (how.isUtf8 && char.isWellFormed()) return new TextEncoder().encode(char);
  const code = char.codePointAt(0) ?? 0;
  switch (how.handler) {
    case "ignore":
      return [];
    case "replace":
      return [63];
    case "xmlcharrefreplace":
      return new TextEncoder().encode(`&#${code};`);
    case "backslashreplace":
      return new TextEncoder().encode(asciiRepr(char));
    default:
      throw new TemplateError("value", `'${how.label}' codec can't encode character '${asciiRepr(char)}'`);
  }
}

/** `str.maketrans` results are dicts from code points to text, code point or None. */
function translate(rt: Runtime, self: string, table: Value): string {
  if (!(table instanceof Dict)) throw typeError(`'${typeNameOf(table)}' object is not subscriptable`);
  let result = "";
  for (const char of self) {
    const mapped = table.get(char.codePointAt(0) ?? 0);
    if (mapped === undefined) result += char;
    else if (typeof mapped === "number")
      result += String.fromCodePoint(Math.min(Math.max(mapped, 0), 0x10ffff));
    else if (mapped !== null) result += textArgument("translate", mapped);
    rt.reserveText(result.length >> 6);
  }
  return rt.made(result);
}

function maketrans(
  _rt: Runtime,
  _self: string,
  [from = null, to = null, gone = null]: readonly Value[],
): Value {
  const table = new Dict();
  if (to === null) {
    if (!(from instanceof Dict))
      throw typeError("if you give only one argument to maketrans it must be a dict");
    for (const [key, value] of from.pairs()) {
      table.set(
        integerOf(key) === undefined ? (textArgument("maketrans", key).codePointAt(0) ?? 0) : key,
        value,
      );
    }
    return table;
  }
  const targets = [...textArgument("maketrans", to)];
  for (const [index, char] of [...textArgument("maketrans", from)].entries()) {
    table.set(char.codePointAt(0) ?? 0, targets[index]?.codePointAt(0) ?? null);
  }
  if (gone !== null)
    for (const char of textArgument("maketrans", gone)) table.set(char.codePointAt(0) ?? 0, null);
  return table;
}

/** `cost`: steps per character, for changes that look at each. */
function plain(name: string, change: (text: string) => string, cost = 0): readonly [string, Method<string>] {
  return [
    name,
    method(name, [], (rt, self) => {
      rt.spend(self.length * cost);
      return rt.made(change(self));
    }),
  ];
}

function ask(name: string, test: (text: string) => boolean): readonly [string, Method<string>] {
  return [
    name,
    method(name, [], (rt, self) => {
      rt.spend(self.length >> 4);
      return test(self);
    }),
  ];
}

function allSpace(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (!isSpace(text.charCodeAt(index))) return false;
  return text !== "";
}

const JUSTIFY = ["width", ["fillchar", " "]] as const;

function justifier(name: string, side: "left" | "right" | "both"): readonly [string, Method<string>] {
  return [
    name,
    method(name, JUSTIFY, (rt, self, [width = null, fill = " "]) => justify(rt, self, width, { fill, side })),
  ];
}

/** Methods of str that give a changed text or ask about its characters. */
export const CHANGE_METHODS: readonly (readonly [string, Method<string>])[] = [
  plain("upper", (text) => text.toUpperCase()),
  plain("lower", (text) => text.toLowerCase()),
  plain("title", titleText, 1),
  plain("capitalize", capitalizeText),
  plain("swapcase", swapCaseText, 1),
  plain("casefold", casefoldText, 1),
  ask("islower", isLower),
  ask("isupper", isUpper),
  ask("istitle", isTitle),
  ask("isspace", allSpace),
  ask("isprintable", isPrintable),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "ASCII"
  ask("isascii", (text) => /^[\x00-\x7f]*$/.test(text)),
  ...["isalpha", "isdecimal", "isdigit", "isnumeric", "isalnum", "isidentifier"].map((name) =>
    ask(name, (text) => hasClass(text, name)),
  ),
  justifier("center", "both"),
  justifier("ljust", "left"),
  justifier("rjust", "right"),
  ["zfill", method("zfill", ["width"], (rt, self, [width = null]) => zfill(rt, self, width))],
  [
    "expandtabs",
    keywordMethod("expandtabs", [["tabsize", 8]], (rt, self, [size = 8]) => expandTabs(rt, self, size)),
  ],
  [
    "replace",
    method("replace", ["old", "new", ["count", -1]], (rt, self, [from, to, count = -1]) =>
      replaceText(rt, self, [textArgument("replace", from), textArgument("replace", to)], indexOf(count)),
    ),
  ],
  [
    "removeprefix",
    method("removeprefix", ["prefix"], (_rt, self, [prefix]) => {
      const part = textArgument("removeprefix", prefix);
      return self.startsWith(part) ? self.slice(part.length) : self;
    }),
  ],
  [
    "removesuffix",
    method("removesuffix", ["suffix"], (_rt, self, [suffix]) => {
      const part = textArgument("removesuffix", suffix);
      return part !== "" && self.endsWith(part) ? self.slice(0, -part.length) : self;
    }),
  ],
  [
    "encode",
    keywordMethod(
      "encode",
      [
        ["encoding", "utf-8"],
        ["errors", "strict"],
      ],
      encode,
    ),
  ],
  ["translate", method("translate", ["table"], (rt, self, [table = null]) => translate(rt, self, table))],
  ["maketrans", method("maketrans", ["x", ["y", null], ["z", null]], maketrans)],
];
