import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { UserId } from "../../platform/ids.ts";

/** The active user of this name and the hash of the password, if there is one. */
export async function findPassword(
  db: Connection,
  username: string,
): Promise<{ id: UserId; hash: string | null } | undefined> {
  const result = await sql<{ id: UserId; hash: string | null }>`
    select id, password_hash as hash from users
    where username = ${username} and deactivated_at is null`.execute(db);
  return result.rows[0];
}

export async function savePassword(db: Connection, id: UserId, hash: string): Promise<void> {
  await sql`update users set password_hash = ${hash} where id = ${id}`.execute(db);
}
