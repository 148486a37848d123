import { expect, test } from "vitest";
import { isNarrowed, readIncidentSearch } from "./incident-search.ts";

test.each([
  [{}, {}],
  [{ status: "active" }, {}],
  [
    { status: "all", drill: "only", q: " shop " },
    { status: "all", drill: "only", q: "shop" },
  ],
  [{ status: "gone", drill: true, severity: ["x"], q: "" }, {}],
  [
    { q: 502, label: "eu" },
    { q: "502", label: "eu" },
  ],
  [{ declare: true }, { declare: true }],
  [{ declare: "yes" }, {}],
])("%j of the address is read as %j", (search, read) => {
  expect(readIncidentSearch(search)).toEqual(read);
});

test("a status alone does not narrow the list", () => {
  expect(isNarrowed({ status: "all" })).toBe(false);
  expect(isNarrowed({ q: "shop" })).toBe(true);
});
