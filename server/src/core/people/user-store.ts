import { sql } from "kysely";
import type { Transaction } from "../../platform/db/database.ts";
import type { UserId } from "../../platform/ids.ts";
import type { Role } from "./model.ts";

export interface ChangeableUser {
  id: UserId;
  role: Role;
  email: string;
  timezone: string | null;
  isActive: boolean;
}

/** A user, deactivated or not, whose row is held until the end of the transaction. */
export async function lockUser(tx: Transaction, publicId: string): Promise<ChangeableUser | undefined> {
  const result = await sql<ChangeableUser>`
    select id, role, email, timezone, deactivated_at is null as "isActive" from users
    where public_id = ${publicId} for update`.execute(tx);
  return result.rows[0];
}

/** Holds all active admins, in id order, so that two of them cannot remove each other at the same time. */
export async function lockActiveAdmins(tx: Transaction): Promise<UserId[]> {
  const result = await sql<{ id: UserId }>`
    select id from users where role = 'admin' and deactivated_at is null order by id for update`.execute(tx);
  return result.rows.map((row) => row.id);
}

export async function changeUser(
  tx: Transaction,
  id: UserId,
  user: Omit<ChangeableUser, "id">,
): Promise<void> {
  await sql`
    update users set role = ${user.role}, email = ${user.email}, timezone = ${user.timezone},
      deactivated_at = case when ${user.isActive} then null else coalesce(deactivated_at, now()) end
    where id = ${id}`.execute(tx);
}
