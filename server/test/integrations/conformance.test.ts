import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeOptions } from "../../src/core/integrations/change-options.ts";
import type { Integration } from "../../src/core/integrations/index.ts";
import type { IntegrationExample, IntegrationModule } from "../../src/core/integrations/registry.ts";
import { readSnsEnvelope } from "../../src/core/integrations/verify-sns.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { integrationModules } from "../../src/integrations/index.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { jsonOf, spelled } from "./examples.ts";
import { mutationsOf } from "./mutations.ts";
import {
  allHandled,
  groupsOf,
  handInExample,
  integrateAny,
  type SeenGroup,
  sendExample,
  troubledRequests,
} from "./sender.ts";

/** Nothing is posted to these: Tocsin makes their alerts itself. */
const unpostable = new Set(["maintenance"]);
const posted = integrationModules.filter(({ slug }) => !unpostable.has(slug));

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
      await play(story, example, provesItself(module, example)).catch((error: unknown) => {
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
    expect(kinds).toContain("hostile");
    for (const kind of ["repeated", "resolving", "test"] as const) {
      const isExplained = module.neverSends?.[kind] !== undefined;
      expect(kinds.has(kind) !== isExplained, `a ${kind} example, or else a word why there is none`).toBe(
        true,
      );
    }
  });

  it("survives a megabyte of brackets, and of objects in objects", async () => {
    const integration = await integrateAny(app, module);
    const brackets = "[".repeat(500_000) + "]".repeat(500_000);
    expect((await sendExample(app, integration, { body: brackets })).status).toBeGreaterThanOrEqual(400);
    expect(await groupsOf(app, integration)).toEqual([]);
    const [first] = module.examples;
    const body = jsonOf(first);
    if (typeof body !== "object" || body === null || Array.isArray(body)) return;
    const nested = { ...body, added_by_a_later_version: megabyteOfObjects() };
    const sent = await sendExample(app, integration, {
      ...first,
      body: JSON.stringify(nested),
      contentType: json,
    });
    expect([200, 400]).toContain(sent.status);
    expect(await troubledRequests(app)).toEqual([]);
  });
});

const json = "application/json";

/** Sixty levels deep, over and over. */
function megabyteOfObjects(): object[] {
  const deep = Array.from({ length: 60 }).reduce<object>((inner) => ({ inner }), {});
  return Array.from({ length: 1_000_000 / JSON.stringify(deep).length }, () => deep);
}

/** Is it a message that is taken only with a signature of its maker? How those are checked is tested elsewhere. */
function provesItself(module: IntegrationModule, { body }: IntegrationExample): boolean {
  if (module.signatures?.some(({ kind }) => kind === "sns") !== true) return false;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return readSnsEnvelope(Buffer.from(text)).kind !== "other";
}

async function play(story: Story, example: IntegrationExample, isHandedIn: boolean): Promise<void> {
  await changeOptions(app.ctx, systemCaller, story.integration, example.options ?? {});
  const send = isHandedIn ? handInExample : sendExample;
  const sent = await send(app, story.integration, example);
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

it("no request of the whole run had to be looked at twice", async () => {
  expect(await troubledRequests(app)).toEqual([]);
  const result = await sql<{ count: number }>`select count(*)::int as count from alert_groups`.execute(
    app.ctx.db,
  );
  expect(result.rows[0]?.count).toBeGreaterThan(posted.length);
});
