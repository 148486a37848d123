import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";
import { call } from "./support.ts";

let app: TestApp;
let service: Integration;

beforeAll(async () => {
  app = await startTestApp();
  service = await app.integrate({ type: "pagerduty", name: "Shop" });
});

afterAll(() => app.stop());

const payload = { summary: "DB down", source: "db1", severity: "critical" };

function trigger(more: object = {}): object {
  return { routing_key: service.token, event_action: "trigger", payload, ...more };
}

async function groupOf(key: string) {
  return app.ctx.db
    .selectFrom("alert_groups")
    .innerJoin("alerts", "alerts.id", "alert_groups.first_alert_id")
    .where("integration_id", "=", service.id)
    .where("grouping_key", "=", createHash("md5").update(key).digest())
    .select(["status", "title", "alerts_count", "alerts.payload", "alerts.facts"])
    .executeTakeFirst();
}

/** Until its alert is in its group. */
async function seen(key: string, status: string) {
  return expect.poll(() => groupOf(key), { timeout: 5000 }).toMatchObject({ status });
}

describe("an event", () => {
  it("opens, acknowledges and resolves the alert of its key, and is answered as PagerDuty does", async () => {
    const accepted = { status: "success", message: "Event processed", dedup_key: "d1" };
    for (const [action, status] of [
      ["trigger", "firing"],
      ["acknowledge", "acknowledged"],
      ["resolve", "resolved"],
    ] as const) {
      const body =
        action === "trigger"
          ? trigger({ dedup_key: "d1" })
          : { routing_key: service.token, event_action: action, dedup_key: "d1" };
      expect(await call(app, "/v2/enqueue", { body })).toMatchObject({ status: 202, body: accepted });
      await seen("d1", status);
    }
  });

  it("without a key gets one of its own, by which it can be resolved", async () => {
    const one = await call(app, "/v2/enqueue", { body: trigger() });
    const other = await call(app, "/v2/enqueue", { body: trigger() });
    expect(one.body.dedup_key).toMatch(/^[0-9a-f]{32}$/);
    expect(other.body.dedup_key).not.toBe(one.body.dedup_key);
    await seen(one.body.dedup_key, "firing");
    await seen(other.body.dedup_key, "firing");
    const body = { routing_key: service.token, event_action: "resolve", dedup_key: one.body.dedup_key };
    await call(app, "/v2/enqueue", { body });
    await seen(one.body.dedup_key, "resolved");
  });

  it("is read whatever its content type says, its severity in any case", async () => {
    const body = JSON.stringify(
      trigger({ dedup_key: "curl", payload: { ...payload, severity: "CRITICAL" } }),
    );
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await call(app, "/v2/enqueue", { headers, body })).status).toBe(202);
    await seen("curl", "firing");
    expect(await groupOf("curl")).toMatchObject({ facts: { severity: "critical" } });
  });

  it("keeps a summary of 1500 characters in full behind its shortened title", async () => {
    const summary = "x".repeat(1500);
    await call(app, "/v2/enqueue", {
      body: trigger({ dedup_key: "long", payload: { ...payload, summary } }),
    });
    await seen("long", "firing");
    const group = await groupOf("long");
    expect(group?.title.length).toBeLessThanOrEqual(502);
    expect(group?.facts).toMatchObject({ message: summary });
  });
});

