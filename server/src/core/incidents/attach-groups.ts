import type { Transaction } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import type { IncidentId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import * as store from "./store.ts";
import { actorOf, tellOf } from "./tell.ts";

/**
 * Attaches alert groups to an incident; one that is attached already stays so.
 * @throws AppError `not_found`; `invalid_input` when a group does not exist
 */
export async function attachGroups(
  ctx: Pick<Context, "db" | "wake">,
  caller: Caller,
  incidentPublicId: string,
  groupIds: readonly string[],
): Promise<void> {
  requireRole(caller, "responder");
  await changeGroups(ctx, caller, incidentPublicId, (tx, incidentId) =>
    attachInTransaction(tx, { incidentId, groupIds, caller }),
  );
}

/**
 * Takes an alert group off an incident.
 * @throws AppError `not_found` when there is no such incident, or the group is not attached to it
 */
export async function detachGroup(
  ctx: Pick<Context, "db" | "wake">,
  caller: Caller,
  incidentPublicId: string,
  groupPublicId: string,
): Promise<void> {
  requireRole(caller, "responder");
  await changeGroups(ctx, caller, incidentPublicId, async (tx, incidentId) => {
    const [group] = await store.findGroups(tx, [groupPublicId]);
    if (!group || !(await store.detachGroup(tx, incidentId, group.id))) {
      throw new AppError("not_found", "The alert group is not attached to this incident.");
    }
    const entry = {
      kind: "group_detached",
      text: group.publicId,
      detail: { group_id: group.publicId },
    } as const;
    await store.insertTimeline(tx, incidentId, [entry], actorOf(caller));
    return [group.publicId];
  });
}

/** @returns public ids of the groups that were not attached before */
export async function attachInTransaction(
  tx: Transaction,
  request: { incidentId: IncidentId; groupIds: readonly string[]; caller: Caller },
): Promise<string[]> {
  const { incidentId, groupIds, caller } = request;
  if (groupIds.length === 0) return [];
  const groups = await store.findGroups(tx, groupIds);
  const missing = groupIds.find((publicId) => !groups.some((group) => group.publicId === publicId));
  if (missing !== undefined) {
    throw new AppError("invalid_input", `There is no alert group ${missing}.`, { field: "alert_group_ids" });
  }
  const ids = groups.map((group) => group.id);
  const added = new Set(await store.attachGroups(tx, incidentId, ids));
  const names = groups.filter((group) => added.has(group.id)).map((group) => group.publicId);
  const entries = names.map(
    (name) => ({ kind: "group_attached", text: name, detail: { group_id: name } }) as const,
  );
  await store.insertTimeline(tx, incidentId, entries, actorOf(caller));
  return names;
}

async function changeGroups(
  ctx: Pick<Context, "db" | "wake">,
  caller: Caller,
  publicId: string,
  change: (tx: Transaction, incidentId: IncidentId) => Promise<string[]>,
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const before = await store.lockIncident(tx, publicId);
    if (!before) throw new AppError("not_found", "There is no such incident.");
    const changed = await change(tx, before.id);
    if (changed.length === 0) return;
    await store.touchIncident(tx, before.id);
    const detail = { alert_group_ids: changed };
    await recordAudit(tx, { caller, action: "updated", objectType: "incident", objectId: publicId, detail });
    const after = await store.findIncident(tx, publicId);
    if (after) await tellOf(tx, after, ["incident changed"], caller);
  });
  ctx.wake.deliveries();
}
