import type { Transaction } from "../../platform/db/database.ts";
import { newMessageId, type WebhookId } from "../../platform/ids.ts";
import { insertNotice, type Notice } from "../operator-notices/index.ts";
import { findListeners } from "./announcement-store.ts";
import { triggersOf } from "./rules.ts";
import { insertServerAnnouncement } from "./server-announcement-store.ts";

/**
 * Tells those who operate the server, in the caller's transaction: by mail, and by webhooks that want to know. Those that
 * the notice is about are left out, they are what does not work. Call `wake.deliveries()` once it has committed.
 */
export async function tellOperators(
  tx: Transaction,
  notice: Notice,
  about: readonly WebhookId[],
): Promise<void> {
  await insertNotice(tx, notice);
  const triggers = triggersOf(notice.type);
  const messages = (await findListeners(tx))
    .filter(({ id, triggerType }) => triggers.includes(triggerType) && !about.includes(id))
    .map(({ id }) => ({ webhookId: id, messageId: newMessageId() }));
  if (messages.length > 0) await insertServerAnnouncement(tx, notice, messages);
}
