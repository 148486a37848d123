import { hashPassword, verifyPassword } from "../../platform/crypto/passwords.ts";
import { AppError } from "../../platform/errors.ts";
import type { UserId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { recordAudit } from "./audit.ts";
import type { Caller } from "./model.ts";
import { findPassword, savePassword } from "./password-store.ts";
import { requireRole } from "./permissions.ts";
import { deleteSessionsOfUser } from "./session-store.ts";
import { findUser } from "./store.ts";

type Database = Pick<Context, "db">;

/** Whose name and password these are; undefined when they are not, which takes as long as when they are. */
export async function authenticatePassword(
  ctx: Database,
  { username, password }: { username: string; password: string },
): Promise<UserId | undefined> {
  const stored = await findPassword(ctx.db, username);
  const isRight = await verifyPassword(password, stored?.hash ?? null);
  return isRight ? stored?.id : undefined;
}

/**
 * Sets one's own password and ends all sessions that one has, unless there is a password and another was given. Only for
 * callers with all rights of their user: who can set the password has them.
 */
export async function changeOwnPassword(
  ctx: Database,
  caller: Caller,
  { current, next }: { current: string | undefined; next: string },
): Promise<"changed" | "wrong password"> {
  const { user } = caller;
  if (!user) throw new AppError("forbidden", "Only people have passwords.");
  if (caller.role !== user.role)
    throw new AppError("forbidden", "This caller has fewer rights than its user.");
  const stored = await findPassword(ctx.db, user.username);
  const isAllowed = stored?.hash === null || (await verifyPassword(current ?? "", stored?.hash ?? null));
  if (!isAllowed) return "wrong password";
  await setPassword(ctx, caller, { id: user.id, publicId: user.publicId, password: next });
  return "changed";
}

/**
 * Sets somebody's password and ends all their sessions.
 * @throws AppError `not_found`
 */
export async function setPasswordOf(
  ctx: Database,
  caller: Caller,
  { publicId, password }: { publicId: string; password: string },
): Promise<void> {
  requireRole(caller, "admin");
  const user = await findUser(ctx.db, publicId);
  if (!user) throw new AppError("not_found", "There is no such active user.");
  await setPassword(ctx, caller, { id: user.id, publicId, password });
}

async function setPassword(
  ctx: Database,
  caller: Caller,
  { id, publicId, password }: { id: UserId; publicId: string; password: string },
): Promise<void> {
  const hash = await hashPassword(password);
  await ctx.db.transaction().execute(async (tx) => {
    await savePassword(tx, id, hash);
    await deleteSessionsOfUser(tx, id);
    const entry = { caller, action: "password changed", objectType: "user", objectId: publicId };
    await recordAudit(tx, entry);
  });
}
