import { parseJson } from "@tocsin/jinja";
import { expect } from "vitest";
import type { AlertFacts } from "../../src/core/integrations/facts.ts";
import { createIntegrationRegistry } from "../../src/core/integrations/registry.ts";
import { integrationModules } from "../../src/integrations/index.ts";

const registry = createIntegrationRegistry(integrationModules);

type Expected = Partial<AlertFacts> | "ignored";

interface Step {
  sends: object;
  headers?: Record<string, string>;
  means: Expected;
}

/** What the module of a type makes of a request that it does not refuse. */
export function factsOf(slug: string, { sends, headers = {} }: Pick<Step, "sends" | "headers">) {
  const module = registry.find(slug);
  if (!module) throw new Error(`no module ${slug}`);
  const text = JSON.stringify(sends);
  const body = { value: parseJson(text), text };
  const request = { body, headers: new Map(Object.entries(headers)), query: new Map<string, string>() };
  expect(module.refuse?.(request)).toBeUndefined();
  return module.interpret(request);
}

/** Sends the requests one after another and compares what each means. */
export function check(slug: string, steps: readonly Step[]): void {
  for (const step of steps) {
    const { alerts, ignored } = factsOf(slug, step);
    if (step.means === "ignored") expect(ignored, JSON.stringify(step.sends)).toBeDefined();
    else expect(alerts[0]?.facts, JSON.stringify(step.sends)).toMatchObject(step.means);
  }
}

/** The key of the first request, for those that must share it. */
export function keyOf(
  slug: string,
  sends: object,
  headers?: Record<string, string>,
): string | null | undefined {
  return factsOf(slug, headers ? { sends, headers } : { sends }).alerts[0]?.facts?.key;
}

/** The second request belongs to what the first one opened. */
export function expectSameKey(slug: string, first: object, second: object): void {
  expect(keyOf(slug, first)).toEqual(expect.any(String));
  expect(keyOf(slug, second)).toBe(keyOf(slug, first));
}
