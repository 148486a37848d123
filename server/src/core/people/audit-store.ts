import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { Instant } from "../../platform/instant.ts";
import type { IdSlice } from "./listing-store.ts";

export interface AuditRow {
  id: number;
  at: Instant;
  actor: string;
  action: string;
  objectType: string;
  objectId: string;
  detail: Record<string, unknown>;
}

/** What is absent does not narrow the list; the rest is compared exactly. */
export interface AuditFilter {
  actor?: string | undefined;
  objectType?: string | undefined;
  objectId?: string | undefined;
}

/** Newest first. */
export async function listAuditEntries(
  db: Connection,
  { actor, objectType, objectId }: AuditFilter,
  { beforeId, limit }: IdSlice,
): Promise<AuditRow[]> {
  const conditions = [
    ...(actor === undefined ? [] : [sql`actor = ${actor}`]),
    ...(objectType === undefined ? [] : [sql`object_type = ${objectType}`]),
    ...(objectId === undefined ? [] : [sql`object_id = ${objectId}`]),
    ...(beforeId === undefined ? [] : [sql`id < ${beforeId}`]),
  ];
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  const result = await sql<AuditRow>`
    select id, at, actor, action, object_type as "objectType", object_id as "objectId", detail
    from audit_entries ${where} order by id desc limit ${limit}`.execute(db);
  return result.rows;
}
