import { sql } from "kysely";
import { z } from "zod";
import type { Connection } from "../../platform/db/database.ts";
import type { AlertGroupId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { type AlertFacts, alertFactsSchema } from "../integrations/facts.ts";
import { isSlotName, type SlotOverrides } from "../templates/index.ts";
import type { GroupStatus } from "./model.ts";

/** A group as lists show it. */
export interface GroupSummary {
  id: AlertGroupId;
  publicId: string;
  title: string;
  status: GroupStatus;
  alertsCount: number;
  startedAt: Instant;
  lastAlertAt: Instant;
  acknowledgedAt: Instant | null;
  /** Null when it was not a person. */
  acknowledgedBy: string | null;
  silencedUntil: Instant | null;
  resolvedAt: Instant | null;
  resolvedBy: string | null;
  wipedAt: Instant | null;
  integrationPublicId: string;
  integrationName: string;
  rootGroupPublicId: string | null;
}

/** Everything about one group but its alerts, timeline and deliveries. */
export interface GroupDetail extends GroupSummary {
  integrationType: string;
  templates: SlotOverrides;
  routePublicId: string | null;
  /** The route as it is now. */
  route: GroupRoute | null;
  /** Why the first alert took it. */
  routeReason: string | null;
  labels: Record<string, unknown>;
  templateErrors: { slot: string; message: string }[];
  firstAlert: AlertDetail | null;
  lastAlert: AlertDetail | null;
  attachedGroups: { publicId: string; title: string; status: GroupStatus }[];
}

export interface GroupRoute {
  publicId: string;
  isDefault: boolean;
  kind: "regex" | "jinja2";
  expression: string | null;
}

export interface AlertDetail {
  id: number;
  publicId: string;
  createdAt: Instant;
  isResolveSignal: boolean;
  /** What the tool's module read from the payload; null for tools that only have templates. */
  facts: AlertFacts | null;
  /** JSON text as received. */
  payload: string;
}

export interface TimelineItem {
  id: number;
  at: Instant;
  kind: string;
  actor: "source" | "user" | "system";
  username: string | null;
  reason: string;
  detail: Record<string, unknown>;
}

/** What a summary is read from, for `alert_groups g` with `summaryJoins`. */
export const summaryColumns = sql.raw(`
  g.id, g.public_id as "publicId", g.title, g.status, g.alerts_count as "alertsCount", g.started_at as "startedAt",
  g.last_alert_at as "lastAlertAt", g.acknowledged_at as "acknowledgedAt", ua.username as "acknowledgedBy",
  g.silenced_until as "silencedUntil", g.resolved_at as "resolvedAt", ur.username as "resolvedBy",
  g.wiped_at as "wipedAt", i.public_id as "integrationPublicId", i.name as "integrationName",
  rg.public_id as "rootGroupPublicId"`);

export const summaryJoins = sql.raw(`
  join integrations i on i.id = g.integration_id
  left join alert_groups rg on rg.id = g.root_group_id
  left join users ua on ua.id = g.acknowledged_by_user_id
  left join users ur on ur.id = g.resolved_by_user_id`);

interface DetailRow extends GroupSummary {
  integrationType: string;
  templates: object;
  routePublicId: string | null;
  route: GroupRoute | null;
  routeReason: string | null;
  labels: object;
  templateErrors: object;
  firstAlert: AlertDetail | null;
  lastAlert: AlertDetail | null;
}

const templateErrorsSchema = z.array(z.object({ slot: z.string(), message: z.string() }));
const templatesSchema = z.record(z.string(), z.string());
const objectSchema = z.record(z.string(), z.unknown());

export async function findGroupDetail(db: Connection, publicId: string): Promise<GroupDetail | undefined> {
  const result = await sql<Omit<DetailRow, "firstAlert" | "lastAlert"> & AlertIds>`
    select ${summaryColumns}, i.type as "integrationType", i.templates, r.public_id as "routePublicId", g.labels,
      case when r.id is not null then json_build_object('publicId', r.public_id, 'isDefault', r.is_default,
        'kind', r.kind, 'expression', r.expression) end as route,
      (select t.reason from timeline_entries t where t.group_id = g.id and t.kind = 'route_assigned'
        order by t.id limit 1) as "routeReason",
      g.template_errors as "templateErrors", g.first_alert_id as "firstAlertId", g.last_alert_id as "lastAlertId"
    from alert_groups g ${summaryJoins} left join routes r on r.id = g.route_id
    where g.public_id = ${publicId}`.execute(db);
  const [row] = result.rows;
  if (!row) return undefined;
  const alerts = await findAlerts(db, [row.firstAlertId, row.lastAlertId]);
  const overrides = Object.entries(templatesSchema.parse(row.templates)).filter(([slot]) => isSlotName(slot));
  return {
    ...row,
    templates: Object.fromEntries(overrides),
    labels: objectSchema.parse(row.labels),
    templateErrors: templateErrorsSchema.parse(row.templateErrors),
    firstAlert: alerts.find(({ id }) => id === row.firstAlertId) ?? null,
    lastAlert: alerts.find(({ id }) => id === row.lastAlertId) ?? null,
    attachedGroups: await listAttachedGroups(db, row.id),
  };
}

interface AlertIds {
  firstAlertId: number | null;
  lastAlertId: number | null;
}

const alertColumns = sql.raw(
  `id, public_id as "publicId", created_at as "createdAt", is_resolve_signal as "isResolveSignal", facts, payload`,
);

async function findAlerts(db: Connection, ids: readonly (number | null)[]): Promise<AlertDetail[]> {
  const result = await sql<AlertDetail>`
    select ${alertColumns} from alerts where id = any(${ids.filter((id) => id !== null)}::bigint[])`.execute(
    db,
  );
  return result.rows.map(withFacts);
}

function withFacts(row: AlertDetail): AlertDetail {
  return { ...row, facts: alertFactsSchema.nullable().parse(row.facts) };
}

const shownAttachedGroups = 100;

async function listAttachedGroups(
  db: Connection,
  rootId: AlertGroupId,
): Promise<GroupDetail["attachedGroups"]> {
  const result = await sql<GroupDetail["attachedGroups"][number]>`
    select public_id as "publicId", title, status from alert_groups where root_group_id = ${rootId}
    order by id desc limit ${shownAttachedGroups}`.execute(db);
  return result.rows;
}

/** Row id of a group; undefined when there is none. */
export async function findGroupIdByPublicId(
  db: Connection,
  publicId: string,
): Promise<AlertGroupId | undefined> {
  const result = await sql<{ id: AlertGroupId }>`
    select id from alert_groups where public_id = ${publicId}`.execute(db);
  return result.rows[0]?.id;
}

/** Payloads may be a megabyte each; what is read at once stays below this, apart from a single larger one. */
const payloadBudgetBytes = 4 * 1024 * 1024;

/**
 * Alerts of a group that came before alert `beforeId`, newest first: `limit` of them, or fewer when their payloads are
 * large. `hasMore` tells whether others follow.
 */
export async function listGroupAlerts(
  db: Connection,
  groupId: AlertGroupId,
  slice: { beforeId: number | undefined; limit: number },
): Promise<{ rows: AlertDetail[]; hasMore: boolean }> {
  const result = await sql<AlertDetail & { isWithin: boolean }>`
    select a.id, a.public_id as "publicId", a.created_at as "createdAt", a.is_resolve_signal as "isResolveSignal", a.facts,
      case when s.is_within then a.payload else '' end as payload, s.is_within as "isWithin"
    from (select id, row_number() over newest <= ${slice.limit} and sum(octet_length(payload)) over newest
        - octet_length(payload) < ${payloadBudgetBytes} as is_within
      from (select id, payload from alerts where group_id = ${groupId}
        and id < coalesce(${slice.beforeId ?? null}, 9e15) order by id desc limit ${slice.limit + 1}) page
      window newest as (order by id desc)) s
    join alerts a on a.id = s.id order by a.id desc`.execute(db);
  const rows = result.rows.filter((row) => row.isWithin);
  return { rows: rows.map(withFacts), hasMore: rows.length < result.rows.length };
}

/** Timeline of a group before entry `beforeId`, newest first. */
export async function listTimeline(
  db: Connection,
  groupId: AlertGroupId,
  slice: { beforeId: number | undefined; limit: number },
): Promise<TimelineItem[]> {
  const result = await sql<TimelineItem>`
    select t.id, t.at, t.kind, t.actor, u.username, t.reason, t.detail
    from timeline_entries t left join users u on u.id = t.user_id
    where t.group_id = ${groupId} and t.id < coalesce(${slice.beforeId ?? null}, 9e15)
    order by t.id desc limit ${slice.limit}`.execute(db);
  return result.rows;
}
