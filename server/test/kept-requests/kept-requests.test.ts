import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { handleIntakeBatch } from "../../src/core/intake/index.ts";
import { insertIntake } from "../../src/core/intake/store.ts";
import type { Integration } from "../../src/core/integrations/index.ts";
import type { IntegrationId } from "../../src/platform/ids.ts";
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
    templates: { grouping_key: "{{ payload.key }}", "web.title": "{{ payload.title }}" },
  });
});

async function call(method: string, path: string, body?: object) {
  const response = await fetch(`${app.url}/api/v2${path}`, {
    method,
    headers: { authorization: adminToken, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

async function requests(of = integration) {
  return (await call("GET", `/integrations/${of.publicId}/requests`)).body.items;
}

function replay(id: string, of = integration) {
  return call("POST", `/integrations/${of.publicId}/requests/${id}/replay`);
}

async function post(body: string, headers: Record<string, string> = {}): Promise<number> {
  const url = `${app.url}/integrations/v1/${integration.type}/${integration.token}/?source=test`;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return response.status;
}

async function counts() {
  const result = await sql<{ groups: number; alerts: number; timeline: number; events: number }>`
    select (select count(*) from alert_groups) as groups, (select count(*) from alerts) as alerts,
      (select count(*) from timeline_entries) as timeline, (select count(*) from events) as events`.execute(
    app.ctx.db,
  );
  return result.rows[0];
}

describe("the last requests of an integration", () => {
  test("show each body as it came, and what became of it, newest first", async () => {
    const body = '{"key": "a",\n "title": "Disk \\u0066ull", "n": 1.0}';
    const { groups } = await app.send(integration, body);
    await post("{broken");
    expect(await requests()).toMatchObject([
      {
        state: "refused",
        body: "{broken",
        reason: expect.stringMatching(/^JSON parse error/),
        outcome: null,
      },
      {
        state: "handled",
        body,
        body_bytes: body.length,
        content_type: "application/json",
        reason: null,
        handled_at: expect.any(String),
        outcome: { alerts: 1, alert_groups: groups, note: null },
      },
    ]);
    expect((await requests())[0].query).toEqual({ source: "test" });
  });

  test("tell why nothing came of one", async () => {
    const github = await app.integrate({ type: "github", name: `G${number}` });
    await app.send(github, { zen: "Keep it logically awesome.", hook_id: 1, hook: {} });
    const [request] = await requests(github);
    expect(request.outcome).toMatchObject({ alerts: 0, alert_groups: [] });
    expect(request.outcome.note).toEqual(expect.any(String));
  });

  test("include one whose signature was refused", async () => {
    await call("PUT", `/integrations/${integration.publicId}/secrets`, { secret: "s3cret" });
    expect(await post('{"title":"x"}')).toBe(401);
    expect(await requests()).toMatchObject([
      { state: "refused", body: '{"title":"x"}', reason: expect.stringMatching(/not signed/) },
    ]);
  });

  test("are fifty, however many come at once or one by one", async () => {
    const rows = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({
        integrationId: integration.id,
        contentType: "application/json",
        body: Buffer.from(JSON.stringify({ key: "same", n: from + at })),
        isAwaited: false,
      }));
    async function expectLast(newest: number) {
      await drained();
      const shown = (await requests()).map((request: { body: string }) => JSON.parse(request.body).n);
      expect(shown).toEqual(Array.from({ length: Math.min(50, newest) }, (_, at) => newest - at));
      const stored = await sql<{ count: number }>`
        select count(*) as count from intake where integration_id = ${integration.id}`.execute(app.ctx.db);
      expect(stored.rows[0]?.count).toBe(Math.min(50, newest));
    }
    await insertIntake(app.ctx.db, rows(1, 20));
    await expectLast(20);
    await insertIntake(app.ctx.db, rows(21, 35));
    await expectLast(55);
    await insertIntake(app.ctx.db, rows(56, 445));
    await expectLast(500);
    await insertIntake(app.ctx.db, rows(501, 1));
    await expectLast(501);
  });

  test("of others are not shown", async () => {
    await app.send(integration, { key: "a" });
    const other = await app.integrate({ type: "webhook", name: `O${number}` });
    expect(await requests(other)).toEqual([]);
    const [{ id }] = await requests();
    expect((await replay(id, other)).status).toBe(404);
  });

  test("go with a group that is wiped or deleted, and with their integration", async () => {
    for (const mode of ["wipe", "delete"]) {
      const sent = await app.send(integration, { key: mode, title: "private" });
      await app.send(integration, { key: `other ${mode}`, title: "stays" });
      const response = await fetch(`${app.url}/api/v1/alert_groups/${sent.groups[0]}/`, {
        method: "DELETE",
        headers: { authorization: adminToken, "content-type": "application/json" },
        body: JSON.stringify({ mode }),
      });
      expect(response.status).toBe(204);
      expect(JSON.stringify(await requests())).not.toContain("private");
      expect(JSON.stringify(await requests())).toContain("stays");
    }
    await call("DELETE", `/integrations/${integration.publicId}`);
    const left = await sql`select from intake where integration_id = ${integration.id}`.execute(app.ctx.db);
    expect(left.rows).toEqual([]);
  });
});

async function drained(): Promise<void> {
  const limits = { integrations: 8, rowsPerIntegration: 100, bytesPerIntegration: 1_000_000 };
  for (;;) {
    await handleIntakeBatch(app.ctx, 0 as IntegrationId, limits);
    const waiting = await sql`select from intake where status = 'waiting' limit 1`.execute(app.ctx.db);
    if (waiting.rows.length === 0) return;
  }
}

describe("what a request would do now", () => {
  test("is told by the present templates and groups, and nothing is done", async () => {
    const { groups } = await app.send(integration, { key: "a", title: "Disk full" });
    const [{ id }] = await requests();
    const before = await counts();
    expect((await replay(id)).body).toEqual({
      result: "interpreted",
      note: null,
      alerts: [
        {
          title: "Disk full",
          grouping_key: "a",
          is_resolve_signal: false,
          is_acknowledge_signal: false,
          route: { id: expect.any(String), is_default: true, reason: "no other route matched" },
          template_failures: [],
          outcome: "deduplicated",
          alert_group_id: groups[0],
          new_group: null,
        },
      ],
    });
    await call("PATCH", `/integrations/${integration.publicId}`, {
      templates: {
        grouping_key: "{{ payload.title }}",
        "web.title": "{{ payload.nosuch.thing }}",
        resolve_signal: "{{ true }}",
      },
    });
    expect((await replay(id)).body.alerts).toMatchObject([
      {
        grouping_key: "Disk full",
        is_resolve_signal: true,
        template_failures: [{ slot: "web.title" }],
        alert_group_id: null,
        new_group: 1,
      },
    ]);
    expect(await counts()).toEqual(before);
    expect((await requests()).length).toBe(1);
  });

  test("counts the groups it would open", async () => {
    const prometheus = await app.integrate({ type: "prometheus", name: `P${number}` });
    const alert = (name: string) => ({ status: "firing", labels: { alertname: name }, annotations: {} });
    const body = { version: "4", status: "firing", alerts: [alert("a"), alert("b"), alert("a")] };
    await app.send(prometheus, body);
    await sql`delete from alert_groups where integration_id = ${prometheus.id}`.execute(app.ctx.db);
    const [{ id }] = await requests(prometheus);
    const { alerts } = (await replay(id, prometheus)).body;
    expect(alerts.map((each: { new_group: number }) => each.new_group)).toEqual([1, 2, 1]);
  });

  test("is the reason, for one that would be refused again", async () => {
    await post("{broken");
    const [{ id }] = await requests();
    expect((await replay(id)).body).toMatchObject({
      result: "refused",
      reason: expect.stringMatching(/JSON/),
    });
    expect((await replay("refused-999999999")).status).toBe(404);
    expect((await replay("1; drop")).status).toBe(422);
  });

  test("of one whose signature was refused is what it says", async () => {
    await call("PUT", `/integrations/${integration.publicId}/secrets`, { secret: "s3cret" });
    await post('{"title":"Would be this","key":"k"}');
    const [{ id }] = await requests();
    expect((await replay(id)).body.alerts).toMatchObject([{ title: "Would be this", new_group: 1 }]);
  });
});
