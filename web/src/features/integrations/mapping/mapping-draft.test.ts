import { expect, test } from "vitest";
import { draftOf, toMapping } from "./mapping-draft.ts";

test("a mapping comes out of the form as it went in", () => {
  const mapping = {
    items: "alerts",
    title: ["check.name", "title"],
    status: ["check.result"],
    severity_values: { bad: "critical" as const },
    status_values: { red: "firing" as const, green: "resolved" as const },
  };
  expect(toMapping(draftOf(mapping))).toEqual(mapping);
});

test("what is empty is left out", () => {
  const draft = draftOf(null);
  expect(toMapping({ ...draft, items: " ", statusWords: [{ id: 0, word: " ", meaning: "firing" }] })).toEqual(
    {},
  );
});
