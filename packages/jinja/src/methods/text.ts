import { escapeText } from "../core/escape.ts";
import { collect } from "../core/iterate.ts";
import { typeError } from "../errors.ts";
import { formatArguments, formatFields } from "../format/fields.ts";
import type { Kwargs, Runtime } from "../runtime.ts";
import { striptags, unescapeHtml } from "../text/html.ts";
import { Dict, Markup, Tuple, type Value } from "../values.ts";
import { type Method, method } from "./arguments.ts";
import { CHANGE_METHODS } from "./text-change.ts";
import { SEARCH_METHODS } from "./text-search.ts";
import { SPLIT_METHODS } from "./text-split.ts";

function formatMap(args: readonly Value[], kwargs: Kwargs | null): (name: string) => Value | undefined {
  if (kwargs !== null && kwargs.size > 0) throw typeError("format_map() takes no keyword arguments");
  const [map] = args;
  if (map === undefined || args.length !== 1) {
    throw typeError(`format_map() takes exactly one argument (${args.length} given)`);
  }
  return (name) => {
    if (!(map instanceof Dict)) throw typeError("format_map() argument must be a mapping");
    return map.getText(name);
  };
}

/** Methods of str. */
export const TEXT_METHODS: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
  ...SEARCH_METHODS,
  ...SPLIT_METHODS,
  ...CHANGE_METHODS,
  ["format", (rt, self, args, kwargs) => formatFields(rt, self, formatArguments(args, kwargs), false)],
  [
    "format_map",
    (rt, self, args, kwargs) => formatFields(rt, self, { args: [], named: formatMap(args, kwargs) }, false),
  ],
]);

/** Methods whose text result stays marked. */
const KEEPS_MARK = new Set([
  ..."capitalize casefold center expandtabs join ljust lower lstrip partition removeprefix removesuffix replace".split(
    " ",
  ),
  ..."rjust rpartition rsplit rstrip split splitlines strip swapcase title translate upper zfill".split(" "),
]);

/** Escapes the arguments that become part of the text. */
function escapeArguments(rt: Runtime, name: string, args: Value[]): Value[] {
  if (name === "join") return args.map((arg) => collect(rt, arg).map(escaped));
  const position = name === "replace" || name === "center" || name === "ljust" || name === "rjust" ? 1 : -1;
  return args.map((arg, index) => (index === position ? escaped(arg) : arg));
}

function escaped(value: Value): Value {
  return typeof value === "string" ? escapeText(value) : value;
}

function marked(value: Value): Value {
  if (typeof value === "string") return new Markup(value);
  if (Array.isArray(value)) return value.map(marked);
  return value instanceof Tuple ? new Tuple(value.items.map(marked)) : value;
}

function markupMethod(name: string, plain: Method<string>): Method<Markup> {
  return (rt, self, args, kwargs) => {
    const result = plain(rt, self.text, escapeArguments(rt, name, args), kwargs);
    return KEEPS_MARK.has(name) ? marked(result) : result;
  };
}

/** Methods of Markup: those of str, keeping the mark, and its own. */
export const MARKUP_METHODS: ReadonlyMap<string, Method<Markup>> = new Map<string, Method<Markup>>([
  ...Array.from(TEXT_METHODS, ([name, plain]) => [name, markupMethod(name, plain)] as const),
  [
    "format",
    (rt, self, args, kwargs) => new Markup(formatFields(rt, self.text, formatArguments(args, kwargs), true)),
  ],
  [
    "format_map",
    (rt, self, args, kwargs) =>
      new Markup(formatFields(rt, self.text, { args: [], named: formatMap(args, kwargs) }, true)),
  ],
  ["striptags", method("striptags", [], (rt, self: Markup) => rt.made(striptags(self.text)))],
  ["unescape", method("unescape", [], (rt, self: Markup) => rt.made(unescapeHtml(self.text)))],
]);
