import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

/** A request that did not become alerts. */
export interface KeptRequest {
  id: number;
  receivedAt: Instant;
  contentType: string;
  /** The first 64 KB. */
  body: Buffer;
  bodyBytes: number;
  /** Why it was refused, or could not be interpreted. */
  reason: string;
}

const shownBytes = 65_536;

interface IdSlice {
  beforeId: number | undefined;
  limit: number;
}

/** Requests that were refused at the door, newest first. */
export async function listRefusedRequests(
  db: Connection,
  integrationId: IntegrationId,
  slice: IdSlice,
): Promise<KeptRequest[]> {
  const result = await sql<KeptRequest>`
    select id, received_at as "receivedAt", content_type as "contentType", substring(body for ${shownBytes}) as body,
      octet_length(body) as "bodyBytes", reason
    from refused_requests where integration_id = ${integrationId} and id < coalesce(${slice.beforeId ?? null}, 9e15)
    order by id desc limit ${slice.limit}`.execute(db);
  return result.rows;
}

/** Requests that were accepted and could not be interpreted, newest first. */
export async function listParkedRequests(
  db: Connection,
  integrationId: IntegrationId,
  slice: IdSlice,
): Promise<KeptRequest[]> {
  const result = await sql<KeptRequest>`
    select id, received_at as "receivedAt", content_type as "contentType", substring(body for ${shownBytes}) as body,
      octet_length(body) as "bodyBytes", coalesce(error, '') as reason
    from intake where integration_id = ${integrationId} and status = 'parked'
      and id < coalesce(${slice.beforeId ?? null}, 9e15)
    order by id desc limit ${slice.limit}`.execute(db);
  return result.rows;
}

/** Puts a parked request back in line. @returns the public id of its integration; undefined: it is not parked */
export async function unparkRequest(tx: Transaction, id: number): Promise<string | undefined> {
  const result = await sql<{ publicId: string }>`
    update intake set status = 'waiting', tries = 0, due_at = now(), error = null
    from integrations i where i.id = intake.integration_id and intake.id = ${id} and intake.status = 'parked'
    returning i.public_id as "publicId"`.execute(tx);
  return result.rows[0]?.publicId;
}

/** @returns the public id of its integration; undefined: it is not parked */
export async function deleteParkedRequest(tx: Transaction, id: number): Promise<string | undefined> {
  const result = await sql<{ publicId: string }>`
    delete from intake using integrations i
    where i.id = intake.integration_id and intake.id = ${id} and intake.status = 'parked'
    returning i.public_id as "publicId"`.execute(tx);
  return result.rows[0]?.publicId;
}
