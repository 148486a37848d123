import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { UserId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Role } from "./model.ts";

/** A place in a list that is ordered by the making of its entries, newest first. */
export interface IdSlice {
  beforeId: number | undefined;
  limit: number;
}

export interface ListedToken {
  id: number;
  publicId: string;
  name: string;
  hint: string;
  role: Role;
  username: string | null;
  createdAt: Instant;
  lastUsedAt: Instant | null;
  revokedAt: Instant | null;
}

export interface ListedUser {
  id: number;
  publicId: string;
  username: string;
  email: string;
  role: Role;
  timezone: string | null;
  createdAt: Instant;
  deactivatedAt: Instant | null;
  teams: string[];
}

export interface ListedTeam {
  id: number;
  publicId: string;
  name: string;
  email: string | null;
  createdAt: Instant;
  members: string[];
}

/** Of everybody, or of one user. */
export async function listNewestTokens(
  db: Connection,
  slice: IdSlice,
  owner?: UserId,
): Promise<ListedToken[]> {
  const isOwned = owner === undefined ? sql`true` : sql`t.user_id = ${owner}`;
  const result = await sql<ListedToken>`
    select t.id, t.public_id as "publicId", t.name, t.hint, t.role, u.username, t.created_at as "createdAt",
      t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt"
    from api_tokens t left join users u on u.id = t.user_id
    where ${isBefore("t", slice)} and ${isOwned} order by t.id desc limit ${slice.limit}`.execute(db);
  return result.rows;
}

const userColumns = sql.raw(`
  u.id, u.public_id as "publicId", u.username, u.email, u.role, u.timezone, u.created_at as "createdAt",
  u.deactivated_at as "deactivatedAt", array(select t.public_id from team_members m join teams t on t.id = m.team_id
    where m.user_id = u.id order by t.id) as teams`);

/** Deactivated users included, with the public ids of their teams. */
export async function listNewestUsers(db: Connection, slice: IdSlice): Promise<ListedUser[]> {
  const result = await sql<ListedUser>`
    select ${userColumns} from users u where ${isBefore("u", slice)} order by u.id desc limit ${slice.limit}`.execute(
    db,
  );
  return result.rows;
}

export async function findListedUser(db: Connection, publicId: string): Promise<ListedUser | undefined> {
  const result = await sql<ListedUser>`
    select ${userColumns} from users u where u.public_id = ${publicId}`.execute(db);
  return result.rows[0];
}

const teamColumns = sql.raw(`
  t.id, t.public_id as "publicId", t.name, t.email, t.created_at as "createdAt",
  array(select u.public_id from team_members m join users u on u.id = m.user_id
    where m.team_id = t.id order by u.id) as members`);

/** With the public ids of their members. */
export async function listNewestTeams(db: Connection, slice: IdSlice): Promise<ListedTeam[]> {
  const result = await sql<ListedTeam>`
    select ${teamColumns} from teams t where ${isBefore("t", slice)} order by t.id desc limit ${slice.limit}`.execute(
    db,
  );
  return result.rows;
}

export async function findListedTeam(db: Connection, publicId: string): Promise<ListedTeam | undefined> {
  const result = await sql<ListedTeam>`
    select ${teamColumns} from teams t where t.public_id = ${publicId}`.execute(db);
  return result.rows[0];
}

function isBefore(alias: string, { beforeId }: IdSlice) {
  return beforeId === undefined ? sql`true` : sql`${sql.raw(alias)}.id < ${beforeId}`;
}
