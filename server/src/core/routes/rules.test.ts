import { describe, expect, it } from "vitest";
import type { RouteId } from "../../platform/ids.ts";
import { chooseRoute, type MatchableRoute, type RouteJudge, type RouteVerdict } from "./rules.ts";

function route(id: number, kind: MatchableRoute["kind"], expression: string | null): MatchableRoute {
  return { id: id as RouteId, publicId: `R${id}`, isDefault: expression === null, kind, expression };
}

const fallback = route(9, "regex", null);

function matcher(matching: string[]): RouteJudge {
  const verdict = (expression: string): RouteVerdict => ({
    kind: matching.includes(expression) ? "matched" : "not_matched",
    rendered: null,
  });
  return { judgeRegex: verdict, judgeTemplate: verdict };
}

describe("choosing a route", () => {
  const routes = [route(1, "regex", "one"), route(2, "jinja2", "two"), route(3, "regex", "three"), fallback];

  it("takes the first that matches, in order", () => {
    expect(chooseRoute(routes, matcher(["three", "two"])).route.id).toBe(2);
    expect(chooseRoute(routes, matcher(["one", "two", "three"])).route.id).toBe(1);
  });

  it("takes the default route when none matches, and says so", () => {
    expect(chooseRoute(routes, matcher([]))).toEqual({ route: fallback, reason: "no other route matched" });
  });

  it("never matches the default route's own expression", () => {
    const odd = { ...fallback, expression: "one" };
    expect(chooseRoute([odd, route(2, "jinja2", "two")], matcher(["one", "two"])).route.id).toBe(2);
  });
});
