import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { TemplateError } from "../src/index.ts";
import { type GoldenCase, goldenData, goldenTemplate } from "./golden-support.ts";

const path = new URL("./conformance/go-template-golden.json", import.meta.url);
const { cases }: { cases: GoldenCase[] } = JSON.parse(readFileSync(path, "utf8"));

describe("golden cases of Go 1.26", () => {
  it.each(cases.map((each) => [each.name, each] as const))("%s", (_name, golden) => {
    const outcome = runCase(golden);
    if (!golden.error) {
      expect(outcome).toEqual({ text: golden.expected });
      return;
    }
    expect(outcome.kind).toBe(golden.errorPhase);
    expect(outcome.message).toBe(golden.goError);
    if (golden.partial !== undefined) expect(outcome.partial).toBe(golden.partial);
  });
});

interface Outcome {
  readonly text?: string;
  readonly kind?: string;
  readonly message?: string;
  readonly partial?: string;
}

function runCase(golden: GoldenCase): Outcome {
  try {
    return { text: goldenTemplate(golden).render(goldenData(golden)) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { kind: error.kind, message: error.message, partial: error.partial };
  }
}
