import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIntakeWriter } from "../../src/core/intake/index.ts";
import type { Integration } from "../../src/core/integrations/index.ts";
import { type BreakableProxy, startProxy } from "../support/breakable-proxy.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let database: TestDatabase;
let proxy: BreakableProxy;
let app: TestApp;
let webhook: Integration;

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  const socketFolder = url.searchParams.get("host");
  proxy = await startProxy(
    socketFolder === null
      ? { host: url.hostname, port: Number(url.port || 5432) }
      : { path: `${socketFolder}/.s.PGSQL.${url.searchParams.get("port") ?? (url.port || "5432")}` },
  );
  url.searchParams.delete("host");
  url.searchParams.delete("port");
  url.hostname = "127.0.0.1";
  url.port = String(proxy.port);
  app = await startTestApp({ TOCSIN_DATABASE_URL: url.href });
  webhook = await app.integrate({ type: "webhook", name: "W" });
  await post();
});

afterAll(async () => {
  proxy.restore();
  await app.stop();
  await proxy.close();
  await database.drop();
});

async function post(): Promise<{ status: number; retryAfter: string | null; tookMs: number }> {
  const started = performance.now();
  const response = await fetch(`${app.url}/integrations/v1/webhook/${webhook.token}/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  await response.text();
  return {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    tookMs: performance.now() - started,
  };
}

async function acceptedAgain(): Promise<void> {
  while ((await post()).status !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe("a database that does not answer", () => {
  it("is 503 with Retry-After and never a hang when it falls silent, and 200 again afterwards", async () => {
    proxy.freeze();
    const answers = await Promise.all([post(), post(), post()]);
    expect(answers.map((answer) => answer.status)).toEqual([503, 503, 503]);
    expect(answers.every((answer) => Number(answer.retryAfter) > 0)).toBe(true);
    proxy.restore();
    await acceptedAgain();
  });

  it("is 503 with Retry-After when it hangs up", async () => {
    proxy.cut();
    const answer = await post();
    expect(answer.status).toBe(503);
    expect(Number(answer.retryAfter)).toBeGreaterThan(0);
    proxy.restore();
    await acceptedAgain();
  });
});

describe("the queue of requests to be stored", () => {
  it("refuses what does not fit instead of growing", async () => {
    const writer = createIntakeWriter(app.ctx.db, {
      parallelInserts: 1,
      rowsPerInsert: 10,
      bytesPerInsert: 100,
      queuedBytes: 100,
      timeoutMs: 1000,
    });
    const row = {
      integrationId: webhook.id,
      contentType: "application/json",
      body: Buffer.alloc(60, " "),
      isAwaited: false,
    };
    const results = await Promise.allSettled([writer.write(row), writer.write(row)]);
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected"]);
    await writer.drain();
  });
});
