import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { formattedWebhook } from "../../integrations/formatted-webhook.ts";
import { createSecretBox, keyFromText } from "../../platform/crypto/secret-box.ts";
import { type DatabaseHandle, openDatabase } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import { createLogger } from "../../platform/log.ts";
import { createMetrics } from "../../platform/metrics.ts";
import type { Context } from "../context.ts";
import { handleIntakeBatch } from "../intake/index.ts";
import { insertIntake } from "../intake/store.ts";
import { createIntegration } from "../integrations/index.ts";
import { createIntegrationRegistry } from "../integrations/registry.ts";
import { systemCaller } from "../people/index.ts";
import { createTemplateEngine } from "../templates/index.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
/** Without workers, so that the test decides what is one batch. */
let ctx: Context;

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase({
    target: database.url,
    maxConnections: 2,
    statementTimeoutMs: 10_000,
    onError: () => {},
  });
  ctx = {
    db: handle.db,
    log: createLogger("silent"),
    metrics: createMetrics("0.0.0"),
    secrets: createSecretBox([keyFromText("a key for tests only, of no value")]),
    templates: createTemplateEngine(),
    integrationTypes: createIntegrationRegistry([formattedWebhook]),
    wake: { intake() {}, deliveries() {}, timers() {}, replays() {} },
    publicUrl: "http://tocsin.example.com",
  };
});

afterAll(async () => {
  await handle.close();
  await database.drop();
});

describe("alerts of one key in one batch", () => {
  it("resolve the open group, open the next one, and so on, as if each came alone", async () => {
    const integration = await integrate();
    await handleTogether(integration, [{ title: "first" }]);
    const later = [{ state: "ok" }, { title: "second" }, { state: "ok" }, { title: "third" }];
    await handleTogether(integration, later);
    expect(await groupsOf(integration)).toEqual([
      { title: "first", status: "resolved", alerts_count: 2 },
      { title: "second", status: "resolved", alerts_count: 2 },
      { title: "third", status: "firing", alerts_count: 1 },
    ]);
  });
});

async function integrate(): Promise<IntegrationId> {
  const made = await createIntegration(ctx, systemCaller, { type: "formatted_webhook", name: "One batch" });
  if (made.kind === "refused") throw new Error(`refused: ${JSON.stringify(made.refusal)}`);
  return made.integration.id;
}

async function handleTogether(integrationId: IntegrationId, payloads: readonly object[]): Promise<void> {
  const rows = payloads.map((payload) => ({
    integrationId,
    contentType: "application/json",
    body: Buffer.from(JSON.stringify({ alert_uid: "u", ...payload })),
    isAwaited: false,
  }));
  await insertIntake(ctx.db, rows);
  const limits = { integrations: 1, rowsPerIntegration: 100, bytesPerIntegration: 1_000_000 };
  const { handled } = await handleIntakeBatch(ctx, 0 as IntegrationId, limits);
  expect(handled).toBe(payloads.length);
}

async function groupsOf(integrationId: IntegrationId): Promise<unknown[]> {
  const { rows } = await sql`
    select title, status, alerts_count from alert_groups where integration_id = ${integrationId}
    order by id`.execute(ctx.db);
  return rows;
}
