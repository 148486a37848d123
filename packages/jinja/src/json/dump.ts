import { compareText } from "../core/code-points.ts";
import { floatText } from "../core/float-text.ts";
import { intText } from "../core/numbers.ts";
import { limitError, typeError, valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { Dict, Float, Markup, Tuple, typeNameOf, type Value } from "../values.ts";

export type JsonStyle = "python-ascii" | "python" | "pretty-sorted" | "compact";

export interface DumpOptions {
  readonly ascii: boolean;
  readonly sortKeys: boolean;
  /** Text of one level of indentation, or null for one line. */
  readonly indent: string | null;
  readonly itemSeparator: string;
  readonly keySeparator: string;
}

const STYLES: Readonly<Record<JsonStyle, DumpOptions>> = {
  "python-ascii": { ascii: true, sortKeys: false, indent: null, itemSeparator: ", ", keySeparator: ": " },
  python: { ascii: false, sortKeys: false, indent: null, itemSeparator: ", ", keySeparator: ": " },
  "pretty-sorted": { ascii: false, sortKeys: true, indent: "    ", itemSeparator: ",", keySeparator: ": " },
  compact: { ascii: false, sortKeys: false, indent: null, itemSeparator: ",", keySeparator: ":" },
};

/**
 * JSON text of a value. `python-ascii` is Python's `json.dumps(x)`, `python` the same with `ensure_ascii=False`,
 * `pretty-sorted` the form of `tojson_pretty`, `compact` has no blanks. Throws TemplateError of kind type for what is
 * not JSON, value for a container that holds itself.
 */
export function dumpJson(value: Value, options: { readonly style: JsonStyle }): string {
  return dumpWith(value, STYLES[options.style], null);
}

/** The same with all choices open, and the budgets of a render. */
export function dumpWith(value: Value, options: DumpOptions, rt: Runtime | null): string {
  return new Dumper(options, rt).dump(value);
}

const MAX_DEPTH = 250;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes exactly these
const ESCAPED = /["\\\x00-\x1f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes exactly these
const NEEDS_ESCAPE = /["\\\x00-\x1f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ensure_ascii escapes all but the printable ASCII characters
const NEEDS_ESCAPE_ASCII = /["\\\x00-\x1f\x7f-\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ensure_ascii escapes all but the printable ASCII characters
const ESCAPED_ASCII = /["\\\x00-\x1f\x7f-\uffff]/g;

class Dumper {
  private readonly options: DumpOptions;
  private readonly rt: Runtime | null;
  private readonly open: Value[] = [];
  /** Texts of containers, for those that stand in several places. Null where a text depends on its place or has a budget. */
  private readonly known: Map<Value, string> | null;
  private length = 0;

  constructor(options: DumpOptions, rt: Runtime | null) {
    this.options = options;
    this.rt = rt;
    this.known = rt === null && options.indent === null ? new Map() : null;
  }

  dump(value: Value): string {
    const text = this.dumpValue(value);
    this.rt?.reserveText(text.length);
    return text;
  }

  private dumpValue(value: Value): string {
    this.rt?.spend(1);
    switch (typeof value) {
      case "string":
        return this.count(quoteJson(value, this.options.ascii));
      case "number":
        return this.count(String(value));
      case "boolean":
        return value ? "true" : "false";
      case "bigint":
        return this.count(intText(value));
      default:
        return value === null ? "null" : this.dumpObject(value);
    }
  }

  private dumpObject(value: Exclude<Value, string | number | boolean | bigint | null>): string {
    if (Array.isArray(value)) return this.nested(value, value);
    if (value instanceof Dict) return this.nested(value, value);
    if (value instanceof Float) return this.count(jsonFloat(value.value));
    if (value instanceof Markup) return this.count(quoteJson(value.text, this.options.ascii));
    if (value instanceof Tuple) return this.nested(value, value.items);
    throw typeError(`Object of type ${shortTypeName(value)} is not JSON serializable`);
  }

  private nested(value: Value, content: Dict | readonly Value[]): string {
    const known = this.known?.get(value);
    if (known !== undefined) return known;
    if (this.open.includes(value)) throw valueError("Circular reference detected");
    if (this.open.length >= MAX_DEPTH) throw limitError("a value is nested too deeply for JSON");
    this.open.push(value);
    const text = content instanceof Dict ? this.dumpDict(content) : this.dumpItems(content);
    this.open.pop();
    this.known?.set(value, text);
    return text;
  }

  private dumpItems(items: readonly Value[]): string {
    if (items.length === 0) return "[]";
    return this.join(
      "[",
      items.map((item) => this.dumpValue(item)),
      "]",
    );
  }

  private dumpDict(dict: Dict): string {
    if (dict.size === 0) return "{}";
    const parts: string[] = [];
    const pairs = this.options.sortKeys ? sortedPairs(dict.pairs()) : dict.eachPair();
    for (const [key, value] of pairs) parts.push(this.dumpMember(key, value));
    return this.join("{", parts, "}");
  }

  private dumpMember(key: Value, value: Value): string {
    const name = this.count(quoteJson(keyText(key), this.options.ascii));
    return name + this.options.keySeparator + this.dumpValue(value);
  }

  private join(open: string, parts: readonly string[], close: string): string {
    const { indent, itemSeparator } = this.options;
    if (indent === null) {
      let text = open + parts[0];
      for (let place = 1; place < parts.length; place += 1) text += itemSeparator + parts[place];
      return text + close;
    }
    const outer = `\n${indent.repeat(this.open.length - 1)}`;
    this.length += parts.length * (outer.length + indent.length);
    this.count("");
    return open + outer + indent + parts.join(itemSeparator + outer + indent) + outer + close;
  }

  private count(text: string): string {
    this.length += text.length + 2;
    if (this.rt !== null && this.length > this.rt.limits.textLength) {
      throw limitError(`a text is longer than ${this.rt.limits.textLength} characters`);
    }
    return text;
  }
}

function shortTypeName(value: Value): string {
  return typeNameOf(value).split(".").at(-1) ?? "";
}

function jsonFloat(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

function keyText(key: Value): string {
  if (typeof key === "string") return key;
  if (key instanceof Markup) return key.text;
  if (typeof key === "boolean") return key ? "true" : "false";
  if (key === null) return "null";
  if (typeof key === "number" || typeof key === "bigint") return intText(key);
  if (key instanceof Float) return jsonFloat(key.value);
  throw typeError(`keys must be str, int, float, bool or None, not ${shortTypeName(key)}`);
}

/** Python sorts the keys themselves before it turns them into text, so mixed kinds fail. */
function sortedPairs(pairs: [Value, Value][]): [Value, Value][] {
  const texts = pairs.every(([key]) => typeof key === "string" || key instanceof Markup);
  if (texts) return pairs.sort(([a], [b]) => compareText(keyText(a), keyText(b)));
  const numbers = pairs.map(([key]) => [numberKey(key), key] as const);
  if (pairs.length > 1 && numbers.some(([number]) => number === undefined)) {
    const kinds = [...new Set(pairs.map(([key]) => typeNameOf(key)))];
    throw typeError(`'<' not supported between instances of '${kinds.at(-1)}' and '${kinds[0]}'`);
  }
  return pairs.sort(([a], [b]) => {
    const x = numberKey(a) ?? 0;
    const y = numberKey(b) ?? 0;
    return x < y ? -1 : x > y ? 1 : 0;
  });
}

function numberKey(key: Value): number | bigint | undefined {
  if (typeof key === "number" || typeof key === "bigint") return key;
  if (typeof key === "boolean") return Number(key);
  return key instanceof Float ? key.value : undefined;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\f": "\\f",
  "\b": "\\b",
};

function quoteJson(text: string, ascii: boolean): string {
  if (!(ascii ? NEEDS_ESCAPE_ASCII : NEEDS_ESCAPE).test(text)) return `"${text}"`;
  return `"${text.replace(ascii ? ESCAPED_ASCII : ESCAPED, escapeUnit)}"`;
}

function escapeUnit(unit: string): string {
  return SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
