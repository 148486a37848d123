import { Dict, parseJson, type Value } from "@tocsin/jinja";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AlertFacts, alertFactsSchema, factsValue } from "../../src/core/integrations/facts.ts";
import type { Integration } from "../../src/core/integrations/index.ts";
import type {
  IntegrationExample,
  IntegrationModule,
  ReceivedRequest,
} from "../../src/core/integrations/registry.ts";
import { createTemplateEngine } from "../../src/core/templates/index.ts";
import { integrationModules } from "../../src/integrations/index.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { isSpelling, mutationsOf } from "./mutations.ts";
import {
  allHandled,
  groupsOf,
  integrateAny,
  type SeenGroup,
  sendExample,
  troubledRequests,
} from "./sender.ts";

/** Nothing is posted to these: Tocsin makes their alerts itself. */
const unpostable = new Set(["maintenance"]);
const posted = integrationModules.filter(({ slug }) => !unpostable.has(slug));
const withFacts = integrationModules.filter(readsFacts);

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

/** What the examples so far have done to an integration's groups. */
interface Story {
  integration: Integration;
  before: SeenGroup[];
  latest: string | undefined;
}

describe.each(posted)("$slug", (module) => {
  it("does with every example what the example says", async () => {
    const story: Story = { integration: await integrateAny(app, module), before: [], latest: undefined };
    for (const example of module.examples) {
      await play(story, example).catch((error: unknown) => {
        throw new Error(
          `${example.kind} "${example.name}": ${error instanceof Error ? error.message : error}`,
        );
      });
    }
    expect(await troubledRequests(app)).toEqual([]);
  });

  it("takes a bent opening request or refuses it, and never has to look at it again", async () => {
    const integration = await integrateAny(app, module);
    const [first] = module.examples;
    const bodies = mutationsOf(jsonOf(first)).map(({ body }) => body);
    const statuses = new Set<number>();
    for (let at = 0; at < bodies.length; at += 20) {
      const sent = bodies
        .slice(at, at + 20)
        .map((body) => sendExample(app, integration, { ...first, body: spelled(first, body) }, false));
      for (const { status } of await Promise.all(sent)) statuses.add(status);
    }
    expect([...statuses].filter((status) => status !== 200 && status !== 400)).toEqual([]);
    await allHandled(app);
    expect(await troubledRequests(app)).toEqual([]);
  });

  it("has what people need to connect it, and examples of every kind", () => {
    expect(module.connect.length).toBeGreaterThan(40);
    const kinds = new Set(module.examples.map(({ kind }) => kind));
    expect(module.examples[0].kind).toBe("opening");
    expect([...kinds]).toEqual(expect.arrayContaining(["opening", "hostile"]));
    if (readsFacts(module))
      expect([...kinds]).toEqual(expect.arrayContaining(["repeated", "resolving", "test"]));
  });
});

async function play(story: Story, example: IntegrationExample): Promise<void> {
  const sent = await sendExample(app, story.integration, example);
  const { before } = story;
  const after = await groupsOf(app, story.integration);
  story.before = after;
  if (example.kind === "hostile") {
    expect(sent.status === 200 || (sent.status >= 400 && sent.status < 500)).toBe(true);
    return;
  }
  expect(sent.status).toBe(200);
  expect(await troubledRequests(app)).toEqual([]);
  const known = new Set(before.map(({ public_id }) => public_id));
  const mine = after.find(({ public_id }) => public_id === sent.groups[0]);
  switch (example.kind) {
    case "opening":
      expect(mine, "opens a group").toBeDefined();
      expect(known.has(mine?.public_id ?? ""), "the group is new").toBe(false);
      expect(mine).toMatchObject({
        status: "firing",
        is_open: true,
        template_errors: [],
        ...expected(example),
      });
      story.latest = mine?.public_id;
      return;
    case "repeated":
      expect(mine?.public_id).toBe(meant(story, before, example));
      expect(mine?.alerts_count).toBeGreaterThan(countOf(before, mine?.public_id));
      expect(after).toHaveLength(before.length);
      return;
    case "acknowledging":
      expect(mine).toMatchObject({ public_id: meant(story, before, example), status: "acknowledged" });
      return;
    case "resolving":
      expect(mine).toMatchObject({
        public_id: meant(story, before, example),
        status: "resolved",
        is_open: false,
      });
      return;
    case "test":
    case "ignored":
      if (example.title !== undefined) expect(mine).toMatchObject(expected(example));
      else expect(openOnes(after)).toEqual(openOnes(before));
  }
}

