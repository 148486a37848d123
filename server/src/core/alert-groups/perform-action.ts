import type { Transaction } from "../../platform/db/database.ts";
import type { AlertGroupId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Context } from "../context.ts";
import { removeWindowOfGroup } from "../maintenance/window-store.ts";
import { announce, type GroupEvent } from "../outgoing-webhooks/index.ts";
import { toGroupEvent, toTimelineRow } from "./group-alerts.ts";
import type { Action, Actor, AlertGroup, Change, Refusal } from "./model.ts";
import { toStateColumns } from "./rows.ts";
import { changeBy, decideAction, type Request } from "./rules.ts";
import * as store from "./store.ts";
import { type Expectation, readVersion, refuseStale, type Stale } from "./version.ts";

export interface ActionRequest extends Expectation {
  groupId: AlertGroupId;
  action: Action;
  actor: Actor;
  /** Shown in the timeline, for example "asked for through the API". */
  reason: string;
}

export type ActionResult =
  | { kind: "done"; group: AlertGroup; version: number }
  | { kind: "refused"; refusal: Refusal }
  | Stale;

/** Does what a person asks, together with the timeline entry and the outgoing events; attached groups follow. */
export async function performAction(ctx: Context, request: ActionRequest): Promise<ActionResult> {
  const result = await ctx.db.transaction().execute((tx) => performActionIn(ctx, tx, request));
  if (result.kind === "done") {
    ctx.wake.deliveries();
    ctx.wake.timers();
  }
  return result;
}

/** The same in a transaction of the caller, who wakes the deliveries after it. */
export async function performActionIn(
  ctx: Context,
  tx: Transaction,
  request: ActionRequest,
): Promise<ActionResult> {
  // Before the group is locked: grouping within a maintenance holds its window first, then the group.
  if (request.action.kind === "resolve") await removeWindowOfGroup(tx, request.groupId);
  const group = await store.lockGroup(tx, request.groupId);
  if (!group) return { kind: "refused", refusal: "not_found" };
  const stale = await refuseStale(tx, group.id, request);
  if (stale) return stale;
  const rule = await toRuleRequest(tx, request);
  const decision = decideAction(
    { ...group, isAttached: group.rootGroupId !== null, isWiped: group.wipedAt !== null },
    rule,
  );
  if (decision.kind === "refused") return decision;
  const changed = await applyChange(ctx, tx, [{ group, change: decision }], rule.now);
  await applyToAttached(ctx, tx, group.id, rule);
  return { kind: "done", group: changed[0] ?? group, version: await readVersion(tx, group.id) };
}

async function toRuleRequest(tx: Transaction, { action, actor, reason }: ActionRequest): Promise<Request> {
  const seconds = action.kind === "silence" ? action.seconds : null;
  const { now, later } = await store.readClock(tx, seconds ?? 0);
  return { action, actor, now, silenceUntil: seconds === null ? null : later, reason };
}

async function applyToAttached(
  ctx: Context,
  tx: Transaction,
  rootId: AlertGroupId,
  rule: Request,
): Promise<void> {
  const followers = await store.lockAttachedGroups(tx, rootId);
  const reason = `${rule.reason}; follows the group it is attached to`;
  const works = followers
    .filter((group) => rule.action.kind === "unresolve" || group.state.status !== "resolved")
    .map((group) => ({ group, change: changeBy(group, { ...rule, reason }) }));
  await applyChange(ctx, tx, works, rule.now);
}

/** Saves changes with their timeline entries and outgoing events. @returns the groups as they are now */
export async function applyChange(
  ctx: Context,
  tx: Transaction,
  works: readonly { group: AlertGroup; change: Change }[],
  now: Instant,
): Promise<AlertGroup[]> {
  const groups: AlertGroup[] = [];
  for (const { group, change } of works) groups.push(await reopened(tx, { ...group, ...pick(change) }));
  await store.updateGroups(
    tx,
    groups.map((group) => ({
      ...toStateColumns(group.state, group.isOpen),
      id: group.id,
      added_alerts: 0,
      first_alert_id: group.firstAlertId,
      last_alert_id: group.lastAlertId,
      template_errors: null,
    })),
  );
  await store.insertTimeline(
    tx,
    works.flatMap(({ group, change }) => change.entries.map((entry) => toTimelineRow(group.id, entry))),
  );
  const events = works.flatMap(({ change }, at) => eventsOf(groups[at], change, now));
  await announce(tx, ctx, events);
  return groups;
}

function eventsOf(group: AlertGroup | undefined, change: Change, now: Instant): GroupEvent[] {
  if (!group) return [];
  const actor = change.entries[0]?.actor ?? { kind: "system" };
  return change.events.map((type) => toGroupEvent(group, type, now, actor));
}

function pick(change: Change): Pick<AlertGroup, "state" | "isOpen"> {
  return { state: change.state, isOpen: change.isOpen };
}

/** A group that is taken up again takes in new alerts only when no newer group does so already. */
async function reopened(tx: Transaction, group: AlertGroup): Promise<AlertGroup> {
  if (!group.isOpen || !(await store.hasOpenTwin(tx, group))) return group;
  return { ...group, isOpen: false };
}
