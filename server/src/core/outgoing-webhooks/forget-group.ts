import type { Transaction } from "../../platform/db/database.ts";
import type { AlertGroupId } from "../../platform/ids.ts";
import { eraseAttempts, eraseEvents, removeAttempts } from "./forget-store.ts";

/**
 * Erases what events and attempts tell of a group's alerts, in the transaction that wipes the group: its title, and the
 * texts of requests and answers. That there were tries, when, and how they ended stays. What still waits is delivered
 * without those texts.
 */
export async function eraseGroupFromDeliveries(tx: Transaction, groupId: AlertGroupId): Promise<void> {
  await eraseEvents(tx, groupId);
  await eraseAttempts(tx, groupId);
}

/** Removes the attempts of a group, in the transaction that deletes it; events and deliveries go with the group. */
export async function removeGroupFromDeliveries(tx: Transaction, groupId: AlertGroupId): Promise<void> {
  await removeAttempts(tx, groupId);
}