function expected({ title, severity }: IntegrationExample): Partial<SeenGroup> {
  return { ...(title === undefined ? {} : { title }), ...(severity === undefined ? {} : { severity }) };
}

/** The group an example belongs to: the newest one of its title, or the one opened last. */
function meant(story: Story, groups: SeenGroup[], { title }: IntegrationExample): string | undefined {
  if (title === undefined) return story.latest;
  return groups.findLast((group) => group.title === title)?.public_id;
}

function countOf(groups: SeenGroup[], publicId: string | undefined): number {
  return groups.find(({ public_id }) => public_id === publicId)?.alerts_count ?? 0;
}

function openOnes(groups: SeenGroup[]): object[] {
  return groups
    .filter((group) => group.is_open)
    .map(({ public_id, status, title }) => ({ public_id, status, title }));
}

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
      expect(factsFrom(module, example, mutation.body), mutation.name).toEqual(original);
  });

  it.each(openings)("treats null in $name like a field that is absent", (example) => {
    const mutations = mutationsOf(jsonOf(example));
    const removed = new Map(
      mutations.filter(({ kind }) => kind === "removed").map((each) => [each.path, each]),
    );
    for (const mutation of mutations.filter(({ kind }) => kind === "null")) {
      const expectation = factsFrom(module, example, removed.get(mutation.path)?.body);
      expect(factsFrom(module, example, mutation.body), mutation.name).toEqual(expectation);
    }
  });

  it.each(openings)("finds alerts in bent versions of $name, or says why not", (example) => {
    for (const { name, body } of mutationsOf(jsonOf(example))) {
      const read = factsFrom(module, example, body);
      if (typeof read === "string") expect(read, name).not.toBe("");
      else for (const facts of read) expect(failedTemplates(alertFactsSchema.parse(facts)), name).toEqual([]);
    }
  });
});

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

function requestOf({ headers = {}, query = {} }: IntegrationExample, body: unknown): ReceivedRequest {
  const text = JSON.stringify(body ?? null);
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    body: { value: parseJson(text), text },
    headers: new Map(named),
    query: new Map(Object.entries(query)),
  };
}

/** The body as data; a form as the object it means, other text as itself. */
function jsonOf({ body, contentType = "" }: IntegrationExample): unknown {
  if (typeof body !== "string") return body;
  if (body === "") return {};
  if (contentType.includes("form-urlencoded")) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** A mutated body as the tool would spell it. */
function spelled({ contentType = "" }: IntegrationExample, body: unknown): string {
  if (!contentType.includes("form-urlencoded")) return JSON.stringify(body);
  const fields = Object.entries(Object(body)).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}

function readsFacts(module: IntegrationModule): boolean {
  return module.templates["web.title"]?.includes("alert.") === true;
}

it("a megabyte of brackets is not accepted and leaves nothing behind", async () => {
  const [module] = posted;
  if (!module) throw new Error("no module");
  const depth = 500_000;
  const integration = await integrateAny(app, module);
  const sent = await sendExample(app, integration, { body: "[".repeat(depth) + "]".repeat(depth) });
  expect(sent.status).toBeGreaterThanOrEqual(400);
  expect(await groupsOf(app, integration)).toEqual([]);
});

it("no request of the whole run had to be looked at twice", async () => {
  expect(await troubledRequests(app)).toEqual([]);
  const result = await sql<{ count: number }>`select count(*)::int as count from alert_groups`.execute(
    app.ctx.db,
  );
  expect(result.rows[0]?.count).toBeGreaterThan(posted.length);
});
