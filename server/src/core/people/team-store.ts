import { sql } from "kysely";
import type { Transaction } from "../../platform/db/database.ts";
import type { TeamId, UserId } from "../../platform/ids.ts";

export interface ChangeableTeam {
  id: TeamId;
  publicId: string;
  name: string;
  email: string | null;
}

/** A team whose row is held until the end of the transaction; nothing can be given to it meanwhile. */
export async function lockTeam(tx: Transaction, publicId: string): Promise<ChangeableTeam | undefined> {
  const result = await sql<ChangeableTeam>`
    select id, public_id as "publicId", name, email from teams where public_id = ${publicId} for update`.execute(
    tx,
  );
  return result.rows[0];
}

/** Whether another team has the name. */
export async function isTeamNameTaken(tx: Transaction, name: string, besides: TeamId): Promise<boolean> {
  const result = await sql`select from teams where name = ${name} and id <> ${besides}`.execute(tx);
  return result.rows.length > 0;
}

export async function changeTeam(tx: Transaction, { id, name, email }: ChangeableTeam): Promise<void> {
  await sql`update teams set name = ${name}, email = ${email} where id = ${id}`.execute(tx);
}

/** What the team still has that is not deleted. */
export async function countPossessions(
  tx: Transaction,
  id: TeamId,
): Promise<{ integrations: number; webhooks: number }> {
  const result = await sql<{ integrations: number; webhooks: number }>`
    select (select count(*) from integrations where team_id = ${id} and deleted_at is null) as integrations,
      (select count(*) from webhooks where team_id = ${id} and deleted_at is null) as webhooks`.execute(tx);
  return result.rows[0] ?? { integrations: 0, webhooks: 0 };
}

export async function deleteTeamRow(tx: Transaction, id: TeamId): Promise<void> {
  await sql`delete from teams where id = ${id}`.execute(tx);
}

export async function countMembers(tx: Transaction, id: TeamId): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*) as count from team_members where team_id = ${id}`.execute(tx);
  return result.rows[0]?.count ?? 0;
}

/** Whether the user was no member before. */
export async function insertMember(tx: Transaction, team: TeamId, user: UserId): Promise<boolean> {
  const result = await sql`
    insert into team_members (team_id, user_id) values (${team}, ${user}) on conflict do nothing`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Whether the user was a member. */
export async function deleteMember(tx: Transaction, team: TeamId, user: UserId): Promise<boolean> {
  const result = await sql`
    delete from team_members where team_id = ${team} and user_id = ${user}`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}
