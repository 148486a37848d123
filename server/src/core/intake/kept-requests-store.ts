import { type RawBuilder, sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { IntakeId, IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { jsonbText } from "../../platform/storable-text.ts";
import type { RequestOutcome, StoredRequestParts } from "./model.ts";

/** So many handled and so many refused requests of each integration stay for people to look at. */
export const keptRequests = 50;

interface RequestToKeep {
  integrationId: IntegrationId;
  contentType: string;
  body: Buffer;
  request: StoredRequestParts | null;
}

/** Keeps a refused request for diagnosis, and of each integration only the newest fifty. */
export async function insertRefusedRequest(
  db: Connection,
  { integrationId, contentType, body, request, reason }: RequestToKeep & { reason: string },
): Promise<void> {
  await sql`
    with kept as (
      insert into refused_requests (integration_id, content_type, body, reason, request)
      values (${integrationId}, ${contentType}, ${body}, ${reason}, ${partsText(request)}::jsonb)
    )
    delete from refused_requests where integration_id = ${integrationId} and id <= (
      select id from refused_requests where integration_id = ${integrationId}
      order by id desc offset ${keptRequests - 1} limit 1)`.execute(db);
}

/** Keeps a request that was dealt with at the door and carried no alert. */
export async function insertAnsweredRequest(
  db: Connection,
  { integrationId, contentType, body, request, note }: RequestToKeep & { note: string },
): Promise<void> {
  const outcome: RequestOutcome = { alerts: 0, groups: [], note };
  await sql`
    with kept as (
      insert into intake (integration_id, content_type, body, request, status, handled_at, outcome)
      values (${integrationId}, ${contentType}, ${body}, ${partsText(request)}::jsonb, 'done', now(),
        ${jsonbText(outcome)}::jsonb)
    )
    ${pruneDone(sql`select ${integrationId}::bigint as integration_id, 1 as added`)}`.execute(db);
}

/** A handled request and what became of it. */
export interface HandledRow {
  id: IntakeId;
  integrationId: IntegrationId;
  outcome: RequestOutcome;
}

/**
 * Ends the wait of handled requests. The newest fifty of each integration stay; those that fifty newer ones follow, in
 * this batch or waiting behind it, go without being written again, so that a flood costs nothing here.
 */
export async function markHandled(tx: Transaction, rows: readonly HandledRow[]): Promise<void> {
  const ranks = ranksFromEnd(rows);
  await sql`
    with batch as (
      select id, integration_id, rank, outcome from unnest(${rows.map((row) => row.id)}::bigint[],
        ${rows.map((row) => row.integrationId)}::bigint[], ${ranks}::integer[],
        ${rows.map((row, at) => ((ranks[at] ?? 0) > keptRequests ? null : jsonbText(row.outcome)))}::text[])
        as new (id, integration_id, rank, outcome)
    ), room as materialized (
      select integration_id, count(*) as rows, ${keptRequests} - (
        select count(*) from (
          select from intake where integration_id = newest.integration_id and status = 'waiting' and id > newest.id
          limit ${keptRequests}) behind) as places
      from (select integration_id, max(id) as id from batch group by integration_id) newest
      join batch using (integration_id)
      group by integration_id, newest.id
    ), judged as materialized (
      select id, outcome, rank <= places as is_kept from batch join room using (integration_id)
    ), done as (
      update intake set status = 'done', handled_at = now(), outcome = judged.outcome::jsonb, error = null
      from judged where intake.id = judged.id and judged.is_kept
        and intake.id = any(array(select id from judged where is_kept))
    ), dropped as (
      delete from intake where id = any(array(select id from judged where not is_kept))
    )
    ${pruneDone(sql`select integration_id, least(rows, places) as added from room where places > 0`)}`.execute(
    tx,
  );
}

/** Each row's place among those of its integration, the last one first. */
function ranksFromEnd(rows: readonly HandledRow[]): number[] {
  const counts = new Map<IntegrationId, number>();
  return rows
    .toReversed()
    .map(({ integrationId }) => {
      const rank = (counts.get(integrationId) ?? 0) + 1;
      counts.set(integrationId, rank);
      return rank;
    })
    .toReversed();
}

/** Makes room among the handled requests for so many new ones: the statement itself does not see those yet. */
function pruneDone(added: RawBuilder<unknown>) {
  return sql`
    delete from intake where id in (
      select old.id from (${added}) as new cross join lateral (
        select id from intake where integration_id = new.integration_id and status = 'done'
        order by id desc offset ${keptRequests} - new.added) old)`;
}

/** One of the last requests of an integration. */
export interface KeptRequestRow {
  id: number;
  receivedAt: Instant;
  contentType: string;
  /** At most `shownBytes` of it. */
  body: Buffer;
  bodyBytes: number;
  request: StoredRequestParts | null;
  state: "waiting" | "parked" | "handled" | "refused";
  handledAt: Instant | null;
  outcome: RequestOutcome | null;
  /** Why it was refused or could not be interpreted. */
  reason: string | null;
}

/** The last requests, refused ones included, newest first. Longer bodies are cut at `shownBytes`. */
export async function listKeptRequests(
  db: Connection,
  integrationId: IntegrationId,
  shownBytes: number,
): Promise<KeptRequestRow[]> {
  const result = await sql<KeptRequestRow>`
    select id, received_at as "receivedAt", content_type as "contentType", substring(body for ${shownBytes}) as body,
      octet_length(body) as "bodyBytes", request, state, handled_at as "handledAt", outcome, reason
    from (
      (${taken(sql`integration_id = ${integrationId}`)} order by id desc limit ${keptRequests})
      union all
      (${refused(sql`integration_id = ${integrationId}`)} order by id desc limit ${keptRequests})
    ) last
    order by received_at desc, id desc limit ${keptRequests}`.execute(db);
  return result.rows;
}

/** One of them with its whole body. */
export async function findKeptRequest(
  db: Connection,
  integrationId: IntegrationId,
  wanted: { id: number; isRefused: boolean },
): Promise<KeptRequestRow | undefined> {
  const condition = sql`integration_id = ${integrationId} and id = ${wanted.id}`;
  const result = await sql<KeptRequestRow>`
    select id, received_at as "receivedAt", content_type as "contentType", body, octet_length(body) as "bodyBytes",
      request, state, handled_at as "handledAt", outcome, reason
    from (${wanted.isRefused ? refused(condition) : taken(condition)}) one`.execute(db);
  return result.rows[0];
}

function taken(condition: RawBuilder<unknown>) {
  return sql`
    select id, received_at, content_type, body, request, case status when 'done' then 'handled' else status end as state,
      handled_at, outcome, error as reason
    from intake where ${condition}`;
}

function refused(condition: RawBuilder<unknown>) {
  return sql`
    select id, received_at, content_type, body, request, 'refused' as state, null::timestamptz as handled_at,
      null::jsonb as outcome, reason
    from refused_requests where ${condition}`;
}

/** Removes what is left of a group's payloads among the handled requests of its integration. */
export async function forgetRequestsOfGroup(
  tx: Transaction,
  integrationId: IntegrationId,
  groupPublicId: string,
): Promise<void> {
  await sql`
    delete from intake where integration_id = ${integrationId} and status = 'done'
      and (outcome->'groups' ? ${groupPublicId} or (outcome->>'hasMoreGroups')::boolean)`.execute(tx);
}

/** Removes everything that was kept of an integration's handled and refused requests. */
export async function forgetRequestsOfIntegration(tx: Transaction, id: IntegrationId): Promise<void> {
  await sql`delete from intake where integration_id = ${id} and status = 'done'`.execute(tx);
  await sql`delete from refused_requests where integration_id = ${id}`.execute(tx);
}

function partsText(request: StoredRequestParts | null): string | null {
  return request === null ? null : jsonbText(request);
}
