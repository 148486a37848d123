import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import type { Webhook } from "./model.ts";
import { deleteWebhookRow, lockWebhookRow } from "./webhook-store.ts";

/** Removes a webhook: its name is free again, what it still had to deliver is dropped. Doing it twice does no harm. */
export async function deleteWebhook(ctx: Context, caller: Caller, webhook: Webhook): Promise<void> {
  requireRole(caller, "admin");
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await lockWebhookRow(tx, webhook.id))) return;
    await deleteWebhookRow(tx, webhook.id);
    await recordAudit(tx, { caller, action: "deleted", objectType: "webhook", objectId: webhook.publicId });
  });
}
