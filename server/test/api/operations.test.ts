import { hostname } from "node:os";
import Fastify from "fastify";
import { sql } from "kysely";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { registerApi } from "../../src/http/api/index.ts";
import { registerMetrics } from "../../src/http/metrics.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { listen } from "../../src/platform/db/listen.ts";
import { listMigrations } from "../../src/platform/db/migrate.ts";
import { createMetrics } from "../../src/platform/metrics.ts";
import { newIntegration, receive, tokenFor, useWorld } from "./support.ts";

const world = useWorld();
let groupId: string;

beforeAll(async () => {
  const integration = await newIntegration(world.ctx, { name: "Shop" });
  await receive(world.ctx, integration, { title: "Down" });
  groupId = (await world.call("GET", "/alert-groups")).body.items[0].id;
});

async function seedAttempts(): Promise<void> {
  await sql`
    insert into webhooks (public_id, name, trigger_type, http_method, url, sealed_password)
    values ('WHONE', 'One', 'acknowledge', 'POST', 'https://one.example', 'x'),
      ('WHTWO', 'Two', 'status change', 'POST', 'https://two.example', null)`.execute(world.ctx.db);
  await sql`
    with event as (insert into events (group_id, type, sequence, snapshot)
      select id, 'acknowledge', 1, '{}' from alert_groups where public_id = ${groupId} returning id, group_id)
    insert into deliveries (public_id, event_id, webhook_id, group_id, due_at)
    select 'msg_waiting', event.id, w.id, event.group_id, now() - interval '5 minutes'
    from event, webhooks w where w.public_id = 'WHONE'`.execute(world.ctx.db);
  await sql`
    insert into attempts (delivery_id, delivery_public_id, event_id, event_type, webhook_id, group_id, number,
      started_at, result, cause, error, request_method, request_url, request_headers, request_body, response_status,
      response_headers, response_body, worker)
    select n, 'msg_' || n, 1, 'acknowledge', w.id, g.id, 1, timestamptz '2026-01-01T00:00:00Z' + n * interval '1 hour',
      case when n % 2 = 0 then 'delivered' else 'failed' end, 'response', null, 'POST', 'https://one.example',
      '{"accept": "*/*"}', '{}', 200 + n, '{"x": "y"}', 'secret of the inner server', 'test'
    from generate_series(1, 4) n, webhooks w, alert_groups g where w.public_id = 'WHONE' and g.public_id = ${groupId}`.execute(
    world.ctx.db,
  );
}

describe("outgoing webhooks", () => {
  beforeAll(seedAttempts);
  const numbers = async (query: string) =>
    (await world.call("GET", `/attempts?${query}`)).body.items.map(
      (item: { response: { status: number } }) => item.response.status,
    );

  test("are listed without their secrets, with how their last try went", async () => {
    const { body } = await world.call("GET", "/webhooks");
    expect(body.items).toMatchObject([
      { id: "WHTWO", has_password: false, pending_deliveries: 0, last_attempt: null },
      { id: "WHONE", has_password: true, pending_deliveries: 1, last_attempt: { result: "delivered" } },
    ]);
  });

  test("the log of tries is newest first, and filtered by webhook, result and time", async () => {
    expect(await numbers("")).toEqual([204, 203, 202, 201]);
    expect(await numbers("webhook=WHTWO")).toEqual([]);
    expect(await numbers("webhook=WHNOSUCH")).toEqual([]);
    expect(await numbers(`alert_group=${groupId}&result=delivered`)).toEqual([204, 202]);
    expect(await numbers("alert_group=INOSUCHONE")).toEqual([]);
    expect(await numbers("webhook=WHONE&result=failed")).toEqual([203, 201]);
    const bounds = "since=2026-01-01T02:00:00Z&until=2026-01-01T05:00:00%2B01:00";
    expect(await numbers(bounds)).toEqual([203, 202]);
    const first = await world.call("GET", "/attempts?limit=3");
    expect(await numbers(`limit=3&cursor=${first.body.next_cursor}`)).toEqual([201]);
    expect((await world.call("GET", "/attempts?since=yesterday")).body.error.field).toBe("since");
  });

  test("the body of an answer is shown to admins only", async () => {
    const token = await tokenFor(world.ctx, "editor");
    for (const path of ["/attempts", `/alert-groups/${groupId}/deliveries`]) {
      expect((await world.call("GET", path)).text).toContain("secret of the inner server");
      expect((await world.call("GET", path, { token })).text).not.toContain("secret of the inner server");
    }
  });

  test("a group shows what is still to be sent and what was tried", async () => {
    const { body } = await world.call("GET", `/alert-groups/${groupId}/deliveries`);
    expect(body.pending).toMatchObject([
      { id: "msg_waiting", webhook: { id: "WHONE", name: "One" }, event: "acknowledge", in_progress: false },
    ]);
    expect(body.attempts).toHaveLength(4);
  });
});

test("the instance shows its queues and the size of its database", async () => {
  const { body } = await world.call("GET", "/instance");
  expect(body).toMatchObject({
    public_url: "https://tocsin.example.com",
    intake: { waiting: 0, oldest_waiting_seconds: null, parked: 0 },
    deliveries: { pending: 1, due: 1, in_flight: 0 },
    alert_groups: { firing: 1, acknowledged: 0, silenced: 0 },
  });
  expect(body.deliveries.oldest_due_seconds).toBeGreaterThanOrEqual(300);
  expect(body.database_bytes).toBeGreaterThan(1_000_000);
  expect(body).toMatchObject({
    node_version: process.version,
    database_version: expect.stringMatching(/^\d+\.\d+/),
    migration: { name: listMigrations().at(-1)?.name, applied_at: expect.stringMatching(/Z$/) },
  });
  expect(body.uptime_seconds).toBeGreaterThanOrEqual(0);
});

