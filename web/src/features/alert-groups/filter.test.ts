import { expect, test } from "vitest";
import { readSearch, toFilter, toggleState } from "./filter.ts";

test("an address without states means the open ones", () => {
  expect(toFilter(readSearch({})).statuses).toEqual(["firing", "acknowledged", "silenced"]);
});

test("what the address says wrongly is left out", () => {
  expect(readSearch({ status: "firing,burning", q: 404, labels: "", other: 1 })).toEqual({
    status: "firing",
    q: "404",
  });
});

test("a state is switched on and off; the default needs no word in the address", () => {
  const open = toFilter({});
  expect(toggleState(open, "resolved")).toBe("firing,acknowledged,silenced,resolved");
  expect(toggleState(open, "firing")).toBe("acknowledged,silenced");
  expect(toggleState(toFilter({ status: "firing,acknowledged" }), "silenced")).toBeUndefined();
  expect(toggleState(toFilter({ status: "firing" }), "firing")).toBeUndefined();
});

test("labels are pairs, one a line", () => {
  expect(toFilter({ labels: "team=shop\nnonsense\nhost=a=b" }).labels).toEqual(["team=shop", "host=a=b"]);
});
