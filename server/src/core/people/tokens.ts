import { hashToken, newToken } from "../../platform/crypto/tokens.ts";
import type { Connection, Database } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import { newPublicId, type ServiceAccountId, type UserId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { recordAudit } from "./audit.ts";
import type { Caller, Role, ServiceAccount, TokenHolder, User } from "./model.ts";
import { includesRole, requireRole } from "./permissions.ts";
import * as store from "./token-store.ts";

export interface NewTokenInput {
  caller: Caller;
  name: string;
  /** Whom the token acts as; null for a token of no person. */
  user: User | null;
  /** Never above the user's own role, whatever that becomes later. */
  role: Role;
}

const cacheTtlMs = 5000;
const cacheEntries = 1000;
const hintLength = 8;

interface CachedHolder {
  holder: TokenHolder;
  validUntilMs: number;
}

/** Keyed by the SHA-256 in hexadecimal, so that a heap dump holds no token. */
const holdersByDatabase = new WeakMap<Connection, Map<string, CachedHolder>>();

/** Makes an API token. The text is returned this once; only its SHA-256 is stored. */
export async function createToken(
  ctx: Pick<Context, "db">,
  input: NewTokenInput,
): Promise<{ token: string; id: string }> {
  requireRole(input.caller, "admin");
  return insertToken(ctx, input);
}

/** How many tokens a person may have at a time. */
const mostOwnTokens = 50;

/**
 * Makes a token that acts as the caller, with the caller's rights or fewer.
 * @throws AppError `forbidden` for whoever is no person, `invalid_input` for a higher role, `conflict` for too many
 */
export async function createOwnToken(
  ctx: Pick<Context, "db">,
  { caller, name, role = caller.role }: { caller: Caller; name: string; role?: Role | undefined },
): Promise<{ token: string; id: string }> {
  const user = personOf(caller);
  if (!includesRole(caller.role, role)) {
    throw new AppError("invalid_input", `You are ${caller.role}: your tokens cannot be ${role}.`, {
      field: "role",
    });
  }
  if ((await store.countTokensOfUser(ctx.db, user.id)) >= mostOwnTokens) {
    throw new AppError(
      "conflict",
      `You have ${mostOwnTokens} tokens already; revoke those that are not used.`,
    );
  }
  return insertToken(ctx, { caller, name, user, role });
}

/**
 * Ends a token of the caller.
 * @throws AppError `not_found`, for a token of somebody else as well
 */
export async function revokeOwnToken(ctx: Pick<Context, "db">, caller: Caller, id: string): Promise<void> {
  await endToken(ctx, caller, id, personOf(caller).id);
}

function personOf({ user }: Caller): User {
  if (!user) throw new AppError("forbidden", "This caller is no person and has no tokens of its own.");
  return user;
}

async function insertToken(
  ctx: Pick<Context, "db">,
  input: NewTokenInput,
): Promise<{ token: string; id: string }> {
  const token = newToken();
  const id = newPublicId("token");
  await ctx.db.transaction().execute(async (tx) => {
    await store.insertToken(tx, {
      publicId: id,
      name: input.name,
      hash: hashToken(token),
      hint: token.slice(0, hintLength),
      userId: input.user?.id ?? null,
      role: input.role,
    });
    const detail = { name: input.name, user: input.user?.username ?? null, role: input.role };
    await recordAudit(tx, {
      caller: input.caller,
      action: "created",
      objectType: "token",
      objectId: id,
      detail,
    });
  });
  return { token, id };
}

/**
 * Ends a token: on this server at once, on others within five seconds, that of a service account on all at once.
 * @throws AppError `not_found`
 */
export async function revokeToken(ctx: Pick<Context, "db">, caller: Caller, id: string): Promise<void> {
  requireRole(caller, "admin");
  await endToken(ctx, caller, id);
}

async function endToken(ctx: Pick<Context, "db">, caller: Caller, id: string, owner?: UserId): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await store.revokeTokenRow(tx, id, owner)))
      throw new AppError("not_found", "There is no such token.");
    await recordAudit(tx, { caller, action: "revoked", objectType: "token", objectId: id });
  });
  forgetTokens(ctx.db);
}

/**
 * Whose token this is: one indexed query, its answer kept for at most five seconds. Tokens that do not exist are
 * not kept, so that a new one works at once; nor are those of service accounts, which are in other systems' hands, so
 * that revoking one ends it on every server at once.
 */
export async function authenticateToken(db: Database, token: string): Promise<TokenHolder> {
  const hash = hashToken(token);
  const key = hash.toString("hex");
  const cache = cacheOf(db);
  const cached = cache.get(key);
  if (cached && cached.validUntilMs > performance.now()) return cached.holder;
  cache.delete(key);
  const holder = await lookUp(db, hash);
  if (mayBeKept(holder)) keep(cache, key, holder);
  return holder;
}

/** Makes every change to tokens and their users count at once on this server. */
export function forgetTokens(db: Database): void {
  // The map is replaced, not emptied: a look-up that is under way then writes its old answer into the old map.
  holdersByDatabase.delete(db);
}

function mayBeKept(holder: TokenHolder): boolean {
  if (holder.kind === "caller") return holder.caller.serviceAccount === undefined;
  return holder.kind !== "unknown";
}

async function lookUp(db: Database, hash: Buffer): Promise<TokenHolder> {
  const row = await store.findTokenByHash(db, hash);
  if (!row) return { kind: "unknown" };
  if (row.deactivatedAt !== null) return { kind: "inactive" };
  await store.touchToken(db, row.tokenId);
  const serviceAccount = serviceAccountOf(row);
  if (serviceAccount) {
    const { name, role } = serviceAccount;
    const label = `service account ${name} (token ${row.tokenPublicId})`;
    return { kind: "caller", caller: { user: null, serviceAccount, role, label } };
  }
  const user = userOf(row);
  const tokenRole = row.tokenRole as Role;
  const role = user === null || includesRole(user.role, tokenRole) ? tokenRole : user.role;
  const label =
    user === null ? `token ${row.tokenPublicId}` : `${user.username} (token ${row.tokenPublicId})`;
  return { kind: "caller", caller: { user, role, label } };
}

type FoundToken = NonNullable<Awaited<ReturnType<typeof store.findTokenByHash>>>;

function serviceAccountOf(row: FoundToken): ServiceAccount | undefined {
  if (row.accountId === null || row.accountPublicId === null || row.accountName === null) return undefined;
  return {
    id: row.accountId as ServiceAccountId,
    publicId: row.accountPublicId,
    name: row.accountName,
    role: row.accountRole as Role,
  };
}

function userOf(row: FoundToken): User | null {
  if (row.userId === null || row.userPublicId === null || row.username === null) return null;
  return {
    id: row.userId as UserId,
    publicId: row.userPublicId,
    username: row.username,
    email: row.email ?? "",
    role: row.userRole as Role,
    timezone: row.timezone,
    isActive: true,
  };
}

function cacheOf(db: Database): Map<string, CachedHolder> {
  const known = holdersByDatabase.get(db);
  if (known) return known;
  const cache = new Map<string, CachedHolder>();
  holdersByDatabase.set(db, cache);
  return cache;
}

function keep(cache: Map<string, CachedHolder>, key: string, holder: TokenHolder): void {
  if (cache.size >= cacheEntries) {
    const [oldest] = cache.keys();
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(key, { holder, validUntilMs: performance.now() + cacheTtlMs });
}
