import type { RouteId } from "../../platform/ids.ts";
import type { TemplateFailure } from "../templates/model.ts";

/** A route as the pipeline sees it: ordered, the default one last. */
export interface MatchableRoute {
  id: RouteId;
  publicId: string;
  isDefault: boolean;
  kind: "regex" | "jinja2";
  /** Null only for the default route. */
  expression: string | null;
}

/** What an expression says to one alert. A failing one does not match. */
export type RouteVerdict =
  /** `rendered`: what a template rendered, shortened. */
  { kind: "matched" | "not_matched"; rendered: string | null } | { kind: "failed"; failure: TemplateFailure };

/** How expressions are judged on one alert. */
export interface RouteJudge {
  judgeRegex(pattern: string): RouteVerdict;
  judgeTemplate(source: string): RouteVerdict;
}

export interface RouteChoice {
  route: MatchableRoute;
  reason: string;
}

/** The first route that matches, in order; the default route matches always. */
export function chooseRoute(routes: readonly MatchableRoute[], judge: RouteJudge): RouteChoice {
  const matched = routes.find((route) => !route.isDefault && takesAlert(judgeRoute(route, judge)));
  if (matched) return { route: matched, reason: `its ${matched.kind} expression matched` };
  const fallback = routes.find((route) => route.isDefault);
  if (!fallback) throw new Error("an integration without a default route");
  return { route: fallback, reason: "no other route matched" };
}

/** Whether a route of this verdict takes the alert when no earlier one does. */
export function takesAlert(verdict: RouteVerdict): boolean {
  return verdict.kind === "matched";
}

/** What one route would say, whether or not an earlier one takes the alert. */
export function judgeRoute(
  { kind, expression }: Pick<MatchableRoute, "kind" | "expression">,
  judge: RouteJudge,
): RouteVerdict {
  if (expression === null) return { kind: "not_matched", rendered: null };
  return kind === "regex" ? judge.judgeRegex(expression) : judge.judgeTemplate(expression);
}
