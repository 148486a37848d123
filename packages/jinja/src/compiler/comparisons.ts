import { equals, ordered } from "../core/compare.ts";
import { contains } from "../core/contains.ts";
import type { Runtime } from "../runtime.ts";
import type { CompareOperator, Expression } from "../syntax/ast.ts";
import type { Value } from "../values.ts";
import type { Evaluate, Unit } from "./frame.ts";

function compare(rt: Runtime, operator: CompareOperator, left: Value, right: Value): boolean {
  switch (operator) {
    case "==":
      return equals(rt, left, right);
    case "!=":
      return !equals(rt, left, right);
    case "in":
      return contains(rt, right, left);
    case "not in":
      return !contains(rt, right, left);
    default:
      return ordered(rt, operator, left, right);
  }
}

/** A comparison, or a chain of them (`1 < x < 3`), which stops at the first that is false. */
export function compileCompare(
  unit: Unit,
  node: Extract<Expression, { kind: "compare" }>,
  compile: (node: Expression) => Evaluate,
): Evaluate {
  const first = compile(node.first);
  const rest = node.rest.map(([operator, right]) => ({ operator, right: compile(right) }));
  const mark = unit.mark(node);
  const [only] = rest;
  if (rest.length === 1 && only !== undefined) {
    const { operator, right } = only;
    return (rt) => {
      const a = first(rt);
      const b = right(rt);
      rt.node = mark;
      return compare(rt, operator, a, b);
    };
  }
  return (rt) => {
    let left = first(rt);
    for (const part of rest) {
      const right = part.right(rt);
      rt.node = mark;
      if (!compare(rt, part.operator, left, right)) return false;
      left = right;
    }
    return true;
  };
}
