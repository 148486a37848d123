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
    ${pruneDone([integrationId], [1])}`.execute(db);
}

/** A handled request and what became of it. */
export interface HandledRow {
  id: IntakeId;
  integrationId: IntegrationId;
  outcome: RequestOutcome;
}

/**
 * Ends the wait of handled requests. The newest fifty of each integration stay; those that fifty newer ones follow, in
 * this batch or waiting behind it, go without being written again, so that a flood costs next to nothing here.
 */
export async function markHandled(tx: Transaction, rows: readonly HandledRow[]): Promise<void> {
  const byIntegration = Map.groupBy(rows, (row) => row.integrationId);
  const long = [...byIntegration.values()].filter((own) => own.length >= keptRequests);
  const flooded = await findFlooded(
    tx,
    long.flatMap((own) => own.slice(-1)),
  );
  const kept = [...byIntegration].map(([id, own]) => (flooded.has(id) ? [] : own.slice(-keptRequests)));
  const stays = new Set(kept.flat());
  const dropped = rows.filter((row) => !stays.has(row)).map((row) => row.id);
  if (dropped.length > 0) await sql`delete from intake where id = any(${dropped}::bigint[])`.execute(tx);
  await keepHandled(
    tx,
    kept.filter((own) => own.length > 0),
  );
}

/** Which of these rows' integrations have fifty further requests waiting behind the row. */
async function findFlooded(tx: Transaction, last: readonly HandledRow[]): Promise<Set<IntegrationId>> {
  if (last.length === 0) return new Set();
  const result = await sql<{ id: IntegrationId }>`
    select last.integration_id as id
    from unnest(${last.map((row) => row.integrationId)}::bigint[], ${last.map((row) => row.id)}::bigint[])
      as last (integration_id, id)
    cross join lateral (
      select from intake where integration_id = last.integration_id and status = 'waiting' and id > last.id
      order by id offset ${keptRequests - 1} limit 1) behind`.execute(tx);
  return new Set(result.rows.map(({ id }) => id));
}

/** @param kept the rows of one integration each */
async function keepHandled(tx: Transaction, kept: readonly (readonly HandledRow[])[]): Promise<void> {
  if (kept.length === 0) return;
  const rows = kept.flat();
  const integrations = kept.flatMap((own) => own.slice(0, 1)).map((row) => row.integrationId);
  const ids = rows.map((row) => row.id);
  // By an array, not by a join: its plan is a bad one while the statistics still call the queue empty.
  await sql`
    /* prepared briefly */ with done as (
      update intake set status = 'done', handled_at = now(), error = null,
        outcome = (${rows.map((row) => jsonbText(row.outcome))}::text[])[array_position(${ids}::bigint[], id)]::jsonb
      where id = any(${ids}::bigint[])
    )
    ${pruneDone(
      integrations,
      kept.map((own) => own.length),
    )}`.execute(tx);
}

/** Makes room among the handled requests for so many new ones: the statement itself does not see those yet. */
function pruneDone(integrations: readonly IntegrationId[], added: readonly number[]) {
  return sql`
    delete from intake where id = any(array(
      select old.id from unnest(${integrations}::bigint[], ${added}::integer[]) as new (integration_id, added)
      cross join lateral (
        select id from intake where integration_id = new.integration_id and status = 'done'
        order by id desc offset ${keptRequests} - new.added) old))`;
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

/** The last requests that were taken, newest first: refused ones carry no alert. Bodies are cut like the above. */
export async function listTakenRequests(
  db: Connection,
  integrationId: IntegrationId,
  { count, shownBytes }: { count: number; shownBytes: number },
): Promise<KeptRequestRow[]> {
  const result = await sql<KeptRequestRow>`
    select id, received_at as "receivedAt", content_type as "contentType", substring(body for ${shownBytes}) as body,
      octet_length(body) as "bodyBytes", request, state, handled_at as "handledAt", outcome, reason
    from (${taken(sql`integration_id = ${integrationId}`)} order by id desc limit ${count}) last
    order by id desc`.execute(db);
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
