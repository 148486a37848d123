import type { Value } from "./values.ts";

export type Kind =
  | "bool"
  | "int"
  | "uint"
  | "float"
  | "complex"
  | "string"
  | "slice"
  | "map"
  | "struct"
  | "pointer"
  | "interface";

/** A struct's field, with its name in JSON (`undefined` hides it) and whether an empty value is left out there. */
export interface Field {
  readonly name: string;
  readonly type: GoType;
  readonly json?: string | undefined;
  readonly omitEmpty?: boolean;
}

/** What a function or method takes and gives. */
export interface Signature {
  readonly params: readonly GoType[];
  readonly variadic?: GoType;
  readonly result: GoType;
}

/** What a function may use of the render it is called from. */
export interface CallContext {
  /** Pays for work; throws LimitReached when the budget of the render is used up. */
  charge(units: number): void;
  /** Throws LimitReached when a text may not become this long. */
  limitText(length: number): void;
  /** Pays for a text of this length before it is built. */
  chargeText(length: number): void;
  /** The time of the render, in nanoseconds since 1970. */
  readonly now: bigint;
  /** Renders a template of the set or a text, as `tmpl.Exec` and `tmpl.Inline` do. */
  readonly templates: TemplateCalls;
}

/** Templates called by functions instead of by `{{template}}`. */
export interface TemplateCalls {
  exec(name: string, data: Value): string;
  inline(text: string, data: Value): string;
}

/** A function of a template. `call` gets arguments already checked against the signature. */
export interface GoFunction extends Signature {
  readonly call: (args: readonly Value[], context: CallContext) => Value;
}

/** A method of a type. */
export interface Method extends Signature {
  readonly call: (receiver: Value, args: readonly Value[], context: CallContext) => Value;
}

/** A Go type, as far as templates can tell types apart. Types are compared by identity. */
export interface GoType {
  readonly kind: Kind;
  /** As `%T` prints it. */
  readonly name: string;
  readonly elem?: GoType;
  readonly key?: GoType;
  readonly fields?: readonly Field[];
  readonly methods?: ReadonlyMap<string, Method>;
  /** The type's `String` method. */
  readonly text?: (value: Value) => string;
  /** The type's `GoString` method. */
  readonly goText?: (value: Value) => string;
  /** Width of integers; 64 when absent. */
  readonly bits?: number;
  /** Builds the zero value of struct types that are not plain structs. */
  readonly zero?: () => Value;
}

export const boolType: GoType = { kind: "bool", name: "bool" };
export const intType: GoType = { kind: "int", name: "int" };
export const int64Type: GoType = { kind: "int", name: "int64" };
export const uint8Type: GoType = { kind: "uint", name: "uint8", bits: 8 };
export const uint64Type: GoType = { kind: "uint", name: "uint64" };
export const floatType: GoType = { kind: "float", name: "float64" };
export const complexType: GoType = { kind: "complex", name: "complex128" };
export const stringType: GoType = { kind: "string", name: "string" };
/** `interface {}`: holds anything. */
export const anyType: GoType = { kind: "interface", name: "interface {}" };
/** A parameter that takes every value as it is, also "no value" (Go's reflect.Value). */
export const valueType: GoType = { kind: "struct", name: "reflect.Value" };

const sliceTypes = new Map<GoType, GoType>();

/** The plain slice type of these elements: one and the same object for one element type. */
export function sliceOf(elem: GoType): GoType {
  let type = sliceTypes.get(elem);
  if (!type) {
    type = { kind: "slice", name: `[]${elem.name}`, elem };
    sliceTypes.set(elem, type);
  }
  return type;
}

export const anySliceType = sliceOf(anyType);
export const stringSliceType = sliceOf(stringType);
export const bytesType = sliceOf(uint8Type);
export const anyMapType: GoType = {
  kind: "map",
  name: "map[string]interface {}",
  key: stringType,
  elem: anyType,
};
export const stringMapType: GoType = {
  kind: "map",
  name: "map[string]string",
  key: stringType,
  elem: stringType,
};
export const floatMapType: GoType = {
  kind: "map",
  name: "map[string]float64",
  key: stringType,
  elem: floatType,
};
export const mixedMapType: GoType = {
  kind: "map",
  name: "map[interface {}]interface {}",
  key: anyType,
  elem: anyType,
};

/** Whether `==` on values of this type is allowed. */
export function isComparable(type: GoType): boolean {
  if (type.kind === "slice" || type.kind === "map") return false;
  return type.fields?.every((field) => isComparable(field.type)) ?? true;
}
