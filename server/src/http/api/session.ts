import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  authenticatePassword,
  authenticateSession,
  type Caller,
  changeOwnPassword,
  createSession,
  createSignInLinkFor,
  endSession,
  endSessionsOf,
  FailedSignIns,
  permissionsOf,
  redeemSignInLink,
  setPasswordOf,
} from "../../core/people/index.ts";
import { AppError } from "../../platform/errors.ts";
import type { UserId } from "../../platform/ids.ts";
import type { Authenticate } from "../authentication.ts";
import { csrfTokenOf, endedSessionCookie, isFromAnotherSite, sessionCookie } from "../session-cookie.ts";
import { type Api, callerOf, requireBrowser, sessionOf } from "./access.ts";
import { failures, idParams, nothing, publicId, role } from "./schemas.ts";

const session = z
  .object({
    user: z
      .object({
        id: publicId,
        username: z.string(),
        name: z.string(),
        email: z.string(),
        role,
        timezone: z.string().nullable(),
      })
      .nullable()
      .describe("Null for a token of no person."),
    role,
    permissions: z.array(z.string()).describe("What this caller may do."),
    csrf_token: z
      .string()
      .describe(
        "What a browser sends as `x-csrf-token` with every write. Empty for an API token, which needs none.",
      ),
  })
  .meta({ id: "Session" });

const password = z
  .string()
  .min(10, "A password has at least 10 characters.")
  .max(1000, "A password has at most 1000 characters.");

const credentials = z.union(
  [
    z.strictObject({ link_token: z.string().min(1).max(200) }),
    z.strictObject({ username: z.string().trim().min(1).max(150), password: z.string().min(1).max(1000) }),
    z.strictObject({ api_token: z.string().trim().min(1).max(200) }),
  ],
  { error: "Send link_token, or username and password, or api_token." },
);
type Credentials = z.output<typeof credentials>;

const ownPassword = z.object({
  current_password: z.string().max(1000).optional().describe("Needed when there is one."),
  new_password: password,
});

const signInLink = z.object({
  url: z.string().describe("Signs the user in, once, within an hour. Shown only now."),
});

const tags = ["Session"];

/** Signing in and out, and what the console asks first: who am I, what may I do. */
export function registerSession(api: Api, ctx: Context, authenticate: Authenticate): void {
  const failed = new FailedSignIns(() => performance.now());
  api.get(
    "/session",
    {
      config: { role: "viewer" },
      schema: { tags, summary: "Tell who calls", response: { 200: session, ...failures } },
    },
    async (request) => present(callerOf(request), sessionOf(request)?.token),
  );
  api.post(
    "/session",
    {
      schema: {
        tags,
        summary: "Sign in: by a link, a password or an API token",
        description: "The answer sets a cookie. A link is used up by this call, not by being opened.",
        body: credentials,
        response: { 200: session, ...failures },
      },
    },
    async (request, reply) => {
      // Signing somebody in as another person would make them act, and type, in that person's name.
      if (isFromAnotherSite(request, ctx.publicUrl)) {
        throw new AppError("forbidden", "Sign in from the console of this server itself.");
      }
      const userId = await identify({ ctx, authenticate, failed }, request.body, request.ip);
      return begin(ctx, userId, reply);
    },
  );
  registerEnds(api, ctx);
  registerOwnPassword(api, ctx, failed);
  registerAccess(api, ctx);
}

function registerEnds(api: Api, ctx: Context): void {
  api.delete(
    "/session",
    {
      config: { role: "viewer" },
      schema: { tags, summary: "Sign out", response: { 204: nothing, ...failures } },
    },
    async (request, reply) => {
      const token = sessionOf(request)?.token;
      if (token !== undefined) await endSession(ctx, token);
      return reply.header("set-cookie", endedSessionCookie(ctx.publicUrl)).code(204).send(null);
    },
  );
  api.delete(
    "/session/all",
    {
      config: { role: "viewer" },
      schema: { tags, summary: "Sign out everywhere", response: { 204: nothing, ...failures } },
    },
    async (request, reply) => {
      requireBrowser(request);
      await endSessionsOf(ctx, callerOf(request));
      return reply.header("set-cookie", endedSessionCookie(ctx.publicUrl)).code(204).send(null);
    },
  );
}

