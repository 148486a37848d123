import type { App } from "../app.ts";
import { createIntegration, integrationUrl, listIntegrations } from "../core/integrations/index.ts";
import { createSignInLink, ensureFirstAdmin, systemCaller } from "../core/people/index.ts";
import { AppError } from "../platform/errors.ts";

const quickstartType = "webhook";

/**
 * What a person sees who starts the server: where it is, how to get in, and a line that makes the first alert group.
 * The first start makes an admin and a webhook integration for this.
 */
export async function prepareFirstSteps({ ctx, url }: App): Promise<string> {
  const admin = await ensureFirstAdmin(ctx);
  const signIn = await createSignInLink(ctx, admin.id);
  const ingestUrl = await findOrMakeWebhook(ctx);
  return `
Tocsin is ready at ${url}

  Sign in (once, within an hour):  ${ctx.publicUrl}/sign-in?token=${signIn}
  A webhook for your alerts:       ${ingestUrl}

  Make the first alert group:

    curl -s '${ingestUrl}?wait=true' -H 'content-type: application/json' -d '{"title": "Hello from curl", "state": "alerting"}'
`;
}

async function findOrMakeWebhook(ctx: App["ctx"]): Promise<string> {
  const { items } = await listIntegrations(ctx.db, {}, { offset: 0, limit: 100 });
  const present = items.find((integration) => integration.type === quickstartType);
  if (present) return integrationUrl(ctx.publicUrl, present) ?? "";
  const made = await createIntegration(ctx, systemCaller, {
    type: quickstartType,
    name: "Webhook",
    templates: { "web.title": '{{ payload.title | default("Incident") }}' },
  });
  if (made.kind === "refused") throw new AppError("internal", "the first integration could not be made");
  return integrationUrl(ctx.publicUrl, made.integration) ?? "";
}
