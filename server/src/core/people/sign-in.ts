import { hashToken, newToken } from "../../platform/crypto/tokens.ts";
import type { UserId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { insertSignInLink, spendSignInLink } from "./token-store.ts";

/** Makes the secret part of a link that signs this user in: 256 bits, good for one hour and one use. */
export async function createSignInLink(ctx: Pick<Context, "db">, userId: UserId): Promise<string> {
  const token = newToken();
  await insertSignInLink(ctx.db, hashToken(token), userId);
  return token;
}

/** The user whose link this is, once; undefined when it is unknown, used, expired, or its user is gone. */
export function redeemSignInLink(ctx: Pick<Context, "db">, token: string): Promise<UserId | undefined> {
  return spendSignInLink(ctx.db, hashToken(token));
}
