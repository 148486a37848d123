import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createEnvironment, Dict, parseJson, TemplateError, type Value } from "../src/index.ts";

interface GoldenCase {
  readonly name: string;
  readonly group: string;
  readonly template: string;
  readonly contextJson: string;
  readonly expected?: string;
  readonly error?: string;
}

const file = new URL("./conformance/jinja-golden.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: GoldenCase[] };
const environment = createEnvironment();

/** In the sandbox group it only matters that nothing is reached. */
function errorClass(group: string, kind: string): string {
  return group === "sandbox" && kind === "undefined" ? "sandbox" : kind;
}

function run({ template, contextJson, group }: GoldenCase): string {
  const context = parseJson(contextJson);
  const variables = new Map<string, Value>();
  if (context instanceof Dict) for (const [key, value] of context.pairs()) variables.set(String(key), value);
  try {
    return `text: ${environment.compile(template).render(variables)}`;
  } catch (error) {
    if (error instanceof TemplateError) return `error: ${errorClass(group, error.kind)}`;
    throw error;
  }
}

describe("golden cases of the real Jinja", () => {
  for (const golden of cases) {
    it(golden.name, () => {
      const expected =
        golden.error === undefined
          ? `text: ${golden.expected}`
          : `error: ${errorClass(golden.group, golden.error)}`;
      expect(run(golden)).toBe(expected);
    });
  }
});
