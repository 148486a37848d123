import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { Context } from "../../src/core/context.ts";
import {
  createHandledRequests,
  createIntakeWriter,
  createPublicIdLookup,
  createRoutingKeyLookup,
  createTokenLookup,
} from "../../src/core/intake/index.ts";
import { createIntegration, type Integration } from "../../src/core/integrations/index.ts";
import { createIntegrationRegistry, type IntegrationModule } from "../../src/core/integrations/registry.ts";
import {
  createTopicMessages,
  type FetchText,
  type TopicMessages,
} from "../../src/core/integrations/topic-messages.ts";
import { ensureFirstAdmin, systemCaller } from "../../src/core/people/index.ts";
import { createTemplateEngine } from "../../src/core/templates/index.ts";
import { buildServer } from "../../src/http/server.ts";
import { createSecretBox, keyFromText } from "../../src/platform/crypto/secret-box.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { createLogger } from "../../src/platform/log.ts";
import { createMetrics } from "../../src/platform/metrics.ts";
import { createTestDatabase } from "../support/database.ts";

export interface World {
  ctx: Context;
  app: FastifyInstance;
  integrate(type: string, name: string): Promise<Integration>;
  /** Calls `/api/v2<path>` as admin. */
  call(method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: object): Promise<Answer>;
  /** Posts to the integration's URL. */
  post(integration: Integration, body: string | Buffer, headers?: Record<string, string>): Promise<Answer>;
  /** Bodies of the requests that were taken, in order. */
  taken(integration: Integration): Promise<string[]>;
  /** Reasons of the requests that were refused, newest first. */
  refusals(integration: Integration): Promise<string[]>;
}

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a client reads from JSON
  body: any;
}

const adminToken = "an-admin-token-for-signature-tests";

/** The HTTP server without workers, over a database of its own; `fetchText` stands for Amazon, whose clock is `now`. */
export function useWorld(
  modules: readonly IntegrationModule[],
  fetchText: FetchText = async () => undefined,
  now: () => number = Date.now,
): World {
  const world = {} as World;
  const cleanups: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const database = await createTestDatabase();
    cleanups.push(() => database.drop());
    const handle = openDatabase({
      target: database.url,
      maxConnections: 4,
      statementTimeoutMs: 20_000,
      onError: () => {},
    });
    cleanups.push(() => handle.close());
    const ctx = contextOf(handle.db, modules);
    const app = await serve(ctx, createTopicMessages(fetchText, now));
    cleanups.push(() => app.close());
    await ensureFirstAdmin(ctx);
    Object.assign(world, { ctx, app, ...actionsOf(ctx, app) });
  });
  afterAll(async () => {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  });
  return world;
}

function contextOf(db: Context["db"], modules: readonly IntegrationModule[]): Context {
  return {
    db,
    log: createLogger("silent"),
    secrets: createSecretBox([keyFromText("a key for tests")]),
    metrics: createMetrics("test"),
    templates: createTemplateEngine(),
    integrationTypes: createIntegrationRegistry(modules),
    wake: { intake: () => {}, deliveries: () => {}, timers: () => {}, replays: () => {} },
    publicUrl: "https://tocsin.example.com",
  };
}

function serve(ctx: Context, topics: TopicMessages): Promise<FastifyInstance> {
  const now = () => performance.now();
  return buildServer({
    ctx,
    tokens: createTokenLookup(ctx, now),
    publicIds: createPublicIdLookup(ctx, now),
    routingKeys: createRoutingKeyLookup(ctx, now),
    writer: createIntakeWriter(ctx.db),
    handled: createHandledRequests(),
    topics,
    bodyLimitBytes: 100_000,
    trustedProxies: [],
    inboundMail: readConfig({}).inboundMail,
    adminToken,
    health: { checks: {} },
  });
}

function actionsOf(ctx: Context, app: FastifyInstance): Omit<World, "ctx" | "app"> {
  return {
    async integrate(type, name) {
      const made = await createIntegration(ctx, systemCaller, { type, name });
      if (made.kind === "refused") throw new Error(JSON.stringify(made.refusal));
      return made.integration;
    },
    async call(method, path, body) {
      const answer = await app.inject({
        method,
        url: `/api/v2${path}`,
        headers: { authorization: adminToken },
        ...(body === undefined ? {} : { payload: body }),
      });
      return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
    },
    async post(integration, body, headers = {}) {
      const answer = await app.inject({
        method: "POST",
        url: `/integrations/v1/${integration.type}/${integration.token}/`,
        headers: { "content-type": "application/json", ...headers },
        payload: body,
      });
      const isJson = /json/.test(String(answer.headers["content-type"]));
      return { status: answer.statusCode, body: isJson ? answer.json() : answer.body };
    },
    async taken({ id }) {
      const result = await sql<{ body: Buffer }>`
        select body from intake where integration_id = ${id} and status = 'waiting' order by id`.execute(
        ctx.db,
      );
      return result.rows.map((row) => row.body.toString());
    },
    async refusals({ id }) {
      const result = await sql<{ reason: string }>`
        select reason from refused_requests where integration_id = ${id} order by id desc`.execute(ctx.db);
      return result.rows.map((row) => row.reason);
    },
  };
}
