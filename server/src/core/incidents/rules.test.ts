import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { IncidentSettings } from "./model.ts";
import { decideChange, decideDeclaration } from "./rules.ts";

const shop: IncidentSettings = {
  title: "Shop down",
  severity: "minor",
  status: "active",
  isDrill: false,
  labels: ["shop"],
  roomPrefix: null,
};

describe("declaring", () => {
  test("tells of the declaration", () => {
    const decision = decideDeclaration(shop, "by hand");
    expect(decision.events).toEqual(["incident declared"]);
    expect(decision.entries).toMatchObject([{ kind: "declared", text: "by hand" }]);
  });

  test("what is over already tells of its end, too", () => {
    const decision = decideDeclaration({ ...shop, status: "resolved" }, "by hand");
    expect(decision.events).toEqual(["incident declared", "incident resolved"]);
    expect(decision.entries.map((entry) => entry.kind)).toEqual(["declared", "resolved"]);
  });
});

describe("changing", () => {
  test.each([
    [{ title: "Shop slow" }, ["title_changed"], ["incident changed"]],
    [{ severity: "major", isDrill: true }, ["severity_changed", "drill_changed"], ["incident changed"]],
    [
      { labels: ["shop", "eu"], roomPrefix: "inc" },
      ["labels_changed", "room_prefix_changed"],
      ["incident changed"],
    ],
    [{ status: "resolved" }, ["resolved"], ["incident resolved"]],
    [
      { status: "resolved", title: "Over" },
      ["title_changed", "resolved"],
      ["incident changed", "incident resolved"],
    ],
  ] as const)("%j", (update, kinds, events) => {
    const decision = decideChange(shop, update, "why");
    expect(decision.entries.map((entry) => entry.kind)).toEqual(kinds);
    expect(decision.events).toEqual(events);
  });

  test("taking up again is a change", () => {
    const decision = decideChange({ ...shop, status: "resolved" }, { status: "active" }, "it is back");
    expect(decision.entries).toEqual([{ kind: "reopened", text: "it is back" }]);
    expect(decision.events).toEqual(["incident changed"]);
  });

  test("an entry shows what it was and what it is, exactly", () => {
    const [entry] = decideChange(shop, { labels: ["a, b"] }, "why").entries;
    expect(entry).toEqual({
      kind: "labels_changed",
      text: "shop → a, b",
      detail: { from: ["shop"], to: ["a, b"] },
    });
  });

  const settings = fc.record<IncidentSettings>({
    title: fc.string(),
    severity: fc.string(),
    status: fc.constantFrom("active", "resolved"),
    isDrill: fc.boolean(),
    labels: fc.array(fc.string()),
    roomPrefix: fc.option(fc.string()),
  });

  test("to what it is already tells nobody; twice is as once; events come with entries only", () => {
    fc.assert(
      fc.property(settings, settings, (before, after) => {
        const once = decideChange(before, after, "why");
        expect(once.settings).toEqual(after);
        expect(once.events.length > 0).toBe(once.entries.length > 0);
        const twice = decideChange(once.settings, after, "why");
        expect([twice.entries, twice.events]).toEqual([[], []]);
      }),
    );
  });
});
