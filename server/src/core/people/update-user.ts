import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { recordAudit } from "./audit.ts";
import type { Caller, Role } from "./model.ts";
import { requireRole } from "./permissions.ts";
import { deleteSessionsOfUser } from "./session-store.ts";
import { forgetTokens } from "./tokens.ts";
import { changeUser, lockActiveAdmins, lockUser } from "./user-store.ts";

/** What is absent stays as it is. */
export interface UserUpdate {
  role?: Role | undefined;
  email?: string | undefined;
  timezone?: string | null | undefined;
  isActive?: boolean | undefined;
}

/**
 * Changes a user, deactivated ones included. Deactivating ends all sessions and tokens of the user: on this server at
 * once, tokens on others within five seconds.
 * @throws AppError `not_found`, or `conflict` when nobody would be left to administer the server
 */
export async function updateUser(
  ctx: Pick<Context, "db">,
  caller: Caller,
  publicId: string,
  update: UserUpdate,
): Promise<void> {
  requireRole(caller, "admin");
  await ctx.db.transaction().execute(async (tx) => {
    const admins = await lockActiveAdmins(tx);
    const user = await lockUser(tx, publicId);
    if (!user) throw new AppError("not_found", "There is no such user.");
    const role = update.role ?? user.role;
    const isActive = update.isActive ?? user.isActive;
    const isLastAdmin = admins.length === 1 && admins.includes(user.id);
    if (isLastAdmin && (role !== "admin" || !isActive)) {
      throw new AppError("conflict", "This is the last active admin.");
    }
    await changeUser(tx, user.id, {
      role,
      isActive,
      email: update.email ?? user.email,
      timezone: update.timezone === undefined ? user.timezone : update.timezone,
    });
    if (!isActive) await deleteSessionsOfUser(tx, user.id);
    const detail = { ...update };
    await recordAudit(tx, { caller, action: "updated", objectType: "user", objectId: publicId, detail });
  });
  forgetTokens(ctx.db);
}

/**
 * Changes what a person decides about themselves.
 * @returns their public id
 * @throws AppError `forbidden` when the caller is no person
 */
export async function updateOwnProfile(
  ctx: Pick<Context, "db">,
  caller: Caller,
  update: Pick<UserUpdate, "email" | "timezone">,
): Promise<string> {
  const { user: self } = caller;
  if (!self) throw new AppError("forbidden", "Only people have a profile; this token belongs to none.");
  await ctx.db.transaction().execute(async (tx) => {
    const user = await lockUser(tx, self.publicId);
    if (!user) throw new AppError("not_found", "There is no such user.");
    await changeUser(tx, user.id, {
      ...user,
      email: update.email ?? user.email,
      timezone: update.timezone === undefined ? user.timezone : update.timezone,
    });
    const detail = { ...update };
    await recordAudit(tx, { caller, action: "updated", objectType: "user", objectId: self.publicId, detail });
  });
  forgetTokens(ctx.db);
  return self.publicId;
}
