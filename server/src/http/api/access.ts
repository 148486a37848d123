import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Context } from "../../core/context.ts";
import { type Caller, type Role, requireRole, type User } from "../../core/people/index.ts";
import { AppError } from "../../platform/errors.ts";
import type { Authenticate } from "../authentication.ts";
import {
  type BrowserSession,
  findBrowserSession,
  isCsrfTokenOf,
  isFromAnotherSite,
} from "../session-cookie.ts";

/** Where routes of the native API are declared: Zod schemas validate, serialise and document them. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Least role that may call the route. */
    role?: Role;
    /** Its answer goes on for as long as somebody reads it, so its duration says nothing. */
    isEndless?: boolean;
    /** It brings alerts, so that a trace begins or goes on with it. */
    isTraced?: boolean;
  }
}

/** The header a browser must send with a write; other sites cannot send it without asking first. */
export const csrfHeader = "x-csrf-token";

const readingMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Who calls, and by which session; undefined by an API token. */
interface Identity {
  caller: Caller;
  session: BrowserSession | undefined;
}

const identities = new WeakMap<FastifyRequest, Identity>();

/** Makes every route of the scope ask who calls, by API token or session cookie, and whether they may. */
export function guard(api: FastifyInstance, ctx: Context, authenticate: Authenticate): void {
  api.addHook("onRequest", (request) => admit(ctx, authenticate, request));
}

/**
 * Asks who calls, and whether they may; for an endless answer again and again.
 * @throws AppError `not_authenticated` or `forbidden`
 */
export async function admit(
  ctx: Context,
  authenticate: Authenticate,
  request: FastifyRequest,
): Promise<void> {
  const { role } = request.routeOptions.config;
  if (role === undefined) return;
  const identity = await identify(ctx, authenticate, request);
  requireRole(identity.caller, role);
  identities.set(request, identity);
}

/** Who calls a guarded route. */
export function callerOf(request: FastifyRequest): Caller {
  return identityOf(request).caller;
}

/** The browser session that calls a guarded route; undefined when an API token was sent. */
export function sessionOf(request: FastifyRequest): BrowserSession | undefined {
  return identityOf(request).session;
}

/**
 * A session has all rights of its user and a token may have fewer, so no token may change how its user gets in.
 * @throws AppError `forbidden`
 */
export function requireBrowser(request: FastifyRequest): User {
  const { user } = callerOf(request);
  if (user && sessionOf(request)) return user;
  throw new AppError("forbidden", "Only a person who is signed in may do this, not an API token.");
}

function identityOf(request: FastifyRequest): Identity {
  const identity = identities.get(request);
  if (!identity) throw new AppError("internal", "A route without a role asked for its caller.");
  return identity;
}

async function identify(
  ctx: Context,
  authenticate: Authenticate,
  request: FastifyRequest,
): Promise<Identity> {
  if (request.headers.authorization !== undefined) {
    const holder = await authenticate(request.headers.authorization);
    if (holder.kind === "caller") return { caller: holder.caller, session: undefined };
    const reason = holder.kind === "inactive" ? "The user of this token is deactivated." : "Unknown token.";
    throw new AppError("not_authenticated", reason);
  }
  const session = await findBrowserSession(ctx, request);
  if (!session) throw new AppError("not_authenticated", "Send an API token, or sign in.");
  refuseForgery(ctx, request, session);
  return { caller: session.caller, session };
}

function refuseForgery(ctx: Context, request: FastifyRequest, session: BrowserSession): void {
  if (readingMethods.has(request.method)) return;
  const isOfSession = isCsrfTokenOf(session, request.headers[csrfHeader]);
  if (isOfSession && !isFromAnotherSite(request, ctx.publicUrl)) return;
  throw new AppError(
    "forbidden",
    `A write with a session cookie needs the header "${csrfHeader}" with the csrf_token of GET /api/v2/session, and must come from this site.`,
  );
}
