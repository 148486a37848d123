import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import { escapeLike } from "../../platform/db/escape-like.ts";
import type { AlertGroupId, IncidentId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { jsonbText, storableText } from "../../platform/storable-text.ts";
import type {
  ActorIds,
  Incident,
  IncidentActor,
  IncidentSettings,
  IncidentStatus,
  IncidentTimelineEntry,
  NewAttachment,
} from "./model.ts";

interface IncidentRow {
  id: IncidentId;
  publicId: string;
  title: string;
  severity: string;
  status: IncidentStatus;
  isDrill: boolean;
  labels: string[];
  roomPrefix: string | null;
  declaredAt: Instant;
  changedAt: Instant;
  resolvedAt: Instant | null;
  userPublicId: string | null;
  username: string | null;
  accountPublicId: string | null;
  accountName: string | null;
  groupIds: string[];
}

const columns = sql.raw(`
  i.id, i.public_id as "publicId", i.title, i.severity, i.status, i.is_drill as "isDrill", i.labels,
  i.room_prefix as "roomPrefix", i.declared_at as "declaredAt", i.changed_at as "changedAt",
  i.resolved_at as "resolvedAt", u.public_id as "userPublicId", u.username, sa.public_id as "accountPublicId",
  sa.name as "accountName", array(select g.public_id from incident_groups ig join alert_groups g on g.id = ig.group_id
    where ig.incident_id = i.id order by ig.attached_at, ig.group_id) as "groupIds"`);

const joins = sql.raw(`
  left join users u on u.id = i.declared_by_user_id
  left join service_accounts sa on sa.id = i.declared_by_service_account_id`);

export interface IncidentFilter {
  status?: IncidentStatus | undefined;
  isDrill?: boolean | undefined;
  /** Compared without regard to case. */
  severity?: string | undefined;
  /** One of its labels, exactly. */
  label?: string | undefined;
  /** Part of the title, case does not matter. */
  text?: string | undefined;
  /** An attached alert group. */
  groupId?: AlertGroupId | undefined;
}

/** Incidents declared before `before`, newest first. */
export async function listIncidents(
  db: Connection,
  filter: IncidentFilter,
  slice: { before: { at: Instant; id: number } | undefined; limit: number },
): Promise<Incident[]> {
  const conditions = [sql`true`];
  if (filter.status !== undefined) conditions.push(sql`i.status = ${filter.status}`);
  if (filter.isDrill !== undefined) conditions.push(sql`i.is_drill = ${filter.isDrill}`);
  if (filter.severity !== undefined) conditions.push(sql`lower(i.severity) = lower(${filter.severity})`);
  if (filter.label !== undefined) conditions.push(sql`i.labels @> array[${filter.label}]`);
  if (filter.text !== undefined) conditions.push(sql`i.title ilike ${`%${escapeLike(filter.text)}%`}`);
  if (filter.groupId !== undefined) {
    conditions.push(
      sql`i.id in (select incident_id from incident_groups where group_id = ${filter.groupId})`,
    );
  }
  const { before } = slice;
  if (before) conditions.push(sql`(i.declared_at, i.id) < (${before.at}::timestamptz, ${before.id})`);
  const result = await sql<IncidentRow>`
    select ${columns} from incidents i ${joins} where ${sql.join(conditions, sql` and `)}
    order by i.declared_at desc, i.id desc limit ${slice.limit}`.execute(db);
  return result.rows.map(toIncident);
}

export async function findIncident(db: Connection, publicId: string): Promise<Incident | undefined> {
  const result = await sql<IncidentRow>`
    select ${columns} from incidents i ${joins} where i.public_id = ${publicId}`.execute(db);
  return result.rows.map(toIncident)[0];
}

/** The same, locked against changes until the transaction ends. */
export async function lockIncident(tx: Transaction, publicId: string): Promise<Incident | undefined> {
  await sql`select from incidents where public_id = ${publicId} for update`.execute(tx);
  return findIncident(tx, publicId);
}

/** Adds an incident that begins now. */
export async function insertIncident(
  tx: Transaction,
  publicId: string,
  settings: IncidentSettings,
  actor: ActorIds,
): Promise<IncidentId> {
  const { title, severity, status, isDrill, labels, roomPrefix } = settings;
  const result = await sql<{ id: IncidentId }>`
    insert into incidents (public_id, title, severity, status, is_drill, labels, room_prefix, declared_by_user_id,
      declared_by_service_account_id, resolved_at)
    values (${publicId}, ${title}, ${severity}, ${status}, ${isDrill}, ${[...labels]}::text[], ${roomPrefix},
      ${actor.userId}, ${actor.serviceAccountId}, case when ${status} = 'resolved' then now() end)
    returning id`.execute(tx);
  const [row] = result.rows;
  if (!row) throw new Error("an inserted incident has no id");
  return row.id;
}

/** Saves settings that were changed now; the time of a resolution stays until the incident is taken up again. */
export async function updateIncident(
  tx: Transaction,
  id: IncidentId,
  { title, severity, status, isDrill, labels, roomPrefix }: IncidentSettings,
): Promise<void> {
  await sql`
    update incidents set title = ${title}, severity = ${severity}, status = ${status}, is_drill = ${isDrill},
      labels = ${[...labels]}::text[], room_prefix = ${roomPrefix}, changed_at = now(),
      resolved_at = case when ${status} = 'resolved' then coalesce(resolved_at, now()) end
    where id = ${id}`.execute(tx);
}

/** Notes that something about an incident changed that is not one of its settings. */
export async function touchIncident(tx: Transaction, id: IncidentId): Promise<void> {
  await sql`update incidents set changed_at = now() where id = ${id}`.execute(tx);
}

export async function insertTimeline(
  tx: Transaction,
  incidentId: IncidentId,
  entries: readonly IncidentTimelineEntry[],
  actor: ActorIds,
): Promise<void> {
  for (const { kind, text, detail } of entries) {
    await sql`
      insert into incident_timeline_entries (incident_id, kind, user_id, service_account_id, text, detail)
      values (${incidentId}, ${kind}, ${actor.userId}, ${actor.serviceAccountId}, ${storableText(text)},
        ${jsonbText(detail ?? {})}::jsonb)`.execute(tx);
  }
}

export async function insertAttachment(
  tx: Transaction,
  incidentId: IncidentId,
  attachment: NewAttachment,
): Promise<void> {
  const isRequest = attachment.kind === "request";
  await sql`
    insert into incident_attachments (incident_id, kind, caption, url, headers, body, body_bytes)
    values (${incidentId}, ${attachment.kind}, ${isRequest ? "" : storableText(attachment.caption)},
      ${storableText(attachment.url)}, ${isRequest ? jsonbText(attachment.headers) : null}::jsonb,
      ${isRequest ? storableText(attachment.body) : null}, ${isRequest ? attachment.bodyBytes : null})`.execute(
    tx,
  );
}

/** The alert groups with these public ids; what does not exist is left out. */
export async function findGroups(
  db: Connection,
  publicIds: readonly string[],
): Promise<{ id: AlertGroupId; publicId: string }[]> {
  const result = await sql<{ id: AlertGroupId; publicId: string }>`
    select id, public_id as "publicId" from alert_groups where public_id = any (${[...publicIds]}::text[])
    order by id`.execute(db);
  return result.rows;
}

/** @returns those that were not attached before */
export async function attachGroups(
  tx: Transaction,
  incidentId: IncidentId,
  groupIds: readonly AlertGroupId[],
): Promise<AlertGroupId[]> {
  const result = await sql<{ id: AlertGroupId }>`
    insert into incident_groups (incident_id, group_id) select ${incidentId}, id from unnest(${[...groupIds]}::bigint[]) as id
    on conflict do nothing returning group_id as id`.execute(tx);
  return result.rows.map((row) => row.id);
}

/** Whether it was attached. */
export async function detachGroup(
  tx: Transaction,
  incidentId: IncidentId,
  groupId: AlertGroupId,
): Promise<boolean> {
  const result = await sql`
    delete from incident_groups where incident_id = ${incidentId} and group_id = ${groupId}`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

function toIncident(row: IncidentRow): Incident {
  const { userPublicId, username, accountPublicId, accountName, ...rest } = row;
  return { ...rest, declaredBy: toActor({ userPublicId, username, accountPublicId, accountName }) };
}

/** Who a row names, from the columns of its joined user and service account. */
export function toActor(
  row: Pick<IncidentRow, "userPublicId" | "username" | "accountPublicId" | "accountName">,
): IncidentActor | null {
  if (row.userPublicId !== null && row.username !== null) {
    return { kind: "user", publicId: row.userPublicId, name: row.username };
  }
  if (row.accountPublicId !== null && row.accountName !== null) {
    return { kind: "service account", publicId: row.accountPublicId, name: row.accountName };
  }
  return null;
}