function registerOwnPassword(api: Api, ctx: Context, failed: FailedSignIns): void {
  api.put(
    "/session/password",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Set one's own password; all other sessions end",
        body: ownPassword,
        response: { 200: session, ...failures },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const user = requireBrowser(request);
      failed.refuseTooMany(user.username, request.ip);
      const { current_password: current, new_password: next } = request.body;
      if ((await changeOwnPassword(ctx, caller, { current, next })) === "wrong password") {
        failed.add(user.username, request.ip);
        throw new AppError("invalid_input", "This is not the present password.", {
          field: "current_password",
        });
      }
      failed.forget(user.username, request.ip);
      return begin(ctx, user.id, reply);
    },
  );
}

/** What admins do for others who cannot get in. */
function registerAccess(api: Api, ctx: Context): void {
  api.put(
    "/users/:id/password",
    {
      config: { role: "admin" },
      schema: {
        tags: ["Users"],
        summary: "Set a user's password; all sessions of the user end",
        params: idParams,
        body: z.object({ new_password: password }),
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      const change = { publicId: request.params.id, password: request.body.new_password };
      await setPasswordOf(ctx, callerOf(request), change);
      return reply.code(204).send(null);
    },
  );
  api.post(
    "/users/:id/sign-in-link",
    {
      config: { role: "admin" },
      schema: {
        tags: ["Users"],
        summary: "Make a link that signs a user in",
        params: idParams,
        response: { 201: signInLink, ...failures },
      },
    },
    async (request, reply) => {
      const token = await createSignInLinkFor(ctx, callerOf(request), request.params.id);
      return reply.code(201).send({ url: `${ctx.publicUrl}/sign-in?token=${token}` });
    },
  );
}

interface Doorkeeper {
  ctx: Context;
  authenticate: Authenticate;
  failed: FailedSignIns;
}

/** @throws AppError `not_authenticated`, `forbidden`, or `too_many_requests` after many wrong passwords */
async function identify(
  { ctx, authenticate, failed }: Doorkeeper,
  given: Credentials,
  address: string,
): Promise<UserId> {
  if ("link_token" in given) {
    const userId = await redeemSignInLink(ctx, given.link_token);
    if (userId !== undefined) return userId;
    throw new AppError("not_authenticated", "This link has been used, or it is older than an hour.");
  }
  if ("api_token" in given) return identifyByToken(authenticate, given.api_token);
  failed.refuseTooMany(given.username, address);
  const userId = await authenticatePassword(ctx, given);
  if (userId === undefined) {
    failed.add(given.username, address);
    throw new AppError("not_authenticated", "User name or password are wrong.");
  }
  failed.forget(given.username, address);
  return userId;
}

/** A session has all rights of its user, so a token with fewer must not begin one. */
async function identifyByToken(authenticate: Authenticate, token: string): Promise<UserId> {
  const holder = await authenticate(token);
  if (holder.kind !== "caller") throw new AppError("not_authenticated", "Unknown token.");
  const { user, role: ofToken } = holder.caller;
  if (!user) throw new AppError("forbidden", "This token belongs to no person. Sign in with one of a user.");
  if (user.role !== ofToken) {
    throw new AppError("forbidden", `This token has fewer rights (${ofToken}) than its user (${user.role}).`);
  }
  return user.id;
}

async function begin(ctx: Context, userId: UserId, reply: FastifyReply): Promise<z.output<typeof session>> {
  const token = await createSession(ctx, userId);
  const caller = await authenticateSession(ctx, token);
  if (!caller) throw new AppError("not_authenticated", "The session has ended already.");
  reply.header("set-cookie", sessionCookie(ctx.publicUrl, token));
  return present(caller, token);
}

function present(caller: Caller, token: string | undefined): z.output<typeof session> {
  const { user } = caller;
  return {
    user: user && {
      id: user.publicId,
      username: user.username,
      name: user.username,
      email: user.email,
      role: user.role,
      timezone: user.timezone,
    },
    role: caller.role,
    permissions: permissionsOf(caller.role),
    csrf_token: token === undefined ? "" : csrfTokenOf({ token }),
  };
}
