import { FunctionError } from "../errors.ts";
import { rfc3339, Time } from "../time/time.ts";
import {
  type CallContext,
  Dictionary,
  type Field,
  Integer,
  List,
  Pointer,
  Struct,
  type Value,
} from "../values/model.ts";
import { chargeSorting, sortedKeys } from "../values/sorted-keys.ts";
import { canonicalText, fromBytes } from "../values/text.ts";
import { stringType, uint8Type } from "../values/types.ts";
import { integerOf, isTrue, textOf, typeOf } from "../values/values.ts";

const maxDepth = 400;

/** Go's `json.Marshal`, or `MarshalIndent` when an indent is given. Throws FunctionError on what JSON cannot say. */
export function toJson(context: CallContext, value: Value, indent?: string): string {
  return new Encoder(context, indent).encode(value, 0);
}

/** A JSON string with Go's escapes. */
export function quoteJson(text: string): string {
  const quoted = text.isWellFormed() ? JSON.stringify(text) : quoteStrayBytes(text);
  return escapeForHtml(quoted);
}

/** Go's JSON is safe inside HTML and JavaScript. */
function escapeForHtml(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A byte that is not UTF-8 is written as an escape, unlike a real U+FFFD. */
function quoteStrayBytes(text: string): string {
  const parts = canonicalText(text).split(/[\udc80-\udcff]/u);
  return `"${parts.map((part) => JSON.stringify(part).slice(1, -1)).join("\\ufffd")}"`;
}

/** Writes one value. */
class Encoder {
  private readonly context: CallContext;
  private readonly indent: string | undefined;
  private length = 0;

  constructor(context: CallContext, indent: string | undefined) {
    this.context = context;
    this.indent = indent;
  }

  encode(value: Value, depth: number): string {
    this.context.charge(1);
    if (depth > maxDepth) throw new FunctionError(`json: value is nested deeper than ${maxDepth} levels`);
    switch (typeof value) {
      case "string":
        return this.count(quoteJson(value));
      case "boolean":
      case "bigint":
        return this.count(String(value));
      case "number":
        return this.count(floatJson(value));
      default:
        return this.encodeObject(value, depth);
    }
  }

  private encodeObject(value: Exclude<Value, string | number | bigint | boolean>, depth: number): string {
    if (value === undefined || value === null) return this.count("null");
    if (value instanceof Pointer) return value.isNil ? this.count("null") : this.encode(value.target, depth);
    if (value instanceof Time) return this.count(timeJson(value));
    if (value instanceof List) return this.encodeList(value, depth);
    if (value instanceof Dictionary) return this.encodeMap(value, depth);
    if (value instanceof Struct) return this.encodeStruct(value, depth);
    if (value instanceof Integer) return this.count(String(value.value));
    const text = textOf(value);
    if (text === undefined) throw unsupported(value);
    return this.count(quoteJson(text));
  }

  private encodeList(list: List, depth: number): string {
    if (list.isNil) return this.count("null");
    if (list.type.elem === uint8Type) return this.encodeBytes(list, depth);
    return this.wrap(
      "[]",
      list.items.map((item) => this.encode(item, depth + 1)),
      depth,
    );
  }

  private encodeBytes(list: List, depth: number): string {
    const bytes = Uint8Array.from(list.items, (item) => Number(integerOf(item) ?? 0n));
    this.context.charge(bytes.length);
    if (!list.type.isRawJson) return this.count(`"${Buffer.from(bytes).toString("base64")}"`);
    const json = escapeForHtml(fromBytes(bytes));
    if (this.indent === undefined) return this.count(json);
    const indented = JSON.stringify(JSON.parse(json), null, this.indent);
    return this.count(escapeForHtml(indented).replaceAll("\n", `\n${this.indent.repeat(depth)}`));
  }

  private encodeMap(map: Dictionary, depth: number): string {
    if (map.type.key !== stringType) throw unsupported(map);
    if (map.isNil) return this.count("null");
    chargeSorting(this.context, map);
    const members = sortedKeys(map).map((key) => this.member(textOf(key) ?? "", map.entries.get(key), depth));
    return this.wrap("{}", members, depth);
  }

  private encodeStruct(struct: Struct, depth: number): string {
    const members: string[] = [];
    (struct.type.fields ?? []).forEach((field, index) => {
      const value = struct.fields[index];
      const name = field.json;
      if (name !== undefined && !isLeftOut(field, value)) members.push(this.member(name, value, depth));
    });
    return this.wrap("{}", members, depth);
  }

  private member(name: string, value: Value, depth: number): string {
    const key = this.count(quoteJson(name));
    return `${key}${this.indent === undefined ? ":" : ": "}${this.encode(value, depth + 1)}`;
  }

  private wrap(brackets: string, members: readonly string[], depth: number): string {
    const [open = "", close = ""] = brackets;
    if (members.length === 0) return this.count(brackets);
    if (this.indent === undefined) return open + members.join(",") + close;
    this.context.limitText((depth + 1) * this.indent.length);
    const inner = this.count(`\n${this.indent.repeat(depth + 1)}`);
    this.context.limitText(this.length + inner.length * members.length);
    this.length += inner.length * members.length;
    return `${open}${inner}${members.join(`,${inner}`)}\n${this.indent.repeat(depth)}${close}`;
  }

  /** Pays for a piece of the result and keeps the whole below the limit. */
  private count(text: string): string {
    this.length += text.length;
    this.context.charge(2 + (text.length >> 3));
    this.context.limitText(this.length);
    return text;
  }
}

function isLeftOut(field: Field, value: Value): boolean {
  return field.omitEmpty === true && !isTrue(value);
}

function floatJson(value: number): string {
  if (!Number.isFinite(value)) {
    const name = Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    throw new FunctionError(`json: unsupported value: ${name}`);
  }
  return Object.is(value, -0) ? "-0" : String(value);
}

function timeJson(time: Time): string {
  const { year } = time.clock();
  if (year < 0 || year > 9999) {
    throw new FunctionError(
      "json: error calling MarshalJSON for type time.Time: Time.MarshalJSON: year outside of range [0,9999]",
    );
  }
  return `"${rfc3339(time)}"`;
}

function unsupported(value: Value): FunctionError {
  return new FunctionError(`json: unsupported type: ${typeOf(value)?.name ?? "nil"}`);
}
