import { newMessageId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { type Caller, requireRole } from "../people/index.ts";
import type { Webhook } from "./model.ts";
import { markAsTest } from "./replay-store.ts";
import { insertServerAnnouncement } from "./server-announcement-store.ts";

/**
 * Tells this webhook alone that it fails itself, which is not so: whoever wants to hear of other webhooks sees what
 * arrives. The message is marked as a test.
 * @returns the id to look for in the log of attempts
 */
export async function testNotice(ctx: Context, caller: Caller, webhook: Webhook): Promise<string> {
  requireRole(caller, "admin");
  const messageId = newMessageId();
  const { publicId: id, name, control } = webhook;
  const snapshot = {
    ...{ webhook: { id, name }, percent: 50, failingSince: null, failedTries: 0, givenUp: 0 },
    ...{ lastFailure: null, disableAfterDays: control.disableAfterDays, reason: null },
  };
  await ctx.db.transaction().execute(async (tx) => {
    await insertServerAnnouncement(tx, { type: "webhook failing", snapshot }, [
      { webhookId: webhook.id, messageId },
    ]);
    await markAsTest(tx, messageId);
  });
  ctx.wake.deliveries();
  return messageId;
}
