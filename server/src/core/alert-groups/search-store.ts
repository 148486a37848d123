import {
  type AliasableExpression,
  type ExpressionBuilder,
  type ExpressionWrapper,
  type SqlBool,
  sql,
} from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { Tables } from "../../platform/db/tables.ts";
import type { AlertGroupId, IntegrationId, RouteId, TeamId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Slice } from "../people/model.ts";
import type { GroupStatus } from "./model.ts";

/** Key and value of a label. */
export type LabelPair = readonly [key: string, value: string];

/** What a list of groups is narrowed to; public ids have become row ids. */
export interface GroupCondition {
  publicId?: string;
  integrationId?: IntegrationId;
  routeId?: RouteId;
  status?: GroupStatus;
  /** Null: groups of integrations without a team. */
  teamId?: TeamId | null;
  /** Both inclusive, ISO text. */
  startedFrom?: string;
  startedUntil?: string;
  /** All of them must be there. */
  labels?: readonly LabelPair[];
}

export interface AlertCondition {
  publicId?: string;
  groupId?: AlertGroupId;
  /** Part of the payload's JSON text, case does not matter. */
  text?: string;
}

export interface AlertView {
  publicId: string;
  groupPublicId: string;
  createdAt: Instant;
  /** JSON text as received. */
  payload: string;
}

/** A group as lists show it, with the public ids of all it refers to. */
export interface GroupView {
  id: AlertGroupId;
  publicId: string;
  integrationPublicId: string;
  teamPublicId: string | null;
  /** Null when the route was deleted. */
  routePublicId: string | null;
  alertsCount: number;
  status: GroupStatus;
  title: string;
  startedAt: Instant;
  acknowledgedAt: Instant | null;
  /** Null when it was not a person. */
  acknowledgedByPublicId: string | null;
  resolvedAt: Instant | null;
  resolvedByPublicId: string | null;
  silencedAt: Instant | null;
  wipedAt: Instant | null;
  labels: object;
  lastAlert: AlertView | null;
}

/** Newest first. The page is cut from the narrow index first, so that skipped groups are never read. */
export async function listGroupRows(
  db: Connection,
  condition: GroupCondition,
  slice: Slice,
): Promise<GroupView[]> {
  const page = db
    .selectFrom("alert_groups")
    .select("alert_groups.id")
    .where((is) => matchesGroup(is, condition))
    .orderBy("alert_groups.started_at", "desc")
    .orderBy("alert_groups.id", "desc")
    .limit(slice.limit)
    .offset(slice.offset);
  const rows = await selectGroups(db)
    .where("alert_groups.id", "in", page)
    .orderBy("alert_groups.started_at", "desc")
    .orderBy("alert_groups.id", "desc")
    .execute();
  return rows.map(toGroupView);
}

export async function findGroupRow(db: Connection, publicId: string): Promise<GroupView | undefined> {
  const row = await selectGroups(db).where("alert_groups.public_id", "=", publicId).executeTakeFirst();
  return row && toGroupView(row);
}

/** How many groups there are, counted up to `limit`. */
export async function countGroups(
  db: Connection,
  condition: GroupCondition,
  limit: number | null,
): Promise<number> {
  const matching = db
    .selectFrom("alert_groups")
    .select("alert_groups.id")
    .where((is) => matchesGroup(is, condition));
  return countRows(db, limit === null ? matching : matching.limit(limit));
}

export async function listAlertRows(
  db: Connection,
  condition: AlertCondition,
  slice: Slice,
): Promise<AlertView[]> {
  return db
    .selectFrom("alerts")
    .innerJoin("alert_groups", "alert_groups.id", "alerts.group_id")
    .where((is) => matchesAlert(is, condition))
    .select(["alerts.public_id as publicId", "alert_groups.public_id as groupPublicId"])
    .select(["alerts.created_at as createdAt", "alerts.payload"])
    .orderBy("alerts.id", "desc")
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
}

/** How many alerts there are, counted up to `limit`. */
export async function countAlerts(
  db: Connection,
  condition: AlertCondition,
  limit: number | null,
): Promise<number> {
  const matching = db
    .selectFrom("alerts")
    .select("alerts.id")
    .where((is) => matchesAlert(is, condition));
  return countRows(db, limit === null ? matching : matching.limit(limit));
}

