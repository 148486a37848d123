import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { TemplateError } from "../src/index.ts";
import { type GoldenCase, goldenData, goldenTemplate } from "./golden-support.ts";

const path = new URL("./conformance/go-differential.json", import.meta.url);
const { cases, data }: { cases: Partial<GoldenCase>[]; data: Record<GoldenCase["mode"], unknown> } =
  JSON.parse(readFileSync(path, "utf8"));
const now = new Date("2026-03-01T12:00:00Z");

it("every template compared with Go gives Go's text, or Go's error and what was rendered before it", () => {
  const differences = cases.flatMap((each) => {
    const golden = complete(each);
    const expected = golden.errorPhase
      ? { kind: golden.errorPhase, message: golden.goError, partial: golden.partial ?? "" }
      : { text: golden.expected };
    const actual = outcome(golden);
    return JSON.stringify(actual) === JSON.stringify(expected)
      ? []
      : [{ template: golden.template, actual, expected }];
  });
  expect(cases.length).toBeGreaterThan(1000);
  expect(differences).toEqual([]);
});

function complete(each: Partial<GoldenCase>): GoldenCase {
  const mode = each.mode ?? "json";
  return { name: "", template: "", missingkey: "zero", ...each, mode, data: data[mode] };
}

function outcome(golden: GoldenCase): unknown {
  try {
    return { text: goldenTemplate(golden).render(goldenData(golden), { now }) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { kind: error.kind, message: error.message, partial: error.partial };
  }
}
