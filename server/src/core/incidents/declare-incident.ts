import { AppError } from "../../platform/errors.ts";
import { newPublicId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { attachInTransaction } from "./attach-groups.ts";
import type { Incident, IncidentSettings, NewAttachment } from "./model.ts";
import { decideDeclaration } from "./rules.ts";
import * as store from "./store.ts";
import { actorOf, tellOf } from "./tell.ts";

export interface Declaration {
  settings: IncidentSettings;
  /** Shown in the timeline, for example "declared through the API". */
  how: string;
  attachments?: readonly NewAttachment[];
  /** Public ids of alert groups to attach. */
  groupIds?: readonly string[];
}

/**
 * Declares an incident: the incident, its timeline, what it was declared with and the deliveries to outgoing webhooks
 * are one transaction.
 * @throws AppError `forbidden` below the role of a responder; `invalid_input` when an alert group does not exist
 */
export async function declareIncident(
  ctx: Pick<Context, "db" | "wake">,
  caller: Caller,
  { settings, how, attachments = [], groupIds = [] }: Declaration,
): Promise<Incident> {
  requireRole(caller, "responder");
  const publicId = newPublicId("incident");
  const decision = decideDeclaration(settings, how);
  const incident = await ctx.db.transaction().execute(async (tx) => {
    const id = await store.insertIncident(tx, publicId, decision.settings, actorOf(caller));
    for (const attachment of attachments) await store.insertAttachment(tx, id, attachment);
    await store.insertTimeline(tx, id, decision.entries, actorOf(caller));
    await attachInTransaction(tx, { incidentId: id, groupIds, caller });
    const detail = { title: settings.title, severity: settings.severity, is_drill: settings.isDrill };
    const object = { objectType: "incident", objectId: publicId };
    await recordAudit(tx, { caller, action: "created", ...object, detail });
    const declared = await store.findIncident(tx, publicId);
    if (!declared) throw new AppError("internal", "A new incident was not found.");
    await tellOf(tx, declared, decision.events, caller);
    return declared;
  });
  ctx.wake.deliveries();
  return incident;
}
