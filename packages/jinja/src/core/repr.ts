import { limitError } from "../errors.ts";
import { Behaving, Callable, type Runtime } from "../runtime.ts";
import {
  Bytes,
  Dict,
  DictView,
  Float,
  HashedByText,
  Markup,
  Namespace,
  Range,
  Tuple,
  Undefined,
  type Value,
} from "../values.ts";
import { floatText } from "./float-text.ts";
import { intText } from "./numbers.ts";

/** Values that print themselves: dates, loops, macros. */
export interface Printing {
  reprText(): string;
  strText(): string;
}

/** Python's `str(value)`. */
export function strText(value: Value, rt: Runtime | null = null): string {
  if (typeof value === "string") return value;
  if (value instanceof Markup) return value.text;
  if (value instanceof Undefined) return "";
  if (isPrinting(value)) return value.strText();
  return reprText(value, rt);
}

function isPrinting(value: Value): value is Value & Printing {
  // A host may hand in dicts that print differently, as OnCall does in webhook templates.
  const mayPrint = value instanceof HashedByText || value instanceof Behaving || value instanceof Dict;
  return mayPrint && "strText" in value;
}

/** Python's `repr(value)`. Containers that hold themselves print `[...]`. */
export function reprText(value: Value, rt: Runtime | null = null): string {
  switch (typeof value) {
    case "string":
      return quoteText(value);
    case "number":
      return String(value);
    case "bigint":
      return intText(value);
    case "boolean":
      return value ? "True" : "False";
    default:
      return value === null ? "None" : new Printer(rt).print(value);
  }
}

const MAX_DEPTH = 200;

class Printer {
  private readonly rt: Runtime | null;
  private readonly open: Value[] = [];
  private length = 0;

  constructor(rt: Runtime | null) {
    this.rt = rt;
  }

  print(value: Value): string {
    const text = this.printValue(value);
    if (this.open.length === 0) this.rt?.reserveText(text.length);
    return text;
  }

  private printValue(value: Value): string {
    this.rt?.spend(1);
    if (typeof value !== "object" || value === null) return this.count(reprText(value));
    if (Array.isArray(value)) return this.nested(value, "[...]", () => `[${this.list(value)}]`);
    if (value instanceof Tuple) {
      const comma = value.items.length === 1 ? ",)" : ")";
      return this.nested(value, "(...)", () => `(${this.list(value.items)}${comma}`);
    }
    if (value instanceof Dict) return this.nested(value, "{...}", () => `{${this.pairs(value)}}`);
    if (value instanceof DictView) {
      return this.nested(value, "...", () => `${value.typeName}([${this.list(value.list())}])`);
    }
    if (value instanceof Namespace) {
      return this.nested(value, "...", () => `<Namespace {${this.pairs(value.attributes)}}>`);
    }
    return this.count(reprOfObject(value));
  }

  private nested(value: Value, recursive: string, print: () => string): string {
    if (this.open.includes(value)) return recursive;
    if (this.open.length >= MAX_DEPTH) throw limitError("a value is nested too deeply to print");
    this.open.push(value);
    const text = print();
    this.open.pop();
    return text;
  }

  private list(items: readonly Value[]): string {
    return items.map((item) => this.printValue(item)).join(this.count(", "));
  }

  private pairs(dict: Dict): string {
    return dict
      .pairs()
      .map(([key, value]) => `${this.printValue(key)}: ${this.printValue(value)}`)
      .join(this.count(", "));
  }

  /** Stops printing early when shared parts make the text explode. */
  private count(text: string): string {
    this.length += text.length + 2;
    if (this.rt !== null && this.length > this.rt.limits.textLength) {
      throw limitError(`a text is longer than ${this.rt.limits.textLength} characters`);
    }
    return text;
  }
}

function reprOfObject(value: Exclude<Value, string | number | bigint | boolean | null | Value[]>): string {
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof Markup) return `Markup(${quoteText(value.text)})`;
  if (value instanceof Undefined) return "Undefined";
  if (value instanceof Bytes) return bytesText(value.data);
  if (isPrinting(value)) return value.reprText();
  if (value instanceof Range) {
    const step = value.step === 1 ? "" : `, ${value.step}`;
    return `range(${value.start}, ${value.stop}${step})`;
  }
  if (value instanceof Callable) return `<${value.typeName} ${value.name}>`;
  return `<${value.typeName} object>`;
}

const PLAIN = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;
// All separators but the blank, controls, formats, surrogates, private use and unassigned: Python's "not printable".
const ESCAPED = /[\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Python's repr of a text: single quotes unless it has some and no double quotes. */
export function quoteText(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(ESCAPED, escapeChar);
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

function escapeChar(char: string): string {
  if (char === "\\") return "\\\\";
  if (char === "\n") return "\\n";
  if (char === "\t") return "\\t";
  if (char === "\r") return "\\r";
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

function bytesText(data: Uint8Array): string {
  let text = "";
  for (const byte of data) {
    const char = String.fromCharCode(byte);
    text += byte < 0x80 ? escapeByte(char, byte) : `\\x${byte.toString(16)}`;
  }
  return text.includes("'") && !text.includes('"') ? `b"${text}"` : `b'${text.replaceAll("'", "\\'")}'`;
}

function escapeByte(char: string, byte: number): string {
  return byte >= 0x20 && byte < 0x7f && char !== "\\" ? char : escapeChar(char);
}
