import {
  Complex,
  Dictionary,
  type GoType,
  Integer,
  List,
  NamedText,
  Pointer,
  Struct,
  type Value,
} from "./model.ts";
import {
  anyMapType,
  anySliceType,
  anyType,
  boolType,
  floatType,
  intType,
  stringSliceType,
  stringType,
} from "./types.ts";

/** The dynamic type; undefined for "no value" and the nil interface. */
export function typeOf(value: Value): GoType | undefined {
  switch (typeof value) {
    case "string":
      return stringType;
    case "number":
      return floatType;
    case "bigint":
      return intType;
    case "boolean":
      return boolType;
    default:
      return value?.type;
  }
}

/** The zero value of a type. */
export function zeroOf(type: GoType): Value {
  if (type.zero) return type.zero();
  switch (type.kind) {
    case "bool":
      return false;
    case "int":
    case "uint":
      return type === intType ? 0n : new Integer(type, 0n);
    case "float":
      return 0;
    case "complex":
      return new Complex(0, 0);
    case "string":
      return type === stringType ? "" : new NamedText(type, "");
    case "slice":
      return new List(type, [], true);
    case "map":
      return new Dictionary(type, new Map(), true);
    case "struct":
      return new Struct(
        type,
        (type.fields ?? []).map((field) => zeroOf(field.type)),
      );
    case "pointer":
      return new Pointer(type, undefined, true);
    case "interface":
      return null;
  }
}

/** A `[]interface {}`. */
export function listOf(items: readonly Value[]): List {
  return new List(anySliceType, items);
}

/** A `[]string`. */
export function stringList(items: readonly string[]): List {
  return new List(stringSliceType, items);
}

/** A `map[string]interface {}`. */
export function dictionaryOf(entries: ReadonlyMap<string, Value>): Dictionary {
  return new Dictionary(anyMapType, entries);
}

/** Follows pointers to what they point at; a nil pointer stays. */
export function indirect(value: Value): Value {
  let current = value;
  while (current instanceof Pointer && !current.isNil) current = current.target;
  return current;
}

/** The text of a value of kind string, else undefined. */
export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return value instanceof NamedText ? value.text : undefined;
}

/** The number of a value of kind int or uint, else undefined. */
export function integerOf(value: Value): bigint | undefined {
  if (typeof value === "bigint") return value;
  return value instanceof Integer ? value.value : undefined;
}

/** Whether a value counts as true in `if`, `and`, `or`, `not`. */
export function isTrue(value: Value): boolean {
  switch (typeof value) {
    case "string":
      return value !== "";
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "bigint":
      return value !== 0n;
    default:
      return isTrueObject(value);
  }
}

function isTrueObject(value: Exclude<Value, string | boolean | number | bigint>): boolean {
  if (value === undefined || value === null) return false;
  if (value instanceof List) return value.items.length > 0;
  if (value instanceof Dictionary) return value.entries.size > 0;
  if (value instanceof Pointer) return !value.isNil;
  if (value instanceof Integer) return value.value !== 0n;
  if (value instanceof NamedText) return value.text !== "";
  if (value instanceof Complex) return value.re !== 0 || value.im !== 0;
  return true;
}

/** Whether a value of one type may be passed where the other is expected. */
export function isAssignable(from: GoType, to: GoType): boolean {
  if (from === to || to === anyType) return true;
  // Go lets a named type and an unnamed one of the same shape stand for each other.
  const isSameShape = from.kind === to.kind && from.elem === to.elem && from.key === to.key;
  const isContainer = from.kind === "slice" || from.kind === "map";
  return isContainer && isSameShape && (isUnnamed(from) || isUnnamed(to));
}

function isUnnamed(type: GoType): boolean {
  return type.name.startsWith("[]") || type.name.startsWith("map[");
}
