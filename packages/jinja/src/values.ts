import { type ErrorKind, TemplateError } from "./errors.ts";

/**
 * A Python value as templates see it.
 *
 * | Python | here |
 * | --- | --- |
 * | str | string |
 * | bool, None | boolean, null |
 * | int | number (always a safe integer) or, beyond 2^53, bigint |
 * | float | Float |
 * | list | array |
 * | everything else | a class below, never a plain object |
 */
export type Value = string | boolean | null | number | bigint | Value[] | PyObject;

/** Base of all values with a class of their own; templates reach them only through tables of named members. */
export abstract class PyObject {
  /** The name of the type in Python's error messages. */
  abstract readonly typeName: string;
}

export class Float extends PyObject {
  override readonly typeName = "float";
  readonly value: number;
  constructor(value: number) {
    super();
    this.value = value;
  }
}

export class Tuple extends PyObject {
  override readonly typeName: string = "tuple";
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }
}

/** The pair that `groupby` yields: a tuple with the names `grouper` and `list`. */
export class GroupTuple extends Tuple {
  override readonly typeName = "_GroupTuple";
}

/** Text known to be safe HTML; operators with other text escape the other side. */
export class Markup extends PyObject {
  override readonly typeName = "Markup";
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
}

export class Bytes extends PyObject {
  override readonly typeName = "bytes";
  readonly data: Uint8Array;
  constructor(data: Uint8Array) {
    super();
    this.data = data;
  }
}

/** The result of looking up what does not exist; most uses of it fail with the message it carries. */
export class Undefined extends PyObject {
  override readonly typeName = "Undefined";
  readonly message: () => string;
  readonly kind: ErrorKind;
  readonly hint: () => string;
  constructor(message: () => string, kind: ErrorKind = "undefined", hint: () => string = noHint) {
    super();
    this.message = message;
    this.kind = kind;
    this.hint = hint;
  }
  error(): TemplateError {
    return new TemplateError(this.kind, this.message(), this.hint());
  }
}

function noHint(): string {
  return "";
}

/** A key inside a dict's map: equal Python keys have identical tokens. */
export type Token = string | number | bigint | null | PyObject | readonly Value[];

/** A dict. Keys keep their insertion order; keys equal in Python (1, 1.0, true) are one key. */
export class Dict extends PyObject {
  override readonly typeName: string = "dict";
  /** By token; for text keys (not starting with U+0000) the token is the key itself. */
  readonly entries: Map<Token, Value>;
  /** Keys that are not their own token. */
  originals: Map<Token, Value> | null = null;

  constructor(entries: Map<Token, Value> = new Map()) {
    super();
    this.entries = entries;
  }
  get size(): number {
    return this.entries.size;
  }
  /** The value under a text key, or undefined. */
  getText(key: string): Value | undefined {
    return this.entries.get(key.charCodeAt(0) === 0 ? `\u0000s${key}` : key);
  }
  get(key: Value): Value | undefined {
    return this.entries.get(tokenOf(key));
  }
  has(key: Value): boolean {
    return this.entries.has(tokenOf(key));
  }
  set(key: Value, value: Value): void {
    const token = tokenOf(key);
    if (token !== key && !this.entries.has(token)) {
      this.originals ??= new Map();
      this.originals.set(token, key);
    }
    this.entries.set(token, value);
  }
  delete(key: Value): boolean {
    const token = tokenOf(key);
    this.originals?.delete(token);
    return this.entries.delete(token);
  }
  keyOf(token: Token): Value {
    const original = this.originals?.get(token);
    return original === undefined ? (token as Value) : original;
  }
  keys(): Value[] {
    const tokens = [...this.entries.keys()];
    return this.originals === null ? (tokens as Value[]) : tokens.map((token) => this.keyOf(token));
  }
  values(): Value[] {
    return [...this.entries.values()];
  }
  pairs(): [Value, Value][] {
    return Array.from(this.entries, ([token, value]) => [this.keyOf(token), value]);
  }
  /** The pairs without a list of their own, where no key needs to be looked up; not to be kept while the dict changes. */
  eachPair(): Iterable<[Value, Value]> {
    return this.originals === null ? (this.entries as Map<Value, Value>) : this.pairs();
  }
  copy(): Dict {
    const copy = new Dict(new Map(this.entries));
    copy.originals = this.originals === null ? null : new Map(this.originals);
    return copy;
  }
}