async function countRows(db: Connection, rows: AliasableExpression<{ id: number }>): Promise<number> {
  const row = await db
    .selectFrom(rows.as("matching"))
    .select(sql<number>`count(*)`.as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Row ids of the objects that a filter names; undefined: there is no such object, deleted ones included. */
export async function findIntegrationRowId(
  db: Connection,
  publicId: string,
): Promise<IntegrationId | undefined> {
  const row = await db
    .selectFrom("integrations")
    .select("id")
    .where("public_id", "=", publicId)
    .executeTakeFirst();
  return row && (row.id as IntegrationId);
}

export async function findRouteRowId(db: Connection, publicId: string): Promise<RouteId | undefined> {
  const row = await db.selectFrom("routes").select("id").where("public_id", "=", publicId).executeTakeFirst();
  return row && (row.id as RouteId);
}

export async function findGroupRowId(db: Connection, publicId: string): Promise<AlertGroupId | undefined> {
  const row = await db
    .selectFrom("alert_groups")
    .select("id")
    .where("public_id", "=", publicId)
    .executeTakeFirst();
  return row && (row.id as AlertGroupId);
}

type GroupExpressions = ExpressionBuilder<Tables, "alert_groups">;

function matchesGroup(
  is: GroupExpressions,
  condition: GroupCondition,
): ExpressionWrapper<Tables, "alert_groups", SqlBool> {
  const { publicId, integrationId, routeId, status, startedFrom, startedUntil, labels } = condition;
  const all = [];
  if (publicId !== undefined) all.push(is("alert_groups.public_id", "=", publicId));
  if (integrationId !== undefined) all.push(is("alert_groups.integration_id", "=", integrationId));
  if (routeId !== undefined) all.push(is("alert_groups.route_id", "=", routeId));
  if (status !== undefined) all.push(is("alert_groups.status", "=", status));
  if (startedFrom !== undefined) all.push(is("alert_groups.started_at", ">=", sql<Instant>`${startedFrom}`));
  if (startedUntil !== undefined)
    all.push(is("alert_groups.started_at", "<=", sql<Instant>`${startedUntil}`));
  for (const [key, value] of labels ?? []) {
    all.push(sql<SqlBool>`alert_groups.labels @> ${JSON.stringify({ [key]: value })}::jsonb`);
  }
  if (condition.teamId !== undefined)
    all.push(is("alert_groups.integration_id", "in", ofTeam(is, condition.teamId)));
  return is.and(all);
}

function ofTeam(is: GroupExpressions, teamId: TeamId | null) {
  const integrations = is.selectFrom("integrations").select("integrations.id");
  return teamId === null
    ? integrations.where("integrations.team_id", "is", null)
    : integrations.where("integrations.team_id", "=", teamId);
}

/**
 * Searching text reads every payload. A search over everything therefore looks at this many of the newest alerts; a
 * search within a group looks at all of them.
 */
const searchedAlerts = 100_000;

function matchesAlert<Scope extends "alerts">(
  is: ExpressionBuilder<Tables, Scope>,
  { publicId, groupId, text }: AlertCondition,
) {
  const all = [];
  if (publicId !== undefined) all.push(sql<SqlBool>`alerts.public_id = ${publicId}`);
  if (groupId !== undefined) all.push(sql<SqlBool>`alerts.group_id = ${groupId}`);
  if (text !== undefined) {
    all.push(sql<SqlBool>`strpos(lower(alerts.payload), lower(${text})) > 0`);
    if (groupId === undefined && publicId === undefined) {
      all.push(sql<SqlBool>`alerts.id > (select coalesce(max(id), 0) - ${searchedAlerts} from alerts)`);
    }
  }
  return is.and(all);
}

function selectGroups(db: Connection) {
  return db
    .selectFrom("alert_groups")
    .innerJoin("integrations", "integrations.id", "alert_groups.integration_id")
    .leftJoin("teams", "teams.id", "integrations.team_id")
    .leftJoin("routes", "routes.id", "alert_groups.route_id")
    .leftJoin("users as acknowledger", "acknowledger.id", "alert_groups.acknowledged_by_user_id")
    .leftJoin("users as resolver", "resolver.id", "alert_groups.resolved_by_user_id")
    .leftJoin("alerts as last_alert", "last_alert.id", "alert_groups.last_alert_id")
    .select([
      "alert_groups.id",
      "alert_groups.public_id as publicId",
      "alert_groups.alerts_count as alertsCount",
      "alert_groups.status",
      "alert_groups.title",
      "alert_groups.labels",
      "alert_groups.started_at as startedAt",
      "alert_groups.acknowledged_at as acknowledgedAt",
      "alert_groups.resolved_at as resolvedAt",
      "alert_groups.silenced_at as silencedAt",
      "alert_groups.wiped_at as wipedAt",
      "integrations.public_id as integrationPublicId",
      "teams.public_id as teamPublicId",
      "routes.public_id as routePublicId",
      "acknowledger.public_id as acknowledgedByPublicId",
      "resolver.public_id as resolvedByPublicId",
      "last_alert.public_id as lastAlertPublicId",
      "last_alert.created_at as lastAlertCreatedAt",
      "last_alert.payload as lastAlertPayload",
    ]);
}

type GroupListRow = Awaited<ReturnType<ReturnType<typeof selectGroups>["executeTakeFirstOrThrow"]>>;

function toGroupView(row: GroupListRow): GroupView {
  const { lastAlertPublicId, lastAlertCreatedAt, lastAlertPayload, ...group } = row;
  const hasAlert = lastAlertPublicId !== null && lastAlertCreatedAt !== null && lastAlertPayload !== null;
  return {
    ...group,
    id: row.id as AlertGroupId,
    status: row.status as GroupStatus,
    lastAlert: hasAlert
      ? {
          publicId: lastAlertPublicId,
          groupPublicId: row.publicId,
          createdAt: lastAlertCreatedAt,
          payload: lastAlertPayload,
        }
      : null,
  };
}
