import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import * as store from "./store.ts";
import { actorOf } from "./tell.ts";

/**
 * Writes a note into the timeline of an incident. Nobody is told.
 * @throws AppError `forbidden` below the role of a responder; `not_found`
 */
export async function addNote(
  ctx: Pick<Context, "db">,
  caller: Caller,
  publicId: string,
  text: string,
): Promise<void> {
  requireRole(caller, "responder");
  await ctx.db.transaction().execute(async (tx) => {
    const incident = await store.lockIncident(tx, publicId);
    if (!incident) throw new AppError("not_found", "There is no such incident.");
    await store.insertTimeline(tx, incident.id, [{ kind: "note", text }], actorOf(caller));
    await recordAudit(tx, { caller, action: "noted", objectType: "incident", objectId: publicId });
  });
}
