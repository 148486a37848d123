import { createEnvironment, Dict, parseJson, TemplateError, type Value } from "../src/index.ts";

const environment = createEnvironment();

/** The members of a JSON object as template variables. */
export function variablesOf(contextJson: string): Map<string, Value> {
  const context = parseJson(contextJson);
  const variables = new Map<string, Value>();
  if (context instanceof Dict) for (const [key, value] of context.pairs()) variables.set(String(key), value);
  return variables;
}

/** `text: …` or `error: <kind>`. */
export function outcome(template: string, contextJson = "{}"): string {
  try {
    return `text: ${environment.compile(template).render(variablesOf(contextJson))}`;
  } catch (error) {
    if (error instanceof TemplateError) return `error: ${error.kind}`;
    throw error;
  }
}

/** The TemplateError that a template ends in. */
export function failureOf(template: string, contextJson = "{}"): TemplateError {
  try {
    environment.compile(template).render(variablesOf(contextJson));
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error(`${template} did not fail`);
}
