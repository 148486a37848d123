import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import { packBytes } from "../../platform/db/packed.ts";
import type { IntakeId, IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { jsonbText } from "../../platform/storable-text.ts";
import type { IntakeRow, StoredRequestParts } from "./model.ts";

export interface NewIntakeRow {
  integrationId: IntegrationId;
  contentType: string;
  body: Buffer;
  request?: StoredRequestParts | null;
  isAwaited: boolean;
}

/** Stores requests, all or none. @returns their ids in the given order */
export async function insertIntake(db: Connection, rows: readonly NewIntakeRow[]): Promise<IntakeId[]> {
  const packed = packBytes(rows.map((row) => row.body));
  const result = await sql<{ id: IntakeId }>`
    /* prepared */ insert into intake (integration_id, content_type, is_awaited, request, body)
    select integration_id, content_type, is_awaited, request::jsonb, substring(${packed.bytes}::bytea from start for length)
    from unnest(${rows.map((row) => row.integrationId)}::bigint[], ${rows.map((row) => row.contentType)}::text[],
      ${rows.map((row) => row.isAwaited)}::boolean[], ${rows.map(requestText)}::text[], ${packed.starts}::integer[], ${packed.lengths}::integer[])
      with ordinality as new (integration_id, content_type, is_awaited, request, start, length, position)
    order by position
    returning id`.execute(db);
  return result.rows.map((row) => row.id);
}

function requestText({ request }: NewIntakeRow): string | null {
  return request ? jsonbText(request) : null;
}

/** First half of the advisory locks that keep one integration's alerts in order, over all servers. */
const integrationLocks = 0x544f4353n << 32n;

export interface ClaimLimits {
  integrations: number;
  rowsPerIntegration: number;
  bytesPerIntegration: number;
}

export interface Claim {
  rows: IntakeRow[];
  now: Instant;
}

/**
 * Locks the oldest due rows of several integrations for the rest of the transaction. An integration is handled by
 * one transaction at a time, so its alerts keep their order; a crash gives the rows back.
 */
export async function claimIntake(
  tx: Transaction,
  after: IntegrationId,
  limits: ClaimLimits,
): Promise<Claim> {
  const result = await sql<ClaimedRow>`
    /* prepared briefly */ with recursive pending as (
      (select integration_id, 1 as number from intake
        where status = 'waiting' and integration_id > ${after} order by integration_id limit 1)
      union all
      (select next.integration_id, pending.number + 1
        from pending cross join lateral (
          select integration_id from intake
          where status = 'waiting' and integration_id > pending.integration_id
          order by integration_id limit 1) next
        where pending.number < ${limits.integrations})
    ), held as materialized (
      select integration_id from pending
      where pg_try_advisory_xact_lock(${integrationLocks.toString()}::bigint + integration_id)
    ), chosen as materialized (
      select sized.id from held cross join lateral (
        select id, sum(octet_length(body)) over (order by id) - octet_length(body) as bytes_before from (
          select id, body from intake
          where integration_id = held.integration_id and status = 'waiting' and due_at <= now()
          order by id limit ${limits.rowsPerIntegration}) oldest) sized
      where sized.bytes_before < ${limits.bytesPerIntegration}
    )
    select id, integration_id, received_at, content_type, body, request, is_awaited, tries, now() as now from intake
    where id = any(array(select id from chosen)) and status = 'waiting' and due_at <= now()
    order by integration_id, id for update skip locked`.execute(tx);
  return { rows: result.rows.map(toIntakeRow), now: result.rows[0]?.now ?? ("" as Instant) };
}

interface ClaimedRow {
  id: IntakeId;
  integration_id: IntegrationId;
  received_at: Instant;
  content_type: string;
  body: Buffer;
  request: StoredRequestParts | null;
  is_awaited: boolean;
  tries: number;
  now: Instant;
}

function toIntakeRow(row: ClaimedRow): IntakeRow {
  return {
    id: row.id,
    integrationId: row.integration_id,
    receivedAt: row.received_at,
    contentType: row.content_type,
    body: row.body,
    request: row.request,
    isAwaited: row.is_awaited,
    tries: row.tries,
  };
}

/** Runs `work` so that its failure leaves the transaction usable, as if it had not begun. */
export async function withSavepoint(tx: Transaction, work: () => Promise<void>): Promise<unknown> {
  await sql`savepoint attempt`.execute(tx);
  try {
    await work();
    return undefined;
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx);
    return error;
  }
}

/** Puts a row back for a later try, or parks it for people to look at. */
export async function postponeIntake(
  tx: Transaction,
  row: { id: IntakeId; error: string; retryInSeconds: number | null },
): Promise<void> {
  await sql`
    update intake set tries = tries + 1, error = ${row.error},
      status = ${row.retryInSeconds === null ? "parked" : "waiting"},
      due_at = now() + make_interval(secs => ${row.retryInSeconds ?? 0})
    where id = ${row.id}`.execute(tx);
}

/** Whether untried rows wait, and in how many seconds the next postponed one is due (null: there is none). */
export async function findWaiting(
  db: Connection,
): Promise<{ hasFresh: boolean; nextRetrySeconds: number | null }> {
  const result = await sql<{ hasFresh: boolean; nextRetrySeconds: number | null }>`
    select exists (select from intake where status = 'waiting' and tries = 0) as "hasFresh",
      (select extract(epoch from min(due_at) - now())::float8 from intake
        where status = 'waiting' and tries > 0) as "nextRetrySeconds"`.execute(db);
  return result.rows[0] ?? { hasFresh: false, nextRetrySeconds: null };
}

/** Tells every server's waiting requests what became of their rows. */
export async function notifyHandled(tx: Transaction, payload: string): Promise<void> {
  await sql`select pg_notify('tocsin_handled', ${payload})`.execute(tx);
}
