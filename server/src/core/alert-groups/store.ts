import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import { packBytes } from "../../platform/db/packed.ts";
import type { AlertGroupId, AlertId, IntegrationId, RouteId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { jsonbText } from "../../platform/storable-text.ts";
import type { AlertFacts } from "../integrations/facts.ts";
import type { Actor, AlertGroup, LatestChange, TimelineKind } from "./model.ts";
import { type GroupRow, groupColumns, type StateColumns, toGroup } from "./rows.ts";

/** What makes two alerts belong together: integration, route and grouping key. */
export interface GroupIdentity {
  integrationId: IntegrationId;
  routeId: RouteId;
  groupingKey: Buffer;
}

/** Locks the open groups with these identities, in id order so that two transactions cannot block each other. */
export async function lockOpenGroups(
  tx: Transaction,
  identities: readonly GroupIdentity[],
): Promise<AlertGroup[]> {
  if (identities.length === 0) return [];
  const result = await sql<GroupRow>`
    /* prepared briefly */ select ${sql.raw(groupColumns)} from alert_groups
    where is_open and (integration_id, route_id, grouping_key) in (${identityRows(identities)})
    order by id for update`.execute(tx);
  return result.rows.map(toGroup);
}

/** Locks, for each identity, the group that was started last among the resolved ones. */
export async function lockLatestResolvedGroups(
  tx: Transaction,
  identities: readonly GroupIdentity[],
): Promise<AlertGroup[]> {
  if (identities.length === 0) return [];
  const result = await sql<GroupRow>`
    select ${sql.raw(groupColumns)} from alert_groups where id in (
      select distinct on (g.integration_id, g.route_id, g.grouping_key) g.id from alert_groups g
      where g.status = 'resolved' and (g.integration_id, g.route_id, g.grouping_key) in (${identityRows(identities)})
      order by g.integration_id, g.route_id, g.grouping_key, g.started_at desc, g.id desc)
    order by id for update`.execute(tx);
  return result.rows.map(toGroup);
}

function identityRows(identities: readonly GroupIdentity[]) {
  return sql`select integration_id, route_id, decode(key, 'hex') from unnest(
    ${identities.map((identity) => identity.integrationId)}::bigint[],
    ${identities.map((identity) => identity.routeId)}::bigint[],
    ${identities.map((identity) => identity.groupingKey.toString("hex"))}::text[]) as wanted (integration_id, route_id, key)`;
}

export async function lockGroup(tx: Transaction, id: AlertGroupId): Promise<AlertGroup | undefined> {
  const result = await sql<GroupRow>`
    select ${sql.raw(groupColumns)} from alert_groups where id = ${id} for update`.execute(tx);
  return result.rows.map(toGroup)[0];
}

/** Locks several groups in id order. */
export async function lockGroups(tx: Transaction, ids: readonly AlertGroupId[]): Promise<AlertGroup[]> {
  const result = await sql<GroupRow>`
    select ${sql.raw(groupColumns)} from alert_groups where id = any(${ids}::bigint[]) order by id for update`.execute(
    tx,
  );
  return result.rows.map(toGroup);
}

export async function lockAttachedGroups(tx: Transaction, rootId: AlertGroupId): Promise<AlertGroup[]> {
  const result = await sql<GroupRow>`
    select ${sql.raw(groupColumns)} from alert_groups where root_group_id = ${rootId} order by id for update`.execute(
    tx,
  );
  return result.rows.map(toGroup);
}

/** Locks silenced groups whose silence has ended, skipping those that somebody else is changing. */
export async function lockEndedSilences(tx: Transaction, limit: number): Promise<AlertGroup[]> {
  const result = await sql<GroupRow>`
    select ${sql.raw(groupColumns)} from alert_groups
    where status = 'silenced' and silenced_until <= now() and root_group_id is null
    order by silenced_until limit ${limit} for update skip locked`.execute(tx);
  return result.rows.map(toGroup);
}

/** Seconds until the next silence ends; null when none will. */
export async function findNextSilenceEnd(db: Connection): Promise<number | null> {
  const result = await sql<{ seconds: number | null }>`
    select extract(epoch from min(silenced_until) - now())::float8 as seconds from alert_groups
    where status = 'silenced' and silenced_until is not null and root_group_id is null`.execute(db);
  return result.rows[0]?.seconds ?? null;
}

/** The database's clock, optionally moved; the only clock that decides anything. */
export async function readClock(
  tx: Transaction,
  secondsAhead: number,
): Promise<{ now: Instant; later: Instant }> {
  const result = await sql<{ now: Instant; later: Instant }>`
    select now() as now, now() + make_interval(secs => ${secondsAhead}) as later`.execute(tx);
  const [row] = result.rows;
  if (!row) throw new Error("select without a row");
  return row;
}

/** Which of these public ids are those of groups. */
export async function findExistingGroups(db: Connection, publicIds: readonly string[]): Promise<Set<string>> {
  if (publicIds.length === 0) return new Set();
  const result = await sql<{ publicId: string }>`
    select public_id as "publicId" from alert_groups where public_id = any(${publicIds}::text[])`.execute(db);
  return new Set(result.rows.map((row) => row.publicId));
}

export async function hasOpenTwin(tx: Transaction, group: AlertGroup): Promise<boolean> {
  const result = await sql`
    select from alert_groups where is_open and id <> ${group.id} and integration_id = ${group.integrationId}
      and route_id is not distinct from ${group.routeId} and grouping_key = ${group.groupingKey}`.execute(tx);
  return result.rows.length > 0;
}

/** Draws ids ahead, so that rows of one batch can refer to each other. */
export async function drawIds(
  tx: Transaction,
  counts: { groups: number; alerts: number },
): Promise<{ groupIds: AlertGroupId[]; alertIds: AlertId[] }> {
  const result = await sql<{ groupIds: string[]; alertIds: string[] }>`
    /* prepared */ select array(select nextval('alert_groups_id_seq') from generate_series(1, ${counts.groups})) as "groupIds",
      array(select nextval('alerts_id_seq') from generate_series(1, ${counts.alerts})) as "alertIds"`.execute(
    tx,
  );
  const [row] = result.rows;
  if (!row) throw new Error("select without a row");
  return {
    groupIds: row.groupIds.map((id) => Number(id) as AlertGroupId),
    alertIds: row.alertIds.map((id) => Number(id) as AlertId),
  };
}

export interface NewGroup extends StateColumns {
  id: AlertGroupId;
  public_id: string;
  integration_id: IntegrationId;
  route_id: RouteId;
  grouping_key_hex: string;
  title: string;
  labels: Readonly<Record<string, string>>;
  alerts_count: number;
  first_alert_id: AlertId;
  last_alert_id: AlertId;
  template_errors: { slot: string; message: string }[];
  root_group_id: AlertGroupId | null;
  maintenance_mode: string | null;
}

const stateFields = `status text, is_open boolean, acknowledged_at timestamptz, acknowledged_by text,
  acknowledged_by_user_id bigint, silenced_at timestamptz, silenced_until timestamptz, resolved_at timestamptz,
  resolved_by text, resolved_by_user_id bigint`;

export async function insertGroups(tx: Transaction, groups: readonly NewGroup[]): Promise<void> {
  if (groups.length === 0) return;
  await sql`
    /* prepared */ insert into alert_groups (id, public_id, integration_id, route_id, grouping_key, title, labels, alerts_count, first_alert_id,
      last_alert_id, template_errors, status, is_open, acknowledged_at, acknowledged_by, acknowledged_by_user_id,
      silenced_at, silenced_until, resolved_at, resolved_by, resolved_by_user_id, root_group_id, maintenance_mode)
    select id, public_id, integration_id, route_id, decode(grouping_key_hex, 'hex'), title, labels, alerts_count, first_alert_id,
      last_alert_id, template_errors, status, is_open, acknowledged_at, acknowledged_by, acknowledged_by_user_id,
      silenced_at, silenced_until, resolved_at, resolved_by, resolved_by_user_id, root_group_id, maintenance_mode
    from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as new (id bigint, public_id text, integration_id bigint,
      route_id bigint, grouping_key_hex text, title text, labels jsonb, alerts_count integer, first_alert_id bigint,
      last_alert_id bigint, template_errors jsonb, root_group_id bigint, maintenance_mode text,
      ${sql.raw(stateFields)})`.execute(tx);
}

export interface GroupUpdate extends StateColumns {
  id: AlertGroupId;
  added_alerts: number;
  first_alert_id: AlertId | null;
  last_alert_id: AlertId | null;
  /** Null keeps what is stored. */
  template_errors: { slot: string; message: string }[] | null;
}

export async function updateGroups(tx: Transaction, updates: readonly GroupUpdate[]): Promise<void> {
  if (updates.length === 0) return;
  await sql`
    /* prepared briefly */ update alert_groups g set alerts_count = g.alerts_count + u.added_alerts, first_alert_id = u.first_alert_id,
      last_alert_id = u.last_alert_id, template_errors = coalesce(u.template_errors, g.template_errors), last_alert_at = case when u.added_alerts > 0 then now() else g.last_alert_at end,
      status = u.status, is_open = u.is_open, acknowledged_at = u.acknowledged_at, acknowledged_by = u.acknowledged_by,
      acknowledged_by_user_id = u.acknowledged_by_user_id, silenced_at = u.silenced_at,
      silenced_until = u.silenced_until, resolved_at = u.resolved_at, resolved_by = u.resolved_by,
      resolved_by_user_id = u.resolved_by_user_id
    from jsonb_to_recordset(${JSON.stringify(updates)}::jsonb) as u (id bigint, added_alerts integer,
      first_alert_id bigint, last_alert_id bigint, template_errors jsonb, ${sql.raw(stateFields)})
    where g.id = u.id`.execute(tx);
}

export async function setRootGroup(
  tx: Transaction,
  groupId: AlertGroupId,
  rootId: AlertGroupId | null,
): Promise<void> {
  await sql`update alert_groups set root_group_id = ${rootId} where id = ${groupId}`.execute(tx);
}

export interface NewAlert {
  id: AlertId;
  publicId: string;
  groupId: AlertGroupId;
  payload: string;
  facts: AlertFacts | null;
  isResolveSignal: boolean;
}

export async function insertAlerts(tx: Transaction, alerts: readonly NewAlert[]): Promise<void> {
  const packed = packBytes(alerts.map((alert) => Buffer.from(alert.payload)));
  await sql`
    /* prepared */ insert into alerts (id, public_id, group_id, is_resolve_signal, facts, payload)
    select id, public_id, group_id, is_resolve_signal, facts::jsonb,
      convert_from(substring(${packed.bytes}::bytea from start for length), 'UTF8')
    from unnest(${alerts.map((alert) => alert.id)}::bigint[], ${alerts.map((alert) => alert.publicId)}::text[],
      ${alerts.map((alert) => alert.groupId)}::bigint[], ${alerts.map((alert) => alert.isResolveSignal)}::boolean[],
      ${alerts.map(factsText)}::text[], ${packed.starts}::integer[], ${packed.lengths}::integer[])
      as new (id, public_id, group_id, is_resolve_signal, facts, start, length)`.execute(tx);
}

function factsText({ facts }: NewAlert): string | null {
  return facts === null ? null : jsonbText(facts);
}

export interface NewTimelineEntry {
  group_id: AlertGroupId;
  kind: TimelineKind;
  actor: Actor["kind"];
  user_id: number | null;
  reason: string;
  detail: Record<string, unknown>;
}

export async function insertTimeline(tx: Transaction, entries: readonly NewTimelineEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    /* prepared */ insert into timeline_entries (group_id, kind, actor, user_id, reason, detail)
    select group_id, kind, actor, user_id, reason, detail
    from rows from (jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      as (group_id bigint, kind text, actor text, user_id bigint, reason text, detail jsonb))
      with ordinality as new (group_id, kind, actor, user_id, reason, detail, position)
    order by position`.execute(tx);
}

export async function findLatestChange(
  tx: Transaction,
  groupId: AlertGroupId,
): Promise<LatestChange | undefined> {
  const result = await sql<LatestChange>`
    select t.id as version, t.kind, t.actor, u.username from timeline_entries t left join users u on u.id = t.user_id
    where t.group_id = ${groupId} and t.kind <> 'note' order by t.id desc limit 1`.execute(tx);
  return result.rows[0];
}

export async function eraseGroup(tx: Transaction, id: AlertGroupId): Promise<void> {
  await sql`update alert_groups set title = '', labels = '{}', wiped_at = now() where id = ${id}`.execute(tx);
  await sql`update alerts set payload = '{}' where group_id = ${id}`.execute(tx);
}

/** Views that show it are told by what is noted, for a day. */
export async function deleteGroup(tx: Transaction, id: AlertGroupId): Promise<boolean> {
  const result = await sql`
    with gone as (delete from alert_groups where id = ${id} returning public_id),
      told as (
        delete from removed_groups where id = any(array(
          select id from removed_groups where removed_at < now() - interval '1 day'
          order by removed_at limit ${prunedAtOnce} for update skip locked)))
    insert into removed_groups (public_id) select public_id from gone`.execute(tx);
  return result.numAffectedRows === 1n;
}

const prunedAtOnce = 100;
