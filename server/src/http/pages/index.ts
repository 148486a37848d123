import { readFile } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import type { Context } from "../../core/context.ts";
import { preparePages, requireSession } from "./access.ts";
import { registerGroupForm } from "./group-form.ts";
import { registerGroupList } from "./group-list.ts";
import { registerGroupPage } from "./group-page.ts";
import { registerIncidentPage } from "./incident-page.ts";
import { registerIntegrationPage } from "./integration-page.ts";
import { stylePath } from "./layout.ts";
import { registerSignIn, registerSignOut } from "./sign-in.ts";

/** Pages for people that need no script: signing in, alert groups, integrations. */
export async function registerPages(app: FastifyInstance, ctx: Context): Promise<void> {
  const style = await readFile(new URL("style.css", import.meta.url), "utf8");
  app.get(`/${stylePath}`, (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "max-age=300").send(style),
  );
  await app.register(async (pages) => {
    preparePages(pages, ctx);
    registerSignIn(pages, ctx);
    await pages.register(async (inside) => {
      requireSession(inside, ctx);
      registerSignOut(inside, ctx);
      registerGroupList(inside, ctx);
      registerGroupPage(inside, ctx);
      registerGroupForm(inside, ctx);
      registerIncidentPage(inside, ctx);
      registerIntegrationPage(inside, ctx);
    });
  });
}
