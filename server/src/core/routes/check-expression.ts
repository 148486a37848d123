import { compileRegex, TemplateError } from "@tocsin/jinja";
import type { TemplateEngine } from "../templates/index.ts";
import { maxExpressionLength, type RouteKind } from "./model.ts";

export type ExpressionProblem =
  | { reason: "too_long"; length: number }
  | { reason: "broken_regex" }
  | { reason: "broken_template" };

/** Why this expression cannot be saved; undefined when it can. Only its syntax is judged. */
export function findExpressionProblem(
  templates: TemplateEngine,
  kind: RouteKind,
  expression: string,
): ExpressionProblem | undefined {
  const length = [...expression].length;
  if (length > maxExpressionLength) return { reason: "too_long", length };
  if (kind === "regex") return isRegex(expression) ? undefined : { reason: "broken_regex" };
  return templates.check("jinja", expression) === undefined ? undefined : { reason: "broken_template" };
}

function isRegex(pattern: string): boolean {
  try {
    compileRegex(pattern);
    return true;
  } catch (error) {
    if (error instanceof TemplateError) return false;
    throw error;
  }
}
