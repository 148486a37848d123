import { expect, test } from "vitest";
import type { Integration } from "../model.ts";
import { groupCounts, isOverridden, type TriedTemplates, textOf, withText } from "./model.ts";

const integration = {
  templates: { "web.title": "stored" },
  default_templates: { "web.title": "own", "web.message": "own message" },
} as unknown as Integration;

test("the text in force is the draft's, then the stored one, then the type's own", () => {
  expect(textOf("web.title", integration, {})).toBe("stored");
  expect(textOf("web.title", integration, { "web.title": "drafted" })).toBe("drafted");
  expect(textOf("web.title", integration, { "web.title": null })).toBe("own");
  expect(textOf("web.message", integration, {})).toBe("own message");
  expect(textOf("source_link", integration, {})).toBe("");
});

test("a draft holds only what differs from what is stored", () => {
  const draft = withText({}, "web.title", "new", integration);
  expect(draft).toEqual({ "web.title": "new" });
  expect(withText(draft, "web.title", "stored", integration)).toEqual({});
  expect(withText(draft, "web.message", "own message", integration)).toEqual({ "web.title": "new" });
});

test("the type's own text, or none, takes the override away", () => {
  for (const text of ["own", ""]) {
    const draft = withText({}, "web.title", text, integration);
    expect(draft).toEqual({ "web.title": null });
    expect(isOverridden("web.title", integration, draft)).toBe(false);
  }
  expect(isOverridden("web.title", integration, {})).toBe(true);
});

test("groups are counted by their keys; an alert without one has a group of its own", () => {
  const alert = (before: string | null, after: string | null) =>
    ({ before: { grouping_key: before }, after: { grouping_key: after } }) as TriedTemplates;
  expect(groupCounts([alert("a", "x"), alert("b", "x"), alert(null, "y"), alert(null, null)])).toEqual({
    before: 4,
    after: 3,
  });
});
