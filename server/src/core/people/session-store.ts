import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { UserId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Role, User } from "./model.ts";

/** Keeps a session of `days`, and clears away the ones that have ended. */
export async function insertSession(
  db: Connection,
  session: { hash: Buffer; userId: UserId; days: number },
): Promise<void> {
  await sql`
    with ended as (delete from sessions where expires_at <= now())
    insert into sessions (token_hash, user_id, expires_at)
    values (${session.hash}, ${session.userId}, now() + make_interval(days => ${session.days}))`.execute(db);
}

/** The active user of an unexpired session. */
export async function findSessionUser(db: Connection, hash: Buffer): Promise<User | undefined> {
  const row = await db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .select(["users.id", "users.public_id", "users.username", "users.email", "users.role", "users.timezone"])
    .where("sessions.token_hash", "=", hash)
    .where("sessions.expires_at", ">", sql<Instant>`now()`)
    .where("users.deactivated_at", "is", null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { id, public_id: publicId, username, email, role, timezone } = row;
  return {
    id: id as UserId,
    publicId,
    username,
    email,
    role: role as Role,
    timezone,
    isActive: true,
  };
}

export async function deleteSession(db: Connection, hash: Buffer): Promise<void> {
  await db.deleteFrom("sessions").where("token_hash", "=", hash).execute();
}

export async function deleteSessionsOfUser(db: Connection, userId: UserId): Promise<void> {
  await db.deleteFrom("sessions").where("user_id", "=", userId).execute();
}
