import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { findSigningSecretStatus, listWebhooks } from "../../core/outgoing-webhooks/index.ts";
import { exportContactPoints } from "../../payloads/grafana/export.ts";
import { type ImportedWebhook, readProvisioning } from "../../payloads/grafana/provisioning.ts";
import { createMessageMakers } from "../../payloads/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { checkNewWebhook, makeWebhook } from "./make-webhook.ts";
import { failures, publicId } from "./schemas.ts";
import { newWebhook } from "./webhook-schemas.ts";

const tags = ["Outgoing webhooks"];
const longestFile = 1_000_000;
const mostExported = 1000;

const importRequest = z.strictObject({
  yaml: z.string().min(1).max(longestFile).describe("A file of contact points (apiVersion 1), YAML or JSON."),
  dry_run: z.boolean().default(false).describe("Only check it."),
});

const importResult = z
  .object({
    items: z.array(
      z.object({
        contact_point: z.string(),
        uid: z.string().nullable().describe("In Grafana."),
        webhook_id: publicId.nullable().describe("Null: not made."),
        error: z.string().nullable(),
        ignored: z.array(z.string()).describe("Settings that mean nothing here."),
      }),
    ),
    skipped: z.array(z.object({ contact_point: z.string(), type: z.string() })).describe("No webhooks."),
  })
  .meta({ id: "GrafanaImport" });

/** Webhooks from and for the files that provision Grafana's contact points. */
export function registerWebhookProvisioning(api: Api, ctx: Context): void {
  const makers = createMessageMakers(ctx.publicUrl);
  api.post(
    "/webhooks/import-grafana",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Make webhooks of the contact points in a provisioning file of Grafana's",
        body: importRequest,
        response: { 200: importResult, ...failures },
      },
    },
    async (request) => {
      const { yaml, dry_run: isDry } = request.body;
      const read = readProvisioning(yaml);
      if (read.kind === "refused") throw new AppError("invalid_input", read.message, { field: "yaml" });
      const items: z.output<typeof importResult>["items"] = [];
      for (const imported of read.webhooks) {
        items.push(
          await importOne(imported, async (body) => {
            if (!isDry) return (await makeWebhook(ctx, callerOf(request), makers, body)).webhook.publicId;
            await checkNewWebhook(ctx, makers, body);
            return null;
          }),
        );
      }
      const skipped = read.skipped.map(({ contactPoint, type }) => ({ contact_point: contactPoint, type }));
      return { items, skipped };
    },
  );
  api.get(
    "/webhooks/export-grafana",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Write the webhooks of Grafana's form as a provisioning file of Grafana's, without secrets",
        response: { 200: z.object({ yaml: z.string() }), ...failures },
      },
    },
    async (request) => {
      const slice = { offset: 0, limit: mostExported };
      const page = await listWebhooks(ctx, callerOf(request), { dialect: "grafana" }, slice);
      const signed = await Promise.all(
        page.items.map(async (webhook) => {
          const { setAt } = await findSigningSecretStatus(ctx.db, webhook.id);
          return { webhook, isSigned: setAt !== null };
        }),
      );
      return { yaml: exportContactPoints(signed) };
    },
  );
}

type Making = (body: z.output<typeof newWebhook>) => Promise<string | null>;

/** What is wrong with one contact point keeps no other from being made. */
async function importOne({ contactPoint, uid, ignored, request }: ImportedWebhook, make: Making) {
  const told = { contact_point: contactPoint, uid, ignored };
  const body = newWebhook.safeParse(request);
  if (!body.success) {
    const [issue] = body.error.issues;
    return { ...told, webhook_id: null, error: `${issue?.path.join(".")}: ${issue?.message}` };
  }
  try {
    return { ...told, webhook_id: await make(body.data), error: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    const place = error.field === undefined ? "" : `${error.field}: `;
    return { ...told, webhook_id: null, error: place + error.message };
  }
}
