import type { AlertGroupId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { toTimelineRow } from "./group-alerts.ts";
import type { Actor, AlertGroup } from "./model.ts";
import { applyChange } from "./perform-action.ts";
import { decideAttach } from "./rules.ts";
import * as store from "./store.ts";
import { type Expectation, readVersion, refuseStale, type Stale } from "./version.ts";

export type AttachRefusal =
  | "not_found"
  | "same_group"
  | "already_attached"
  | "not_attached"
  | "has_attached_groups"
  | "root_is_attached"
  | "root_is_resolved";

export type AttachResult =
  | { kind: "done"; version: number }
  | { kind: "refused"; refusal: AttachRefusal }
  | Stale;

interface AttachRequest extends Expectation {
  groupId: AlertGroupId;
  actor: Actor;
  reason: string;
}

/** Merges one group into another: it follows what happens to its root from now on. */
export async function attachGroup(
  ctx: Context,
  request: AttachRequest & { rootId: AlertGroupId },
): Promise<AttachResult> {
  const { groupId, rootId, actor, reason } = request;
  if (groupId === rootId) return { kind: "refused", refusal: "same_group" };
  return ctx.db.transaction().execute(async (tx) => {
    const groups = await store.lockGroups(tx, [groupId, rootId]);
    const child = groups.find((group) => group.id === groupId);
    const root = groups.find((group) => group.id === rootId);
    if (!child || !root) return { kind: "refused", refusal: "not_found" };
    const stale = await refuseStale(tx, groupId, request);
    if (stale) return stale;
    if ((await store.lockAttachedGroups(tx, groupId)).length > 0) {
      return { kind: "refused", refusal: "has_attached_groups" };
    }
    const decision = decideAttach(situationOf(root), situationOf(child));
    if (decision.kind === "refused") return decision;
    const { now } = await store.readClock(tx, 0);
    const attached = { kind: "attached", actor, reason, detail: { root_id: root.publicId } } as const;
    const change = { state: decision.state, isOpen: child.isOpen, entries: [attached], events: [] };
    await applyChange(ctx, tx, [{ group: child, change }], now);
    await store.setRootGroup(tx, groupId, rootId);
    await store.insertTimeline(tx, [
      toTimelineRow(rootId, { kind: "attached", actor, reason, detail: { attached_id: child.publicId } }),
    ]);
    return { kind: "done", version: await readVersion(tx, groupId) };
  });
}

/** Makes an attached group independent again, in the state it is in. */
export async function unattachGroup(ctx: Context, request: AttachRequest): Promise<AttachResult> {
  return ctx.db.transaction().execute(async (tx) => {
    const group = await store.lockGroup(tx, request.groupId);
    if (!group) return { kind: "refused", refusal: "not_found" };
    const stale = await refuseStale(tx, group.id, request);
    if (stale) return stale;
    if (group.rootGroupId === null) return { kind: "refused", refusal: "not_attached" };
    await store.setRootGroup(tx, group.id, null);
    const entry = { kind: "unattached", actor: request.actor, reason: request.reason } as const;
    await store.insertTimeline(tx, [toTimelineRow(group.id, entry)]);
    return { kind: "done", version: await readVersion(tx, group.id) };
  });
}

function situationOf(group: AlertGroup) {
  return { state: group.state, isOpen: group.isOpen, isAttached: group.rootGroupId !== null };
}
