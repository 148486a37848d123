import { sql } from "kysely";
import type { Transaction } from "../../platform/db/database.ts";
import type { WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

/** How far people were told. */
export interface Told {
  /** Dead letters up to this one. */
  id: number;
  /** First tries up to this moment, an hour ago at the latest. */
  at: Instant;
}

/** A notice that was lost itself is not news: it must not cause the next one. */
const isNews = (type: string) => sql`${sql.ref(type)} <> 'server failures'`;

/** First tries that failed so and are repeated; those that follow, and what is given up at last, are no part of it. */
const failedFirst = (since: ReturnType<typeof sql>) => sql`
  select a.webhook_id from attempts a
  where a.cause = 'internal' and a.result <> 'delivered' and a.result = 'retry' and a.number = 1
    and a.started_at > ${since} and ${isNews("a.event_type")}`;

/** Locked until the transaction ends; undefined when there is no news, or the last notice was less than an hour ago. */
export async function lockDueFailureNotice(tx: Transaction): Promise<Told | undefined> {
  const since = sql`greatest(n.told_at, now() - interval '1 hour')`;
  const result = await sql<Told>`
    select n.told_id as id, ${since} as at from dead_letter_notices n
    where n.told_at <= now() - interval '1 hour'
      and (exists (select from dead_letters where id > n.told_id) or exists (${failedFirst(since)}))
    for update of n skip locked`.execute(tx);
  return result.rows[0];
}

export interface FailuresOfWebhook {
  webhookId: WebhookId;
  id: string;
  name: string;
  /** Dead letters, and those of them that are news. */
  count: number;
  newCount: number;
  oldestAt: Instant | null;
  newestId: number;
  /** Deliveries that began to fail so and are tried again. */
  retrying: number;
}

const mostRetrying = 10_000;

/** By webhook, those with the most first. */
export async function countFailures(tx: Transaction, told: Told): Promise<readonly FailuresOfWebhook[]> {
  const result = await sql<FailuresOfWebhook>`
    select w.id as "webhookId", w.public_id as id, w.name, coalesce(l.count, 0) as count,
      coalesce(l.new_count, 0) as "newCount", l.oldest_at as "oldestAt", coalesce(l.newest_id, 0) as "newestId",
      coalesce(r.count, 0) as retrying
    from webhooks w
    left join (
      select l.webhook_id, count(*) as count, min(l.attempt_at) as oldest_at, max(l.id) as newest_id,
        count(*) filter (where l.id > ${told.id} and ${isNews("e.type")}) as new_count
      from dead_letters l join events e on e.id = l.event_id group by l.webhook_id) l on l.webhook_id = w.id
    left join (
      select webhook_id, count(*) as count
      from (${failedFirst(sql`${told.at}::timestamptz`)} limit ${mostRetrying}) first group by webhook_id
    ) r on r.webhook_id = w.id
    where l.count > 0 or r.count > 0
    order by coalesce(l.count, 0) + coalesce(r.count, 0) desc, w.id`.execute(tx);
  return result.rows;
}

/** @param isTold false: there was nothing but what is no news */
export async function saveFailureNotice(tx: Transaction, toldId: number, isTold: boolean): Promise<void> {
  await sql`
    update dead_letter_notices set told_id = ${toldId}, told_at = case when ${isTold} then now() else told_at end`.execute(
    tx,
  );
}
