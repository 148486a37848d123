import { sql } from "kysely";
import type pg from "pg";
import type { Context } from "../../src/core/context.ts";
import { createIntegrationRegistry } from "../../src/core/integrations/registry.ts";
import {
  AccessTokens,
  announce,
  createMessageTemplates,
  createWebhook,
  type DeliveryTools,
  type DeliveryWorker,
  type DeliveryWorkerLimits,
  deadlineLimits,
  type GroupEvent,
  type NewWebhookInput,
  preparePartitions,
  startDeliveryWorker,
  startReplays,
  type Webhook,
} from "../../src/core/outgoing-webhooks/index.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { createTemplateEngine } from "../../src/core/templates/index.ts";
import { createMessageMakers } from "../../src/payloads/index.ts";
import { createOncallDialect } from "../../src/payloads/oncall.ts";
import type { Loop } from "../../src/platform/background/loop.ts";
import { createSecretBox, keyFromText } from "../../src/platform/crypto/secret-box.ts";
import { type DatabaseHandle, openDatabase } from "../../src/platform/db/database.ts";
import {
  createHttpClient,
  createPolicy,
  type HttpClient,
  parseCidrList,
} from "../../src/platform/http-client/index.ts";
import { type AlertGroupId, type AlertId, newPublicId } from "../../src/platform/ids.ts";
import { createLogger } from "../../src/platform/log.ts";
import { createMetrics } from "../../src/platform/metrics.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

/** Everything the delivery of webhooks needs, on a database of its own. */
export interface World {
  ctx: Context;
  handle: DatabaseHandle;
  integrationPublicId: string;
  /** Statements sent since the last call. */
  takeStatements(): string[];
  makeGroup(payload?: string): Promise<TestGroup>;
  makeWebhook(settings: Partial<NewWebhookInput> & { url: string }): Promise<Webhook>;
  /** Announces in a transaction of its own and wakes the workers of this world. */
  announce(events: readonly GroupEvent[]): Promise<number>;
  startWorker(limits?: Partial<DeliveryWorkerLimits>): DeliveryWorker;
  /** What goes on with replays, as each server does. */
  startReplays(): Loop;
  close(): Promise<void>;
}

export interface TestGroup {
  id: AlertGroupId;
  publicId: string;
  alertPublicId: string;
}

export function eventOf(group: TestGroup, type: GroupEvent["type"]): GroupEvent {
  return { groupId: group.id, type, at: "now", userId: null };
}

const titles = new Map([["webhook", "Webhook"]]);

export async function createWorld(): Promise<World> {
  const database = await createTestDatabase();
  const handle = openDatabase({
    target: database.url,
    maxConnections: 6,
    statementTimeoutMs: 20_000,
    onError: () => {},
  });
  const statements = recordStatements(handle.pool);
  await preparePartitions(handle.db);
  const workers: DeliveryWorker[] = [];
  const deliveries = () => {
    for (const worker of workers) worker.wake();
  };
  const loops: Loop[] = [];
  const replays = () => {
    for (const loop of loops) loop.wake();
  };
  const ctx: Context = {
    db: handle.db,
    log: createLogger("silent"),
    secrets: createSecretBox([keyFromText("a key for tests only")]),
    metrics: createMetrics("test"),
    templates: createTemplateEngine(),
    integrationTypes: createIntegrationRegistry([]),
    wake: { intake() {}, timers() {}, deliveries, replays },
    publicUrl: "https://oncall.example.com",
  };
  const integrationPublicId = await insertIntegration(handle);
  const http = createHttpClient({
    policy: createPolicy({ allowedCidrs: parseCidrList("127.0.0.0/8") }),
  });
  let webhooks = 0;
  return {
    ctx,
    handle,
    integrationPublicId,
    takeStatements: () => statements.splice(0),
    makeGroup: (payload = '{"n": 1}') => insertGroup(handle, integrationPublicId, payload),
    async makeWebhook(settings) {
      webhooks += 1;
      const result = await createWebhook(ctx, systemCaller, {
        ...standardWebhook,
        name: `w${webhooks}`,
        ...settings,
      });
      if (result.kind === "refused") throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
      return result.webhook;
    },
    async announce(events) {
      const queued = await handle.db.transaction().execute((tx) => announce(tx, ctx, events));
      ctx.wake.deliveries();
      return queued;
    },
    startWorker(limits = {}) {
      const worker = startDeliveryWorker({
        db: handle.db,
        log: ctx.log,
        ...{ onTried: ctx.metrics.deliveryTried, onBreakerTurn: ctx.metrics.breakerTurned },
        name: `test:${workers.length + 1}`,
        limits: { pollMs: 100, ...limits },
        tools: toolsOf(ctx, http),
      });
      workers.push(worker);
      return worker;
    },
    startReplays() {
      const loop = startReplays({ db: handle.db, log: ctx.log, onQueued: deliveries });
      loops.push(loop);
      return loop;
    },
    close: () => closeWorld([...workers, ...loops], http, handle, database),
  };
}

