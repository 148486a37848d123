import { expect, test } from "vitest";
import { payloadPaths } from "./payload-paths.ts";

test("every text and number of a payload has a path", () => {
  const payload = { check: { name: "Backup", ok: false }, labels: [{ name: "x" }], none: null, "a.b": 1 };
  expect(payloadPaths(JSON.stringify(payload))).toEqual(["check.name", "check.ok", "labels.0.name"]);
});

test.each(["", "no json", "42", "[]"])("%j has none", (text) => {
  expect(payloadPaths(text)).toEqual([]);
});

test("a huge payload gives two hundred", () => {
  expect(payloadPaths(JSON.stringify(Array.from({ length: 5000 }, () => ({ a: 1 })))).length).toBe(200);
});
