import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createEnvironment, TemplateError } from "../src/index.ts";
import { variablesOf } from "./render-case.ts";

const file = new URL("./conformance/alert-vectors.json", import.meta.url);
const data = JSON.parse(readFileSync(file, "utf8")) as {
  payload: string;
  cases: { template: string; shown: string }[];
};
const environment = createEnvironment();
const WARNINGS = new Set(["undefined", "type", "key", "value"]);

/** What OnCall shows to users: the text, or the error with its class of importance. */
function shown(template: string): string {
  try {
    return environment.compile(template).render(variablesOf(`{"payload": ${data.payload}}`));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return `Template ${WARNINGS.has(error.kind) ? "Warning" : "Error"}: ${error.message}`;
  }
}

describe("alert templates and their messages are those of OnCall", () => {
  it.each(data.cases)("$template", (vector) => {
    expect(shown(vector.template)).toBe(vector.shown);
  });
});
