import { newPublicId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { refuseTemplates } from "./check-templates.ts";
import { sealConnection } from "./connection.ts";
import { standardControl } from "./delivery-control.ts";
import type { NewWebhookInput, WebhookResult } from "./model.ts";
import { withPreset } from "./rules.ts";
import { sealSecrets } from "./seal-secrets.ts";
import { findUnknownIntegration, insertWebhookRow } from "./webhook-store.ts";

/** Makes a webhook; it hears of what happens from now on. */
export async function createWebhook(
  ctx: Context,
  caller: Caller,
  input: NewWebhookInput,
): Promise<WebhookResult> {
  requireRole(caller, "admin");
  const settings = {
    dialect: "oncall" as const,
    dialectSettings: {},
    ...withPreset(input),
    control: { ...standardControl, ...input.control },
  };
  const refusal = settings.dialect === "oncall" ? refuseTemplates(ctx.templates, settings) : undefined;
  if (refusal) return { kind: "refused", refusal };
  return ctx.db.transaction().execute(async (tx) => {
    const unknown = await findUnknownIntegration(tx, settings.integrationFilter);
    if (unknown !== undefined) {
      return { kind: "refused", refusal: { reason: "unknown_integration", publicId: unknown } };
    }
    const own = { publicId: newPublicId("webhook"), createdByUserId: caller.user?.id ?? null };
    const { connection: given = null } = settings;
    const secrets = {
      ...sealSecrets(ctx.secrets, own.publicId, settings),
      ...sealConnection(ctx.secrets, own.publicId, { given, sealed: null }),
    };
    const webhook = await insertWebhookRow(tx, own, settings, secrets);
    if (!webhook) return { kind: "refused", refusal: { reason: "name_taken" } };
    const detail = { name: settings.name };
    await recordAudit(tx, {
      caller,
      action: "created",
      objectType: "webhook",
      objectId: own.publicId,
      detail,
    });
    return { kind: "saved", webhook };
  });
}
