import type { Transaction } from "../../platform/db/database.ts";
import { announceIncident, type IncidentSnapshot } from "../outgoing-webhooks/index.ts";
import type { Caller } from "../people/index.ts";
import type { ActorIds, Incident, IncidentEventType } from "./model.ts";

/** Whose doing it is, as rows refer to it. */
export function actorOf({ user, serviceAccount }: Caller): ActorIds {
  return { userId: user?.id ?? null, serviceAccountId: serviceAccount?.id ?? null };
}

/** Tells outgoing webhooks of a change, with the incident as it is after it. */
export async function tellOf(
  tx: Transaction,
  incident: Incident,
  events: readonly IncidentEventType[],
  { user }: Caller,
): Promise<void> {
  const snapshot: IncidentSnapshot = {
    incident: describe(incident),
    user: user && { id: user.publicId, username: user.username, email: user.email },
  };
  const told = events.map((type) => ({ incidentId: incident.id, type, snapshot }));
  await announceIncident(tx, told);
}

/** An incident as messages and answers to senders tell it. */
export function describe(incident: Incident): IncidentSnapshot["incident"] {
  const { declaredBy } = incident;
  return {
    id: incident.publicId,
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    isDrill: incident.isDrill,
    labels: [...incident.labels],
    roomPrefix: incident.roomPrefix,
    declaredAt: incident.declaredAt,
    declaredBy: declaredBy && { id: declaredBy.publicId, name: declaredBy.name },
    changedAt: incident.changedAt,
    resolvedAt: incident.resolvedAt,
    groupIds: [...incident.groupIds],
  };
}
