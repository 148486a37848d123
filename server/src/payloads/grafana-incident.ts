import type { IncidentSnapshot } from "../core/outgoing-webhooks/index.ts";
import { instantToMs } from "../platform/instant.ts";

/** An incident with the names of Grafana Incident's API, which answers to its incoming webhook and messages show. */
export interface GrafanaIncident {
  incidentID: string;
  title: string;
  status: string;
  severity: string;
  labels: { label: string; description: string; colorHex: string }[];
  isDrill: boolean;
  createdTime: string;
  modifiedTime: string;
  createdByUser: { userID: string; name: string } | null;
  /** Empty while it is active, as are the other moments of its end. */
  closedTime: string;
  durationSeconds: number;
  overviewURL: string;
  roomPrefix: string;
  incidentStart: string;
  incidentEnd: string;
}

export function describeIncident(
  incident: IncidentSnapshot["incident"],
  publicUrl: string,
): GrafanaIncident & Record<string, unknown> {
  const { declaredBy, declaredAt, changedAt, resolvedAt } = incident;
  const end = resolvedAt ?? "";
  const durationMs = instantToMs(resolvedAt ?? changedAt) - instantToMs(declaredAt);
  return {
    incidentID: incident.id,
    title: incident.title,
    status: incident.status,
    severity: incident.severity,
    labels: incident.labels.map((label) => ({ label, description: "", colorHex: "" })),
    isDrill: incident.isDrill,
    createdTime: declaredAt,
    modifiedTime: changedAt,
    createdByUser: declaredBy && { userID: declaredBy.id, name: declaredBy.name },
    closedTime: end,
    durationSeconds: Math.max(0, Math.floor(durationMs / 1000)),
    overviewURL: `${publicUrl}/incidents/${incident.id}`,
    roomPrefix: incident.roomPrefix ?? "",
    incidentStart: declaredAt,
    incidentEnd: end,
  };
}
