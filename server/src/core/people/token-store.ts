import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { ServiceAccountId, UserId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Role } from "./model.ts";

export interface NewToken {
  publicId: string;
  name: string;
  hash: Buffer;
  hint: string;
  userId: UserId | null;
  serviceAccountId?: ServiceAccountId;
  role: Role;
}

export interface TokenRow {
  publicId: string;
  name: string;
  /** First characters of the token, for recognising it in a list. */
  hint: string;
  role: Role;
  username: string | null;
  createdAt: Instant;
  lastUsedAt: Instant | null;
  isRevoked: boolean;
}

export async function insertToken(db: Connection, token: NewToken): Promise<void> {
  await db
    .insertInto("api_tokens")
    .values({
      public_id: token.publicId,
      name: token.name,
      token_hash: token.hash,
      hint: token.hint,
      user_id: token.userId,
      service_account_id: token.serviceAccountId ?? null,
      role: token.role,
    })
    .execute();
}

/** The unrevoked token with this hash and its user, who may be deactivated, or its service account. */
export function findTokenByHash(db: Connection, hash: Buffer) {
  return db
    .selectFrom("api_tokens as token")
    .leftJoin("users", "users.id", "token.user_id")
    .leftJoin("service_accounts as account", "account.id", "token.service_account_id")
    .select([
      "token.id as tokenId",
      "token.public_id as tokenPublicId",
      "token.role as tokenRole",
      "token.user_id as userId",
      "users.public_id as userPublicId",
      "users.username",
      "users.email",
      "users.role as userRole",
      "users.timezone",
      "users.deactivated_at as deactivatedAt",
      "account.id as accountId",
      "account.public_id as accountPublicId",
      "account.name as accountName",
      "account.role as accountRole",
    ])
    .where("token.token_hash", "=", hash)
    .where("token.revoked_at", "is", null)
    .executeTakeFirst();
}

/** Notes the use of a token, at most once a minute: people want to find unused tokens, not to count requests. */
export async function touchToken(db: Connection, id: number): Promise<void> {
  await db
    .updateTable("api_tokens")
    .set({ last_used_at: sql`now()` })
    .where("id", "=", id)
    .where((is) =>
      is.or([
        is("last_used_at", "is", null),
        is("last_used_at", "<", sql<Instant>`now() - interval '1 minute'`),
      ]),
    )
    .execute();
}

/** Whether there was an unrevoked token with this public id, of this user where one is named. */
export async function revokeTokenRow(db: Connection, publicId: string, owner?: UserId): Promise<boolean> {
  const row = await db
    .updateTable("api_tokens")
    .set({ revoked_at: sql`now()` })
    .where("public_id", "=", publicId)
    .where("revoked_at", "is", null)
    .$if(owner !== undefined, (query) => query.where("user_id", "=", owner ?? null))
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Those that are not revoked. */
export async function countTokensOfUser(db: Connection, userId: UserId): Promise<number> {
  const row = await db
    .selectFrom("api_tokens")
    .select((of) => of.fn.countAll<number>().as("count"))
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function listTokenRows(db: Connection): Promise<TokenRow[]> {
  const rows = await db
    .selectFrom("api_tokens as token")
    .leftJoin("users", "users.id", "token.user_id")
    .select([
      "token.public_id",
      "token.name",
      "token.hint",
      "token.role",
      "users.username",
      "token.created_at",
      "token.last_used_at",
      "token.revoked_at",
    ])
    .orderBy("token.id")
    .execute();
  return rows.map((row) => ({
    publicId: row.public_id,
    name: row.name,
    hint: row.hint,
    role: row.role as Role,
    username: row.username,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    isRevoked: row.revoked_at !== null,
  }));
}

/** A link of one hour. Links that ended long ago go, so that the table stays small without a task for it. */
export async function insertSignInLink(db: Connection, hash: Buffer, userId: UserId): Promise<void> {
  await db
    .deleteFrom("sign_in_links")
    .where("expires_at", "<", sql<Instant>`now() - interval '30 days'`)
    .execute();
  await db
    .insertInto("sign_in_links")
    .values({ token_hash: hash, user_id: userId, expires_at: sql`now() + interval '1 hour'` })
    .execute();
}

/** Uses up an unused, unexpired link of an active user; undefined when there is none. */
export async function spendSignInLink(db: Connection, hash: Buffer): Promise<UserId | undefined> {
  const row = await db
    .updateTable("sign_in_links")
    .from("users")
    .set({ used_at: sql`now()` })
    .whereRef("users.id", "=", "sign_in_links.user_id")
    .where("users.deactivated_at", "is", null)
    .where("sign_in_links.token_hash", "=", hash)
    .where("sign_in_links.used_at", "is", null)
    .where("sign_in_links.expires_at", ">", sql<Instant>`now()`)
    .returning("users.id")
    .executeTakeFirst();
  return row && (row.id as UserId);
}