/** The token of a key; fails with a type error for what Python cannot hash. */
export function tokenOf(key: Value): Token {
  if (typeof key === "string") return key.charCodeAt(0) === 0 ? `\u0000s${key}` : key;
  if (typeof key === "number" || typeof key === "bigint" || key === null) return key;
  if (typeof key === "boolean") return key ? 1 : 0;
  if (Array.isArray(key)) throw new TemplateError("type", "unhashable type: 'list'");
  if (key instanceof Markup) return tokenOf(key.text);
  if (key instanceof Float) return floatToken(key.value);
  if (key instanceof Tuple) return `\u0000t${key.items.map(tokenText).join("")}`;
  if (key instanceof Undefined) return "\u0000u";
  if (key instanceof Dict) throw new TemplateError("type", `unhashable type: '${key.typeName}'`);
  if (key instanceof HashedByText) return `\u0000h${key.hashText()}`;
  return key;
}

function floatToken(value: number): Token {
  if (!Number.isFinite(value) || !Number.isInteger(value)) return value;
  return Number.isSafeInteger(value) ? value + 0 : BigInt(value);
}

const MAX_TUPLE_KEY = 10_000;

function tokenText(item: Value): string {
  const token = tokenOf(item);
  if (token instanceof PyObject || Array.isArray(token)) {
    throw new TemplateError("type", `unhashable type in a tuple key: '${typeNameOf(item)}'`);
  }
  const text = `${typeof token === "string" ? "s" : "n"}${String(token)}`;
  if (text.length > MAX_TUPLE_KEY) throw new TemplateError("limit", "a tuple used as a key is too large");
  return `${text.length}:${text}`;
}

/** Values that are equal when their texts are: dates, times, timedeltas, bytes. */
export abstract class HashedByText extends PyObject {
  abstract hashText(): string;
}

/** A live window on a dict: `d.keys()`, `d.values()`, `d.items()`. */
export class DictView extends PyObject {
  readonly dict: Dict;
  readonly part: "keys" | "values" | "items";
  constructor(dict: Dict, part: "keys" | "values" | "items") {
    super();
    this.dict = dict;
    this.part = part;
  }
  override get typeName(): string {
    return `dict_${this.part}`;
  }
  list(): Value[] {
    if (this.part === "keys") return this.dict.keys();
    if (this.part === "values") return this.dict.values();
    return this.dict.pairs().map((pair) => new Tuple(pair));
  }
}

export class Range extends PyObject {
  override readonly typeName = "range";
  readonly start: number;
  readonly step: number;
  readonly stop: number;
  readonly length: number;
  constructor(start: number, stop: number, step: number) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = Math.max(0, Math.ceil((stop - start) / step));
  }
  at(index: number): number {
    return this.start + index * this.step;
  }
}

/** Yields values until undefined; calling it again after that keeps giving undefined. */
export type Next = () => Value | undefined;

/** A one-shot iterator: always true, without length, empty the second time. */
export class Generator extends PyObject {
  override readonly typeName: string;
  readonly next: Next;
  constructor(next: Next, typeName = "generator") {
    super();
    this.next = next;
    this.typeName = typeName;
  }
}

export class Namespace extends PyObject {
  override readonly typeName = "Namespace";
  readonly attributes: Dict;
  constructor(attributes: Dict) {
    super();
    this.attributes = attributes;
  }
}

/** The Python name of a value's type. */
export function typeNameOf(value: Value): string {
  switch (typeof value) {
    case "string":
      return "str";
    case "number":
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    default:
      if (value === null) return "NoneType";
      return Array.isArray(value) ? "list" : value.typeName;
  }
}

/** The element at an index that the caller has checked; noUncheckedIndexedAccess cannot see the check. */
export function at<T>(items: readonly T[], index: number): T {
  return items[index] as T;
}

/** `value`, or what stands in for a missing one. None is a value. */
export function orElse(value: Value | undefined, fallback: () => Value): Value {
  return value === undefined ? fallback() : value;
}
