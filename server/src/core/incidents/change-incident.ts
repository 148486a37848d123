import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import type { Incident, IncidentUpdate } from "./model.ts";
import { decideChange } from "./rules.ts";
import * as store from "./store.ts";
import { actorOf, tellOf } from "./tell.ts";

/**
 * Changes an incident's settings; resolving it and taking it up again are changes of its status. What is as it was
 * already changes nothing and tells nobody.
 * @returns the incident as it is now
 * @throws AppError `forbidden` below the role of a responder; `not_found`
 */
export async function changeIncident(
  ctx: Pick<Context, "db" | "wake">,
  caller: Caller,
  publicId: string,
  { update, why }: { update: IncidentUpdate; why: string },
): Promise<Incident> {
  requireRole(caller, "responder");
  const incident = await ctx.db.transaction().execute(async (tx) => {
    const before = await store.lockIncident(tx, publicId);
    if (!before) throw new AppError("not_found", "There is no such incident.");
    const decision = decideChange(before, update, why);
    if (decision.entries.length === 0) return before;
    await store.updateIncident(tx, before.id, decision.settings);
    await store.insertTimeline(tx, before.id, decision.entries, actorOf(caller));
    const detail = { changes: decision.entries.map((entry) => entry.kind) };
    await recordAudit(tx, { caller, action: "updated", objectType: "incident", objectId: publicId, detail });
    const after = await store.findIncident(tx, publicId);
    if (!after) throw new AppError("internal", "A changed incident was not found.");
    await tellOf(tx, after, decision.events, caller);
    return after;
  });
  ctx.wake.deliveries();
  return incident;
}
