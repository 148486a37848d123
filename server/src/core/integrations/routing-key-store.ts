import { sql } from "kysely";
import pg from "pg";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";

export async function findRoutingKey(db: Connection, id: IntegrationId): Promise<string | null> {
  const result = await sql<{ key: string | null }>`
    select routing_key as key from integrations where id = ${id}`.execute(db);
  return result.rows[0]?.key ?? null;
}

/** Whether this key opens another integration already, in whichever of its forms. */
export async function isKeyTaken(tx: Transaction, id: IntegrationId, key: string): Promise<boolean> {
  const result = await sql`
    select from integrations
    where id <> ${id} and deleted_at is null
      and (routing_key = ${key} or token = ${key} or md5(token) = lower(${key})) limit 1`.execute(tx);
  return result.rows.length > 0;
}

export async function updateRoutingKey(
  tx: Transaction,
  id: IntegrationId,
  key: string | null,
): Promise<void> {
  await sql`update integrations set routing_key = ${key} where id = ${id}`.execute(tx);
}

/** Two people gave the same key at the same moment. */
export function isKeyConflict(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === "integrations_routing_key";
}
