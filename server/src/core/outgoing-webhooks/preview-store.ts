import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { AlertGroupId, IncidentId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { GroupEventType } from "../alert-groups/model.ts";
import { snapshot } from "./announcement-store.ts";
import { type EventColumns, eventAlerts, eventColumns, toEvent } from "./event-rows.ts";
import type { EventRecord, EventType } from "./model.ts";

/** An event of an alert group as it would be told if it happened now; nothing is written. */
export async function composeEvent(
  db: Connection,
  groupId: AlertGroupId,
  type: GroupEventType,
): Promise<{ event: EventRecord; now: Instant } | undefined> {
  const result = await sql<EventColumns & { now: Instant }>`
    select ${sql.raw(eventColumns)}, now() as now from (
      select 0 as id, null::bigint as incident_id, c.type, g.event_sequence + 1 as sequence, now() as at,
        ${snapshot} as snapshot, g.first_alert_id, g.last_alert_id
      from (select ag.*, i.public_id as integration_public_id, i.type as integration_type,
          i.name as integration_name, i.team_id as integration_team_id
        from alert_groups ag join integrations i on i.id = ag.integration_id where ag.id = ${groupId}) g
      cross join (select ${type}::text as type, false as has_until, null::timestamptz as until) c
      left join routes r on r.id = g.route_id
      left join teams t on t.id = g.integration_team_id
      left join users u on false
      left join users ua on ua.id = g.acknowledged_by_user_id
      left join users ur on ur.id = g.resolved_by_user_id) e
    ${sql.raw(eventAlerts)}`.execute(db);
  const row = result.rows[0];
  const event = row && toEvent(row);
  return row && event ? { event, now: row.now } : undefined;
}

/** The newest alert group of these integrations; of all when none is named. */
export async function findNewestGroupOf(
  db: Connection,
  integrationIds: readonly string[],
): Promise<AlertGroupId | undefined> {
  const result = await sql<{ id: AlertGroupId }>`
    select g.id from alert_groups g join integrations i on i.id = g.integration_id
    where ${integrationIds.length === 0} or i.public_id = any (${[...integrationIds]}::text[])
    order by g.id desc limit 1`.execute(db);
  return result.rows[0]?.id;
}

/** An event that happened, with the group or incident as it was then; undefined when it is kept no more. */
export async function findPastEvent(
  db: Connection,
  id: number,
): Promise<{ event: EventRecord; now: Instant } | undefined> {
  const result = await sql<EventColumns & { now: Instant }>`
    select ${sql.raw(eventColumns)}, now() as now from events e ${sql.raw(eventAlerts)} where e.id = ${id}`.execute(
    db,
  );
  const row = result.rows[0];
  const event = row && toEvent(row);
  return row && event ? { event, now: row.now } : undefined;
}

export interface PastEvent {
  id: number;
  type: EventType;
  at: Instant;
  sequence: number;
  title: string;
  groupPublicId: string | null;
  incidentPublicId: string | null;
}

/** Newest first; of one alert group or incident when one is named. */
export async function listPastEvents(
  db: Connection,
  { groupId, incidentId }: { groupId?: AlertGroupId | undefined; incidentId?: IncidentId | undefined },
  slice: { beforeId: number | undefined; limit: number },
): Promise<PastEvent[]> {
  const conditions = [sql`e.id < ${slice.beforeId ?? Number.MAX_SAFE_INTEGER}`];
  if (groupId !== undefined) conditions.push(sql`e.group_id = ${groupId}`);
  if (incidentId !== undefined) conditions.push(sql`e.incident_id = ${incidentId}`);
  const result = await sql<PastEvent>`
    select e.id, e.type, e.at, e.sequence, g.public_id as "groupPublicId", i.public_id as "incidentPublicId",
      coalesce(e.snapshot->'group'->>'title', e.snapshot->'incident'->>'title',
        e.snapshot->'webhook'->>'name', '') as title
    from (select * from events e where ${sql.join(conditions, sql` and `)} order by e.id desc limit ${slice.limit}) e
    left join alert_groups g on g.id = e.group_id left join incidents i on i.id = e.incident_id
    order by e.id desc`.execute(db);
  return result.rows;
}
