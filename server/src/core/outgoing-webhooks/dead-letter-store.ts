import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { DeliveryId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { EventType } from "./model.ts";
import type { NamedAttempts } from "./replay-choice-store.ts";

/**
 * Keeps these deliveries for a person, as a part of the statement that ends them; nothing of it is there when there are
 * none. `returning` ends what inserts the attempts as `recorded`, `kept` follows it.
 */
export function burial(ids: readonly DeliveryId[]) {
  if (ids.length === 0) return { returning: sql``, kept: sql`` };
  return {
    returning: sql`returning id, started_at, delivery_id, delivery_public_id, webhook_id, event_id, result`,
    kept: sql`, buried as (
      insert into dead_letters (delivery_public_id, webhook_id, event_id, attempt_at, attempt_id)
      select r.delivery_public_id, r.webhook_id, r.event_id, r.started_at, r.id
      from recorded r join events e on e.id = r.event_id
      where r.delivery_id = any (${[...ids]}::bigint[]) and r.result = 'failed'
      on conflict (delivery_public_id)
        do update set attempt_at = excluded.attempt_at, attempt_id = excluded.attempt_id
    )`,
  };
}

export interface DeadLetter {
  id: number;
  messageId: string;
  webhookPublicId: string;
  webhookName: string;
  eventType: EventType;
  groupPublicId: string | null;
  incidentPublicId: string | null;
  attempts: number;
  failedAt: Instant;
  error: string | null;
}

const countLimit = 100_000;

/** Counted up to 100,000. */
export async function countDeadLetters(db: Connection): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*) as count from (select from dead_letters limit ${countLimit}) rows`.execute(db);
  return result.rows[0]?.count ?? 0;
}

/** Newest first. */
export async function listDeadLetters(
  db: Connection,
  webhookId: WebhookId | undefined,
  slice: { beforeId: number | undefined; limit: number },
): Promise<DeadLetter[]> {
  const conditions = [sql`l.id < ${slice.beforeId ?? Number.MAX_SAFE_INTEGER}`];
  if (webhookId !== undefined) conditions.push(sql`l.webhook_id = ${webhookId}`);
  const result = await sql<DeadLetter>`
    select l.id, l.delivery_public_id as "messageId", w.public_id as "webhookPublicId", w.name as "webhookName",
      e.type as "eventType", g.public_id as "groupPublicId", i.public_id as "incidentPublicId",
      coalesce(a.number, 0) as attempts, l.attempt_at as "failedAt", a.error
    from (select * from dead_letters l where ${sql.join(conditions, sql` and `)}
      order by l.id desc limit ${slice.limit}) l
    join webhooks w on w.id = l.webhook_id join events e on e.id = l.event_id
    left join alert_groups g on g.id = e.group_id left join incidents i on i.id = e.incident_id
    left join attempts a on a.started_at = l.attempt_at and a.id = l.attempt_id
    order by l.id desc`.execute(db);
  return result.rows;
}

export interface WebhookWithDeadLetters {
  id: WebhookId;
  publicId: string;
  isEnabled: boolean;
  count: number;
}

/** Webhooks that have some: this one, or all. */
export async function findWebhooksWithDeadLetters(
  db: Connection,
  webhookId: WebhookId | undefined,
): Promise<WebhookWithDeadLetters[]> {
  const result = await sql<WebhookWithDeadLetters>`
    select w.id, w.public_id as "publicId", w.is_enabled as "isEnabled", l.count
    from (select webhook_id, count(*) as count from dead_letters
      where ${webhookId ?? null}::bigint is null or webhook_id = ${webhookId ?? null}::bigint
      group by webhook_id) l
    join webhooks w on w.id = l.webhook_id order by w.id`.execute(db);
  return result.rows;
}

/** Removes the oldest of a webhook. @returns where the log has their last tries */
export async function takeDeadLetters(
  tx: Transaction,
  webhookId: WebhookId,
  limit: number,
): Promise<NamedAttempts> {
  const result = await sql<{ at: string; id: number }>`
    delete from dead_letters where id in (
      select id from dead_letters where webhook_id = ${webhookId} order by id limit ${limit} for update skip locked)
    returning attempt_at::text as at, attempt_id as id`.execute(tx);
  return { ats: result.rows.map(({ at }) => at), ids: result.rows.map(({ id }) => id) };
}

/** Removes all of a webhook, or those that are named. @returns how many */
export async function removeDeadLetters(
  tx: Transaction,
  webhookId: WebhookId,
  messageIds: readonly string[] | undefined,
): Promise<number> {
  const named =
    messageIds === undefined ? sql`true` : sql`delivery_public_id = any (${[...messageIds]}::text[])`;
  const result = await sql`delete from dead_letters where webhook_id = ${webhookId} and ${named}`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** What is kept no longer in the log cannot be sent again. @returns how many */
export async function removeOldDeadLetters(db: Connection, keepDays: number): Promise<number> {
  const result = await sql`
    delete from dead_letters where attempt_at < now() - make_interval(days => ${keepDays})`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}
