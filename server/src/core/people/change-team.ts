import type { Transaction } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { recordAudit } from "./audit.ts";
import type { Caller } from "./model.ts";
import { requireRole } from "./permissions.ts";
import { findUser } from "./store.ts";
import * as store from "./team-store.ts";
import { lockUser } from "./user-store.ts";

/** What is absent stays as it is. */
export interface TeamUpdate {
  name?: string | undefined;
  email?: string | null | undefined;
}

export const maxTeamMembers = 500;

/** @throws AppError `not_found`, or `conflict` when the name is taken */
export async function updateTeam(
  ctx: Pick<Context, "db">,
  caller: Caller,
  publicId: string,
  update: TeamUpdate,
): Promise<void> {
  await changeHeldTeam(ctx, caller, publicId, async (tx, team) => {
    const name = update.name ?? team.name;
    const email = update.email === undefined ? team.email : update.email;
    if (name === team.name && email === team.email) return;
    if (await store.isTeamNameTaken(tx, name, team.id)) {
      throw new AppError("conflict", "There is a team with this name already.", { field: "name" });
    }
    await store.changeTeam(tx, { ...team, name, email });
    await note(tx, caller, team, { action: "updated", detail: { ...update } });
  });
}

/**
 * Deletes a team; its members stay users. A team that still has integrations or webhooks stays, since they would
 * belong to nobody all at once.
 * @throws AppError `not_found`, or `conflict`
 */
export async function deleteTeam(ctx: Pick<Context, "db">, caller: Caller, publicId: string): Promise<void> {
  await changeHeldTeam(ctx, caller, publicId, async (tx, team) => {
    const { integrations, webhooks } = await store.countPossessions(tx, team.id);
    if (integrations + webhooks > 0) {
      throw new AppError(
        "conflict",
        `The team still has ${integrations} integrations and ${webhooks} webhooks. Give them to another team, or delete them, first.`,
      );
    }
    await store.deleteTeamRow(tx, team.id);
    await note(tx, caller, team, { action: "deleted", detail: { name: team.name } });
  });
}

/**
 * Adds an active user to a team; one who is a member already stays one.
 * @throws AppError `not_found`, or `conflict` when the team is full
 */
export async function addMember(
  ctx: Pick<Context, "db">,
  caller: Caller,
  publicId: string,
  userPublicId: string,
): Promise<void> {
  await changeHeldTeam(ctx, caller, publicId, async (tx, team) => {
    const user = await findUser(tx, userPublicId);
    if (!user) throw new AppError("not_found", "There is no such active user.");
    if (!(await store.insertMember(tx, team.id, user.id))) return;
    if ((await store.countMembers(tx, team.id)) > maxTeamMembers) {
      throw new AppError("conflict", `A team has at most ${maxTeamMembers} members.`);
    }
    await note(tx, caller, team, { action: "member added", detail: { user: user.username } });
  });
}

/**
 * Takes a user, deactivated or not, out of a team; one who is no member stays none.
 * @throws AppError `not_found`
 */
export async function removeMember(
  ctx: Pick<Context, "db">,
  caller: Caller,
  publicId: string,
  userPublicId: string,
): Promise<void> {
  await changeHeldTeam(ctx, caller, publicId, async (tx, team) => {
    const user = await lockUser(tx, userPublicId);
    if (!user) throw new AppError("not_found", "There is no such user.");
    if (!(await store.deleteMember(tx, team.id, user.id))) return;
    await note(tx, caller, team, { action: "member removed", detail: { user: userPublicId } });
  });
}

/** Runs a change while nobody else changes the team, nor gives anything to it. */
async function changeHeldTeam(
  ctx: Pick<Context, "db">,
  caller: Caller,
  publicId: string,
  change: (tx: Transaction, team: store.ChangeableTeam) => Promise<void>,
): Promise<void> {
  requireRole(caller, "admin");
  await ctx.db.transaction().execute(async (tx) => {
    const team = await store.lockTeam(tx, publicId);
    if (!team) throw new AppError("not_found", "There is no such team.");
    await change(tx, team);
  });
}

async function note(
  tx: Transaction,
  caller: Caller,
  team: store.ChangeableTeam,
  what: { action: string; detail: Record<string, unknown> },
): Promise<void> {
  await recordAudit(tx, { caller, ...what, objectType: "team", objectId: team.publicId });
}
