import { expect, test } from "vitest";
import { answerOf, type Route, type RoutedAlert, withDraft } from "./model.ts";

const matched = { verdict: "matched" as const, rendered: null, failure: null };
const notMatched = { verdict: "not_matched" as const, rendered: "False", failure: null };
const failure = { message: "no such filter", hint: "", line: 1, column: 4 };

test("a route's answer tells apart taking, coming too late, not matching and failing", () => {
  const alert: RoutedAlert = {
    title: "Disk full",
    taken_by: 1,
    verdicts: [notMatched, matched, matched, { verdict: "failed", rendered: null, failure }],
  };
  expect([0, 1, 2, 3].map((index) => answerOf(alert, index))).toEqual([
    { kind: "not_matched", rendered: "False" },
    { kind: "takes" },
    { kind: "too_late", takenBy: 1 },
    { kind: "failed", ...failure },
  ]);
});

test("a draft stands in the place of its route, a new one behind all but the default route", () => {
  const route = (expression: string | null) => ({ kind: "regex", expression }) as Route;
  const routes = [route("a"), route("b"), route(null)];
  const draft = { kind: "jinja2" as const, expression: "x" };
  expect(withDraft(routes, 0, draft).map((each) => each.expression)).toEqual(["x", "b"]);
  expect(withDraft(routes, 2, draft).map((each) => each.expression)).toEqual(["a", "b", "x"]);
});
