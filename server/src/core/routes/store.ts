import { type SelectQueryBuilder, sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { Tables } from "../../platform/db/tables.ts";
import type { IntegrationId, RouteId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Page, Slice } from "../people/model.ts";
import { type ChannelSettings, channelSettingsSchema, type Route, type RouteKind } from "./model.ts";

interface RouteRow {
  id: number;
  public_id: string;
  integration_id: number;
  is_default: boolean;
  position: number;
  kind: string;
  expression: string | null;
  channels: object;
}

export interface NewRoute {
  publicId: string;
  integrationId: IntegrationId;
  isDefault: boolean;
  position: number;
  kind: RouteKind;
  expression: string | null;
  channels: ChannelSettings;
}

/** A route with the public id of its integration, as lists show it. */
export interface ListedRoute {
  route: Route;
  integrationPublicId: string;
}

export interface RouteFilter {
  integrationPublicId?: string;
  expression?: string;
}

const columns = [
  "id",
  "public_id",
  "integration_id",
  "is_default",
  "position",
  "kind",
  "expression",
  "channels",
] as const;

export async function insertRoute(db: Connection, route: NewRoute): Promise<Route> {
  const row = await db
    .insertInto("routes")
    .values({
      public_id: route.publicId,
      integration_id: route.integrationId,
      is_default: route.isDefault,
      position: route.position,
      kind: route.kind,
      expression: route.expression,
      channels: JSON.stringify(route.channels),
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return toRoute(row);
}

/** A route of an integration that is not deleted. */
export async function findRoute(db: Connection, publicId: string): Promise<ListedRoute | undefined> {
  const row = await listed(db).where("routes.public_id", "=", publicId).executeTakeFirst();
  return row && toListedRoute(row);
}

export async function findDefaultRoutes(
  db: Connection,
  integrationIds: readonly IntegrationId[],
): Promise<Map<IntegrationId, Route>> {
  if (integrationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("routes")
    .select(columns)
    .where("is_default", "=", true)
    .where("integration_id", "in", [...integrationIds])
    .execute();
  return new Map(rows.map((row) => [row.integration_id as IntegrationId, toRoute(row)]));
}

/** By integration, in the order in which they are tried. */
export async function listRoutes(
  db: Connection,
  filter: RouteFilter,
  slice: Slice,
): Promise<Page<ListedRoute>> {
  const matching = filterRoutes(listed(db), filter);
  const [rows, total] = await Promise.all([
    matching
      .orderBy("routes.integration_id")
      .orderBy("routes.is_default")
      .orderBy("routes.position")
      .limit(slice.limit)
      .offset(slice.offset)
      .execute(),
    matching.clearSelect().select(sql<number>`count(*)`.as("count")).executeTakeFirstOrThrow(),
  ]);
  return { items: rows.map(toListedRoute), count: total.count };
}

/** The routes of one integration in the order in which they are tried; the default one comes last. */
export async function listRoutesOf(db: Connection, integrationId: IntegrationId): Promise<Route[]> {
  const rows = await db
    .selectFrom("routes")
    .select(columns)
    .where("integration_id", "=", integrationId)
    .orderBy("is_default")
    .orderBy("position")
    .execute();
  return rows.map(toRoute);
}

/** Alert groups that were opened by a route: counted up to 1,001. */
export interface RouteHits {
  count: number;
  lastAt: Instant | null;
}

const countedHits = 1001;

export async function countHits(db: Connection, ids: readonly RouteId[]): Promise<Map<RouteId, RouteHits>> {
  const result = await sql<RouteHits & { id: RouteId }>`
    select r.id, hits.count, hits."lastAt"
    from unnest(${ids}::bigint[]) as r (id)
    cross join lateral (
      select count(*)::int as count, max(started_at) as "lastAt"
      from (select started_at from alert_groups where route_id = r.id
        order by started_at desc, id desc limit ${countedHits}) newest) hits`.execute(db);
  return new Map(result.rows.map(({ id, ...hits }) => [id, hits]));
}

/**
 * The routes that share a position space. Holds the integration's row until the end of the transaction, so that two
 * requests never place routes from the same old order.
 */
export async function lockSiblings(
  tx: Transaction,
  of: Pick<Route, "integrationId" | "isDefault">,
): Promise<Route[]> {
  await tx
    .selectFrom("integrations")
    .select("id")
    .where("id", "=", of.integrationId)
    .forNoKeyUpdate()
    .execute();
  const rows = await tx
    .selectFrom("routes")
    .select(columns)
    .where("integration_id", "=", of.integrationId)
    .where("is_default", "=", of.isDefault)
    .orderBy("position")
    .execute();
  return rows.map(toRoute);
}

export async function savePositions(tx: Transaction, positions: ReadonlyMap<number, number>): Promise<void> {
  if (positions.size === 0) return;
  await sql`
    update routes set position = wanted.position
    from unnest(${[...positions.keys()]}::bigint[], ${[...positions.values()]}::int[]) as wanted (id, position)
    where routes.id = wanted.id`.execute(tx);
}

export async function updateRouteRow(
  tx: Transaction,
  id: RouteId,
  values: Pick<Route, "kind" | "expression" | "channels">,
): Promise<Route> {
  const row = await tx
    .updateTable("routes")
    .set({ kind: values.kind, expression: values.expression, channels: JSON.stringify(values.channels) })
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow();
  return toRoute(row);
}

export async function deleteRouteRow(tx: Transaction, id: RouteId): Promise<void> {
  await tx.deleteFrom("routes").where("id", "=", id).execute();
}

function listed(db: Connection) {
  return db
    .selectFrom("routes")
    .innerJoin("integrations", "integrations.id", "routes.integration_id")
    .select([
      "routes.id",
      "routes.public_id",
      "routes.integration_id",
      "routes.is_default",
      "routes.position",
      "routes.kind",
      "routes.expression",
      "routes.channels",
      "integrations.public_id as integration_public_id",
    ])
    .where("integrations.deleted_at", "is", null);
}

function filterRoutes<Output>(
  query: SelectQueryBuilder<Tables, "routes" | "integrations", Output>,
  filter: RouteFilter,
): SelectQueryBuilder<Tables, "routes" | "integrations", Output> {
  let matching = query;
  if (filter.integrationPublicId !== undefined) {
    matching = matching.where("integrations.public_id", "=", filter.integrationPublicId);
  }
  if (filter.expression !== undefined) matching = matching.where("routes.expression", "=", filter.expression);
  return matching;
}

function toListedRoute(row: RouteRow & { integration_public_id: string }): ListedRoute {
  return { route: toRoute(row), integrationPublicId: row.integration_public_id };
}

function toRoute(row: RouteRow): Route {
  return {
    id: row.id as RouteId,
    publicId: row.public_id,
    integrationId: row.integration_id as IntegrationId,
    isDefault: row.is_default,
    position: row.position,
    kind: row.kind as RouteKind,
    expression: row.expression,
    channels: channelSettingsSchema.parse(row.channels),
  };
}
