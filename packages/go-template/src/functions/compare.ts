import { FunctionError } from "../errors.ts";
import { describeValue, describeWithTypes, typeName } from "../format/print.ts";
import {
  type CallContext,
  Complex,
  Dictionary,
  List,
  NamedText,
  Pointer,
  Struct,
  type Value,
} from "../values/model.ts";
import { compareText } from "../values/text.ts";
import { isComparable } from "../values/types.ts";
import { integerOf, textOf, typeOf } from "../values/values.ts";

type BasicKind = "bool" | "complex" | "int" | "float" | "string" | "uint";

const basicKinds: ReadonlySet<string> = new Set(["bool", "complex", "int", "float", "string", "uint"]);

/** `eq`: whether the first equals any of the others. Throws FunctionError on kinds that cannot be compared. */
export function equalsAny(args: readonly Value[], context: CallContext): boolean {
  const [first, ...others] = args;
  if (others.length === 0) throw new FunctionError("missing argument for comparison");
  context.charge(others.length);
  return others.some((other) => areEqual(first, other, context));
}

/** `lt`. Throws FunctionError on kinds without an order. */
export function isLess(left: Value, right: Value, context: CallContext): boolean {
  const leftKind = orderedKind(left);
  const rightKind = orderedKind(right);
  if (leftKind !== rightKind && !(isInteger(leftKind) && isInteger(rightKind)))
    throw incompatible(left, right);
  if (leftKind === "bool" || leftKind === "complex") throw new FunctionError("invalid type for comparison");
  if (isInteger(leftKind)) return (integerOf(left) ?? 0n) < (integerOf(right) ?? 0n);
  if (leftKind === "string") return compareTexts(textOf(left) ?? "", textOf(right) ?? "", context) < 0;
  return typeof left === "number" && typeof right === "number" && left < right;
}

/** `le`: less, or equal by the rules of `eq`. */
export function isLessOrEqual(left: Value, right: Value, context: CallContext): boolean {
  return isLess(left, right, context) || areEqual(left, right, context);
}

/** Whether two values are equal by `eq`'s rules. */
export function areEqual(left: Value, right: Value, context: CallContext): boolean {
  const leftKind = basicKind(left);
  const rightKind = basicKind(right);
  if (isInteger(leftKind) && isInteger(rightKind)) return integerOf(left) === integerOf(right);
  if (leftKind !== rightKind) {
    if (isValid(left) && isValid(right)) throw incompatible(left, right);
    return false;
  }
  switch (leftKind) {
    case undefined:
      return areEqualOthers(left, right, context);
    case "string":
      context.charge((textOf(left) ?? "").length >> 6);
      return textOf(left) === textOf(right);
    case "complex":
      return areSameComplex(left, right);
    default:
      return left === right;
  }
}

/** Values of the kinds that are not basic: only nil, structs and pointers can be compared. */
function areEqualOthers(left: Value, right: Value, context: CallContext): boolean {
  const leftType = typeOf(left);
  const rightType = typeOf(right);
  if (leftType && rightType && leftType.kind !== rightType.kind) {
    throw new FunctionError(
      `non-comparable types ${describeWithTypes(context, left)}: ${leftType.name}, ` +
        `${rightType.name}: ${describeValue(context, right)}`,
    );
  }
  if (isNil(left) || isNil(right)) return isNil(left) === isNil(right);
  if (rightType && !isComparable(rightType)) {
    throw new FunctionError(`non-comparable type ${describeWithTypes(context, right)}: ${rightType.name}`);
  }
  return isIdentical(left, right);
}

/** Go's `==` on interfaces. */
function isIdentical(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeOf(left) !== typeOf(right)) return false;
  if (left instanceof Struct && right instanceof Struct) {
    return (
      left.fields.length > 0 && left.fields.every((field, index) => isIdentical(field, right.fields[index]))
    );
  }
  if (left instanceof NamedText) return left.text === textOf(right);
  if (left instanceof Complex) return areSameComplex(left, right);
  return integerOf(left) !== undefined && integerOf(left) === integerOf(right);
}

function basicKind(value: Value): BasicKind | undefined {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "float";
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    default: {
      const kind = value?.type.kind;
      return isBasicKind(kind) ? kind : undefined;
    }
  }
}

function isBasicKind(kind: string | undefined): kind is BasicKind {
  return kind !== undefined && basicKinds.has(kind);
}

function orderedKind(value: Value): BasicKind {
  const kind = basicKind(value);
  if (kind === undefined) throw new FunctionError("invalid type for comparison");
  return kind;
}

function compareTexts(left: string, right: string, context: CallContext): number {
  context.charge((left.length + right.length) >> 4);
  return compareText(left, right);
}

function isInteger(kind: BasicKind | undefined): boolean {
  return kind === "int" || kind === "uint";
}

function isValid(value: Value): boolean {
  return value !== undefined && value !== null;
}

function isNil(value: Value): boolean {
  if (value instanceof List || value instanceof Dictionary || value instanceof Pointer) return value.isNil;
  return !isValid(value);
}

function areSameComplex(left: Value, right: Value): boolean {
  return left instanceof Complex && right instanceof Complex && left.re === right.re && left.im === right.im;
}

function incompatible(left: Value, right: Value): FunctionError {
  return new FunctionError(`incompatible types for comparison: ${typeName(left)} and ${typeName(right)}`);
}
