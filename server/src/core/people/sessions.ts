import { hashToken, newToken } from "../../platform/crypto/tokens.ts";
import type { UserId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import type { Caller } from "./model.ts";
import { deleteSession, findSessionUser, insertSession } from "./session-store.ts";

/** How long a browser stays signed in. */
export const sessionDays = 30;

/** Signs a person in. The returned text goes into a cookie; only its SHA-256 is stored. */
export async function createSession(ctx: Pick<Context, "db">, userId: UserId): Promise<string> {
  const token = newToken();
  await insertSession(ctx.db, { hash: hashToken(token), userId, days: sessionDays });
  return token;
}

/** Whose session this is; undefined when it is unknown, has ended, or its user is gone. */
export async function authenticateSession(
  ctx: Pick<Context, "db">,
  token: string,
): Promise<Caller | undefined> {
  const user = await findSessionUser(ctx.db, hashToken(token));
  return user && { user, role: user.role, label: `${user.username} (session)` };
}

/** Signs out on every server at once. A session that does not exist is no error. */
export async function endSession(ctx: Pick<Context, "db">, token: string): Promise<void> {
  await deleteSession(ctx.db, hashToken(token));
}
