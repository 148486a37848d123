import { codePointLength, slicePoints } from "../core/code-points.ts";
import { escapeText, escapeValue } from "../core/escape.ts";
import { collect, isIterable, isTrue, iterate, unpack } from "../core/iterate.ts";
import { indexOf, textOf } from "../core/numbers.ts";
import { quoteText, strText } from "../core/repr.ts";
import { defineFunction, filterArgumentError } from "../core/signature.ts";
import { TemplateError, valueError } from "../errors.ts";
import { dumpWith } from "../json/dump.ts";
import type { NativeFunction, Runtime } from "../runtime.ts";
import { striptags } from "../text/html.ts";
import { linkUrls } from "../text/urlize.ts";
import { splitSpace } from "../text/whitespace.ts";
import { Bytes, Dict, Markup, Tuple, typeNameOf, Undefined, type Value } from "../values.ts";

function escapeFilter(rt: Runtime, [value = null]: readonly Value[]): Value {
  return value instanceof Markup ? value : new Markup(escapeValue(rt, value));
}

function forceEscape(rt: Runtime, [value = null]: readonly Value[]): Value {
  return new Markup(rt.made(escapeText(strText(value, rt))));
}

function xmlattr(rt: Runtime, [value = null, autospace = true]: readonly Value[]): Value {
  if (value instanceof Undefined) throw value.error();
  if (!(value instanceof Dict)) {
    throw new TemplateError("attribute", `'${typeNameOf(value)}' object has no attribute 'items'`);
  }
  const parts: string[] = [];
  for (const [key, item] of value.pairs()) {
    if (item === null || item instanceof Undefined) continue;
    const name = textOf(key);
    if (name === undefined) throw new TemplateError("type", "expected string or bytes-like object");
    if (/[ \t\n\r\f\v/>=]/.test(name))
      throw valueError(`Invalid character in attribute name: ${quoteText(name)}`);
    parts.push(`${escapeValue(rt, key)}="${escapeValue(rt, item)}"`);
  }
  const text = rt.made((isTrue(autospace) && parts.length > 0 ? " " : "") + parts.join(" "));
  return rt.autoescape ? new Markup(text) : text;
}

/** Python's `urllib.parse.quote`, with `/` and the unreserved characters kept. */
function quoteUrl(rt: Runtime, value: Value, isQuery: boolean): string {
  const bytes = value instanceof Bytes ? value.data : encodeUtf8(strText(value, rt));
  rt.reserveText(bytes.length * 3);
  let result = "";
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9_.~-]/.test(char) || (byte === 0x2f && !isQuery)) result += char;
    else if (isQuery && byte === 0x20) result += "+";
    else result += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return result;
}

function encodeUtf8(text: string): Uint8Array {
  if (!text.isWellFormed()) {
    throw valueError("'utf-8' codec can't encode a lone surrogate: surrogates not allowed");
  }
  return new TextEncoder().encode(text);
}

function urlencode(rt: Runtime, [value = null]: readonly Value[]): Value {
  if (textOf(value) !== undefined || !isIterable(value)) return quoteUrl(rt, value, false);
  const parts: string[] = [];
  const next = iterate(value instanceof Dict ? value.pairs().map((pair) => new Tuple(pair)) : value);
  for (let pair = next(); pair !== undefined; pair = next()) {
    const [key = null, item = null] = unpack(rt, pair, 2);
    parts.push(`${quoteUrl(rt, key, true)}=${quoteUrl(rt, item, true)}`);
  }
  return rt.made(parts.join("&"));
}

function urlize(rt: Runtime, args: readonly Value[]): Value {
  const [value = null, limit = null, nofollow = false, target = null, rel = null, schemes = null] = args;
  const relations = new Set(splitSpace(rel === null ? "" : strText(rel, rt)));
  if (isTrue(nofollow)) relations.add("nofollow");
  relations.add("noopener");
  const extra = schemes === null ? [] : collect(rt, schemes).map((scheme) => strText(scheme, rt));
  for (const scheme of extra) {
    if (!/^[\p{L}\p{N}_.+-]{2,}:\/{0,2}$/u.test(scheme)) {
      throw filterArgumentError(`${quoteText(scheme)} is not a valid URI scheme prefix.`);
    }
  }
  const source = value instanceof Markup ? value.text : escapeText(strText(value, rt));
  const maximum = limit === null ? null : indexOf(limit);
  const trim = (text: string): string => {
    if (maximum === null || codePointLength(text) <= maximum) return text;
    const length = codePointLength(text);
    return `${slicePoints(text, 0, maximum < 0 ? Math.max(0, length + maximum) : maximum)}...`;
  };
  const relText = ` rel="${escapeText([...relations].sort().join(" "))}"`;
  const targetText =
    target === null || strText(target, rt) === "" ? "" : ` target="${escapeValue(rt, target)}"`;
  const linked = linkUrls(rt, source, { attributes: relText + targetText, trim, schemes: extra });
  return rt.autoescape ? new Markup(linked) : linked;
}

const HTML_UNSAFE = /[<>&']/g;
const HTML_CODES: Readonly<Record<string, string>> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "'": "\\u0027",
};

/** The tojson filter: sorted keys, ASCII, safe inside HTML. */
function tojson(rt: Runtime, [value = null, indent = null]: readonly Value[]): Value {
  const unit = indent === null ? null : indentUnit(rt, indent);
  const text = dumpWith(
    value,
    {
      ascii: true,
      sortKeys: true,
      indent: unit,
      itemSeparator: unit === null ? ", " : ",",
      keySeparator: ": ",
    },
    rt,
  );
  return new Markup(rt.made(text.replace(HTML_UNSAFE, (char) => HTML_CODES[char] ?? char)));
}

function indentUnit(rt: Runtime, indent: Value): string {
  const text = textOf(indent);
  if (text !== undefined) return text;
  const width = Math.max(0, indexOf(indent));
  rt.reserveText(width);
  return " ".repeat(width);
}

/** Filters about HTML, URLs and JSON. */
export const HTML_FILTERS: readonly (readonly [string, NativeFunction])[] = [
  ["escape", defineFunction("escape", ["s"], escapeFilter)],
  ["e", defineFunction("escape", ["s"], escapeFilter)],
  ["forceescape", defineFunction("forceescape", ["value"], forceEscape)],
  [
    "safe",
    defineFunction("safe", ["value"], (rt, [value = null]) =>
      value instanceof Markup ? value : new Markup(strText(value, rt)),
    ),
  ],
  [
    "striptags",
    defineFunction("striptags", ["value"], (rt, [value = null]) => {
      const text = strText(value, rt);
      rt.reserveText(text.length * 2);
      return striptags(text);
    }),
  ],
  ["xmlattr", defineFunction("xmlattr", ["d", ["autospace", true]], xmlattr)],
  ["urlencode", defineFunction("urlencode", ["value"], urlencode)],
  [
    "urlize",
    defineFunction(
      "urlize",
      [
        "value",
        ["trim_url_limit", null],
        ["nofollow", false],
        ["target", null],
        ["rel", null],
        ["extra_schemes", null],
      ],
      urlize,
    ),
  ],
  ["tojson", defineFunction("tojson", ["value", ["indent", null]], tojson)],
];
