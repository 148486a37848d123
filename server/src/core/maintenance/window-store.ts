import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { AlertGroupId, IntegrationId } from "../../platform/ids.ts";
import type { MaintenanceMode, MaintenanceOfAlert, MaintenanceWindow } from "./model.ts";

const columns = sql.raw(`
  m.integration_id as "integrationId", m.mode, m.started_at as "startedAt", m.ends_at as "endsAt",
  m.group_id as "groupId"`);

/** Windows of these integrations whose end has not come. */
export async function findWindows(
  db: Connection,
  ids: readonly IntegrationId[],
): Promise<Map<IntegrationId, MaintenanceWindow>> {
  const result = await sql<MaintenanceWindow>`
    select ${columns} from maintenance_windows m
    where m.integration_id = any(${ids}::bigint[]) and m.ends_at > now()`.execute(db);
  return new Map(result.rows.map((row) => [row.integrationId, row]));
}

/**
 * The same for grouping, held until the end of the transaction: nobody ends a window while a group is on its way into
 * it, so none is left behind in a collecting group that is resolved already.
 */
export async function shareWindows(
  tx: Transaction,
  ids: readonly IntegrationId[],
): Promise<Map<IntegrationId, MaintenanceOfAlert>> {
  const result = await sql<{
    integrationId: IntegrationId;
    mode: MaintenanceMode;
    groupId: AlertGroupId | null;
  }>`
    select ${columns} from maintenance_windows m
    where m.integration_id = any(${ids}::bigint[]) and m.ends_at > now()
    order by m.integration_id for share`.execute(tx);
  const groups = result.rows.flatMap(({ groupId }) => (groupId === null ? [] : [groupId]));
  const names = await findPublicIds(tx, groups);
  return new Map(
    result.rows.map(({ integrationId, mode, groupId }) => {
      const publicId = groupId === null ? undefined : names.get(groupId);
      const root = groupId === null || publicId === undefined ? null : { id: groupId, publicId };
      return [integrationId, { mode, root }];
    }),
  );
}

async function findPublicIds(
  tx: Transaction,
  ids: readonly AlertGroupId[],
): Promise<Map<AlertGroupId, string>> {
  if (ids.length === 0) return new Map();
  const result = await sql<{ id: AlertGroupId; publicId: string }>`
    select id, public_id as "publicId" from alert_groups where id = any(${ids}::bigint[])`.execute(tx);
  return new Map(result.rows.map(({ id, publicId }) => [id, publicId]));
}

/** @returns false when the integration is in a window already */
export async function insertWindow(
  tx: Transaction,
  window: {
    integrationId: IntegrationId;
    mode: MaintenanceMode;
    seconds: number;
    groupId: AlertGroupId | null;
  },
): Promise<boolean> {
  const result = await sql`
    insert into maintenance_windows (integration_id, mode, ends_at, group_id)
    values (${window.integrationId}, ${window.mode}, now() + make_interval(secs => ${window.seconds}), ${window.groupId})
    on conflict (integration_id) do nothing`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Removes the window of an integration, after whoever is grouping within it. */
export async function removeWindow(
  tx: Transaction,
  id: IntegrationId,
): Promise<MaintenanceWindow | undefined> {
  const result = await sql<MaintenanceWindow>`
    delete from maintenance_windows m where m.integration_id = ${id} returning ${columns}`.execute(tx);
  return result.rows[0];
}

/** Removes the window that a group collects for: with its group a maintenance ends. */
export async function removeWindowOfGroup(tx: Transaction, groupId: AlertGroupId): Promise<void> {
  await sql`delete from maintenance_windows where group_id = ${groupId}`.execute(tx);
}

/** Integrations whose window is over. */
export async function findOverdue(db: Connection, limit: number): Promise<IntegrationId[]> {
  const result = await sql<{ id: IntegrationId }>`
    select integration_id as id from maintenance_windows where ends_at <= now() order by ends_at limit ${limit}`.execute(
    db,
  );
  return result.rows.map(({ id }) => id);
}

/** Removes the window of an integration if it is over. */
export async function removeOverdue(
  tx: Transaction,
  id: IntegrationId,
): Promise<MaintenanceWindow | undefined> {
  const result = await sql<MaintenanceWindow>`
    delete from maintenance_windows m where m.integration_id = ${id} and m.ends_at <= now()
    returning ${columns}`.execute(tx);
  return result.rows[0];
}

/** Seconds until the next window ends; null when there is none. */
export async function findNextEnd(db: Connection): Promise<number | null> {
  const result = await sql<{ seconds: number | null }>`
    select extract(epoch from min(ends_at) - now())::float8 as seconds from maintenance_windows`.execute(db);
  return result.rows[0]?.seconds ?? null;
}
