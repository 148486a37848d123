import { AppError } from "../../platform/errors.ts";
import { type AlertGroupId, newMessageId, newPublicId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { insertAnnouncements } from "./announcement-store.ts";
import type { EventType, GroupEvent, Webhook } from "./model.ts";
import {
  cancelReplay as cancelReplayRow,
  countChosen,
  findNewestGroup,
  findReplay,
  insertReplay,
  markAsTest,
  type Replay,
  type ReplayChoice,
} from "./replay-store.ts";

export { findReplay, type Replay, type ReplayChoice } from "./replay-store.ts";

/** How many deliveries a replay would queue right now. */
export async function countReplay(
  ctx: Context,
  caller: Caller,
  webhook: Webhook,
  choice: ReplayChoice,
): Promise<number> {
  requireRole(caller, "admin");
  return countChosen(ctx.db, webhook.id, choice);
}

/**
 * Queues past deliveries once more, each with its id and marked as a replay; those that fail rejoin the schedule of
 * retries. They are rows from the start: a crash loses none and repeats none.
 */
export async function replayDeliveries(
  ctx: Context,
  caller: Caller,
  webhook: Webhook,
  { choice, perSecond }: { choice: ReplayChoice; perSecond: number },
): Promise<Replay> {
  requireRole(caller, "admin");
  const publicId = newPublicId("replay");
  const replay = await ctx.db.transaction().execute(async (tx) => {
    const own = { publicId, webhookId: webhook.id, userId: caller.user?.id ?? null, perSecond };
    await insertReplay(tx, own, choice);
    const detail = { replay: publicId };
    await recordAudit(tx, {
      ...{ caller, detail, objectType: "webhook", objectId: webhook.publicId },
      action: "deliveries replayed",
    });
    return findReplay(tx, webhook.id, publicId);
  });
  if (!replay) throw new AppError("internal", "a new replay disappeared");
  ctx.wake.deliveries();
  return replay;
}

/** Takes back what is not under way. @throws AppError `not_found` */
export async function cancelReplay(
  ctx: Context,
  caller: Caller,
  webhook: Webhook,
  publicId: string,
): Promise<Replay> {
  requireRole(caller, "admin");
  const replay = await ctx.db.transaction().execute(async (tx) => {
    await cancelReplayRow(tx, webhook.id, publicId);
    return findReplay(tx, webhook.id, publicId);
  });
  if (!replay) throw new AppError("not_found", "There is no such replay.");
  return replay;
}

/**
 * Tells this webhook alone of a change that did not happen, about a real alert group, so that its owner sees what
 * arrives. The message is marked as a test.
 * @returns the id to look for in the log of attempts
 * @throws AppError `conflict` when there is no alert group that the webhook listens to
 */
export async function testWebhook(
  ctx: Context,
  caller: Caller,
  webhook: Webhook,
  { groupId: given, type }: { groupId?: AlertGroupId | undefined; type: EventType & GroupEvent["type"] },
): Promise<string> {
  requireRole(caller, "admin");
  const messageId = newMessageId();
  const groupId = given ?? (await findNewestGroup(ctx.db, webhook.id));
  const queued =
    groupId === undefined
      ? 0
      : await ctx.db.transaction().execute(async (tx) => {
          const event = { ordinal: 0, groupId, type, at: null, hasUntil: false, until: null };
          const count = await insertAnnouncements(tx, [
            { ...event, userId: caller.user?.id ?? null, webhookId: webhook.id, messageId },
          ]);
          await markAsTest(tx, messageId);
          return count;
        });
  if (queued === 0) {
    throw new AppError(
      "conflict",
      "There is no alert group yet that this webhook listens to; send an alert first.",
    );
  }
  ctx.wake.deliveries();
  return messageId;
}
