import { createHash, createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";
import { call } from "./support.ts";

let app: TestApp;
let generic: Integration;
let github: Integration;

beforeAll(async () => {
  app = await startTestApp({ TOCSIN_BODY_LIMIT: "20000" });
  generic = await app.integrate({ type: "generic", name: "Anything" });
  github = await app.integrate({ type: "github", name: "GitHub" });
});

afterAll(() => app.stop());

const alert = { summary: "Disk full", severity: "critical", status: "triggered", dedup_key: "disk-1" };

function path(integration: Integration, tool: string, more = ""): string {
  return `/api/integrations/${tool}?integrationId=${integration.publicId}${more}`;
}

function keyed(integration: Integration): Record<string, string> {
  return { "x-integration-key": integration.token };
}

describe("the answer to an alert", () => {
  it("tells what it did, to which key and group", async () => {
    const url = path(generic, "webhook");
    const headers = keyed(generic);
    const opened = await call(app, url, { headers, body: alert });
    expect(opened).toMatchObject({
      status: 202,
      body: { status: "success", result: { action: "triggered", dedupKey: "disk-1" } },
    });
    const { alertGroup } = opened.body.result;
    expect(alertGroup.url).toBe(`${app.url}/alert-groups/${alertGroup.id}`);
    const actions = ["triggered", "acknowledged", "resolved", "resolved"];
    const seen: string[] = [];
    for (const status of actions) {
      const { body } = await call(app, url, { headers, body: { ...alert, status } });
      expect(body.result.alertGroup?.id).toBe(alertGroup.id);
      seen.push(body.result.action);
    }
    expect(seen).toEqual(["deduplicated", "acknowledged", "resolved", "resolved"]);
    expect((await app.group(alertGroup.id)).status).toBe("resolved");
  });

  it("lists the results of a batch, and says why something was ignored", async () => {
    const url = path(generic, "webhook");
    const headers = keyed(generic);
    const body = [{ summary: "a" }, { summary: "b", status: "ok", id: "never-opened" }];
    const batch = await call(app, url, { headers, body });
    expect(batch.body.results).toMatchObject([
      { action: "triggered", dedupKey: "webhook-a" },
      { action: "ignored", dedupKey: "never-opened", alertGroup: null, reason: "no open alert group" },
    ]);
    const ping = await call(app, path(github, "github"), {
      headers: { ...keyed(github), "x-github-event": "ping" },
      body: { zen: "…" },
    });
    expect(ping).toMatchObject({ status: 202, body: { result: { action: "ignored", reason: "pong" } } });
  });

  it("is the same below /oncall, and with a compressed body", async () => {
    const headers = { ...keyed(generic), "content-type": "application/json", "content-encoding": "gzip" };
    const body = gzipSync(JSON.stringify({ summary: "squeezed" }));
    const answer = await call(app, `/oncall${path(generic, "webhook")}`, { headers, body });
    expect(answer).toMatchObject({ status: 202, body: { result: { dedupKey: "webhook-squeezed" } } });
  });
});

describe("the key", () => {
  const places: [string, (key: string) => { headers?: Record<string, string>; query?: string }][] = [
    ["a bearer token", (key) => ({ headers: { authorization: `bearer ${key}` } })],
    ["Token token=", (key) => ({ headers: { authorization: `Token token=${key}` } })],
    ["X-Integration-Key", (key) => ({ headers: { "x-integration-key": key } })],
    ["X-Api-Key", (key) => ({ headers: { "x-api-key": key } })],
    ["integrationKey", (key) => ({ query: `&integrationKey=${key}` })],
    ["integration_key", (key) => ({ query: `&integration_key=${key}` })],
    ["key", (key) => ({ query: `&key=${key}` })],
    [
      "the query beside basic authentication",
      (key) => ({ headers: { authorization: "Basic dTpw" }, query: `&key=${key}` }),
    ],
  ];

  it.each(places)("is taken from %s", async (_name, place) => {
    const right = place(generic.token);
    const body = { summary: "keyed" };
    expect(
      await call(app, path(generic, "webhook", right.query), { headers: right.headers ?? {}, body }),
    ).toMatchObject({ status: 202 });
    const wrong = place("wrong");
    expect(
      await call(app, path(generic, "webhook", wrong.query), { headers: wrong.headers ?? {}, body }),
    ).toMatchObject({ status: 401, body: { error: { code: "invalid_key" } } });
  });

  it("may have the form of 32 hexadecimal digits", async () => {
    const key = createHash("md5").update(generic.token).digest("hex");
    const body = { summary: "keyed" };
    expect((await call(app, path(generic, "webhook", `&key=${key}`), { body })).status).toBe(202);
  });

  it("does not become part of what is stored", async () => {
    const monitor = await app.integrate({ type: "uptimerobot", name: "Robot" });
    const query = `&integrationKey=${monitor.token}&monitorID=12&monitorFriendlyName=Shop&alertType=1`;
    const { body, status } = await call(app, path(monitor, "uptimerobot", query), { method: "GET" });
    expect(status).toBe(202);
    const stored = await app.ctx.db
      .selectFrom("alerts")
      .innerJoin("alert_groups", "alert_groups.id", "alerts.group_id")
      .where("alert_groups.public_id", "=", body.result.alertGroup.id)
      .select("alerts.payload")
      .executeTakeFirstOrThrow();
    expect(JSON.parse(stored.payload)).toEqual({
      monitorID: "12",
      monitorFriendlyName: "Shop",
      alertType: "1",
    });
  });
});

describe("every cause of a refusal has one status and one code", () => {
  const json = { "content-type": "application/json" };

  it.each<[number, string, () => Promise<{ status: number; body: unknown }>]>([
    [400, "missing_integration_id", () => call(app, "/api/integrations/webhook", { body: alert })],
    [
      404,
      "unknown_tool",
      () => call(app, path(generic, "nothing"), { headers: keyed(generic), body: alert }),
    ],
    [
      404,
      "unknown_integration",
      () =>
        call(app, "/api/integrations/webhook?integrationId=CUNKNOWN", {
          headers: keyed(generic),
          body: alert,
        }),
    ],
    [401, "missing_key", () => call(app, path(generic, "webhook"), { body: alert })],
    [401, "invalid_key", () => call(app, path(generic, "webhook"), { headers: keyed(github), body: alert })],
    [
      405,
      "method_not_allowed",
      () => call(app, path(generic, "webhook"), { method: "GET", headers: keyed(generic) }),
    ],
    [
      413,
      "body_too_large",
      () =>
        call(app, path(generic, "webhook"), {
          headers: keyed(generic),
          body: { summary: "x".repeat(30_000) },
        }),
    ],
    [
      415,
      "unsupported_media_type",
      () =>
        call(app, path(generic, "webhook"), {
          headers: { ...keyed(generic), "content-type": "application/xml" },
          body: "<a/>",
        }),
    ],
    [
      415,
      "unsupported_media_type",
      () =>
        call(app, path(generic, "webhook"), {
          headers: { ...keyed(generic), ...json, "content-encoding": "br" },
          body: "{}",
        }),
    ],
    [
      400,
      "malformed_body",
      () => call(app, path(generic, "webhook"), { headers: { ...keyed(generic), ...json }, body: "{" }),
    ],
    [
      400,
      "malformed_body",
      () =>
        call(app, path(generic, "webhook"), {
          headers: { ...keyed(generic), ...json, "content-encoding": "gzip" },
          body: "not gzip",
        }),
    ],
    [
      400,
      "invalid_payload",
      () => call(app, path(generic, "webhook"), { headers: keyed(generic), body: {} }),
    ],
  ])("%i %s", async (status, code, send) => {
    const answer = await send();
    expect(answer).toMatchObject({ status, body: { error: { code, message: expect.any(String) } } });
  });

  it("403 type_mismatch, so that a signature cannot be evaded at another endpoint", async () => {
    for (const tool of ["webhook", "prometheus", "pingdom"]) {
      const answer = await call(app, path(github, tool), { headers: keyed(github), body: alert });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: "type_mismatch" } } });
    }
  });
});

