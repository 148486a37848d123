import type { TemplateEngine, TemplateFailure } from "../templates/index.ts";
import { maxExpressionLength, type RouteKind } from "./model.ts";
import { compilePattern } from "./pattern.ts";

export type ExpressionProblem =
  | { reason: "too_long"; length: number }
  | { reason: "broken_regex" | "broken_template"; failure: TemplateFailure };

/** Why this expression cannot be saved; undefined when it can. Only its syntax is judged. */
export function findExpressionProblem(
  templates: TemplateEngine,
  kind: RouteKind,
  expression: string,
): ExpressionProblem | undefined {
  const length = [...expression].length;
  if (length > maxExpressionLength) return { reason: "too_long", length };
  if (kind === "regex") {
    const compiled = compilePattern(expression);
    return "failure" in compiled ? { reason: "broken_regex", failure: compiled.failure } : undefined;
  }
  const failure = templates.check("jinja", expression);
  return failure && { reason: "broken_template", failure };
}
