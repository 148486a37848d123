import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { AlertGroupId, UserId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

/** Which past deliveries of a webhook are made once more. */
export type ReplayChoice =
  /** One, however it ended. */
  | { kind: "one"; messageId: string }
  /** Those that were given up and never arrived. */
  | {
      kind: "failed";
      since?: string | undefined;
      until?: string | undefined;
      groupId?: AlertGroupId | undefined;
    };

export interface Replay {
  publicId: string;
  total: number;
  /** Deliveries of it that are still to be made, retries included. */
  remaining: number;
  createdAt: Instant;
  cancelledAt: Instant | null;
}

/**
 * The deliveries of a choice: their event is still kept and they do not wait already. Tries after `until` count too when
 * it comes to whether one has arrived.
 */
function chosen(webhookId: WebhookId, choice: ReplayChoice) {
  const conditions = [sql`a.webhook_id = ${webhookId}`];
  const failedBefore =
    choice.kind === "failed" && choice.until !== undefined
      ? sql`a.started_at < ${choice.until}::timestamptz`
      : sql`true`;
  if (choice.kind === "one") conditions.push(sql`a.delivery_public_id = ${choice.messageId}`);
  else {
    if (choice.since !== undefined) conditions.push(sql`a.started_at >= ${choice.since}::timestamptz`);
    if (choice.groupId !== undefined) conditions.push(sql`a.group_id = ${choice.groupId}`);
  }
  const verdict =
    choice.kind === "one"
      ? sql`true`
      : sql`bool_or(a.result = 'failed' and ${failedBefore}) and not bool_or(a.result = 'delivered')`;
  return sql`
    select p.public_id, p.event_id, e.group_id, e.incident_id from (
      select a.delivery_public_id as public_id, max(a.event_id) as event_id from attempts a
      where ${sql.join(conditions, sql` and `)} group by a.delivery_public_id having ${verdict}) p
    join events e on e.id = p.event_id
    where not exists (select from deliveries d where d.event_id = p.event_id and d.webhook_id = ${webhookId})`;
}

export async function countChosen(
  db: Connection,
  webhookId: WebhookId,
  choice: ReplayChoice,
): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*) as count from (${chosen(webhookId, choice)}) c`.execute(db);
  return result.rows[0]?.count ?? 0;
}

/** Queues the chosen deliveries with the ids they had, `perSecond` of them falling due each second. */
export async function insertReplay(
  tx: Transaction,
  own: { publicId: string; webhookId: WebhookId; userId: UserId | null; perSecond: number },
  choice: ReplayChoice,
): Promise<void> {
  const { publicId, webhookId, userId, perSecond } = own;
  await sql`
    insert into replays (public_id, webhook_id, created_by_user_id)
    values (${publicId}, ${webhookId}, ${userId})`.execute(tx);
  await sql`
    with chosen as (${chosen(webhookId, choice)}),
    queued as (
      insert into deliveries (public_id, event_id, webhook_id, group_id, incident_id, due_at, replay_id)
      select c.public_id, c.event_id, ${webhookId}, c.group_id, c.incident_id,
        now() + make_interval(secs => (row_number() over (order by c.event_id) - 1) / ${perSecond}::float8),
        (select id from replays where public_id = ${publicId})
      from chosen c order by c.event_id returning 1)
    update replays set total = (select count(*) from queued) where public_id = ${publicId}`.execute(tx);
}

export async function findReplay(
  db: Connection,
  webhookId: WebhookId,
  publicId: string,
): Promise<Replay | undefined> {
  const result = await sql<Replay>`
    select r.public_id as "publicId", r.total, r.created_at as "createdAt", r.cancelled_at as "cancelledAt",
      (select count(*) from deliveries d where d.replay_id = r.id) as remaining
    from replays r where r.webhook_id = ${webhookId} and r.public_id = ${publicId}`.execute(db);
  return result.rows[0];
}

/** Takes back what no worker has in hand. */
export async function cancelReplay(tx: Transaction, webhookId: WebhookId, publicId: string): Promise<void> {
  await sql`
    with r as (
      update replays set cancelled_at = coalesce(cancelled_at, now())
      where webhook_id = ${webhookId} and public_id = ${publicId} returning id)
    delete from deliveries d using r
    where d.replay_id = r.id and (d.claimed_until is null or d.claimed_until <= now())`.execute(tx);
}

export async function markAsTest(tx: Transaction, messageId: string): Promise<void> {
  await sql`update deliveries set is_test = true where public_id = ${messageId}`.execute(tx);
}

/** The newest alert group of an integration that the webhook listens to. */
export async function findNewestGroup(
  db: Connection,
  webhookId: WebhookId,
): Promise<AlertGroupId | undefined> {
  const result = await sql<{ id: AlertGroupId }>`
    select g.id from alert_groups g
    where exists (select from webhooks w join integrations i on i.id = g.integration_id where w.id = ${webhookId}
      and (w.integration_filter = '{}' or i.public_id = any (w.integration_filter)))
    order by g.id desc limit 1`.execute(db);
  return result.rows[0]?.id;
}
