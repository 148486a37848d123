import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { AlertGroupId, UserId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { KeptChoice } from "./replay-choice-store.ts";

export interface Replay {
  id: number;
  publicId: string;
  /** How many were chosen; once all are queued, how many were. */
  total: number;
  queued: number;
  /** Deliveries of it that are still to be made, retries included. */
  remaining: number;
  createdAt: Instant;
  cancelledAt: Instant | null;
}

/** @param until bounds the choice: what ends later, replayed deliveries above all, is no part of it */
export async function insertReplay(
  tx: Transaction,
  own: { publicId: string; webhookId: WebhookId; userId: UserId | null; perSecond: number; total: number },
  choice: KeptChoice,
): Promise<void> {
  const { named } = choice;
  await sql`
    insert into replays (public_id, webhook_id, created_by_user_id, per_second, total, outcome, cause, since, until,
      group_id, incident_id, attempt_ats, attempt_ids)
    values (${own.publicId}, ${own.webhookId}, ${own.userId}, ${own.perSecond}, ${own.total}, ${choice.outcome},
      ${choice.cause}, ${choice.since}::timestamptz, least(${choice.until}::timestamptz, now()), ${choice.groupId},
      ${choice.incidentId}, ${named && [...named.ats]}::timestamptz[], ${named && [...named.ids]}::bigint[])`.execute(
    tx,
  );
}

const columns = sql`
  r.id, r.public_id as "publicId", r.total, r.queued, r.created_at as "createdAt", r.cancelled_at as "cancelledAt",
  (select count(*) from deliveries d where d.replay_id = r.id)
    + case when r.outcome is not null and r.finished_at is null and r.cancelled_at is null
        then greatest(0, r.total - r.queued) else 0 end as remaining`;

export async function findReplay(
  db: Connection,
  webhookId: WebhookId,
  publicId: string,
): Promise<Replay | undefined> {
  const result = await sql<Replay>`
    select ${columns} from replays r
    where r.webhook_id = ${webhookId} and r.public_id = ${publicId}`.execute(db);
  return result.rows[0];
}

/** Newest first. */
export async function listReplays(
  db: Connection,
  webhookId: WebhookId,
  slice: { beforeId: number | undefined; limit: number },
): Promise<Replay[]> {
  const result = await sql<Replay>`
    select ${columns} from replays r
    where r.webhook_id = ${webhookId} and r.id < ${slice.beforeId ?? Number.MAX_SAFE_INTEGER}
    order by r.id desc limit ${slice.limit}`.execute(db);
  return result.rows;
}

/** Queues nothing more and takes back what no worker has in hand. */
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
