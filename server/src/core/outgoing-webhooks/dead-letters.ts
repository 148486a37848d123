import type { Transaction } from "../../platform/db/database.ts";
import { newPublicId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import {
  findWebhooksWithDeadLetters,
  removeDeadLetters,
  takeDeadLetters,
  type WebhookWithDeadLetters,
} from "./dead-letter-store.ts";
import type { Webhook } from "./model.ts";
import { insertReplay } from "./replay-store.ts";

export { countDeadLetters, type DeadLetter, listDeadLetters } from "./dead-letter-store.ts";

export interface Redriven {
  replays: { webhookPublicId: string; publicId: string; total: number }[];
  total: number;
  /** Those of webhooks that are switched off; they stay. */
  left: number;
}

/** Deliveries that one replay names. */
const mostPerReplay = 10_000;

/**
 * Sends once more what was given up because of failures of the server, to one webhook or to all: replays, which any
 * server goes on with. What fails so again comes back.
 */
export async function redriveDeadLetters(
  ctx: Context,
  caller: Caller,
  { webhook, perSecond }: { webhook: Webhook | undefined; perSecond: number },
): Promise<Redriven> {
  requireRole(caller, "admin");
  const redriven = await ctx.db.transaction().execute(async (tx) => {
    const sum: Redriven = { replays: [], total: 0, left: 0 };
    for (const each of await findWebhooksWithDeadLetters(tx, webhook?.id)) {
      if (!each.isEnabled) sum.left += each.count;
      else sum.replays.push(...(await redriveWebhook(tx, caller, each, perSecond)));
    }
    sum.total = sum.replays.reduce((total, replay) => total + replay.total, 0);
    return sum;
  });
  ctx.wake.replays();
  return redriven;
}

async function redriveWebhook(
  tx: Transaction,
  caller: Caller,
  { id, publicId: webhookPublicId, count }: WebhookWithDeadLetters,
  perSecond: number,
): Promise<Redriven["replays"]> {
  const replays: Redriven["replays"] = [];
  for (let left = count; left > 0; left -= mostPerReplay) {
    const named = await takeDeadLetters(tx, id, mostPerReplay);
    const total = named.ids.length;
    if (total === 0) break;
    const publicId = newPublicId("replay");
    const choice = { cause: null, since: null, until: null, groupId: null, incidentId: null, named };
    const own = { publicId, webhookId: id, userId: caller.user?.id ?? null, perSecond, total };
    await insertReplay(tx, own, { ...choice, outcome: "any" });
    await recordAudit(tx, {
      ...{ caller, objectType: "webhook", objectId: webhookPublicId, action: "deliveries replayed" },
      detail: { replay: publicId, total, cause: "internal" },
    });
    replays.push({ webhookPublicId, publicId, total });
  }
  return replays;
}

/** Forgets that a person should look at them, of one webhook or of all; their tries stay in the log. @returns how many */
export async function dismissDeadLetters(
  ctx: Context,
  caller: Caller,
  { webhook, messageIds }: { webhook: Webhook | undefined; messageIds: readonly string[] | undefined },
): Promise<number> {
  requireRole(caller, "admin");
  return ctx.db.transaction().execute(async (tx) => {
    let total = 0;
    for (const { id, publicId: objectId } of await findWebhooksWithDeadLetters(tx, webhook?.id)) {
      const dismissed = await removeDeadLetters(tx, id, messageIds);
      if (dismissed === 0) continue;
      total += dismissed;
      await recordAudit(tx, {
        ...{ caller, objectType: "webhook", objectId, action: "failed deliveries dismissed" },
        detail: { total: dismissed },
      });
    }
    return total;
  });
}
