import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let webhook: Integration;
let alertmanager: Integration;

beforeAll(async () => {
  app = await startTestApp({ TOCSIN_BODY_LIMIT: "20000" });
  webhook = await app.integrate({ type: "webhook", name: "W" });
  alertmanager = await app.integrate({ type: "alertmanager", name: "A" });
});

afterAll(() => app.stop());

interface Sent {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: NonNullable<RequestInit["body"]>;
}

async function send({ path, method = "POST", headers = {}, body }: Sent) {
  const url = app.url + (path ?? `/integrations/v1/webhook/${webhook.token}/`);
  const init: RequestInit = { method, headers, ...(body === undefined ? {} : { body, duplex: "half" }) };
  const response = await fetch(url, init);
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

const json = { "content-type": "application/json" };

describe("the answer to an alert", () => {
  it('is 200 "Ok." in JSON, with and without the slash, and below /oncall', async () => {
    for (const path of ["/", "", "/?x=1"]) {
      const sent = await send({
        path: `/integrations/v1/webhook/${webhook.token}${path}`,
        headers: json,
        body: "{}",
      });
      expect(sent).toEqual({ status: 200, type: "application/json", text: '"Ok."' });
    }
    const below = await send({
      path: `/oncall/integrations/v1/webhook/${webhook.token}/`,
      headers: json,
      body: "{}",
    });
    expect(below.text).toBe('"Ok."');
  });

  it.each([
    ["a list", "[1, 2]"],
    ["a text", '"hello"'],
    ["a number", "42"],
    ["a boolean", "true"],
    ["nothing at all", ""],
  ])("is 200 for %s", async (_name, body) => {
    expect((await send({ headers: json, body })).status).toBe(200);
  });

  it("is 200 for a form, whose fields become the payload", async () => {
    const sent = await send({
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "title=Disk+full&title=last&n=1",
    });
    expect(sent.status).toBe(200);
    await waitFor(async () => (await payloads()).includes('{"title":"last","n":"1"}'));
  });

  it("is 200 for a multipart form without files, 400 with one", async () => {
    const form = new FormData();
    form.set("title", "from multipart");
    expect((await send({ body: form })).status).toBe(200);
    await waitFor(async () => (await payloads()).includes('{"title":"from multipart"}'));
    form.set("file", new Blob(["x"]), "x.txt");
    expect(await send({ body: form })).toMatchObject({ status: 400, text: "File uploads are not allowed" });
  });
});

describe("a refusal", () => {
  it("is 403 for an unknown token, before anything else is looked at", async () => {
    const text = "Integration key was not found. Permission denied.";
    const path = "/integrations/v1/webhook/nope/";
    expect(await send({ path, headers: json, body: "{" })).toMatchObject({ status: 403, text });
    expect(await send({ path, method: "DELETE" })).toMatchObject({ status: 403, text });
  });

  it("is 405 for other methods, while GET explains and OPTIONS describes", async () => {
    expect(await send({ method: "PUT", headers: json, body: "{}" })).toMatchObject({
      status: 405,
      text: '{"detail":"Method \\"PUT\\" not allowed."}',
    });
    const page = await send({ method: "GET" });
    expect(page).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
    expect(page.text).toContain("POST");
    expect((await send({ method: "HEAD" })).status).toBe(200);
    expect(await send({ method: "OPTIONS" })).toMatchObject({
      status: 200,
      type: "application/json; charset=utf-8",
    });
  });

  it("is 400 in OnCall's words at the URL of old Grafana", async () => {
    const path = `/integrations/v1/grafana/${webhook.token}/`;
    const { status, text } = await send({ path, headers: json, body: "{}" });
    expect([status, text]).toEqual([400, "This url is for integration with Grafana. Key is for Webhook"]);
  });

  it("is 400 when the URL names another type than the token's", async () => {
    const path = `/integrations/v1/formatted_webhook/${webhook.token}/`;
    expect(await send({ path, headers: json, body: "{}" })).toMatchObject({
      status: 400,
      type: "text/html; charset=utf-8",
    });
  });

  it("is 415 for a media type that is not understood", async () => {
    expect(await send({ headers: { "content-type": "text/plain" }, body: "hi" })).toMatchObject({
      status: 415,
      text: '{"detail":"Unsupported media type \\"text/plain\\" in request."}',
    });
  });

  it("is 400 that says where for malformed JSON, and the body is kept for diagnosis", async () => {
    const sent = await send({ headers: json, body: '{"a": 1,\n "b": }' });
    expect(sent.status).toBe(400);
    expect(sent.text).toMatch(/JSON parse error - .*line 2 column 7/);
    const kept = await sql<{ body: Buffer; reason: string }>`
      select body, reason from refused_requests order by id desc limit 1`.execute(app.ctx.db);
    expect(kept.rows[0]?.body.toString()).toBe('{"a": 1,\n "b": }');
    expect(kept.rows[0]?.reason).toContain("line 2 column 7");
  });

  it("is 400 for brackets nested beyond all reason, not a 503 that would be repeated", async () => {
    const sent = await send({ headers: json, body: `${"[".repeat(9000)}${"]".repeat(9000)}` });
    expect(sent.status).toBe(400);
  });

  it("is 400 for a body of null", async () => {
    expect(await send({ headers: json, body: "null" })).toMatchObject({
      status: 400,
      text: "Payload is required",
    });
  });

  it("is 400 for an Alertmanager body that cannot be one", async () => {
    const path = `/integrations/v1/alertmanager/${alertmanager.token}/`;
    expect((await send({ path, headers: json, body: "[]" })).status).toBe(400);
    expect(await send({ path, headers: json, body: '{"alerts": {}}' })).toMatchObject({
      status: 400,
      text: "alerts: must be a list of objects.",
    });
    expect((await send({ path, headers: json, body: '{"alerts": [1]}' })).status).toBe(400);
  });

  it("keeps of each integration only the newest fifty bodies", async () => {
    for (let n = 0; n < 60; n++) await send({ headers: json, body: `{${n}` });
    const kept = await sql<{ count: number }>`
      select count(*) as count from refused_requests where integration_id = ${webhook.id}`.execute(
      app.ctx.db,
    );
    expect(kept.rows[0]?.count).toBe(50);
  });
});

describe("the size of a body", () => {
  const large = JSON.stringify({ text: "x".repeat(30_000) });

  it("is refused with 413 by its announced length", async () => {
    expect((await send({ headers: json, body: large })).status).toBe(413);
  });

  it("is refused with 413 while reading when no length is announced", async () => {
    const body = new ReadableStream({
      start(controller) {
        for (let at = 0; at < large.length; at += 1000)
          controller.enqueue(Buffer.from(large.slice(at, at + 1000)));
        controller.close();
      },
    });
    expect((await send({ headers: json, body })).status).toBe(413);
  });

  it("counts after decompression: a small gzip body that grows beyond the limit is refused", async () => {
    const headers = { ...json, "content-encoding": "gzip" };
    expect((await send({ headers, body: new Uint8Array(gzipSync(large)) })).status).toBe(413);
    expect((await send({ headers, body: new Uint8Array(gzipSync('{"gzip": "fits"}')) })).status).toBe(200);
    await waitFor(async () => (await payloads()).includes('{"gzip": "fits"}'));
  });

  it("is 400 for a broken gzip stream and 415 for an unknown encoding", async () => {
    const broken = { headers: { ...json, "content-encoding": "gzip" }, body: "not gzip" };
    expect((await send(broken)).status).toBe(400);
    expect((await send({ headers: { ...json, "content-encoding": "zstd" }, body: "x" })).status).toBe(415);
  });
});

async function payloads(): Promise<string[]> {
  const result = await sql<{ payload: string }>`select payload from alerts`.execute(app.ctx.db);
  return result.rows.map((row) => row.payload);
}

/** Polls a condition that background work makes true; the test's own time limit bounds it. */
async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
