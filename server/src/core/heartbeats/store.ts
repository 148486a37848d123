import { type RawBuilder, sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { HeartbeatId, IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Heartbeat, HeartbeatState } from "./model.ts";

interface HeartbeatRow extends Omit<Heartbeat, "state">, HeartbeatState {}

const columns = sql.raw(`
  h.id, h.public_id as "publicId", h.integration_id as "integrationId", h.token, h.name,
  h.interval_seconds as "intervalSeconds", h.grace_seconds as "graceSeconds", h.status,
  h.last_ping_at as "lastPingAt", h.due_at as "dueAt", h.is_extended as "isExtended", h.missed_at as "missedAt"`);

function toHeartbeat(row: HeartbeatRow): Heartbeat {
  const { status, lastPingAt, dueAt, isExtended, missedAt, ...rest } = row;
  return {
    id: rest.id,
    publicId: rest.publicId,
    integrationId: rest.integrationId,
    token: rest.token,
    name: rest.name,
    intervalSeconds: rest.intervalSeconds,
    graceSeconds: rest.graceSeconds,
    state: { status, lastPingAt, dueAt, isExtended, missedAt },
  };
}

/** Which heartbeat is pinged: the automatic one of an integration, or the one with this token. */
export type PingTarget = { integrationId: IntegrationId } | { token: string };

function isTarget(target: PingTarget): RawBuilder<unknown> {
  return "token" in target
    ? sql`h.token = ${target.token}`
    : sql`h.integration_id = ${target.integrationId} and h.is_automatic`;
}

/** A heartbeat that is held until the end of the transaction, and what belongs to it. */
export interface LockedHeartbeat {
  heartbeat: Heartbeat;
  integrationType: string;
  integrationPublicId: string;
  now: Instant;
}

/** That of a deleted integration is none. */
export async function lockTarget(tx: Transaction, target: PingTarget): Promise<LockedHeartbeat | undefined> {
  return lockOne(tx, isTarget(target));
}

export async function lockHeartbeat(tx: Transaction, publicId: string): Promise<LockedHeartbeat | undefined> {
  return lockOne(tx, sql`h.public_id = ${publicId}`);
}

async function lockOne(
  tx: Transaction,
  condition: RawBuilder<unknown>,
): Promise<LockedHeartbeat | undefined> {
  const result = await sql<HeartbeatRow & Omit<LockedHeartbeat, "heartbeat">>`
    select ${columns}, i.type as "integrationType", i.public_id as "integrationPublicId", now() as now from heartbeats h join integrations i on i.id = h.integration_id
    where ${condition} and i.deleted_at is null for update of h`.execute(tx);
  const [row] = result.rows;
  if (!row) return undefined;
  const { integrationType, integrationPublicId, now } = row;
  return { heartbeat: toHeartbeat(row), integrationType, integrationPublicId, now };
}

export type NewHeartbeat = Pick<
  Heartbeat,
  "publicId" | "integrationId" | "token" | "name" | "intervalSeconds" | "graceSeconds"
>;

/** Inserts a heartbeat that is idle. @returns undefined when the integration has its automatic one already */
export async function insertHeartbeat(
  tx: Transaction,
  heartbeat: NewHeartbeat,
): Promise<{ id: HeartbeatId; now: Instant } | undefined> {
  const { publicId, integrationId, token, name, intervalSeconds, graceSeconds } = heartbeat;
  const result = await sql<{ id: HeartbeatId; now: Instant }>`
    insert into heartbeats (public_id, integration_id, is_automatic, token, name, interval_seconds, grace_seconds, status)
    values (${publicId}, ${integrationId}, ${token === null}, ${token}, ${name}, ${intervalSeconds}, ${graceSeconds},
      'idle')
    on conflict (integration_id) where is_automatic do nothing
    returning id, now() as now`.execute(tx);
  return result.rows[0];
}

export async function saveStates(
  tx: Transaction,
  changed: readonly { id: HeartbeatId; state: HeartbeatState }[],
): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ id, state }) => ({
    id,
    status: state.status,
    last_ping_at: state.lastPingAt,
    due_at: state.dueAt,
    is_extended: state.isExtended,
    missed_at: state.missedAt,
  }));
  await sql`
    update heartbeats h set status = s.status, last_ping_at = s.last_ping_at, due_at = s.due_at,
      is_extended = s.is_extended, missed_at = s.missed_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s (id bigint, status text, last_ping_at timestamptz,
      due_at timestamptz, is_extended boolean, missed_at timestamptz)
    where h.id = s.id`.execute(tx);
}

