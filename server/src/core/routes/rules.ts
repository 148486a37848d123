import type { RouteId } from "../../platform/ids.ts";

/** A route as the pipeline sees it: ordered, the default one last. */
export interface MatchableRoute {
  id: RouteId;
  publicId: string;
  isDefault: boolean;
  kind: "regex" | "jinja2";
  /** Null only for the default route. */
  expression: string | null;
}

/** How an expression is judged on one alert; a failing expression does not match. */
export interface RouteMatcher {
  matchesRegex(pattern: string): boolean;
  matchesTemplate(source: string): boolean;
}

export interface RouteChoice {
  route: MatchableRoute;
  reason: string;
}

/** The first route that matches, in order; the default route matches always. */
export function chooseRoute(routes: readonly MatchableRoute[], matcher: RouteMatcher): RouteChoice {
  const matched = routes.find((route) => !route.isDefault && matches(route, matcher));
  if (matched) return { route: matched, reason: `its ${matched.kind} expression matched` };
  const fallback = routes.find((route) => route.isDefault);
  if (!fallback) throw new Error("an integration without a default route");
  return { route: fallback, reason: "no other route matched" };
}

function matches(route: MatchableRoute, matcher: RouteMatcher): boolean {
  if (route.expression === null) return false;
  return route.kind === "regex"
    ? matcher.matchesRegex(route.expression)
    : matcher.matchesTemplate(route.expression);
}