describe("ways of sending", () => {
  const heartbeat = { monitorID: 7, status: 0, msg: "timeout" };
  const monitor = { id: 7, name: "API" };

  it("a multipart form with JSON in a field, and a query of JSON texts at the integration's own address", async () => {
    const kuma = await app.integrate({ type: "uptime-kuma", name: "Kuma" });
    const form = new FormData();
    form.set("data", JSON.stringify({ heartbeat, monitor, msg: "[API] [Down] timeout" }));
    const down = await call(app, path(kuma, "uptime-kuma"), { headers: keyed(kuma), body: form });
    expect(down).toMatchObject({ status: 202, body: { result: { action: "triggered", dedupKey: "7" } } });
    const query = new URLSearchParams({
      msg: "[API] [Up] 200",
      heartbeat: JSON.stringify({ ...heartbeat, status: 1 }),
      monitor: JSON.stringify(monitor),
      wait: "true",
    });
    const up = await call(app, `/integrations/v1/uptime-kuma/${kuma.token}/?${query}`, { method: "GET" });
    expect(up).toMatchObject({
      status: 200,
      body: { alert_groups: [{ id: down.body.result.alertGroup.id }] },
    });
    expect((await app.group(down.body.result.alertGroup.id)).status).toBe("resolved");
  });

  it("plain text, whether it is JSON or not", async () => {
    const headers = { ...keyed(generic), "content-type": "text/plain; charset=utf-8" };
    for (const [body, key] of [
      ["Backup failed\non db1", "webhook-backup-failed"],
      ['{"title": "t", "id": "as-json"}', "as-json"],
    ]) {
      const answer = await call(app, path(generic, "webhook"), { headers, body });
      expect(answer).toMatchObject({ status: 202, body: { result: { dedupKey: key } } });
    }
  });
});

