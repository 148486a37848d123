import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll } from "vitest";
import type { Context } from "../../src/core/context.ts";
import { handleIntakeBatch } from "../../src/core/intake/index.ts";
import { insertIntake } from "../../src/core/intake/store.ts";
import { createIntegration, type Integration } from "../../src/core/integrations/index.ts";
import { createIntegrationRegistry } from "../../src/core/integrations/registry.ts";
import {
  createSignInLink,
  createToken,
  createUser,
  ensureFirstAdmin,
  type Role,
  systemCaller,
  type User,
} from "../../src/core/people/index.ts";
import { createTemplateEngine } from "../../src/core/templates/index.ts";
import { registerApi } from "../../src/http/api/index.ts";
import { createAuthenticate } from "../../src/http/authentication.ts";
import { registerConsole } from "../../src/http/console/index.ts";
import { integrationModules } from "../../src/integrations/index.ts";
import { createSecretBox, keyFromText } from "../../src/platform/crypto/secret-box.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import type { IntegrationId } from "../../src/platform/ids.ts";
import { createLogger } from "../../src/platform/log.ts";
import { createMetrics } from "../../src/platform/metrics.ts";
import { createTestDatabase } from "../support/database.ts";

export const adminToken = "an-admin-token-of-the-settings";
export const publicUrl = "https://tocsin.example.com";

/** A parsed answer. Tests look into it as a client would, so its body has no type. */
export interface Answered {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a client reads from JSON
  body: any;
  text: string;
  headers: Record<string, unknown>;
}

export interface Call {
  body?: unknown;
  headers?: Record<string, string>;
  /** Null sends none; the admin token of the settings when absent. */
  token?: string | null;
}

export interface World {
  ctx: Context;
  app: FastifyInstance;
  admin: User;
  databaseUrl: string;
  /** Calls `/api/v2<path>`. */
  call(method: string, path: string, options?: Call): Promise<Answered>;
  /** Opens an address as a browser does. */
  open(path: string, headers?: Record<string, string>): Promise<Answered>;
}

/** API and pages over a database of their own, for one test file. */
export function useWorld(): World {
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
    const ctx = contextOf(handle.db);
    const app = await buildApp(ctx);
    cleanups.push(() => app.close());
    const admin = await ensureFirstAdmin(ctx);
    Object.assign(world, {
      ctx,
      app,
      admin,
      databaseUrl: database.url,
      call: callerOf(app),
      open: browserOf(app),
    });
  });
  afterAll(async () => {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  });
  return world;
}

export async function buildApp(ctx: Context): Promise<FastifyInstance> {
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } });
  await registerApi(app, ctx, { authenticate: createAuthenticate(ctx, adminToken) });
  registerConsole(app, ctx);
  await app.ready();
  return app;
}

function contextOf(db: Context["db"]): Context {
  return {
    db,
    log: createLogger("silent"),
    secrets: createSecretBox([keyFromText("a key for tests")]),
    metrics: createMetrics("test"),
    templates: createTemplateEngine(),
    integrationTypes: createIntegrationRegistry(integrationModules),
    wake: { intake: () => {}, deliveries: () => {}, timers: () => {}, replays: () => {} },
    publicUrl,
  };
}

function callerOf(app: FastifyInstance): World["call"] {
  return async (method, path, { body, headers = {}, token = adminToken } = {}) =>
    toAnswered(
      await app.inject({
        method: method as "GET",
        url: `/api/v2${path}`,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
}

function browserOf(app: FastifyInstance): World["open"] {
  return async (url, headers = {}) =>
    toAnswered(await app.inject({ method: "GET", url, headers: { accept: "text/html", ...headers } }));
}

function toAnswered(response: Awaited<ReturnType<FastifyInstance["inject"]>>): Answered {
  const isJson = String(response.headers["content-type"] ?? "").startsWith("application/json");
  return {
    status: response.statusCode,
    body: isJson && response.body !== "" ? response.json() : undefined,
    text: response.body,
    headers: response.headers,
  };
}

let people = 0;

export async function newUser(ctx: Context, role: Role): Promise<User> {
  people += 1;
  return createUser(ctx, systemCaller, { username: `${role}-${people}`, role });
}

export async function tokenFor(ctx: Context, role: Role): Promise<string> {
  const user = await newUser(ctx, role);
  return (await createToken(ctx, { caller: systemCaller, name: role, user, role })).token;
}

/** Signs a user in. @returns the `Cookie` header of the browser */
export async function signIn(world: World, user: User): Promise<string> {
  const body = { link_token: await createSignInLink(world.ctx, user.id) };
  const answer = await world.call("POST", "/session", { token: null, body });
  return String(answer.headers["set-cookie"]).split(";")[0] ?? "";
}

export async function newIntegration(
  ctx: Context,
  input: { name: string; type?: string; templates?: Record<string, string> },
): Promise<Integration> {
  const { name, type = "webhook", templates = { "web.title": "{{ payload.title }}" } } = input;
  const result = await createIntegration(ctx, systemCaller, { type, name, templates });
  if (result.kind === "refused") throw new Error(result.refusal.reason);
  return result.integration;
}

/** Receives and handles one payload; the newest group is the one it went to when its content is new. */
export async function receive(
  ctx: Context,
  integration: Integration,
  payload: object | string,
): Promise<void> {
  const body = Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload));
  await insertIntake(ctx.db, [
    { integrationId: integration.id, contentType: "application/json", body, isAwaited: false },
  ]);
  const limits = { integrations: 10, rowsPerIntegration: 100, bytesPerIntegration: 1_000_000 };
  await handleIntakeBatch(ctx, 0 as IntegrationId, limits);
}
