import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { insertIntake } from "../../src/core/intake/store.ts";
import type { Integration } from "../../src/core/integrations/index.ts";
import { createToken, createUser, type Role, systemCaller } from "../../src/core/people/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let number = 0;
let integration: Integration;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  number += 1;
  integration = await app.integrate({
    type: "webhook",
    name: `W${number}`,
    templates: { "web.title": "{{ payload.title }}", grouping_key: "{{ payload.title }}" },
  });
});

async function call(path: string, body: object, of = integration, token = adminToken) {
  const response = await fetch(`${app.url}/api/v2/integrations/${of.publicId}/${path}`, {
    method: "POST",
    headers: { authorization: token, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function tryRoutes(routes?: { kind: string; expression: string }[], of = integration) {
  const answer = await call("route-trial", { routes }, of);
  expect(answer.status).toBe(200);
  return answer.body;
}

async function tryTemplates(templates: Record<string, string | null>, of = integration) {
  const answer = await call("template-trial", { templates }, of);
  expect(answer.status).toBe(200);
  return answer.body;
}

async function tokenOf(role: Role): Promise<string> {
  const user = await createUser(app.ctx, systemCaller, { username: `${role}${number}`, role });
  return (await createToken(app.ctx, { caller: systemCaller, name: role, user, role })).token;
}

/** Requests as they wait: trials look at them without their being handled. */
async function store(bodies: readonly (object | string)[], of = integration): Promise<void> {
  await insertIntake(
    app.ctx.db,
    bodies.map((body) => ({
      integrationId: of.id,
      contentType: "application/json",
      body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
      isAwaited: false,
    })),
  );
}

async function footprint() {
  const result = await sql`
    select (select count(*) from alert_groups) as groups, (select count(*) from alerts) as alerts,
      (select count(*) from timeline_entries) as timeline, (select count(*) from events) as events,
      (select jsonb_agg(templates order by id) from integrations) as templates,
      (select jsonb_agg(template_error order by id) from integrations) as errors,
      (select count(*) from routes) as routes`.execute(app.ctx.db);
  return result.rows[0];
}

const regex = (expression: string) => ({ kind: "regex", expression });
const jinja = (expression: string) => ({ kind: "jinja2", expression });

describe("a trial of routes", () => {
  test("tells for each of the last alerts which route takes it, and why each other does not", async () => {
    await app.send(integration, { title: "Disk full", level: 7 });
    await app.send(integration, { title: "Web slow", level: 2 });
    const before = await footprint();
    const trial = await tryRoutes([
      jinja("{{ payload.level > 5 }}"),
      jinja("{{ payload.nosuch.thing }}"),
      regex("slow|full"),
      regex("(b"),
    ]);
    const broken = {
      verdict: "failed",
      rendered: null,
      failure: {
        message: "missing ) at position 2",
        line: 1,
        column: 3,
        hint: expect.stringMatching(/`\)`/),
      },
    };
    const undefinedThing = {
      verdict: "failed",
      failure: { line: 1, column: expect.any(Number), message: expect.stringMatching(/nosuch/) },
    };
    expect(trial).toMatchObject({
      source: "requests",
      requests: [
        {
          id: expect.stringMatching(/^\d+$/),
          result: "interpreted",
          note: null,
          more_alerts: 0,
          alerts: [
            {
              title: "Web slow",
              taken_by: 2,
              verdicts: [
                { verdict: "not_matched", rendered: "False" },
                undefinedThing,
                { verdict: "matched", rendered: null },
                broken,
              ],
            },
          ],
        },
        {
          alerts: [
            {
              title: "Disk full",
              taken_by: 0,
              verdicts: [
                { verdict: "matched", rendered: "True" },
                undefinedThing,
                { verdict: "matched" },
                broken,
              ],
            },
          ],
        },
      ],
    });
    expect(await footprint()).toEqual(before);
  });

  test("without a draft judges the stored routes, and agrees with where the alert really went", async () => {
    await call("routes", jinja("{{ payload.level > 5 }}"));
    await call("routes", regex("title"));
    for (const level of [9, 1]) await app.send(integration, { title: `Level ${level}`, level });
    const { requests } = await tryRoutes();
    expect(
      requests.map((request: { alerts: { taken_by: number }[] }) => request.alerts[0]?.taken_by),
    ).toEqual([1, 0]);
    const groups = await sql<{ title: string; position: number }>`
      select g.title, r.position from alert_groups g join routes r on r.id = g.route_id
      where g.integration_id = ${integration.id} order by g.id desc`.execute(app.ctx.db);
    expect(groups.rows).toEqual([
      { title: "Level 1", position: 1 },
      { title: "Level 9", position: 0 },
    ]);
  });

  test("gives what no route wants to the default one", async () => {
    await app.send(integration, { title: "x" });
    expect((await tryRoutes([regex("nothing like it")])).requests[0].alerts[0]).toMatchObject({
      taken_by: null,
    });
    expect((await tryRoutes([])).requests[0].alerts[0]).toMatchObject({ taken_by: null, verdicts: [] });
  });

  test("of an expression that would take for ever ends, and says so", async () => {
    await app.send(integration, { title: "a".repeat(40) });
    const [request] = (await tryRoutes([regex("(a+)+$")])).requests;
    expect(request.alerts[0].verdicts[0]).toMatchObject({
      verdict: "failed",
      failure: { message: expect.stringMatching(/too many steps/) },
    });
  });

  test("of very many slow expressions stops when its time is up", async () => {
    await store(Array.from({ length: 20 }, () => ({ title: "a".repeat(60) })));
    const many = Array.from({ length: 1000 }, (_, at) => regex(`(a+)+(b|${at})$`));
    const { requests } = await tryRoutes(many);
    expect(requests.at(-1)).toMatchObject({ result: "not_tried", reason: expect.stringMatching(/too long/) });
  });

  test.each([
    [{ routes: [{ kind: "labels", expression: "x" }] }, "routes.0.kind"],
    [{ routes: [{ kind: "regex" }] }, "routes.0.expression"],
    [{ routes: Array.from({ length: 1001 }, () => regex("x")) }, "routes"],
  ])("refuses a draft that is none, naming the field (%#)", async (body, field) => {
    expect(await call("route-trial", body)).toMatchObject({ status: 422, body: { error: { field } } });
  });
});

describe("a trial of templates", () => {
  test("shows each of the last alerts before and after, what changes, and stores nothing", async () => {
    await app.send(integration, { title: "Disk full", host: "db1", page: "https://x.example/1", st: "ok" });
    await app.send(integration, { title: "db1", host: "db1", page: "javascript:alert(1)", st: "bad" });
    const before = await footprint();
    const trial = await tryTemplates({
      "web.title": "{{ payload.host }}",
      "web.message": "On **{{ payload.host }}** by {{ integration_name }}",
      grouping_key: "",
      resolve_signal: '{{ payload.st == "ok" }}',
      source_link: "{{ payload.page }}",
      "web.image_url": "{{ payload.page }}.png",
    });
    const message = `On **db1** by W${number}`;
    expect(trial.source).toBe("requests");
    expect(trial.requests.map((request: { alerts: object[] }) => request.alerts[0])).toMatchObject([
      {
        before: { "web.title": "db1", grouping_key: "db1" },
        after: {
          "web.title": "db1",
          "web.message": message,
          resolve_signal: false,
          acknowledge_signal: false,
          source_link: null,
          "web.image_url": null,
        },
        failures: [],
        payload: null,
        facts: null,
      },
      {
        before: { "web.title": "Disk full", source_link: null, resolve_signal: false },
        after: {
          "web.title": "db1",
          "web.message": message,
          resolve_signal: true,
          source_link: "https://x.example/1",
          "web.image_url": "https://x.example/1.png",
        },
        changed: expect.arrayContaining(["web.title", "resolve_signal", "source_link", "web.image_url"]),
      },
    ]);
    expect(trial.requests[0].alerts[0].changed).not.toContain("web.title");
    expect(await footprint()).toEqual(before);
  });

  test("keeps the place and the hint of what fails, and shows what would be seen instead", async () => {
    await app.send(integration, { title: "x" });
    const [request] = (await tryTemplates({ "web.title": "a\n{{ payload.title | uper }}" })).requests;
    expect(request.alerts[0]).toMatchObject({
      after: { "web.title": expect.stringMatching(/^Template Error: /) },
      changed: ["web.title"],
      failures: [
        {
          slot: "web.title",
          failure: { line: 2, column: 20, message: expect.any(String), hint: expect.stringMatching(/upper/) },
        },
      ],
    });
  });

  test("tries the type's own template where an override is taken away", async () => {
    const fixed = await app.integrate({
      type: "webhook",
      name: `F${number}`,
      templates: { "web.title": "fixed" },
    });
    await store([{ title: "sent" }], fixed);
    const changed = (await tryTemplates({ "web.title": null }, fixed)).requests[0].alerts[0];
    expect(changed).toMatchObject({
      before: { "web.title": "fixed" },
      after: { "web.title": "Incident" },
      changed: ["web.title"],
    });
    expect((await tryTemplates({}, fixed)).requests[0].alerts[0].changed).toEqual([]);
  });

  test("shows what templates see when it is asked for", async () => {
    const github = await app.integrate({ type: "github", name: `G${number}` });
    const body = { templates: {}, with_payloads: true };
    const [request] = (await call("template-trial", body, github)).body.requests;
    expect(JSON.parse(request.alerts[0].payload)).toEqual(expect.any(Object));
    expect(request.alerts[0].facts).toMatchObject({ title: expect.any(String) });
  });

  test("looks at the last twenty, ten alerts of each, and leaves out what is too long or no payload", async () => {
    await store(Array.from({ length: 22 }, (_, at) => ({ title: `n${at}` })));
    await store(["{broken", { title: "long", filler: "x".repeat(300_000) }]);
    const { requests } = await tryTemplates({});
    expect(requests.length).toBe(20);
    expect(requests.slice(0, 3)).toMatchObject([
      { result: "not_tried", reason: expect.stringMatching(/longer than/) },
      { result: "unreadable", reason: expect.stringMatching(/JSON/) },
      { result: "interpreted", alerts: [{ after: { "web.title": "n21" } }] },
    ]);
    const prometheus = await app.integrate({ type: "prometheus", name: `M${number}` });
    const alerts = Array.from({ length: 15 }, (_, at) => {
      return { status: "firing", labels: { alertname: `a${at}` }, annotations: {} };
    });
    await store([{ version: "4", status: "firing", alerts }], prometheus);
    const [first] = (await tryTemplates({}, prometheus)).requests;
    expect([first.alerts.length, first.more_alerts]).toEqual([10, 5]);
  });

  test.each([
    [{ templates: { "sms.title": "x" } }, "templates"],
    [{ templates: { "web.title": "x".repeat(50_001) } }, "templates.web.title"],
    [{ templates: { "web.title": 1 } }, "templates.web.title"],
  ])("refuses %# with the field", async (body, field) => {
    expect(await call("template-trial", body)).toMatchObject({ status: 422, body: { error: { field } } });
  });
});

test("while there is no request, the examples of the type stand in, and the answer says so", async () => {
  const prometheus = await app.integrate({ type: "alertmanager", name: `P${number}` });
  const trial = await tryTemplates({ "web.title": "{{ payload.status }}" }, prometheus);
  expect(trial.source).toBe("examples");
  expect(trial.requests[0]).toMatchObject({
    id: null,
    name: expect.any(String),
    received_at: null,
    alerts: [{ after: { "web.title": "firing" } }],
  });
  expect((await tryRoutes([regex('"status": "firing"')], prometheus)).requests[0].alerts[0].taken_by).toBe(0);
});

test("requests that were refused are not tried: they carry no alert", async () => {
  await fetch(`${app.url}/integrations/v1/webhook/${integration.token}/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{broken",
  });
  expect((await tryRoutes([])).source).toBe("examples");
});

test("responders may try, viewers may not, and no other integration is reached", async () => {
  const [viewer, responder] = [await tokenOf("viewer"), await tokenOf("responder")];
  for (const path of ["route-trial", "template-trial"]) {
    expect((await call(path, {}, integration, viewer)).status).toBe(403);
    expect((await call(path, {}, integration, responder)).status).toBe(200);
    expect((await call(path, {}, { ...integration, publicId: "INOSUCH" })).status).toBe(404);
  }
});
