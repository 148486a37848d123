import { findGroupIdByPublicId } from "../core/alert-groups/detail-store.ts";
import {
  type Action,
  type AttachRefusal,
  attachGroup,
  type LatestChange,
  performAction,
  type Refusal,
  unattachGroup,
} from "../core/alert-groups/index.ts";
import type { Context } from "../core/context.ts";
import { type Caller, recordAudit, requireRole } from "../core/people/index.ts";
import { AppError } from "../platform/errors.ts";

/** What a person may ask of a group, by its public id. */
export type GroupRequest = Action | { kind: "attach"; rootId: string } | { kind: "unattach" };

const refusals: Record<Refusal | AttachRefusal, string> = {
  not_found: "There is no such alert group.",
  attached: "The alert group is attached to another one; act on that one.",
  already_acknowledged: "The alert group is acknowledged already.",
  already_resolved: "The alert group is resolved already.",
  not_acknowledged: "The alert group is not acknowledged.",
  not_resolved: "The alert group is not resolved.",
  not_silenced: "The alert group is not silenced.",
  is_resolved: "The alert group is resolved.",
  is_acknowledged: "The alert group is acknowledged.",
  wiped: "The alert group was wiped; it stays resolved.",
  same_group: "An alert group cannot be attached to itself.",
  already_attached: "The alert group is attached to another one already.",
  not_attached: "The alert group is not attached.",
  has_attached_groups: "Other alert groups are attached to this one.",
  root_is_attached: "The other alert group is attached itself.",
  root_is_resolved: "The other alert group is resolved.",
};

/** A group as its asker last knew it; without a version it may have changed since. */
export interface AskedGroup {
  id: string;
  version?: number | undefined;
}

/**
 * Does what a person asks of a group and notes it in the audit log.
 * @returns the group's version after it
 * @throws AppError `forbidden`, `not_found`, or `conflict` when the group's state does not allow it, or somebody else
 * has changed the group since
 */
export async function actOnGroup(
  ctx: Context,
  caller: Caller,
  { id: publicId, version: expectedVersion }: AskedGroup,
  request: GroupRequest,
): Promise<number> {
  requireRole(caller, "responder");
  const groupId = await findGroup(ctx, publicId);
  const asked = {
    groupId,
    expectedVersion,
    actor: { kind: "user", userId: caller.user?.id ?? null },
    reason: `asked for by ${caller.label}`,
  } as const;
  const result = await perform(ctx, asked, request);
  if (result.kind === "refused") throw refused(result.refusal);
  if (result.kind === "changed_since") throw changedSince(result.since);
  const { kind: action } = request;
  const detail = request.kind === "attach" ? { root_id: request.rootId } : {};
  await recordAudit(ctx.db, { caller, action, objectType: "alert group", objectId: publicId, detail });
  return result.version;
}

async function perform(
  ctx: Context,
  asked: Omit<Parameters<typeof performAction>[1], "action">,
  request: GroupRequest,
) {
  if (request.kind === "attach") {
    return attachGroup(ctx, { ...asked, rootId: await findGroup(ctx, request.rootId) });
  }
  if (request.kind === "unattach") return unattachGroup(ctx, asked);
  return performAction(ctx, { ...asked, action: request });
}

async function findGroup(ctx: Context, publicId: string) {
  const id = await findGroupIdByPublicId(ctx.db, publicId);
  if (id === undefined) throw refused("not_found");
  return id;
}

function changedSince({ kind, actor, username }: LatestChange): AppError {
  const who = actor === "user" ? (username ?? "somebody") : { source: "its source", system: "Tocsin" }[actor];
  return new AppError("conflict", `It was ${kind} by ${who} since.`, { details: { kind, actor } });
}

function refused(refusal: Refusal | AttachRefusal): AppError {
  return new AppError(refusal === "not_found" ? "not_found" : "conflict", refusals[refusal], {
    details: { refusal },
  });
}
