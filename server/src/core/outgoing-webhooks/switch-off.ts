import type { Transaction } from "../../platform/db/database.ts";
import type { WebhookId } from "../../platform/ids.ts";
import { findTrouble } from "./notice-store.ts";
import { tellOperators } from "./tell-operators.ts";
import { disableWebhook } from "./webhook-store.ts";

/**
 * Switches a webhook off for a reason that the server found, and tells of it.
 * @param percent of its time of failing; null when its receiver asked for an end
 * @returns false when it was off already
 */
export async function switchOff(
  tx: Transaction,
  id: WebhookId,
  { reason, percent }: { reason: string; percent: number | null },
): Promise<boolean> {
  const trouble = await findTrouble(tx, id);
  if (!(await disableWebhook(tx, id, reason))) return false;
  if (trouble) {
    await tellOperators(tx, { type: "webhook disabled", snapshot: { ...trouble, percent, reason } }, [id]);
  }
  return true;
}
