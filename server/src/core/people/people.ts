import { AppError } from "../../platform/errors.ts";
import { newPublicId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { recordAudit } from "./audit.ts";
import { type Caller, type Role, systemCaller, type Team, type User } from "./model.ts";
import { requireRole } from "./permissions.ts";
import * as store from "./store.ts";

export interface NewUserInput {
  username: string;
  email?: string;
  role: Role;
  /** An IANA name such as `Europe/Berlin`. */
  timezone?: string | null;
}

/** @throws AppError `conflict` when the name is taken */
export async function createUser(
  ctx: Pick<Context, "db">,
  caller: Caller,
  input: NewUserInput,
): Promise<User> {
  requireRole(caller, "admin");
  return ctx.db.transaction().execute(async (tx) => {
    const user = await store.insertUser(tx, {
      publicId: newPublicId("user"),
      username: input.username,
      email: input.email ?? "",
      role: input.role,
      timezone: input.timezone ?? null,
    });
    if (!user) throw nameTaken("user");
    const detail = { username: user.username, role: user.role };
    await recordAudit(tx, { caller, action: "created", objectType: "user", objectId: user.publicId, detail });
    return user;
  });
}

/** @throws AppError `conflict` when the name is taken */
export async function createTeam(
  ctx: Pick<Context, "db">,
  caller: Caller,
  input: { name: string; email?: string | null; members?: readonly User[] },
): Promise<Team> {
  requireRole(caller, "admin");
  return ctx.db.transaction().execute(async (tx) => {
    const publicId = newPublicId("team");
    const team = await store.insertTeam(tx, { publicId, name: input.name, email: input.email ?? null });
    if (!team) throw nameTaken("team");
    for (const member of input.members ?? []) await store.addTeamMember(tx, team.id, member.id);
    const detail = { name: team.name };
    await recordAudit(tx, { caller, action: "created", objectType: "team", objectId: publicId, detail });
    return team;
  });
}

/** Sees to it that there is an admin: the first one there was, or a new user `admin`. Safe to call at every start. */
export async function ensureFirstAdmin(ctx: Pick<Context, "db">): Promise<User> {
  const present = await store.findFirstAdmin(ctx.db);
  if (present) return present;
  try {
    return await createUser(ctx, systemCaller, { username: "admin", role: "admin" });
  } catch (error) {
    // Two servers started on one empty database: the other one made the user.
    const made = await store.findFirstAdmin(ctx.db);
    if (made) return made;
    throw error;
  }
}

function nameTaken(kind: string): AppError {
  return new AppError("conflict", `There is a ${kind} with this name already.`, { field: "name" });
}