export async function saveSettings(
  tx: Transaction,
  {
    id,
    name,
    intervalSeconds,
    graceSeconds,
  }: Pick<Heartbeat, "id" | "name" | "intervalSeconds" | "graceSeconds">,
): Promise<void> {
  await sql`
    update heartbeats set name = ${name}, interval_seconds = ${intervalSeconds}, grace_seconds = ${graceSeconds}
    where id = ${id}`.execute(tx);
}

export async function deleteHeartbeatRow(tx: Transaction, id: HeartbeatId): Promise<void> {
  await sql`delete from heartbeats where id = ${id}`.execute(tx);
}

/** A heartbeat whose time is over, with what tells about it. */
export interface DueHeartbeat {
  heartbeat: Heartbeat;
  integrationType: string;
  isIntegrationDeleted: boolean;
  now: Instant;
}

/** Locks heartbeats whose time is over, skipping those that are being pinged this moment. */
export async function lockDueHeartbeats(tx: Transaction, limit: number): Promise<DueHeartbeat[]> {
  const result = await sql<HeartbeatRow & { type: string; isDeleted: boolean; now: Instant }>`
    select ${columns}, i.type, i.deleted_at is not null as "isDeleted", now() as now
    from heartbeats h join integrations i on i.id = h.integration_id
    where h.due_at <= now() order by h.due_at limit ${limit} for update of h skip locked`.execute(tx);
  return result.rows.map((row) => ({
    heartbeat: toHeartbeat(row),
    integrationType: row.type,
    isIntegrationDeleted: row.isDeleted,
    now: row.now,
  }));
}

/** Locks every heartbeat with a deadline, in id order. */
export async function lockWatchedHeartbeats(tx: Transaction): Promise<Heartbeat[]> {
  const result = await sql<HeartbeatRow>`
    select ${columns} from heartbeats h where h.due_at is not null order by h.id for update`.execute(tx);
  return result.rows.map(toHeartbeat);
}

/** A heartbeat as lists show it. */
export interface ListedHeartbeat extends Heartbeat {
  integrationPublicId: string;
  integrationType: string;
  integrationToken: string;
  createdAt: Instant;
}

export interface HeartbeatFilter {
  /** Public id. */
  integration?: string | undefined;
  /** Public id. */
  heartbeat?: string | undefined;
}

/** Heartbeats of integrations that are not deleted, newest first. */
export async function listHeartbeats(
  db: Connection,
  filter: HeartbeatFilter,
  slice: { beforeId: number | undefined; limit: number },
): Promise<ListedHeartbeat[]> {
  const { integration, heartbeat } = filter;
  const conditions = [
    sql`i.deleted_at is null`,
    ...(slice.beforeId === undefined ? [] : [sql`h.id < ${slice.beforeId}`]),
    ...(integration === undefined ? [] : [sql`i.public_id = ${integration}`]),
    ...(heartbeat === undefined ? [] : [sql`h.public_id = ${heartbeat}`]),
  ];
  const result = await sql<HeartbeatRow & Omit<ListedHeartbeat, keyof Heartbeat>>`
    select ${columns}, i.public_id as "integrationPublicId", i.type as "integrationType",
      i.token as "integrationToken", h.created_at as "createdAt"
    from heartbeats h join integrations i on i.id = h.integration_id
    where ${sql.join(conditions, sql` and `)} order by h.id desc limit ${slice.limit}`.execute(db);
  return result.rows.map((row) => ({
    ...toHeartbeat(row),
    integrationPublicId: row.integrationPublicId,
    integrationType: row.integrationType,
    integrationToken: row.integrationToken,
    createdAt: row.createdAt,
  }));
}