test("the instance names every server that is connected, and no longer one that has stopped", async () => {
  const servers = async () => (await world.call("GET", "/instance")).body.servers;
  const listener = listen(world.databaseUrl, {}, world.ctx.log);
  const name = `${hostname()}:${process.pid}`;
  await vi.waitFor(async () => expect(await servers()).toMatchObject([{ name }]));
  await listener.stop();
  await vi.waitFor(async () => expect(await servers()).toEqual([]));
});

describe("metrics", () => {
  test("count requests by outcome and show the queues of the database", async () => {
    const app = Fastify();
    const ctx = { ...world.ctx, metrics: createMetrics("1.2.3") };
    registerMetrics(app, ctx);
    app.post("/integrations/v1/:type/:token", (request, reply) => {
      const { token } = request.params as { token: string };
      return reply.code(Number(token)).send("");
    });
    for (const status of [200, 400, 403, 413, 503]) {
      await app.inject({ method: "POST", url: `/integrations/v1/webhook/${status}` });
    }
    ctx.metrics.alertsGrouped(3);
    ctx.metrics.deliveryTried("retry", "timeout", 10);
    const { body, headers } = await app.inject("/metrics");
    expect(headers["content-type"]).toContain("text/plain; version=0.0.4");
    for (const outcome of ["accepted", "refused", "unknown_token", "too_large", "unavailable"]) {
      expect(body).toContain(`tocsin_ingest_request_seconds_count{outcome="${outcome}"} 1`);
    }
    for (const line of [
      'tocsin_build_info{version="1.2.3"} 1',
      "tocsin_alerts_grouped_total 3",
      'tocsin_delivery_attempts_total{result="retry",cause="timeout"} 1',
      "tocsin_database_up 1",
      "tocsin_deliveries_due 1",
      "tocsin_alert_groups_firing 1",
    ]) {
      expect(body).toContain(line);
    }
    expect(body).toContain("nodejs_eventloop_lag_p99_seconds");
    await app.close();
  });

  test("without a database the rest is still shown", async () => {
    const app = Fastify();
    const gone = openDatabase({
      target: "postgres://nobody@127.0.0.1:1/none",
      maxConnections: 1,
      statementTimeoutMs: 1000,
      onError: () => {},
    });
    registerMetrics(app, { ...world.ctx, db: gone.db, metrics: createMetrics("1") });
    const { statusCode, body } = await app.inject("/metrics");
    expect(statusCode).toBe(200);
    expect(body).toContain("tocsin_database_up 0");
    expect(body).not.toMatch(/^tocsin_intake_waiting /m);
    await gone.close();
    await app.close();
  });
});

describe("the OpenAPI document", () => {
  const schema = z.object({
    openapi: z.string(),
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          summary: z.string().min(1),
          tags: z.array(z.string()).length(1),
          parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
          responses: z.record(z.string(), z.unknown()),
        }),
      ),
    ),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  });
  async function declaredRoutes(): Promise<string[]> {
    const app = Fastify();
    const seen: string[] = [];
    app.addHook("onRoute", ({ method, url }) => {
      if (method !== "HEAD" && url.startsWith("/api/v2/"))
        seen.push(`${method} ${url.replaceAll(/:(\w+)/g, "{$1}")}`);
    });
    await registerApi(
      app,
      { ...world.ctx, metrics: createMetrics("1") },
      { authenticate: async () => ({ kind: "unknown" }) },
    );
    await app.close();
    return seen;
  }
  const read = async () => schema.parse((await world.app.inject("/api/docs/openapi.json")).json());

  test("has every route of the API, each with a summary and its refusals", async () => {
    const { openapi, paths } = await read();
    expect(openapi).toBe("3.1.0");
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.toSorted()).toEqual((await declaredRoutes()).toSorted());
    for (const methods of Object.values(paths)) {
      for (const { responses } of Object.values(methods)) {
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(["4XX", "5XX"]));
      }
    }
    // Signing in is the one thing that strangers may try.
    for (const route of documented.filter((each) => each !== "POST /api/v2/session")) {
      const [method, path] = route.split(" ") as [string, string];
      const url = path.replaceAll(/\{\w+\}/g, "1");
      expect((await world.app.inject({ method: method as "GET", url })).statusCode).toBe(401);
    }
  });

  test("names every path parameter, and every reference leads somewhere", async () => {
    const document = await read();
    for (const [path, methods] of Object.entries(document.paths)) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const { parameters } of Object.values(methods)) {
        expect(parameters.filter((one) => one.in === "path").map((one) => one.name)).toEqual(wanted);
      }
    }
    const whole = (await world.app.inject("/api/docs/openapi.json")).body;
    const references = [...whole.matchAll(/"#\/([^"]+)\/([^"/]+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    const names = new Set(references.map(([, folder, name]) => [folder, name].join("/")));
    const known = Object.keys(document.components.schemas).map((name) => `components/schemas/${name}`);
    expect([...names].toSorted()).toEqual(known.toSorted());
  });

  test("can be read by people too", async () => {
    const page = await world.app.inject("/api/docs");
    expect(page.body).toContain("GET /api/v2/alert-groups/{id}");
  });
});
