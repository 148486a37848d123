import type { components } from "../../../api/schema.d.ts";

export type Route = components["schemas"]["Route"];
export type RouteTrial = components["schemas"]["RouteTrial"];
export type RouteKind = Route["kind"];

/** What of a route a person writes. */
export interface DraftRoute {
  kind: RouteKind;
  expression: string;
}

type InterpretedRequest = Extract<RouteTrial["requests"][number], { result: "interpreted" }>;
export type RoutedAlert = InterpretedRequest["alerts"][number];

export const kindLabels: Readonly<Record<RouteKind, string>> = { jinja2: "Jinja", regex: "Regex" };

/** What a route does with an alert. */
export type RouteAnswer =
  | { kind: "takes" }
  | { kind: "too_late"; takenBy: number }
  | { kind: "not_matched"; rendered: string | null }
  | { kind: "failed"; message: string; hint: string; line: number; column: number };

/** What the route at this place says to an alert. */
export function answerOf({ taken_by: takenBy, verdicts }: RoutedAlert, index: number): RouteAnswer {
  const verdict = verdicts[index];
  if (verdict?.failure) return { kind: "failed", ...verdict.failure };
  if (verdict?.verdict !== "matched") return { kind: "not_matched", rendered: verdict?.rendered ?? null };
  return takenBy === null || takenBy === index ? { kind: "takes" } : { kind: "too_late", takenBy };
}

/** The stored routes, the default one left out, as a draft. */
export function draftOf(routes: readonly Route[]): DraftRoute[] {
  return routes.flatMap(({ kind, expression }) => (expression === null ? [] : [{ kind, expression }]));
}

/** The same with one of them changed, or a new one behind them. */
export function withDraft(routes: readonly Route[], index: number, draft: DraftRoute): DraftRoute[] {
  const all = draftOf(routes);
  return [...all.slice(0, index), draft, ...all.slice(index + 1)];
}
