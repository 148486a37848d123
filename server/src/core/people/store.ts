import { type SelectQueryBuilder, sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { Tables } from "../../platform/db/tables.ts";
import type { TeamId, UserId } from "../../platform/ids.ts";
import type { Page, Role, Slice, Team, User } from "./model.ts";

interface UserRow {
  id: number;
  public_id: string;
  username: string;
  email: string;
  role: string;
  timezone: string | null;
  deactivated_at: string | null;
}

interface TeamRow {
  id: number;
  public_id: string;
  name: string;
  email: string | null;
  avatar_url: string;
}

export interface NewUser {
  publicId: string;
  username: string;
  email: string;
  role: Role;
  timezone: string | null;
}

export interface UserFilter {
  /** Compared without regard to case, as is `username`. */
  email?: string;
  username?: string;
  roles?: readonly Role[];
}

const userColumns = ["id", "public_id", "username", "email", "role", "timezone", "deactivated_at"] as const;
const teamColumns = ["id", "public_id", "name", "email", "avatar_url"] as const;

/** Undefined when the name is taken. */
export async function insertUser(db: Connection, user: NewUser): Promise<User | undefined> {
  const row = await db
    .insertInto("users")
    .values({
      public_id: user.publicId,
      username: user.username,
      email: user.email,
      role: user.role,
      timezone: user.timezone,
    })
    .onConflict((conflict) => conflict.column("username").doNothing())
    .returning(userColumns)
    .executeTakeFirst();
  return row && toUser(row);
}

export async function findUser(db: Connection, publicId: string): Promise<User | undefined> {
  const row = await db
    .selectFrom("users")
    .select(userColumns)
    .where("public_id", "=", publicId)
    .where("deactivated_at", "is", null)
    .executeTakeFirst();
  return row && toUser(row);
}

export async function findUserById(db: Connection, id: UserId): Promise<User | undefined> {
  const row = await db.selectFrom("users").select(userColumns).where("id", "=", id).executeTakeFirst();
  return row && toUser(row);
}

/** The admin that was there first: whom the admin token of the settings stands for. */
export async function findFirstAdmin(db: Connection): Promise<User | undefined> {
  const row = await db
    .selectFrom("users")
    .select(userColumns)
    .where("role", "=", "admin")
    .where("deactivated_at", "is", null)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row && toUser(row);
}

/** Active users in the order they were made. */
export async function listUsers(db: Connection, filter: UserFilter, slice: Slice): Promise<Page<User>> {
  const matching = filterUsers(db.selectFrom("users").where("deactivated_at", "is", null), filter);
  const [rows, total] = await Promise.all([
    matching.select(userColumns).orderBy("id").limit(slice.limit).offset(slice.offset).execute(),
    matching.select(sql<number>`count(*)`.as("count")).executeTakeFirstOrThrow(),
  ]);
  return { items: rows.map(toUser), count: total.count };
}

function filterUsers(
  query: SelectQueryBuilder<Tables, "users", object>,
  filter: UserFilter,
): SelectQueryBuilder<Tables, "users", object> {
  let matching = query;
  if (filter.email !== undefined)
    matching = matching.where(sql`lower(email)`, "=", filter.email.toLowerCase());
  if (filter.username !== undefined) {
    matching = matching.where(sql`lower(username)`, "=", filter.username.toLowerCase());
  }
  if (filter.roles !== undefined) matching = matching.where(sql<boolean>`role = any(${[...filter.roles]})`);
  return matching;
}

/** Public ids of the teams of each of these users. */
export async function findTeamIdsOfUsers(
  db: Connection,
  userIds: readonly UserId[],
): Promise<Map<UserId, string[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("team_members")
    .innerJoin("teams", "teams.id", "team_members.team_id")
    .select(["team_members.user_id", "teams.public_id"])
    .where("team_members.user_id", "in", [...userIds])
    .orderBy("teams.id")
    .execute();
  const teams = new Map<UserId, string[]>();
  for (const row of rows) {
    const userId = row.user_id as UserId;
    teams.set(userId, [...(teams.get(userId) ?? []), row.public_id]);
  }
  return teams;
}

/** Undefined when the name is taken. */
export async function insertTeam(
  db: Connection,
  team: { publicId: string; name: string; email: string | null },
): Promise<Team | undefined> {
  const row = await db
    .insertInto("teams")
    .values({ public_id: team.publicId, name: team.name, email: team.email })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .returning(teamColumns)
    .executeTakeFirst();
  return row && toTeam(row);
}

export async function findTeam(db: Connection, publicId: string): Promise<Team | undefined> {
  const row = await db
    .selectFrom("teams")
    .select(teamColumns)
    .where("public_id", "=", publicId)
    .executeTakeFirst();
  return row && toTeam(row);
}

/** Teams in the order they were made; `name` is exact. */
export async function listTeams(
  db: Connection,
  filter: { name?: string },
  slice: Slice,
): Promise<Page<Team>> {
  let matching = db.selectFrom("teams");
  if (filter.name !== undefined) matching = matching.where("name", "=", filter.name);
  const [rows, total] = await Promise.all([
    matching.select(teamColumns).orderBy("id").limit(slice.limit).offset(slice.offset).execute(),
    matching.select(sql<number>`count(*)`.as("count")).executeTakeFirstOrThrow(),
  ]);
  return { items: rows.map(toTeam), count: total.count };
}

export async function addTeamMember(db: Connection, teamId: TeamId, userId: UserId): Promise<void> {
  await db
    .insertInto("team_members")
    .values({ team_id: teamId, user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function toUser(row: UserRow): User {
  return {
    id: row.id as UserId,
    publicId: row.public_id,
    username: row.username,
    email: row.email,
    role: row.role as Role,
    timezone: row.timezone,
    isActive: row.deactivated_at === null,
  };
}

function toTeam(row: TeamRow): Team {
  return {
    id: row.id as TeamId,
    publicId: row.public_id,
    name: row.name,
    email: row.email,
    avatarUrl: row.avatar_url,
  };
}
