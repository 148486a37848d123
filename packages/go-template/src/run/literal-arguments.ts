import type { NumberNode, Operand } from "../syntax/ast.ts";
import { nodeText } from "../syntax/node-text.ts";
import { Complex, complexType, type GoType, Integer, NamedText, type Value } from "../values/model.ts";
import { anyType, boxedValueType, floatType, intType, stringType, valueType } from "../values/types.ts";
import type { Run } from "./run.ts";

/** Gives the value of a number whose type nothing asks for. */
export type Constant = (run: Run) => Value;

/** A number where no type is asked for: its spelling decides. */
export function compileConstant(node: NumberNode): Constant {
  const { text, complex, float, int } = node;
  if (complex) {
    const value = new Complex(complex.re, complex.im);
    return () => value;
  }
  const isHexInteger = /^0[xX]/.test(text) && text.length > 2 && !/[pP]/.test(text);
  if (float !== undefined && !isHexInteger && !text.startsWith("'") && /[.eEpP]/.test(text))
    return () => float;
  if (int !== undefined) return () => int;
  return (run) => {
    run.node = node;
    return run.fail(`${text} overflows int`);
  };
}

/** A literal as an argument, with its constant when it is a number. */
export interface Literal {
  readonly operand: Operand;
  readonly constant: Constant | undefined;
  readonly type: GoType;
}

/** The literal as a value of the parameter's type; fails when it cannot be one. */
export function literalArgument(run: Run, { operand, constant, type }: Literal): Value {
  if (type === anyType || type === valueType || type === boxedValueType) {
    if (operand.kind === "bool" || operand.kind === "string") return operand.value;
    return constant?.(run);
  }
  switch (type.kind) {
    case "string":
      if (operand.kind !== "string") return expected(run, "string", operand);
      return type === stringType ? operand.value : new NamedText(type, operand.value);
    case "bool":
      return operand.kind === "bool" ? operand.value : expected(run, "bool", operand);
    case "int":
    case "uint":
    case "float":
    case "complex":
      return numberArgument(run, operand, type);
    default:
      return run.fail(`can't handle ${nodeText(operand)} for arg of type ${type.name}`);
  }
}

function numberArgument(run: Run, operand: Operand, type: GoType): Value {
  const number: Partial<NumberNode> = operand.kind === "number" ? operand : {};
  if (type.kind === "int") {
    if (number.int === undefined) return expected(run, "integer", operand);
    return type === intType ? number.int : new Integer(type, number.int);
  }
  if (type.kind === "uint") {
    if (number.uint === undefined) return expected(run, "unsigned integer", operand);
    return new Integer(type, number.uint);
  }
  if (type === floatType) return number.float ?? expected(run, "float", operand);
  if (type !== complexType || !number.complex) return expected(run, "complex", operand);
  return new Complex(number.complex.re, number.complex.im);
}

function expected(run: Run, what: string, operand: Operand): never {
  return run.fail(`expected ${what}; found ${nodeText(operand)}`);
}
