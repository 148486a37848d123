import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { ServiceAccountId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { IdSlice } from "./listing-store.ts";
import type { Role, ServiceAccount } from "./model.ts";

export interface ListedServiceAccount extends ServiceAccount {
  createdAt: Instant;
  /** Tokens that are not revoked. */
  tokensCount: number;
  lastUsedAt: Instant | null;
}

export interface ServiceAccountToken {
  id: number;
  publicId: string;
  name: string;
  hint: string;
  createdAt: Instant;
  lastUsedAt: Instant | null;
  revokedAt: Instant | null;
}

/** Undefined when the name is taken. */
export async function insertServiceAccount(
  tx: Transaction,
  account: { publicId: string; name: string; role: Role },
): Promise<ServiceAccount | undefined> {
  const result = await sql<ServiceAccount>`
    insert into service_accounts (public_id, name, role) values (${account.publicId}, ${account.name}, ${account.role})
    on conflict (name) where deleted_at is null do nothing
    returning id, public_id as "publicId", name, role`.execute(tx);
  return result.rows[0];
}

/** An account that is not deleted, whose row is held until the end of the transaction. */
export async function lockServiceAccount(
  tx: Transaction,
  publicId: string,
): Promise<ServiceAccount | undefined> {
  const result = await sql<ServiceAccount>`
    select id, public_id as "publicId", name, role from service_accounts
    where public_id = ${publicId} and deleted_at is null for update`.execute(tx);
  return result.rows[0];
}

const columns = sql.raw(`
  s.id, s.public_id as "publicId", s.name, s.role, s.created_at as "createdAt",
  (select count(*) from api_tokens t where t.service_account_id = s.id and t.revoked_at is null) as "tokensCount",
  (select max(t.last_used_at) from api_tokens t where t.service_account_id = s.id) as "lastUsedAt"`);

export async function listNewestServiceAccounts(
  db: Connection,
  { beforeId, limit }: IdSlice,
): Promise<ListedServiceAccount[]> {
  const result = await sql<ListedServiceAccount>`
    select ${columns} from service_accounts s
    where s.deleted_at is null and (${beforeId ?? null}::bigint is null or s.id < ${beforeId ?? null})
    order by s.id desc limit ${limit}`.execute(db);
  return result.rows;
}

export async function findListedServiceAccount(
  db: Connection,
  publicId: string,
): Promise<ListedServiceAccount | undefined> {
  const result = await sql<ListedServiceAccount>`
    select ${columns} from service_accounts s where s.public_id = ${publicId} and s.deleted_at is null`.execute(
    db,
  );
  return result.rows[0];
}

/** Newest first, revoked ones included. */
export async function listServiceAccountTokens(
  db: Connection,
  accountId: ServiceAccountId,
  { beforeId, limit }: IdSlice,
): Promise<ServiceAccountToken[]> {
  const result = await sql<ServiceAccountToken>`
    select id, public_id as "publicId", name, hint, created_at as "createdAt", last_used_at as "lastUsedAt",
      revoked_at as "revokedAt"
    from api_tokens
    where service_account_id = ${accountId} and (${beforeId ?? null}::bigint is null or id < ${beforeId ?? null})
    order by id desc limit ${limit}`.execute(db);
  return result.rows;
}

/** Whether the account had this token and it was not revoked. */
export async function revokeTokenOfAccount(
  tx: Transaction,
  accountId: ServiceAccountId,
  tokenPublicId: string,
): Promise<boolean> {
  const result = await sql`
    update api_tokens set revoked_at = now()
    where public_id = ${tokenPublicId} and service_account_id = ${accountId} and revoked_at is null`.execute(
    tx,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Ends an account with all its tokens. What it did keeps its name. */
export async function endServiceAccount(tx: Transaction, id: ServiceAccountId): Promise<void> {
  await sql`
    with revoked as (
      update api_tokens set revoked_at = now() where service_account_id = ${id} and revoked_at is null)
    update service_accounts set deleted_at = now() where id = ${id}`.execute(tx);
}
