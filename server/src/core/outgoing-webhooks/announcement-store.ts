import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { AlertGroupId, UserId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { GroupEventType } from "../alert-groups/model.ts";
import type { TriggerType } from "./model.ts";

export interface Listener {
  id: WebhookId;
  triggerType: TriggerType;
}

/** The webhooks that are on. */
export async function findListeners(db: Connection): Promise<Listener[]> {
  const result = await sql<Listener>`
    /* prepared */ select id, trigger_type as "triggerType" from webhooks
    where is_enabled and deleted_at is null order by id`.execute(db);
  return result.rows;
}

/** One event for one webhook that waits for its type. */
export interface Announcement {
  /** The same number for the same event; later events of a group have higher ones. */
  ordinal: number;
  groupId: AlertGroupId;
  type: GroupEventType;
  at: Instant | null;
  userId: UserId | null;
  hasUntil: boolean;
  until: Instant | null;
  trace: string | null;
  webhookId: WebhookId;
  messageId: string;
}

const person = (alias: string) =>
  sql.raw(`case when ${alias}.id is null then null else
    jsonb_build_object('id', ${alias}.public_id, 'username', ${alias}.username, 'email', ${alias}.email) end`);

const instantText = (expression: string) =>
  sql.raw(`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

/** What an event keeps, of the group `g` with its integration's columns, and of the change `c`. */
export const snapshot = sql`jsonb_build_object(
  'group', jsonb_build_object('id', g.public_id, 'routeId', r.public_id, 'alertsCount', g.alerts_count,
    'state', g.status, 'title', g.title, 'labels', g.labels, 'createdAt', ${instantText("g.started_at")},
    'resolvedAt', ${instantText("g.resolved_at")}, 'acknowledgedAt', ${instantText("g.acknowledged_at")},
    'silencedAt', ${instantText("g.silenced_at")}),
  'integration', jsonb_build_object('id', g.integration_public_id, 'type', g.integration_type,
    'name', g.integration_name, 'teamId', t.public_id, 'teamName', t.name),
  'user', ${person("u")}, 'acknowledgedBy', ${person("ua")}, 'resolvedBy', ${person("ur")},
  'until', case when c.type = 'silence' then ${instantText("case when c.has_until then c.until else g.silenced_until end")} end)`;

/**
 * Numbers the events, takes the snapshots and queues the deliveries, leaving out those whose webhook does not want the
 * group's integration: one statement whatever the number.
 * @returns how many deliveries were queued
 */
export async function insertAnnouncements(tx: Transaction, all: readonly Announcement[]): Promise<number> {
  const column = <Key extends keyof Announcement>(key: Key) => all.map((each) => each[key]);
  const result = await sql<{ count: number }>`
    /* prepared briefly */ with candidates as (
      select a.*, i.public_id as integration_public_id, i.type as integration_type, i.name as integration_name,
        i.team_id as integration_team_id
      from unnest(${column("ordinal")}::integer[], ${column("groupId")}::bigint[], ${column("type")}::text[],
        ${column("at")}::timestamptz[], ${column("userId")}::bigint[], ${column("hasUntil")}::boolean[],
        ${column("until")}::timestamptz[], ${column("trace")}::text[], ${column("webhookId")}::bigint[],
        ${column("messageId")}::text[])
        as a (ordinal, group_id, type, at, user_id, has_until, until, trace, webhook_id, message_id)
      join alert_groups ag on ag.id = a.group_id
      join integrations i on i.id = ag.integration_id
      join webhooks w on w.id = a.webhook_id
      where w.integration_filter = '{}' or i.public_id = any (w.integration_filter)
    ), told as (
      select c.*, row_number() over (partition by c.group_id order by c.ordinal) as place
      from (select distinct on (ordinal) * from candidates order by ordinal) c
    ), counted as (
      update alert_groups ag set event_sequence = ag.event_sequence + n.count
      from (select group_id, count(*) as count from told group by group_id) n where ag.id = n.group_id
      returning ag.*, n.count as events_count
    ), added as (
      insert into events (group_id, type, sequence, at, snapshot, first_alert_id, last_alert_id)
      select c.group_id, c.type, g.event_sequence - g.events_count + c.place, coalesce(c.at, now()),
        ${snapshot} || case when c.trace is null then '{}' else jsonb_build_object('trace', c.trace) end,
        g.first_alert_id, g.last_alert_id
      from told c
      join (select counted.*, o.integration_public_id, o.integration_type, o.integration_name, o.integration_team_id
        from counted join (select distinct on (group_id) * from told order by group_id) o on o.group_id = counted.id) g
        on g.id = c.group_id
      left join routes r on r.id = g.route_id
      left join teams t on t.id = g.integration_team_id
      left join users u on u.id = c.user_id
      left join users ua on ua.id = g.acknowledged_by_user_id
      left join users ur on ur.id = g.resolved_by_user_id
      order by c.ordinal
      returning id, group_id, sequence
    ), queued as (
      insert into deliveries (public_id, event_id, webhook_id, group_id)
      select c.message_id, e.id, c.webhook_id, c.group_id
      from candidates c
      join told on told.ordinal = c.ordinal
      join counted g on g.id = c.group_id
      join added e on e.group_id = c.group_id and e.sequence = g.event_sequence - g.events_count + told.place
      order by e.id, c.webhook_id
      returning 1
    )
    select count(*) as count from queued`.execute(tx);
  return result.rows[0]?.count ?? 0;
}
