import type { FastifyInstance } from "fastify";
import type { Context } from "../../core/context.ts";
import { createSession, endSession, redeemSignInLink, sessionDays } from "../../core/people/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type Html, html } from "../html.ts";
import { endedSessionCookie, isFromAnotherSite, sessionCookie } from "../session-cookie.ts";
import { fieldOf, redirect, refuseForgedForm, sendPage, sessionOf } from "./access.ts";

/**
 * Opening a sign-in link only shows a button: mail scanners and link previews open links too, and must not use them up.
 */
export function registerSignIn(pages: FastifyInstance, ctx: Context): void {
  pages.get<{ Querystring: { token?: unknown } }>("/sign-in", (request, reply) => {
    const { token } = request.query;
    const hasToken = typeof token === "string" && token !== "";
    return sendPage(
      ctx,
      { request, reply },
      { title, content: hasToken ? confirmation(token) : explanation },
    );
  });
  pages.post("/sign-in", async (request, reply) => {
    // Signing somebody in as another person would make them act, and type, in that person's name.
    if (isFromAnotherSite(request, ctx.publicUrl)) {
      throw new AppError("forbidden", "This form is not from this site. Open the sign-in link itself.");
    }
    const userId = await redeemSignInLink(ctx, fieldOf(request, "token"));
    if (userId === undefined) {
      reply.code(403);
      return sendPage(ctx, { request, reply }, { title, content: spentNotice });
    }
    const session = await createSession(ctx, userId);
    reply.header("set-cookie", sessionCookie(ctx.publicUrl, session));
    return redirect(ctx, reply, "");
  });
}

/** For people who are signed in. */
export function registerSignOut(pages: FastifyInstance, ctx: Context): void {
  pages.post("/sign-out", async (request, reply) => {
    refuseForgedForm(ctx, request);
    await endSession(ctx, sessionOf(request).token);
    reply.header("set-cookie", endedSessionCookie(ctx.publicUrl));
    return redirect(ctx, reply, "sign-in");
  });
}

const title = "Sign in";

function confirmation(token: string): Html {
  return html`<h1>Sign in to Tocsin</h1>
<form method="post" action="sign-in"><input type="hidden" name="token" value="${token}"><button class="main">Sign in on this device</button></form>
<p class="quiet">The link works once. This browser stays signed in for ${sessionDays} days.</p>`;
}

const howTo = html`<p>You get in by a link that works once. Whoever runs this server can make one:</p>
<pre>npx tocsin sign-in-link</pre>
<p class="quiet">For somebody else: <code>npx tocsin sign-in-link --user NAME</code>. The server also prints a link when it starts.</p>`;

const explanation = html`<h1>Sign in to Tocsin</h1>${howTo}`;

const spentNotice = html`<h1>This link does not work any more</h1>
<p>It has been used, or it is older than an hour.</p>${howTo}`;
