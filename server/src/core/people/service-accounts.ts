import { hashToken, newToken } from "../../platform/crypto/tokens.ts";
import { AppError } from "../../platform/errors.ts";
import { newPublicId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { recordAudit } from "./audit.ts";
import type { Caller, Role, ServiceAccount } from "./model.ts";
import { requireRole } from "./permissions.ts";
import * as store from "./service-account-store.ts";
import { insertToken } from "./token-store.ts";

export interface NewServiceAccountInput {
  name: string;
  role: Role;
}

/** Tells people, and programs that look for leaked secrets, what they have before them. */
const tokenPrefix = "tsa_";
const hintLength = tokenPrefix.length + 8;

/** @throws AppError `conflict` when the name is taken */
export async function createServiceAccount(
  ctx: Pick<Context, "db">,
  caller: Caller,
  input: NewServiceAccountInput,
): Promise<ServiceAccount> {
  requireRole(caller, "admin");
  return ctx.db.transaction().execute(async (tx) => {
    const account = await store.insertServiceAccount(tx, {
      publicId: newPublicId("serviceAccount"),
      ...input,
    });
    if (!account) {
      throw new AppError("conflict", "There is a service account with this name already.", { field: "name" });
    }
    const detail = { name: account.name, role: account.role };
    await recordAudit(tx, { caller, action: "created", ...objectOf(account), detail });
    return account;
  });
}

/**
 * Makes a token that acts as the account. The text is returned this once; only its SHA-256 is stored.
 * @throws AppError `not_found`
 */
export async function createServiceAccountToken(
  ctx: Pick<Context, "db">,
  caller: Caller,
  accountPublicId: string,
  name: string,
): Promise<{ token: string; id: string }> {
  requireRole(caller, "admin");
  const token = tokenPrefix + newToken();
  const id = newPublicId("token");
  await ctx.db.transaction().execute(async (tx) => {
    const account = await store.lockServiceAccount(tx, accountPublicId);
    if (!account) throw noSuchAccount();
    await insertToken(tx, {
      publicId: id,
      name,
      hash: hashToken(token),
      hint: token.slice(0, hintLength),
      userId: null,
      serviceAccountId: account.id,
      role: account.role,
    });
    const detail = { name, service_account: account.name };
    await recordAudit(tx, { caller, action: "created", objectType: "token", objectId: id, detail });
  });
  return { token, id };
}

/**
 * Ends one token of an account, on every server at once.
 * @throws AppError `not_found`
 */
export async function revokeServiceAccountToken(
  ctx: Pick<Context, "db">,
  caller: Caller,
  accountPublicId: string,
  tokenPublicId: string,
): Promise<void> {
  requireRole(caller, "admin");
  await ctx.db.transaction().execute(async (tx) => {
    const account = await store.lockServiceAccount(tx, accountPublicId);
    if (!account) throw noSuchAccount();
    if (!(await store.revokeTokenOfAccount(tx, account.id, tokenPublicId))) {
      throw new AppError("not_found", "The service account has no such token.");
    }
    const detail = { service_account: account.name };
    await recordAudit(tx, {
      caller,
      action: "revoked",
      objectType: "token",
      objectId: tokenPublicId,
      detail,
    });
  });
}

/**
 * Ends an account with all its tokens, on every server at once.
 * @throws AppError `not_found`
 */
export async function deleteServiceAccount(
  ctx: Pick<Context, "db">,
  caller: Caller,
  publicId: string,
): Promise<void> {
  requireRole(caller, "admin");
  await ctx.db.transaction().execute(async (tx) => {
    const account = await store.lockServiceAccount(tx, publicId);
    if (!account) throw noSuchAccount();
    await store.endServiceAccount(tx, account.id);
    const detail = { name: account.name };
    await recordAudit(tx, { caller, action: "deleted", ...objectOf(account), detail });
  });
}

function objectOf({ publicId }: ServiceAccount): { objectType: string; objectId: string } {
  return { objectType: "service account", objectId: publicId };
}

function noSuchAccount(): AppError {
  return new AppError("not_found", "There is no such service account.");
}
