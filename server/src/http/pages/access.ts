import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../../core/context.ts";
import { AppError } from "../../platform/errors.ts";
import { toHttpProblem } from "../errors.ts";
import { basePath, type Html, html } from "../html.ts";
import {
  type BrowserSession,
  findBrowserSession,
  isFormTokenOf,
  isFromAnotherSite,
} from "../session-cookie.ts";
import { page } from "./layout.ts";

const sessions = new WeakMap<FastifyRequest, BrowserSession>();

/** They leave a browser nothing to run, and keep what it shows to itself. */
export const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'",
  "x-content-type-options": "nosniff",
  // The address of a sign-in page holds a secret.
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

/** What every page has in common: headers, forms, and errors that people can read. */
export function preparePages(pages: FastifyInstance, ctx: Context): void {
  pages.addHook("onRequest", async (_request, reply) => {
    reply.headers(pageHeaders);
  });
  pages.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    async (_request: FastifyRequest, body: string) => new URLSearchParams(body),
  );
  pages.setErrorHandler((error, request, reply) => answerProblem(ctx, { error, request, reply }));
}

/** Lets only people in who are signed in; others are shown how to. */
export function requireSession(pages: FastifyInstance, ctx: Context): void {
  pages.addHook("onRequest", async (request, reply) => {
    const session = await findBrowserSession(ctx, request);
    if (!session) return redirect(ctx, reply, "sign-in");
    sessions.set(request, session);
  });
}

/** @throws AppError `forbidden` when another site may have made the form */
export function refuseForgedForm(ctx: Context, request: FastifyRequest): void {
  const isOurs = isFormTokenOf(sessionOf(request), fieldOf(request, "form_token"));
  if (isOurs && !isFromAnotherSite(request, ctx.publicUrl)) return;
  throw new AppError(
    "forbidden",
    "This form is not from this site, or is too old. Go back, reload, try again.",
  );
}

export function sessionOf(request: FastifyRequest): BrowserSession {
  const session = sessions.get(request);
  if (!session) throw new AppError("internal", "A page without a session asked for it.");
  return session;
}

/** A field of a sent form; empty when it is absent. */
export function fieldOf(request: FastifyRequest, name: string): string {
  return request.body instanceof URLSearchParams ? (request.body.get(name) ?? "") : "";
}

/** To another page after a form, so that reloading does not send the form again. */
export function redirect(ctx: Context, reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(basePath(ctx.publicUrl) + path, 303);
}

/** A page for whoever asks, signed in or not. */
export function sendPage(
  ctx: Context,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { title, content }: { title: string; content: Html },
): FastifyReply {
  const text = page(ctx.publicUrl, { title, content, session: sessions.get(request) });
  return reply.type("text/html; charset=utf-8").send(text);
}

function answerProblem(
  ctx: Context,
  { error, request, reply }: { error: unknown; request: FastifyRequest; reply: FastifyReply },
): FastifyReply {
  const { status, message, retryAfterSeconds } = toHttpProblem(error);
  if (status >= 500) request.log.error({ err: error }, "request failed");
  if (retryAfterSeconds !== null) reply.header("retry-after", retryAfterSeconds);
  const content = html`<h1>That did not work</h1><p>${message}</p><p><a href="./">To the alert groups</a></p>`;
  reply.code(status);
  return sendPage(ctx, { request, reply }, { title: "Problem", content });
}
