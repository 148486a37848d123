import { Dict, parseJson, type Value } from "@tocsin/jinja";
import { describe, expect, it } from "vitest";
import { type AlertFacts, alertFactsSchema, factsValue } from "../../src/core/integrations/facts.ts";
import type {
  IntegrationExample,
  IntegrationModule,
  ReceivedRequest,
} from "../../src/core/integrations/registry.ts";
import { createTemplateEngine } from "../../src/core/templates/index.ts";
import { integrationModules } from "../../src/integrations/index.ts";
import { jsonOf, readsFacts } from "./examples.ts";
import { isSpelling, type Mutation, mutationsOf } from "./mutations.ts";

const withFacts = integrationModules.filter(readsFacts);

describe.each(withFacts)("$slug, whatever its payload looks like,", (module) => {
  const engine = createTemplateEngine();
  const openings = module.examples.filter(({ kind }) => kind === "opening");

  function failedTemplates(facts: AlertFacts): unknown[] {
    const variables = new Map<string, Value>([
      ["payload", new Dict()],
      ["alert", factsValue(facts)],
    ]);
    const rendered = Object.values(module.templates).map((template) =>
      engine.render("jinja", template, variables),
    );
    return rendered.filter(({ kind }) => kind !== "text");
  }

  it.each(openings)("reads the same from another spelling of $name", (example) => {
    const original = factsFrom(module, example, jsonOf(example));
    for (const mutation of mutationsOf(jsonOf(example)).filter((each) => isSpelling(jsonOf(example), each)))
      expect(essence(factsFrom(module, example, mutation.body)), mutation.name).toEqual(essence(original));
  });

  it.each(openings)("treats null in $name like a field that is absent", (example) => {
    const mutations = mutationsOf(jsonOf(example));
    const removed = new Map(
      mutations.filter(({ kind }) => kind === "removed").map((each) => [each.path, each]),
    );
    for (const mutation of mutations.filter(isNullField)) {
      const expectation = factsFrom(module, example, removed.get(mutation.path)?.body);
      expect(factsFrom(module, example, mutation.body), mutation.name).toEqual(expectation);
    }
  });

  it.each(openings)("finds alerts in bent versions of $name, or says why not", (example) => {
    for (const { name, body } of mutationsOf(jsonOf(example))) {
      const read = factsFrom(module, example, body);
      if (typeof read === "string") expect(read, name).not.toBe("");
      else
        for (const facts of read.filter((each) => each !== undefined))
          expect(failedTemplates(alertFactsSchema.parse(facts)), name).toEqual([]);
    }
  });
});

/** All but the message, which may show fields that nobody knows yet. */
function essence(read: unknown[] | string): unknown {
  return typeof read === "string" ? read : read.map((facts) => ({ ...Object(facts), message: "" }));
}

function isNullField({ kind, path }: Mutation): boolean {
  return kind === "null" && !/(^|\.)\d+$/.test(path);
}

/** The facts of all alerts, or why there are none. */
function factsFrom(
  module: IntegrationModule,
  example: IntegrationExample,
  body: unknown,
): unknown[] | string {
  const request = requestOf(example, body);
  const problem = module.refuse?.(request);
  if (problem !== undefined) return `refused: ${problem}`;
  const { alerts, ignored } = module.interpret(request);
  return alerts.length > 0 ? alerts.map(({ facts }) => facts) : (ignored ?? "");
}

function requestOf(
  { headers = {}, query = {}, options }: IntegrationExample,
  body: unknown,
): ReceivedRequest {
  const text = JSON.stringify(body ?? null);
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    body: { value: parseJson(text), text },
    headers: new Map(named),
    query: new Map(Object.entries(query)),
    options,
  };
}