function toolsOf(ctx: Context, http: HttpClient): DeliveryTools {
  return {
    http,
    accessTokens: new AccessTokens(http),
    templates: createMessageTemplates(ctx.templates),
    dialect: createOncallDialect({ publicUrl: ctx.publicUrl, titleOf: (type) => titles.get(type) }),
    makers: createMessageMakers(ctx.publicUrl),
    secrets: ctx.secrets,
    userAgent: "Tocsin/test",
    random: () => 0,
  };
}

async function closeWorld(
  running: readonly { stop(): Promise<void> }[],
  http: { close(): void },
  handle: DatabaseHandle,
  database: TestDatabase,
): Promise<void> {
  await Promise.all(running.map((each) => each.stop()));
  http.close();
  await handle.close();
  await database.drop();
}

export const standardWebhook: Omit<NewWebhookInput, "url"> = {
  name: "hook",
  isEnabled: true,
  teamId: null,
  triggerType: "status change",
  httpMethod: "POST",
  headers: null,
  data: null,
  triggerTemplate: null,
  forwardAll: true,
  username: null,
  integrationFilter: [],
  preset: null,
  deadlineMs: deadlineLimits.standard,
};

/** Every statement of the pool, from now on. */
function recordStatements(pool: pg.Pool): string[] {
  const statements: string[] = [];
  pool.on("connect", (client) => {
    const query = client.query.bind(client);
    Object.assign(client, {
      query: (...args: Parameters<typeof query>) => {
        const [first] = args as unknown as [string | { text: string }];
        statements.push(typeof first === "string" ? first : first.text);
        return query(...args);
      },
    });
  });
  return statements;
}

async function insertIntegration({ db }: DatabaseHandle): Promise<string> {
  const publicId = newPublicId("integration");
  await sql`insert into integrations (public_id, token, type, name)
    values (${publicId}, ${publicId}, 'webhook', 'Shop')`.execute(db);
  return publicId;
}

export async function insertGroup(
  { db }: DatabaseHandle,
  integrationPublicId: string,
  payload: string,
): Promise<TestGroup> {
  const publicId = newPublicId("alertGroup");
  const alertPublicId = newPublicId("alert");
  const result = await sql<{ id: number }>`
    with made as (
      insert into alert_groups (public_id, integration_id, grouping_key, is_open, status, title, alerts_count)
      select ${publicId}, i.id, ${Buffer.from(publicId)}, true, 'firing', 'Disk full', 1
      from integrations i where i.public_id = ${integrationPublicId} returning id)
    select id from made`.execute(db);
  const id = result.rows[0]?.id as AlertGroupId;
  const alert = await sql<{ id: number }>`
    insert into alerts (public_id, group_id, payload) values (${alertPublicId}, ${id}, ${payload}) returning id`.execute(
    db,
  );
  const alertId = alert.rows[0]?.id as AlertId;
  await sql`update alert_groups set first_alert_id = ${alertId}, last_alert_id = ${alertId} where id = ${id}`.execute(
    db,
  );
  return { id, publicId, alertPublicId };
}

/** Looks again and again until something is so; fails loudly when it does not become so. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 20_000;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`it did not become so: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
