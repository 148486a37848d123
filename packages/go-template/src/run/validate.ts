import { type GoType, NamedText, Pointer, type Value } from "../values/model.ts";
import { anyType, boxedValueType, stringType, valueType } from "../values/types.ts";
import { isAssignable, typeOf, zeroOf } from "../values/values.ts";
import type { Run } from "./run.ts";

const nilableKinds: ReadonlySet<string> = new Set(["interface", "map", "pointer", "slice"]);

/** Whether `nil` may be passed for a parameter of this type. */
export function canBeNil(type: GoType): boolean {
  return type === valueType || type === boxedValueType || nilableKinds.has(type.kind);
}

/** Stands for a value still inside an `interface {}`: all that can be said of it is its type. */
const box = new NamedText(anyType, "");

/** Checks an argument against a parameter's type and gives what to pass. */
export function validateType(run: Run, value: Value, type: GoType): Value {
  if (type === valueType) return value;
  if (type === boxedValueType) return run.isFromInterface ? box : value;
  if (type === anyType) return value === undefined ? null : value;
  if (type === stringType && typeof value === "string") return value;
  return validateOther(run, value, type);
}

function validateOther(run: Run, value: Value, type: GoType): Value {
  if (value === undefined) {
    if (canBeNil(type)) return zeroOf(type);
    return run.fail(`invalid value; expected ${type.name}`);
  }
  const from = typeOf(value);
  if (!from) return run.fail(`wrong type for value; expected ${type.name}; got interface {}`);
  if (isAssignable(from, type)) return value;
  if (value instanceof Pointer && from.elem && isAssignable(from.elem, type)) {
    if (value.isNil) run.fail(`dereference of nil pointer of type ${type.name}`);
    return value.target;
  }
  return run.fail(`wrong type for value; expected ${type.name}; got ${from.name}`);
}
