import { hashToken, newToken } from "../../platform/crypto/tokens.ts";
import { AppError } from "../../platform/errors.ts";
import type { UserId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { recordAudit } from "./audit.ts";
import type { Caller, User } from "./model.ts";
import { deleteSession, deleteSessionsOfUser, findSessionUser, insertSession } from "./session-store.ts";

/** How long a browser stays signed in. */
export const sessionDays = 30;

/**
 * Signs a person in. The returned text goes into a cookie; only its SHA-256 is stored.
 * @throws AppError `forbidden` when the person was deactivated meanwhile
 */
export async function createSession(ctx: Pick<Context, "db">, userId: UserId): Promise<string> {
  const token = newToken();
  const hash = hashToken(token);
  await ctx.db.transaction().execute(async (tx) => {
    await insertSession(tx, { hash, userId, days: sessionDays });
    const user = await findSessionUser(tx, hash);
    if (!user) throw new AppError("forbidden", "This user is deactivated.");
    const caller = callerOf(user);
    await recordAudit(tx, { caller, action: "signed in", objectType: "user", objectId: user.publicId });
  });
  return token;
}

/** Whose session this is; undefined when it is unknown, has ended, or its user is gone. */
export async function authenticateSession(
  ctx: Pick<Context, "db">,
  token: string,
): Promise<Caller | undefined> {
  const user = await findSessionUser(ctx.db, hashToken(token));
  return user && callerOf(user);
}

/** Signs out on every server at once. A session that does not exist is no error. */
export async function endSession(ctx: Pick<Context, "db">, token: string): Promise<void> {
  await deleteSession(ctx.db, hashToken(token));
}

/** Signs the caller out on all devices. */
export async function endSessionsOf(ctx: Pick<Context, "db">, caller: Caller): Promise<void> {
  const { user } = caller;
  if (!user) throw new AppError("forbidden", "This caller is no person and has no sessions.");
  await ctx.db.transaction().execute(async (tx) => {
    await deleteSessionsOfUser(tx, user.id);
    const entry = { caller, action: "signed out everywhere", objectType: "user", objectId: user.publicId };
    await recordAudit(tx, entry);
  });
}

function callerOf(user: User): Caller {
  return { user, role: user.role, label: `${user.username} (session)` };
}
