import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { routingKeyOf } from "../../src/core/integrations/routing-key.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

const mask = "****************";
const json = { "content-type": "application/json" };

let app: TestApp;
let number = 0;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(() => {
  number += 1;
});

function integrate(type: string): Promise<Integration> {
  return app.integrate({ type, name: `${type} ${number}` });
}

async function send(path: string, body: string | Buffer, headers: Record<string, string> = json) {
  const response = await fetch(app.url + path, {
    method: "POST",
    headers,
    body: new Uint8Array(Buffer.from(body)),
  });
  await response.text();
  return response.status;
}

async function call(method: string, path: string, body?: object) {
  const response = await fetch(`${app.url}/api/v2${path}`, {
    method,
    headers: { authorization: adminToken, ...(body ? json : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, text: await response.text() };
}

/** Everything that is shown of what an integration was sent. */
async function shown({ publicId }: Integration) {
  const lists = ["requests", "refused-requests", "parked-requests"].map((name) =>
    call("GET", `/integrations/${publicId}/${name}`),
  );
  const texts = (await Promise.all(lists)).map(({ text }) => text);
  const base64 = texts
    .flatMap((text) => JSON.parse(text).items as { body: string; body_encoding: string }[])
    .flatMap(({ body, body_encoding }) =>
      body_encoding === "base64" ? Buffer.from(body, "base64").toString("latin1") : [],
    );
  return { all: [...texts, ...base64].join("\n"), requests: JSON.parse(texts[0] ?? "").items };
}

async function replay({ publicId }: Integration, id: string) {
  return JSON.parse((await call("POST", `/integrations/${publicId}/requests/${id}/replay`)).text);
}

const handled = (integration: Integration) =>
  expect.poll(async () => (await shown(integration)).requests[0]?.state, { timeout: 10_000 }).toBe("handled");

function event(key: string, value: string): string {
  const payload = { summary: "DB down", source: "db1", severity: "critical" };
  return JSON.stringify({ [key]: value, event_action: "trigger", dedup_key: "db1", payload });
}

describe("PagerDuty's routing key is masked", () => {
  test.each(["routing_key", "routingKey"])("as %s of an event, which can be replayed", async (name) => {
    const integration = await integrate("pagerduty");
    const key = routingKeyOf(integration.token);
    expect(await send("/v2/enqueue", event(name, key))).toBe(202);
    await handled(integration);
    const { all, requests } = await shown(integration);
    expect(all).not.toContain(key);
    expect(JSON.parse(requests[0].body)).toMatchObject({ [name]: mask, dedup_key: "db1" });
    expect((await replay(integration, requests[0].id)).alerts).toMatchObject([{ title: "DB down" }]);
  });

  test.each<[string, (key: string) => string | Buffer]>([
    ["an event that makes no sense", (key) => JSON.stringify({ routing_key: key, event_action: "explode" })],
    ["an event that was cut", (key) => `{"event_action": "trigger", "routing_key" :\n"${key}`],
    ["a name spelled with escapes", (key) => `{"routing\\u005fkey": "${key}"}`],
    ["a number", () => '{"routing_key": 9876543210123}'],
    ["nested", (key) => JSON.stringify({ events: [{ routing_key: key }] })],
    ["bytes that are no UTF-8", (key) => Buffer.from(`{"x": "\xff", "routing_key": "${key}"}`, "latin1")],
    ["an event of the first version", (key) => JSON.stringify({ service_key: key, event_type: "trigger" })],
  ])("in a refused request: %s", async (_name, bodyOf) => {
    const integration = await integrate("pagerduty");
    const key = "R0123456789abcdefghijk";
    const path = `/integrations/v1/pagerduty/${integration.token}/`;
    expect(await send(path, bodyOf(key))).toBe(400);
    const { all, requests } = await shown(integration);
    expect(requests).toHaveLength(1);
    expect(all).not.toContain(key);
    expect(all).not.toContain("9876543210123");
    expect(all).toContain(mask);
  });

  test("as field of a form", async () => {
    const integration = await integrate("pagerduty");
    const path = `/integrations/v1/pagerduty/${integration.token}/`;
    const form = { "content-type": "application/x-www-form-urlencoded" };
    await send(path, "event_action=none&routing%5Fkey=R0123456789", form);
    expect((await shown(integration)).requests[0].body).toBe(`event_action=none&routing%5Fkey=${mask}`);
  });
});

describe("Honeycomb's shared secret is masked", () => {
  const trigger = { id: "a", name: "High p99", status: "TRIGGERED", shared_secret: "correct horse" };

  test("in a request that is taken, and replay still reads it", async () => {
    const integration = await integrate("honeycomb");
    await call("PUT", `/integrations/${integration.publicId}/secrets`, { secret: "correct horse" });
    const { status, groups } = await app.send(integration, trigger);
    expect(status).toBe(200);
    const { all, requests } = await shown(integration);
    expect(all).not.toContain("correct horse");
    expect(JSON.parse(requests[0].body)).toEqual({ ...trigger, shared_secret: mask });
    expect(await replay(integration, requests[0].id)).toMatchObject({
      result: "interpreted",
      alerts: [{ title: "High p99", alert_group_id: groups[0] }],
    });
    expect((await call("GET", `/alert-groups/${groups[0]}/alerts`)).text).not.toContain("correct horse");
  });

  test("in one that is refused for it, and in one that could not be interpreted", async () => {
    const integration = await integrate("honeycomb");
    expect(await app.send(integration, trigger)).toMatchObject({ status: 200 });
    await sql`update intake set status = 'parked', error = 'for the test' where integration_id = ${integration.id}`.execute(
      app.ctx.db,
    );
    await call("PUT", `/integrations/${integration.publicId}/secrets`, { secret: "battery staple" });
    expect(await app.send(integration, trigger)).toMatchObject({ status: 401 });
    const { all, requests } = await shown(integration);
    expect(requests.map(({ state }: { state: string }) => state).toSorted()).toEqual(["parked", "refused"]);
    expect(all).not.toContain("correct horse");
  });
});

describe("keys beside the body are masked or not kept", () => {
  test.each([
    "token",
    "api_key",
    "apiKey",
    "key",
    "integrationKey",
    "routing_key",
    "password",
    "X-Auth",
  ])("parameter %s of an integration's URL; neither do templates see it", async (name) => {
    for (const type of ["webhook", "uptimerobot"]) {
      const integration = await integrate(type);
      const url = `/integrations/v1/${type}/${integration.token}/?source=probe&monitorID=7&alertType=1&${name}=K0123456789`;
      expect(await send(url, type === "webhook" ? '{"title": "x"}' : "")).toBe(200);
      await handled(integration);
      const { all, requests } = await shown(integration);
      expect(all).not.toContain("K0123456789");
      expect(requests[0].query).toMatchObject({ source: "probe", [name]: mask });
      const groups: string[] = requests[0].outcome.alert_groups;
      expect((await call("GET", `/alert-groups/${groups[0]}/alerts`)).text).not.toContain("K0123456789");
    }
  });

  test.each<[string, string, Record<string, string>]>([
    ["parameter integrationKey", "&integrationKey=KEY", {}],
    ["parameter integration_key", "&integration_key=KEY", {}],
    ["parameter key", "&key=KEY", {}],
    ["header X-Integration-Key", "", { "x-integration-key": "KEY" }],
    ["header X-Api-Key", "", { "x-api-key": "KEY" }],
    ["header Authorization", "", { authorization: "Bearer KEY" }],
    ["header Authorization with Token", "", { authorization: "Token token=KEY" }],
  ])("OpsKnight's %s", async (_name, query, headers) => {
    const integration = await integrate("datadog");
    const withKey = (text: string) => text.replace("KEY", integration.token);
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, withKey(value)]));
    const path = `/api/integrations/datadog?integrationId=${integration.publicId}${withKey(query)}`;
    const body = JSON.stringify({ id: "1", title: "CPU", alert_transition: "Triggered" });
    expect(await send(path, body, { ...json, cookie: `session=${integration.token}`, ...sent })).toBe(202);
    await handled(integration);
    expect((await shown(integration)).all).not.toContain(integration.token);
  });

  test("Opsgenie's key, in the header and in the URL", async () => {
    const integration = await integrate("opsgenie");
    const { token } = integration;
    const body = '{"message": "Checkout is down", "alias": "checkout"}';
    expect(await send("/v2/alerts", body, { ...json, authorization: `GenieKey ${token}` })).toBe(202);
    expect(await send(`/v2/alerts?apiKey=${token}`, body)).toBe(202);
    await handled(integration);
    const { all, requests } = await shown(integration);
    expect(requests).toHaveLength(2);
    expect(all).not.toContain(token);
    expect((await replay(integration, requests[0].id)).alerts).toMatchObject([{ title: "Checkout is down" }]);
  });

  test("authorization and cookies, also of a request that is refused", async () => {
    const integration = await integrate("webhook");
    await call("PUT", `/integrations/${integration.publicId}/secrets`, { secret: "s3cret" });
    const headers = { ...json, authorization: "Basic K0123456789", cookie: "a=K0123456789" };
    expect(await send(`/integrations/v1/webhook/${integration.token}/`, "{}", headers)).toBe(401);
    expect((await shown(integration)).all).not.toContain("K0123456789");
  });
});

test("every field that is checked as a secret is declared as one", () => {
  for (const { slug, signatures = [], secretFields = [] } of app.ctx.integrationTypes.list()) {
    const checked = signatures.flatMap((scheme) => (scheme.kind === "body-field" ? [scheme.field] : []));
    expect(secretFields, slug).toEqual(expect.arrayContaining(checked));
  }
});
