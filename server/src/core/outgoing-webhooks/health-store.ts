import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { breakerLimits, type Tally } from "./breaker.ts";

/**
 * Writes down what a batch of tries says about the receivers, as a part of the statement that ends them; nothing is
 * written about a receiver that goes on working. Rows are locked in the order of their ids.
 */
export function healthUpdate(tallies: readonly Tally[]) {
  const { failures, firstProbeMs, longestProbeMs } = breakerLimits;
  return sql`
    tally as (
      select * from unnest(${tallies.map((each) => each.webhookId)}::bigint[],
        ${tallies.map((each) => each.hasDelivered)}::boolean[], ${tallies.map((each) => each.isAlive)}::boolean[],
        ${tallies.map((each) => each.downs)}::integer[], ${tallies.map((each) => each.isFailing)}::boolean[],
        ${tallies.map((each) => each.reason)}::text[], ${tallies.map((each) => each.askedMs)}::float8[])
        as t (webhook_id, has_delivered, is_alive, downs, is_failing, reason, asked_ms)
    ), noted as (
      select t.*, h.opened_at is not null as was_open, case when t.is_alive then t.downs else h.failures + t.downs end as failures
      from webhook_health h join tally t on t.webhook_id = h.webhook_id
      where t.downs > 0 or (t.is_alive and h.failures > 0) or (t.has_delivered and h.failing_since is not null)
        or (t.is_failing and not t.has_delivered and h.failing_since is null)
      order by h.webhook_id for update of h
    ), healed as (
      update webhook_health h set failures = n.failures,
        failing_since = case when n.has_delivered then null when n.is_failing then coalesce(h.failing_since, now())
          else h.failing_since end,
        noticed_percent = case when n.has_delivered then 0 else h.noticed_percent end,
        opened_at = case when not n.is_alive and n.failures >= ${failures} then coalesce(h.opened_at, now()) end,
        opened_reason = case when not n.is_alive and n.failures >= ${failures} then n.reason end,
        probes = case when not n.is_alive and n.failures >= ${failures} then h.probes + 1 else 0 end,
        probe_at = case when not n.is_alive and n.failures >= ${failures} then now()
          + make_interval(secs => greatest(n.asked_ms,
            least(${longestProbeMs}::float8, ${firstProbeMs}::float8 * 2 ^ least(h.probes, 20))) / 1000) end
      from noted n where h.webhook_id = n.webhook_id
      returning h.webhook_id, n.was_open, h.opened_at is not null as is_open
    )`;
}

/** The breaker of a receiver opened or closed. */
export interface BreakerTurn {
  webhookId: WebhookId;
  isOpen: boolean;
}

/** Retries that are made due at once. */
const hastenedAtOnce = 1_000;

/**
 * Makes retries due that wait for a later time of their schedule: their receiver, which was unable, takes messages again.
 * @returns how many
 */
export async function hastenRetries(db: Connection, id: WebhookId): Promise<number> {
  const result = await sql`
    update deliveries set due_at = now() where id = any(array(
      select d.id from deliveries d
      where d.webhook_id = ${id} and d.due_at > now() and d.attempts > 0
        and (d.claimed_until is null or d.claimed_until <= now())
      order by d.due_at, d.id limit ${hastenedAtOnce} for update skip locked))`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}

/** The receiver starts anew: its owner changed where messages go, or switched it on or off. */
export async function resetHealth(db: Connection, id: WebhookId): Promise<void> {
  await sql`
    update webhook_health set failures = 0, failing_since = null, noticed_percent = 0, opened_at = null,
      opened_reason = null, probes = 0, probe_at = null
    where webhook_id = ${id}`.execute(db);
}

/** What is known about a receiver; the figures are those of its latest tries within a day. */
export interface WebhookHealth {
  openedAt: Instant | null;
  openedReason: string | null;
  probeAt: Instant | null;
  failuresInARow: number;
  failingSince: Instant | null;
  noticedPercent: number;
  waiting: number;
  parked: number;
  nextTryAt: Instant | null;
  tries: number;
  delivered: number;
  medianMs: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
}

/** How far back and how many tries are looked at, and how far waiting deliveries are counted. */
export const healthWindow = { hours: 24, tries: 1_000, waiting: 10_000 } as const;

export async function findHealth(db: Connection, id: WebhookId): Promise<WebhookHealth> {
  const result = await sql<WebhookHealth>`
    select h.opened_at as "openedAt", h.opened_reason as "openedReason", h.probe_at as "probeAt",
      coalesce(h.failures, 0) as "failuresInARow", h.failing_since as "failingSince",
      coalesce(h.noticed_percent, 0) as "noticedPercent", q.waiting, q.due as parked, q.next as "nextTryAt", t.*
    from (select ${id}::bigint as id) w
    left join webhook_health h on h.webhook_id = w.id,
    lateral (
      select count(*) as waiting, count(*) filter (where due_at <= now() and not is_claimed) as due, min(due_at) as next
      from (select due_at, coalesce(claimed_until > now(), false) as is_claimed from deliveries d
        where d.webhook_id = w.id order by due_at, id limit ${healthWindow.waiting}) d) q,
    lateral (
      select count(*) as tries, count(*) filter (where result = 'delivered') as delivered,
        percentile_cont(0.5) within group (order by ms) as "medianMs",
        percentile_cont(0.95) within group (order by ms) as "p95Ms",
        percentile_cont(0.99) within group (order by ms) as "p99Ms"
      from (select result, (timings->>'total')::float8 as ms from attempts a
        where a.webhook_id = w.id and a.started_at > now() - make_interval(hours => ${healthWindow.hours}::integer)
          and a.result <> 'superseded'
        order by a.started_at desc limit ${healthWindow.tries}) a) t`.execute(db);
  const [row] = result.rows;
  if (!row) throw new Error("select without a row");
  return row;
}

export interface LastFailure {
  at: Instant;
  cause: string;
  status: number | null;
  error: string | null;
}

/** The latest try of the last day that did not deliver. */
export async function findLastFailure(db: Connection, id: WebhookId): Promise<LastFailure | null> {
  const result = await sql<LastFailure>`
    select a.started_at as at, a.cause, a.response_status as status, a.error from attempts a
    where a.webhook_id = ${id} and a.result in ('retry', 'failed')
      and a.started_at > now() - make_interval(hours => ${healthWindow.hours}::integer)
    order by a.started_at desc limit 1`.execute(db);
  return result.rows[0] ?? null;
}
