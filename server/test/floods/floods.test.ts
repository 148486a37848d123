import { sql } from "kysely";
import { Pool } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createIntakeWriter } from "../../src/core/intake/index.ts";
import type { Integration } from "../../src/core/integrations/index.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const alert = JSON.stringify({ alert_uid: "same", title: "The same again", state: "alerting" });

function rowFor(integration: Integration, body = alert) {
  return {
    integrationId: integration.id,
    contentType: "application/json",
    body: Buffer.from(body),
    isAwaited: false,
  };
}

describe("ten thousand identical alerts", () => {
  test("are all taken, and become one group that counts them", { timeout: 240_000 }, async () => {
    const integration = await app.integrate({ type: "formatted_webhook", name: "Flood" });
    const pool = new Pool(app.url, { connections: 32 });
    const statuses = new Map<number, number>();
    let left = 10_000;
    const send = async () => {
      while (left > 0) {
        left -= 1;
        const answer = await pool.request({
          method: "POST",
          path: `/integrations/v1/formatted_webhook/${integration.token}/`,
          headers: { "content-type": "application/json" },
          body: alert,
        });
        await answer.body.dump();
        statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 32 }, send));
    await pool.close();
    expect([...statuses]).toEqual([[200, 10_000]]);
    await drained();
    const groups = await sql<{ alerts_count: number; status: string; alerts: number }>`
      select alerts_count, status, (select count(*) from alerts where group_id = g.id) as alerts
      from alert_groups g where integration_id = ${integration.id}`.execute(app.ctx.db);
    expect(groups.rows).toEqual([{ alerts_count: 10_000, status: "firing", alerts: 10_000 }]);
  });
});

async function drained(): Promise<void> {
  for (;;) {
    const waiting = await sql`select from intake where status = 'waiting' limit 1`.execute(app.ctx.db);
    if (waiting.rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("the alert of another integration", () => {
  test("is durable with the very next commit, though thousands are in line before it", async () => {
    const flood = await app.integrate({ type: "formatted_webhook", name: "Flooding" });
    const other = await app.integrate({ type: "formatted_webhook", name: "Quiet" });
    const writer = createIntakeWriter(app.ctx.db, {
      parallelInserts: 1,
      rowsPerInsert: 100,
      bytesPerInsert: 1_000_000,
      queuedBytes: 64 * 1024 * 1024,
      timeoutMs: 60_000,
    });
    let stored = 0;
    const flooding = Array.from({ length: 5000 }, async () => {
      await writer.write(rowFor(flood));
      stored += 1;
    });
    await writer.write(rowFor(other));
    expect(stored).toBeLessThanOrEqual(200);
    await Promise.all(flooding);
    expect(stored).toBe(5000);
    await drained();
  });

  test("is not refused when a flood has filled its share of the queue", async () => {
    const flood = await app.integrate({ type: "formatted_webhook", name: "Filling" });
    const other = await app.integrate({ type: "formatted_webhook", name: "Small" });
    const writer = createIntakeWriter(app.ctx.db, {
      parallelInserts: 1,
      rowsPerInsert: 100,
      bytesPerInsert: 1_000_000,
      queuedBytes: 100_000,
      timeoutMs: 60_000,
    });
    const flooding = Array.from({ length: 2000 }, () => writer.write(rowFor(flood)));
    const answers = Promise.allSettled(flooding);
    expect(await writer.write(rowFor(other))).toEqual(expect.any(Number));
    const refused = (await answers).filter(({ status }) => status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    await writer.drain();
    await drained();
  });
});

describe("OnCall's rate figures", () => {
  test("are told, and nobody is refused beyond them", async () => {
    const integration = await app.integrate({ type: "formatted_webhook", name: "Counted" });
    const post = () =>
      fetch(`${app.url}/integrations/v1/formatted_webhook/${integration.token}/`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: alert,
      });
    const first = await post();
    expect(first.headers.get("ratelimit-limit")).toBe("300");
    expect(first.headers.get("ratelimit-remaining")).toBe("299");
    expect(Number(first.headers.get("ratelimit-reset"))).toBeLessThanOrEqual(300);
    for (let sent = 1; sent < 305; sent += 1) {
      const answer = await post();
      expect(answer.status).toBe(200);
      expect(Number(answer.headers.get("ratelimit-remaining"))).toBe(Math.max(0, 299 - sent));
      await answer.text();
    }
  });
});
