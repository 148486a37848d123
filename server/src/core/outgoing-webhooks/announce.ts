import type { Transaction } from "../../platform/db/database.ts";
import { newMessageId } from "../../platform/ids.ts";
import { writeTraceparent } from "../../platform/trace-context.ts";
import type { Tracer } from "../../platform/tracing/index.ts";
import type { Context } from "../context.ts";
import { type Announcement, findListeners, insertAnnouncements } from "./announcement-store.ts";
import { insertIncidentAnnouncement } from "./incident-announcement-store.ts";
import type { GroupEvent, IncidentEvent } from "./model.ts";
import { triggersOf } from "./rules.ts";

/**
 * Queues, in the caller's transaction, a delivery for every webhook that wants one of these events. Costs one small
 * query when nobody does, two statements otherwise, whatever the number of events. Events of one group are numbered in
 * the order given. Call `ctx.wake.deliveries()` once the transaction has committed.
 * @returns how many deliveries were queued
 */
export async function announce(
  tx: Transaction,
  ctx: Context,
  events: readonly GroupEvent[],
): Promise<number> {
  if (events.length === 0) return 0;
  const listeners = await findListeners(tx);
  const announcements = events.flatMap((event, ordinal): Announcement[] => {
    const triggers = triggersOf(event.type);
    const wanting = listeners.filter((listener) => triggers.includes(listener.triggerType));
    if (wanting.length === 0) return [];
    const trace = event.trace ?? beginTrace(ctx.tracer, event);
    return wanting.map((listener) => ({
      ordinal,
      groupId: event.groupId,
      type: event.type,
      at: event.at === "now" ? null : event.at,
      userId: event.userId,
      hasUntil: event.until !== undefined,
      until: event.until ?? null,
      trace: trace ?? null,
      webhookId: listener.id,
      messageId: newMessageId(),
    }));
  });
  return announcements.length === 0 ? 0 : insertAnnouncements(tx, announcements);
}

/** What no request brought, such as a person's deed: its messages and their tries share a trace all the same. */
function beginTrace(tracer: Tracer | undefined, { type }: GroupEvent): string | undefined {
  const span = tracer?.start({ name: "announce change", kind: "internal", parent: undefined });
  span?.end({ attributes: { "tocsin.event.type": type } });
  return span && writeTraceparent(span.context);
}

/**
 * The same for one incident, whose events have numbers of their own. A webhook's integration filter does not count here:
 * an incident belongs to no integration.
 * @returns how many deliveries were queued
 */
export async function announceIncident(tx: Transaction, events: readonly IncidentEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  const listeners = await findListeners(tx);
  let queued = 0;
  for (const event of events) {
    const triggers = triggersOf(event.type);
    const messages = listeners
      .filter((listener) => triggers.includes(listener.triggerType))
      .map((listener) => ({ webhookId: listener.id, messageId: newMessageId() }));
    if (messages.length > 0) queued += await insertIncidentAnnouncement(tx, event, messages);
  }
  return queued;
}
