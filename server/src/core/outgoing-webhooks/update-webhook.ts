import type { Transaction } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import type { WebhookId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { refuseTemplates } from "./check-templates.ts";
import { sealConnection } from "./connection.ts";
import { resetHealth } from "./health-store.ts";
import type { Webhook, WebhookRefusal, WebhookResult, WebhookUpdate } from "./model.ts";
import { refuseByPreset } from "./rules.ts";
import { sealSecrets } from "./seal-secrets.ts";
import {
  findSealedConnection,
  findUnknownIntegration,
  findWebhookRow,
  isNameClash,
  isNameTaken,
  lockWebhookRow,
  updateWebhookRow,
} from "./webhook-store.ts";

/**
 * Changes what is given. Deliveries that wait already are made with the new settings.
 * @throws AppError `not_found` when the webhook was deleted meanwhile
 */
export async function updateWebhook(
  ctx: Context,
  caller: Caller,
  webhook: Webhook,
  update: WebhookUpdate,
): Promise<WebhookResult> {
  requireRole(caller, "admin");
  try {
    return await ctx.db.transaction().execute((tx) => save(ctx, tx, caller, { id: webhook.id, update }));
  } catch (error) {
    // Two renames at the same time: the index decides.
    if (isNameClash(error)) return { kind: "refused", refusal: { reason: "name_taken" } };
    throw error;
  }
}

async function save(
  ctx: Context,
  tx: Transaction,
  caller: Caller,
  change: { id: WebhookId; update: WebhookUpdate },
): Promise<WebhookResult> {
  const { id, update } = change;
  const current = await lockWebhookRow(tx, id);
  if (!current) throw new AppError("not_found", "The webhook was deleted.");
  const refusal =
    refuseByPreset(current.preset, update) ??
    (current.dialect === "oncall" ? refuseTemplates(ctx.templates, update) : undefined) ??
    (await refuseReferences(tx, current, update));
  if (refusal) return { kind: "refused", refusal };
  const { publicId } = current;
  const { connection: given } = update;
  const sealed = given === undefined ? null : await findSealedConnection(tx, id);
  await updateWebhookRow(
    tx,
    current.id,
    { ...current, ...update, control: { ...current.control, ...update.control } },
    {
      ...sealSecrets(ctx.secrets, publicId, update),
      ...(given === undefined ? {} : sealConnection(ctx.secrets, publicId, { given, sealed })),
    },
  );
  if (isReset(current, update)) await resetHealth(tx, id);
  const detail = { changed: Object.keys(update) };
  await recordAudit(tx, { caller, action: "updated", objectType: "webhook", objectId: publicId, detail });
  const saved = await findWebhookRow(tx, publicId);
  if (!saved) throw new AppError("internal", "a locked webhook disappeared");
  return { kind: "saved", webhook: saved };
}

function isReset(current: Webhook, update: WebhookUpdate): boolean {
  const isSwitched = update.isEnabled !== undefined && update.isEnabled !== current.isEnabled;
  return isSwitched || update.url !== undefined || update.connection !== undefined;
}

async function refuseReferences(
  tx: Transaction,
  current: Webhook,
  update: WebhookUpdate,
): Promise<WebhookRefusal | undefined> {
  if (update.name !== undefined && (await isNameTaken(tx, update.name, current.id)))
    return { reason: "name_taken" };
  const unknown = await findUnknownIntegration(tx, update.integrationFilter ?? []);
  return unknown === undefined ? undefined : { reason: "unknown_integration", publicId: unknown };
}
