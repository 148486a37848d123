import type { GoType } from "./model.ts";

export const boolType: GoType = { kind: "bool", name: "bool" };
export const intType: GoType = { kind: "int", name: "int" };
export const int64Type: GoType = { kind: "int", name: "int64" };
export const uint8Type: GoType = { kind: "uint", name: "uint8", bits: 8 };
export const uint64Type: GoType = { kind: "uint", name: "uint64" };
export const floatType: GoType = { kind: "float", name: "float64" };
export const stringType: GoType = { kind: "string", name: "string" };
/** `interface {}`: holds anything. */
export const anyType: GoType = { kind: "interface", name: "interface {}" };
/** A parameter that takes every value as it is, also "no value" (Go's reflect.Value). */
export const valueType: GoType = { kind: "struct", name: "reflect.Value" };

/** Like `valueType`, but a value inside an `interface {}` is not taken out of it: the bounds of `slice`. */
export const boxedValueType: GoType = { kind: "struct", name: "reflect.Value" };

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
