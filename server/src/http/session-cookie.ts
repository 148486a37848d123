import { createHmac } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Context } from "../core/context.ts";
import { authenticateSession, type Caller, sessionDays } from "../core/people/index.ts";
import { secretsEqual } from "../platform/crypto/tokens.ts";

const cookieName = "tocsin_session";
const secondsPerDay = 86_400;

/** A browser that is signed in. */
export interface BrowserSession {
  token: string;
  caller: Caller;
}

/** The session of the request's cookie; undefined when there is none or it has ended. */
export async function findBrowserSession(
  ctx: Pick<Context, "db">,
  request: FastifyRequest,
): Promise<BrowserSession | undefined> {
  const token = readSessionCookie(request.headers.cookie);
  if (token === undefined) return undefined;
  const caller = await authenticateSession(ctx, token);
  return caller && { token, caller };
}

/** The session token in a `Cookie` header; the first one counts. */
export function readSessionCookie(header: string | undefined): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const [name, value] = pair.split("=", 2);
    if (name?.trim() === cookieName && value !== undefined && value.trim() !== "") return value.trim();
  }
  return undefined;
}

/** A `Set-Cookie` header that signs in. Lax: a link in a chat message opens signed in, foreign forms do not. */
export function sessionCookie(publicUrl: string, token: string): string {
  return cookie(publicUrl, token, sessionDays * secondsPerDay);
}

export function endedSessionCookie(publicUrl: string): string {
  return cookie(publicUrl, "", 0);
}

function cookie(publicUrl: string, value: string, maxAgeSeconds: number): string {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  return `${cookieName}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** What every write of this session carries, so that no other site can make one up. */
export function csrfTokenOf(session: Pick<BrowserSession, "token">): string {
  return createHmac("sha256", session.token).update("tocsin form").digest("base64url");
}

export function isCsrfTokenOf(session: Pick<BrowserSession, "token">, given: unknown): boolean {
  return typeof given === "string" && secretsEqual(given, csrfTokenOf(session));
}

/**
 * Whether a browser says that another site made this request. Programs say nothing and pass: they hold no cookies.
 * Sec-Fetch-Site is sent over HTTPS and to localhost only; Origin is there in other cases.
 */
export function isFromAnotherSite(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  return ![host, new URL(publicUrl).host].includes(new URL(origin).host);
}
