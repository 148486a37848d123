import { AppError } from "../../platform/errors.ts";
import { type AlertGroupId, newMessageId, newPublicId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { insertAnnouncements } from "./announcement-store.ts";
import type { EventType, GroupEvent, Webhook } from "./model.ts";
import { countChosen, findNamed, type KeptChoice, type ReplayChoice } from "./replay-choice-store.ts";
import {
  cancelReplay as cancelReplayRow,
  findNewestGroup,
  findReplay,
  insertReplay,
  markAsTest,
  type Replay,
} from "./replay-store.ts";

export { type ReplayChoice, type ReplayOutcome, replayOutcomes } from "./replay-choice-store.ts";
export { findReplay, listReplays, type Replay } from "./replay-store.ts";

/** Most deliveries that one replay may name. */
export const mostNamed = 1_000;

/** How many deliveries a replay would queue right now. */
export async function countReplay(
  ctx: Context,
  caller: Caller,
  webhook: Webhook,
  choice: ReplayChoice,
): Promise<number> {
  requireRole(caller, "admin");
  return countChosen(ctx.db, webhook.id, await keep(ctx, webhook, choice));
}

/**
 * Makes past deliveries once more, each with its id and marked as a replay; those that fail rejoin the schedule of
 * retries. It is a job in the database that any server goes on with, see `goOnWithReplay`.
 * @throws AppError `conflict` when the webhook is switched off, `invalid_input` for an id that is not in its log
 */
export async function replayDeliveries(
  ctx: Context,
  caller: Caller,
  webhook: Webhook,
  { choice, perSecond }: { choice: ReplayChoice; perSecond: number },
): Promise<Replay> {
  requireRole(caller, "admin");
  if (!webhook.isEnabled) {
    throw new AppError(
      "conflict",
      "The webhook is switched off; switch it on before its messages are replayed.",
    );
  }
  const publicId = newPublicId("replay");
  const kept = await keep(ctx, webhook, choice);
  const replay = await ctx.db.transaction().execute(async (tx) => {
    const total = await countChosen(tx, webhook.id, kept);
    const own = { publicId, webhookId: webhook.id, userId: caller.user?.id ?? null, perSecond, total };
    await insertReplay(tx, own, kept);
    const detail = { replay: publicId, total };
    await recordAudit(tx, {
      ...{ caller, detail, objectType: "webhook", objectId: webhook.publicId },
      action: "deliveries replayed",
    });
    return findReplay(tx, webhook.id, publicId);
  });
  if (!replay) throw new AppError("internal", "a new replay disappeared");
  ctx.wake.replays();
  return replay;
}

/** The choice as rows know it. */
async function keep(ctx: Context, webhook: Webhook, choice: ReplayChoice): Promise<KeptChoice> {
  const nothing = { cause: null, since: null, until: null, groupId: null, incidentId: null, named: null };
  if (choice.kind === "filter") {
    const { outcome, cause = null, since = null, until = null, groupId = null, incidentId = null } = choice;
    return { ...nothing, outcome, cause, since, until, groupId, incidentId };
  }
  const { messageIds, ...named } = await findNamed(ctx.db, webhook.id, choice);
  const known = new Set(messageIds);
  const unknown = choice.messageIds.find((id) => !known.has(id));
  if (unknown === undefined) return { ...nothing, outcome: "any", named };
  throw new AppError("invalid_input", `The log of this webhook has no delivery ${unknown} in that time.`, {
    field: "message_ids",
  });
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
    const detail = { replay: publicId };
    await recordAudit(tx, {
      ...{ caller, detail, objectType: "webhook", objectId: webhook.publicId },
      action: "replay taken back",
    });
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
          const event = { ordinal: 0, groupId, type, at: null, hasUntil: false, until: null, trace: null };
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
