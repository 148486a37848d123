import type { AlertGroupId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { forgetRequestsOfGroup } from "../intake/kept-requests-store.ts";
import { removeWindowOfGroup } from "../maintenance/window-store.ts";
import { eraseGroupFromDeliveries, removeGroupFromDeliveries } from "../outgoing-webhooks/index.ts";
import { toTimelineRow } from "./group-alerts.ts";
import type { Actor } from "./model.ts";
import { applyChange } from "./perform-action.ts";
import { changeBy } from "./rules.ts";
import * as store from "./store.ts";

/** Ends a group and erases its title and payloads for ever; the rest of its history stays. @returns false: no such group */
export async function wipeGroup(
  ctx: Context,
  request: { groupId: AlertGroupId; actor: Actor },
): Promise<boolean> {
  const done = await ctx.db.transaction().execute(async (tx) => {
    await removeWindowOfGroup(tx, request.groupId);
    const group = await store.lockGroup(tx, request.groupId);
    if (!group) return false;
    const { now } = await store.readClock(tx, 0);
    if (group.state.status !== "resolved") {
      const rule = { action: { kind: "resolve" }, actor: request.actor, now, silenceUntil: null } as const;
      await applyChange(ctx, tx, [{ group, change: changeBy(group, { ...rule, reason: "wiped" }) }], now);
    }
    await store.eraseGroup(tx, group.id);
    await eraseGroupFromDeliveries(tx, group.id);
    await forgetRequestsOfGroup(tx, group.integrationId, group.publicId);
    await store.insertTimeline(tx, [
      toTimelineRow(group.id, {
        kind: "wiped",
        actor: request.actor,
        reason: "title and payloads were erased",
      }),
    ]);
    return true;
  });
  ctx.wake.deliveries();
  return done;
}

/** Removes a group with its alerts, timeline and deliveries. Groups attached to it become independent. */
export async function deleteGroup(ctx: Context, groupId: AlertGroupId): Promise<boolean> {
  return ctx.db.transaction().execute(async (tx) => {
    await removeWindowOfGroup(tx, groupId);
    await removeGroupFromDeliveries(tx, groupId);
    const group = await store.lockGroup(tx, groupId);
    if (group) await forgetRequestsOfGroup(tx, group.integrationId, group.publicId);
    return store.deleteGroup(tx, groupId);
  });
}
