import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { canReadMail, mailAddress } from "../../core/inbound-mail/index.ts";
import { describeSignature } from "../../core/integrations/describe-signature.ts";
import { fillConnect } from "../../core/integrations/fill-connect.ts";
import { type Integration, integrationUrl } from "../../core/integrations/index.ts";
import { routingKeyOf } from "../../core/integrations/routing-key.ts";
import { findSecretStatus } from "../../core/integrations/secrets.ts";
import { genericSchemes } from "../../core/integrations/verify-signature.ts";
import type { Api } from "./access.ts";
import { requireIntegration } from "./integrations.ts";
import { failures, idParams } from "./schemas.ts";

const connection = z
  .object({
    instructions: z.string().describe("Markdown, with the integration's own addresses and keys in it."),
    url: z.string().nullable().describe("Where the tool sends its alerts, at OnCall's path."),
    opsknight_url: z.string().nullable().describe("The same at OpsKnight's path, its key included."),
    heartbeat_url: z.string().nullable().describe("Where GET or POST is a sign of life."),
    mail_address: z.string().nullable().describe("Null when the server or the integration takes no mail."),
    signatures: z
      .array(z.string())
      .describe("How requests may be signed, as soon as the integration has a secret; Markdown."),
  })
  .meta({ id: "IntegrationConnection" });

export function registerIntegrationConnect(api: Api, ctx: Context): void {
  api.get(
    "/integrations/:id/connect",
    {
      config: { role: "viewer" },
      schema: {
        tags: ["Integrations"],
        summary: "Tell how to make the tool send to this integration",
        params: idParams,
        response: { 200: connection, ...failures },
      },
    },
    async (request) => present(ctx, await requireIntegration(ctx, request.params.id)),
  );
}

async function present(ctx: Context, integration: Integration): Promise<z.output<typeof connection>> {
  const { type, token, publicId } = integration;
  const module = ctx.integrationTypes.find(type);
  const url = integrationUrl(ctx.publicUrl, integration);
  const instructions = fillConnect(module?.connect ?? "", {
    url: url ?? ctx.publicUrl,
    base: ctx.publicUrl,
    id: publicId,
    token,
    routing_key: routingKeyOf(token),
    mail: mailAddress(token, ctx.mailDomain ?? "<domain>"),
  });
  const parameters = new URLSearchParams({ integrationId: publicId, integrationKey: token });
  return {
    instructions,
    url,
    opsknight_url: url && `${ctx.publicUrl}/api/integrations/${type}?${parameters}`,
    heartbeat_url: url && `${url}heartbeat/`,
    mail_address: await findMailAddress(ctx, integration),
    signatures: (module?.signatures ?? genericSchemes).map(describeSignature),
  };
}

async function findMailAddress(ctx: Context, { id, type, token }: Integration): Promise<string | null> {
  if (ctx.mailDomain === undefined || !canReadMail(ctx, type)) return null;
  const { setAt } = await findSecretStatus(ctx.db, id);
  return setAt === null ? mailAddress(token, ctx.mailDomain) : null;
}
