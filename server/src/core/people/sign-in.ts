import { hashToken, newToken } from "../../platform/crypto/tokens.ts";
import { AppError } from "../../platform/errors.ts";
import type { UserId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { recordAudit } from "./audit.ts";
import type { Caller } from "./model.ts";
import { requireRole } from "./permissions.ts";
import { findUser } from "./store.ts";
import { insertSignInLink, spendSignInLink } from "./token-store.ts";

/** Makes the secret part of a link that signs this user in: 256 bits, good for one hour and one use. */
export async function createSignInLink(ctx: Pick<Context, "db">, userId: UserId): Promise<string> {
  const token = newToken();
  await insertSignInLink(ctx.db, hashToken(token), userId);
  return token;
}

/**
 * Makes the secret part of a sign-in link for somebody else.
 * @throws AppError `not_found` when there is no such active user
 */
export async function createSignInLinkFor(
  ctx: Pick<Context, "db">,
  caller: Caller,
  userPublicId: string,
): Promise<string> {
  requireRole(caller, "admin");
  const token = newToken();
  await ctx.db.transaction().execute(async (tx) => {
    const user = await findUser(tx, userPublicId);
    if (!user) throw new AppError("not_found", "There is no such active user.");
    await insertSignInLink(tx, hashToken(token), user.id);
    await recordAudit(tx, {
      caller,
      action: "sign-in link made",
      objectType: "user",
      objectId: userPublicId,
    });
  });
  return token;
}

/** The user whose link this is, once; undefined when it is unknown, used, expired, or its user is gone. */
export function redeemSignInLink(ctx: Pick<Context, "db">, token: string): Promise<UserId | undefined> {
  return spendSignInLink(ctx.db, hashToken(token));
}
