import { expect, it } from "vitest";
import { runFuzz } from "./fuzz.ts";

it("hostile templates render or fail with a typed error", () => {
  expect(runFuzz({ seconds: 20, seed: 7, maxCases: 150 }).cases).toBeGreaterThan(0);
});