describe("the routing key", () => {
  it.each<[string, () => { query?: string; headers?: Record<string, string>; body?: object }]>([
    ["the event", () => ({ body: { routing_key: service.token } })],
    ["the event, as 32 digits", () => ({ body: { routing_key: digest() } })],
    ["the event, in camel case", () => ({ body: { routingKey: service.token } })],
    [
      "integrationKey in the address",
      () => ({ query: `?integrationId=${service.publicId}&integrationKey=${service.token}` }),
    ],
    ["routing_key in the address", () => ({ query: `?routing_key=${service.token}` })],
    ["token in the address", () => ({ query: `?token=${service.token}` })],
    ["X-Routing-Key", () => ({ headers: { "x-routing-key": service.token } })],
    ["Token token=", () => ({ headers: { authorization: `Token token=${service.token}` } })],
  ])("is taken from %s", async (_name, place) => {
    const { query = "", headers = {}, body = {} } = place();
    const event = { event_action: "trigger", dedup_key: "keys", payload, ...body };
    for (const path of [
      "/v2/enqueue",
      "/api/integrations/pagerduty",
      "/api/integrations/pagerduty/v2/enqueue",
    ]) {
      expect(await call(app, path + query, { headers, body: event })).toMatchObject({ status: 202 });
    }
  });

  function digest(): string {
    return createHash("md5").update(service.token).digest("hex");
  }

  it("may be one that senders keep from PagerDuty, and only one integration's", async () => {
    const kept = "0123456789abcdef0123456789abcdef";
    const other = await app.integrate({ type: "pagerduty", name: "Second" });
    const headers = { authorization: `Bearer ${adminToken}` };
    const put = (integration: Integration, key: string) =>
      call(app, `/api/v2/integrations/${integration.publicId}/routing-key`, {
        method: "PUT",
        headers,
        body: { routing_key: key },
      });
    const send = () => call(app, "/v2/enqueue", { body: trigger({ routing_key: kept }) });
    expect((await send()).status).toBe(404);
    expect(await put(service, kept)).toMatchObject({
      status: 200,
      body: { routing_key: kept, hexadecimal: digest() },
    });
    expect((await send()).status).toBe(202);
    for (const taken of [kept, service.token, digest()]) expect((await put(other, taken)).status).toBe(409);
    expect((await put(other, "short")).status).toBe(422);
    const path = `/api/v2/integrations/${service.publicId}/routing-key`;
    expect((await call(app, path, { method: "DELETE", headers })).status).toBe(204);
    expect((await send()).status).toBe(404);
  });

  it("is refused when it is missing, of no integration, of another one, or of another type", async () => {
    const other = await app.integrate({ type: "generic", name: "Other" });
    const send = (key: unknown, query = "") =>
      call(app, `/v2/enqueue${query}`, { body: trigger({ routing_key: key }) });
    expect(await send(null)).toMatchObject({
      status: 400,
      body: { status: "invalid event", errors: ["'routing_key' is missing or blank"] },
    });
    expect(await send("f".repeat(32))).toMatchObject({
      status: 404,
      body: { error: { code: "unknown_integration" } },
    });
    const query = `?integrationId=${service.publicId}`;
    expect(await send(other.token, query)).toMatchObject({
      status: 401,
      body: { error: { code: "invalid_key" } },
    });
    expect(await send(other.token)).toMatchObject({
      status: 403,
      body: { error: { code: "type_mismatch" } },
    });
  });
});

describe("an event that makes no sense is refused with what is wrong", () => {
  it.each<[string, object, string[]]>([
    ["no payload", { payload: undefined }, ["'payload' is missing or blank"]],
    [
      "an empty payload",
      { payload: {} },
      [
        "'payload.summary' is missing or blank",
        "'payload.source' is missing or blank",
        "'payload.severity' is missing or blank",
      ],
    ],
    [
      "a severity nobody knows",
      { payload: { ...payload, severity: "purple" } },
      [
        "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
      ],
    ],
    [
      "a resolve without a key",
      { event_action: "resolve" },
      ["'dedup_key' is required when 'event_action' is 'resolve'"],
    ],
    ["no action", { event_action: undefined }, ["'event_action' is missing or blank"]],
    [
      "an action nobody knows",
      { event_action: "explode" },
      ["'event_action' must be one of 'trigger', 'acknowledge', 'resolve'"],
    ],
  ])("%s", async (_name, change, errors) => {
    expect(await call(app, "/v2/enqueue", { body: trigger(change) })).toMatchObject({
      status: 400,
      body: { status: "invalid event", message: "Event object is invalid", errors },
    });
  });

  it.each(["{", "[]", "", '"x"'])("the body %j", async (body) => {
    expect(await call(app, "/v2/enqueue", { body })).toMatchObject({
      status: 400,
      body: { status: "invalid event" },
    });
  });
});

it("keeps the routing key out of the payload that templates and outgoing webhooks see", async () => {
  await call(app, "/v2/enqueue", { body: trigger({ dedup_key: "masked" }) });
  await seen("masked", "firing");
  const { payload: stored } = (await groupOf("masked")) ?? {};
  expect(stored).toContain('"dedup_key":"masked"');
  expect(stored).not.toContain("routing_key");
});

describe("a change event", () => {
  it("is stored without its key, and opens nothing", async () => {
    const body = {
      routing_key: service.token,
      payload: { summary: "Deployed 1.2", source: "ci", timestamp: "2026-01-05T10:00:00.000+0000" },
      links: [{ href: "https://ci.example.com/12", text: "Build" }],
    };
    const answer = await call(app, "/v2/change/enqueue", { body });
    expect(answer).toMatchObject({
      status: 202,
      body: { status: "success", message: "Change event processed" },
    });
    const path = `/api/v2/integrations/${service.publicId}/change-events`;
    const headers = { authorization: `Bearer ${adminToken}` };
    const { items } = (await call(app, path, { method: "GET", headers })).body;
    expect(items).toMatchObject([{ summary: "Deployed 1.2", source: "ci" }]);
    expect(Date.parse(items[0]?.changed_at ?? "")).toBe(Date.parse("2026-01-05T10:00:00Z"));
    expect(JSON.parse(items[0]?.payload ?? "")).toEqual({ payload: body.payload, links: body.links });
  });

  it("needs a summary and a key", async () => {
    const send = (body: object) => call(app, "/v2/change/enqueue", { body });
    expect((await send({ routing_key: service.token, payload: {} })).status).toBe(400);
    expect((await send({ payload: { summary: "x" } })).status).toBe(400);
    expect((await send({ routing_key: "0".repeat(32), payload: { summary: "x" } })).status).toBe(404);
  });
});
