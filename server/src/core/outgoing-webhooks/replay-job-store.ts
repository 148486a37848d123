import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import {
  isChosen,
  type KeptChoice,
  type LogPlace,
  type ReplayOutcome,
  scanned,
} from "./replay-choice-store.ts";
import { burstSeconds, type Pace } from "./replay-pace.ts";

/** A replay that goes on, locked until the end of the transaction. */
export interface RunningReplay {
  id: number;
  webhookId: WebhookId;
  choice: KeptChoice;
  /** The last attempt that was looked at. */
  cursor: LogPlace | null;
  pace: Pace;
}

interface Row extends Pace {
  id: number;
  webhookId: WebhookId;
  outcome: ReplayOutcome;
  cause: string | null;
  since: Instant | null;
  until: Instant | null;
  groupId: number | null;
  incidentId: number | null;
  /** PostgreSQL's own text, which keeps microseconds. */
  ats: string[] | null;
  ids: number[] | null;
  cursorAt: Instant | null;
  cursorId: number | null;
}

/**
 * The replay whose turn it is. The lock of its row is the claim: another server passes it by, and that of a server that
 * died ends with its connection. A replay rests while its webhook is switched off.
 */
export async function claimReplay(tx: Transaction): Promise<RunningReplay | undefined> {
  const result = await sql<Row>`
    select r.id, r.webhook_id as "webhookId", r.outcome, r.cause, r.since, r.until, r.group_id as "groupId",
      r.incident_id as "incidentId", r.attempt_ats::text[] as ats, r.attempt_ids as ids, r.cursor_at as "cursorAt",
      r.cursor_id as "cursorId", r.per_second as "perSecond", r.may_wait as "mayWait",
      least(greatest(1, r.per_second * ${burstSeconds}::float8),
        r.tokens + greatest(0, extract(epoch from now() - r.tokens_at)::float8) * r.per_second) as tokens,
      (select count(*) from deliveries d where d.replay_id = r.id and d.attempts = 0
        and (d.claimed_until is null or d.claimed_until <= now())) as waiting,
      h.opened_at is not null as "isOpen"
    from replays r join webhooks w on w.id = r.webhook_id
    left join webhook_health h on h.webhook_id = r.webhook_id
    where r.outcome is not null and r.finished_at is null and r.cancelled_at is null and r.next_at <= now()
      and w.is_enabled and w.deleted_at is null
    order by r.next_at limit 1 for update of r skip locked`.execute(tx);
  const row = result.rows[0];
  return row && toRunning(row);
}

function toRunning(row: Row): RunningReplay {
  const { id, webhookId, outcome, cause, since, until, groupId, incidentId } = row;
  const { perSecond, tokens, mayWait, waiting, isOpen } = row;
  const named = row.ats === null || row.ids === null ? null : { ats: row.ats, ids: row.ids };
  return {
    id,
    webhookId,
    choice: { outcome, cause, since, until, groupId, incidentId, named },
    cursor: row.cursorAt === null || row.cursorId === null ? null : { at: row.cursorAt, id: row.cursorId },
    pace: { perSecond, tokens, mayWait, waiting, isOpen },
  };
}

export interface Queued {
  count: number;
  /** The last attempt that was looked at; null: there was none. */
  cursor: LogPlace | null;
  /** The end of the choice was reached. */
  isOver: boolean;
}

/** Attempts that one statement looks at, so that none takes long, however few of them are chosen. */
const lookedAt = 2_000;

/** Queues the next deliveries of the choice with the ids they had, due now. */
export async function queueNext(
  tx: Transaction,
  { id, webhookId, choice, cursor }: RunningReplay,
  limit: number,
): Promise<Queued> {
  const result = await sql<{ count: number; at: Instant | null; attemptId: number | null; isOver: boolean }>`
    with looked as materialized (${scanned(webhookId, choice, { after: cursor, limit: lookedAt })}),
    chosen as materialized (
      select a.*, e.group_id as event_group_id, e.incident_id as event_incident_id
      from looked a join events e on e.id = a.event_id where ${isChosen(choice)}
      order by a.started_at, a.id limit ${limit}
    ), queued as (
      insert into deliveries (public_id, event_id, webhook_id, group_id, incident_id, replay_id, is_test)
      select c.delivery_public_id, c.event_id, c.webhook_id, c.event_group_id, c.event_incident_id, ${id}, c.is_test
      from chosen c order by c.started_at, c.id returning public_id
    ), unburied as (
      delete from dead_letters l using queued where l.delivery_public_id = queued.public_id
    ), met as (
      select (select count(*) from chosen) as count, (select count(*) from looked) as looked
    ), last as (
      select l.started_at, l.id from looked l
      where (select count from met) < ${limit} or exists (select from chosen c where c.id = l.id)
      order by l.started_at desc, l.id desc limit 1
    )
    select met.count, last.started_at as at, last.id as "attemptId",
      met.count < ${limit} and met.looked < ${lookedAt} as "isOver"
    from met left join last on true`.execute(tx);
  const row = result.rows[0];
  if (!row) throw new Error("select without a row");
  const { count, at, attemptId, isOver } = row;
  return { count, isOver, cursor: at === null || attemptId === null ? null : { at, id: attemptId } };
}

/** How far a replay is and when it goes on; once it is over its total is what was queued. */
export async function saveProgress(
  tx: Transaction,
  { id, pace }: RunningReplay,
  next: { queued: Queued | null; mayWait: number; nextInMs: number },
): Promise<void> {
  const { queued, mayWait, nextInMs } = next;
  const count = queued?.count ?? 0;
  const cursor = queued?.cursor ?? null;
  const isOver = queued?.isOver ?? false;
  await sql`
    update replays set queued = queued + ${count}, total = case when ${isOver} then queued + ${count} else total end,
      cursor_at = coalesce(${cursor?.at ?? null}::timestamptz, cursor_at),
      cursor_id = coalesce(${cursor?.id ?? null}::bigint, cursor_id),
      may_wait = ${mayWait}, tokens = ${pace.tokens - count}::float8, tokens_at = now(),
      next_at = now() + make_interval(secs => ${nextInMs}::float8 / 1000),
      finished_at = case when ${isOver} then now() end
    where id = ${id}`.execute(tx);
}

/** Milliseconds until the next replay has its turn; null when none runs. */
export async function findNextTurn(db: Connection): Promise<number | null> {
  const result = await sql<{ ms: number | null }>`
    select extract(epoch from min(r.next_at) - now())::float8 * 1000 as ms from replays r
    join webhooks w on w.id = r.webhook_id
    where r.outcome is not null and r.finished_at is null and r.cancelled_at is null
      and w.is_enabled and w.deleted_at is null`.execute(db);
  return result.rows[0]?.ms ?? null;
}
