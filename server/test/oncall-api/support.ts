import Fastify, { type FastifyInstance } from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll } from "vitest";
import type { Context } from "../../src/core/context.ts";
import { createIntegrationRegistry, type IntegrationModule } from "../../src/core/integrations/registry.ts";
import {
  createToken,
  createUser,
  ensureFirstAdmin,
  findUserById,
  type Role,
  systemCaller,
} from "../../src/core/people/index.ts";
import { createTemplateEngine } from "../../src/core/templates/index.ts";
import { createAuthenticate } from "../../src/http/authentication.ts";
import { registerOncallApi } from "../../src/http/oncall-api/index.ts";
import { createSecretBox, keyFromText } from "../../src/platform/crypto/secret-box.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { newPublicId } from "../../src/platform/ids.ts";
import { createLogger } from "../../src/platform/log.ts";
import { createMetrics } from "../../src/platform/metrics.ts";
import { createTestDatabase } from "../support/database.ts";

export const adminToken = "an-admin-token-of-the-settings";
export const publicUrl = "https://oncall.example.com/base";

/** A parsed answer. Tests look into it as a client would, so its body has no type. */
export interface Answered {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a client reads from JSON
  body: any;
  text: string;
  headers: Record<string, unknown>;
}

export interface Api {
  ctx: Context;
  app: FastifyInstance;
  /** Calls `/api/v1<path>` as the first admin, or with the given token. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answered>;
  tokenFor(role: Role): Promise<string>;
}

/** The API over a database of its own, for one test file. */
export function useApi(): Api {
  const api = {} as Api;
  const cleanups: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const database = await createTestDatabase();
    const handle = openDatabase({
      target: database.url,
      maxConnections: 4,
      statementTimeoutMs: 20_000,
      onError: () => {},
    });
    const ctx = contextOf(handle.db);
    const app = Fastify();
    const authenticate = createAuthenticate(ctx, adminToken);
    registerOncallApi(app, ctx, { prefix: "", authenticate });
    registerOncallApi(app, ctx, { prefix: "/oncall", authenticate });
    await ensureFirstAdmin(ctx);
    Object.assign(api, { ctx, app, call: callerOf(app), tokenFor: (role: Role) => makeToken(ctx, role) });
    cleanups.push(
      () => database.drop(),
      () => handle.close(),
      () => app.close(),
    );
  });
  afterAll(async () => {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  });
  return api;
}

function contextOf(db: Context["db"]): Context {
  return {
    db,
    log: createLogger("silent"),
    secrets: createSecretBox([keyFromText("a key for tests")]),
    metrics: createMetrics("test"),
    templates: createTemplateEngine(),
    integrationTypes: createIntegrationRegistry([
      toolNamed("webhook", "Webhook"),
      toolNamed("alertmanager", "Alertmanager"),
      toolNamed("legacy_alertmanager", "(Legacy) Alertmanager"),
      toolNamed("manual", "Manual"),
    ]),
    wake: { intake: () => {}, deliveries: () => {}, timers: () => {}, replays: () => {} },
    publicUrl,
  };
}

function toolNamed(slug: string, title: string): IntegrationModule {
  return {
    slug,
    title,
    category: "any",
    templates: {},
    interpret: ({ body }) => ({ alerts: [body] }),
    connect: "",
    examples: [{ name: "opening", kind: "opening", body: {} }],
  };
}

function callerOf(app: FastifyInstance): Api["call"] {
  return async (method, path, body, token = adminToken) => {
    const response = await app.inject({
      method: method as "GET",
      url: path.startsWith("/oncall") ? path : `/api/v1${path}`,
      headers: {
        authorization: token,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = response.body;
    return {
      status: response.statusCode,
      body: text === "" ? undefined : JSON.parse(text),
      text,
      headers: response.headers,
    };
  };
}

let people = 0;

async function makeToken(ctx: Context, role: Role): Promise<string> {
  people += 1;
  const user = await createUser(ctx, systemCaller, { username: `${role}-${people}`, role });
  return (await createToken(ctx, { caller: systemCaller, name: role, user, role })).token;
}

/** The first admin, whom the admin token stands for. */
export async function firstAdmin(ctx: Context) {
  const admin = await ensureFirstAdmin(ctx);
  return (await findUserById(ctx.db, admin.id)) ?? admin;
}

export interface SeededGroup {
  integrationId: string;
  title?: string;
  status?: "firing" | "acknowledged" | "silenced" | "resolved";
  startedAt?: string;
  labels?: Record<string, string>;
  payloads?: string[];
}

/** Puts a group with its alerts into the database, as grouping would leave it. Returns its public id. */
export async function seedGroup(ctx: Context, group: SeededGroup): Promise<string> {
  const { title = "A title", status = "firing", labels = {}, payloads = ['{"a":1}'] } = group;
  const publicId = newPublicId("alertGroup");
  const startedAt = group.startedAt ?? new Date().toISOString();
  const row = await sql<{ id: number }>`
    insert into alert_groups (public_id, integration_id, route_id, grouping_key, is_open, status, title, alerts_count,
      labels, started_at, acknowledged_at, acknowledged_by, silenced_at, resolved_at, resolved_by)
    select ${publicId}, i.id, r.id, sha256(${publicId}::bytea), ${status !== "resolved"}, ${status}, ${title},
      ${payloads.length}, ${JSON.stringify(labels)}::jsonb, ${startedAt}::timestamptz,
      case when ${status} = 'acknowledged' then now() end, case when ${status} = 'acknowledged' then 'source' end,
      case when ${status} = 'silenced' then now() end,
      case when ${status} = 'resolved' then now() end, case when ${status} = 'resolved' then 'source' end
    from integrations i join routes r on r.integration_id = i.id and r.is_default
    where i.public_id = ${group.integrationId} returning id`.execute(ctx.db);
  const id = row.rows[0]?.id;
  for (const payload of payloads) {
    await sql`
      with new as (insert into alerts (public_id, group_id, payload)
        values (${newPublicId("alert")}, ${id}, ${payload}) returning id)
      update alert_groups set last_alert_id = new.id, first_alert_id = coalesce(first_alert_id, new.id)
      from new where alert_groups.id = ${id}`.execute(ctx.db);
  }
  return publicId;
}