describe("a signature secret", () => {
  const secret = "It's a Secret to Everybody";
  const body = JSON.stringify({ summary: "signed" });
  const digest = createHmac("sha256", secret).update(body).digest("hex");

  async function withSecret(type: string, name: string): Promise<Integration> {
    const integration = await app.integrate({ type, name });
    const headers = { authorization: `Bearer ${adminToken}` };
    const set = { method: "PUT", headers, body: { secret } };
    const answer = await call(app, `/api/v2/integrations/${integration.publicId}/secrets`, set);
    expect(answer.status).toBe(200);
    return integration;
  }

  it("is enforced with the vendor's own header, in its own form or bare, in any case", async () => {
    const integration = await withSecret("github", "Signed GitHub");
    const send = (headers: Record<string, string>) =>
      call(app, path(integration, "github"), {
        headers: { ...keyed(integration), "content-type": "application/json", ...headers },
        body,
      });
    for (const right of [`sha256=${digest}`, digest, `SHA256=${digest.toUpperCase()}`])
      expect((await send({ "x-hub-signature-256": right })).status).toBe(202);
    for (const wrong of [
      {},
      { "x-hub-signature-256": `sha256=${"0".repeat(64)}` },
      { "x-signature": digest },
    ])
      expect(await send(wrong)).toMatchObject({
        status: 401,
        body: { error: { code: "invalid_signature" } },
      });
  });

  it("is enforced with X-Signature or X-Webhook-Signature for tools without a scheme of their own", async () => {
    const integration = await withSecret("generic", "Signed generic");
    const send = (headers: Record<string, string>) =>
      call(app, path(integration, "webhook"), {
        headers: { ...keyed(integration), "content-type": "application/json", ...headers },
        body,
      });
    expect((await send({ "x-signature": `sha256=${digest}` })).status).toBe(202);
    expect((await send({ "x-webhook-signature": digest })).status).toBe(202);
    expect(await send({})).toMatchObject({ status: 401, body: { error: { code: "invalid_signature" } } });
  });
});

describe("endpoints under OpsKnight's names", () => {
  it.each([
    ["prometheus", "alertmanager"],
    ["prometheus", "prometheus"],
    ["grafana", "grafana_alerting"],
    ["webhook", "webhook"],
  ])("%s takes an integration of type %s", async (tool, type) => {
    const integration = await app.integrate({ type, name: `${tool} for ${type}` });
    const [example] = app.ctx.integrationTypes.find(type)?.examples ?? [];
    const sent = { headers: keyed(integration), body: example?.body };
    const answer = await call(app, path(integration, tool), sent);
    expect(answer).toMatchObject({ status: 202, body: { result: { action: "triggered" } } });
  });
});
