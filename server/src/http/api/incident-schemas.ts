import { z } from "zod";
import {
  type AttachedGroup,
  cleanLabels,
  cleanRoomPrefix,
  cleanSeverity,
  cleanTitle,
  type Incident,
  type IncidentActor,
  type IncidentAttachment,
  type IncidentTimelineItem,
  incidentLimits,
  incidentStatuses,
} from "../../core/incidents/index.ts";
import { groupStatus, instant, publicId } from "./schemas.ts";

export const incidentStatus = z.enum(incidentStatuses);

const severityText = "Any short word; those of Grafana Incident are pending, minor, major and critical.";

const actor = z
  .object({ kind: z.enum(["user", "service account"]), id: publicId, name: z.string() })
  .nullable()
  .describe("Null for the server itself, and for who is gone.");

const summaryFields = {
  id: publicId,
  title: z.string(),
  severity: z.string().describe(severityText),
  status: incidentStatus,
  is_drill: z.boolean().describe("An exercise."),
  labels: z.array(z.string()),
  room_prefix: z.string().nullable().describe("Beginning of the name of the incident's chat room."),
  declared_at: instant,
  declared_by: actor,
  changed_at: instant,
  resolved_at: instant.nullable(),
  alert_group_ids: z.array(publicId),
  url: z.string(),
};

export const incidentSummary = z.object(summaryFields).meta({ id: "IncidentSummary" });

export const incidentDetail = z
  .object({
    ...summaryFields,
    alert_groups: z.array(
      z.object({ id: publicId, title: z.string(), status: groupStatus, attached_at: instant }),
    ),
  })
  .meta({ id: "Incident" });

export const incidentTimelineEntry = z
  .object({
    id: z.int(),
    at: instant,
    kind: z.string(),
    actor,
    text: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "IncidentTimelineEntry" });

export const incidentAttachment = z
  .object({
    id: z.int(),
    at: instant,
    kind: z.enum(["request", "link"]),
    caption: z.string(),
    url: z.string().describe("Of a request: the path and query that were called, secrets masked."),
    headers: z.record(z.string(), z.string()).nullable().describe("Of a request, secrets masked."),
    body: z.string().nullable().describe("Of a request: the first 1 MB as text, secrets masked."),
    body_bytes: z.int().nullable().describe("Length of the body as received."),
  })
  .meta({ id: "IncidentAttachment" });

/** A text that must have something left once it is cleaned. */
function line(maxLength: number, clean: (text: string) => string | undefined) {
  return z
    .string()
    .max(maxLength)
    .refine((text) => clean(text) !== undefined, "This may not be blank.")
    .overwrite((text) => clean(text) ?? "");
}

const title = line(incidentLimits.title, cleanTitle);
const severity = line(incidentLimits.severity, cleanSeverity).describe(severityText);
const labels = z
  .array(z.string().max(incidentLimits.label))
  .max(incidentLimits.labels)
  .overwrite((texts) => cleanLabels(texts));
const roomPrefix = line(incidentLimits.roomPrefix, cleanRoomPrefix).nullable();
const groupIds = z.array(publicId).max(100);

export const newIncident = z.object({
  title,
  severity: severity.optional(),
  status: incidentStatus.default("active"),
  is_drill: z.boolean().default(false),
  labels: labels.default([]),
  room_prefix: roomPrefix.default(null),
  alert_group_ids: groupIds.default([]),
});

export const incidentChange = z.object({
  title: title.optional(),
  severity: severity.optional(),
  status: incidentStatus.optional(),
  is_drill: z.boolean().optional(),
  labels: labels.optional(),
  room_prefix: roomPrefix.optional(),
});

export const newGroups = z.object({ alert_group_ids: groupIds.min(1) });
export const newNote = z.object({ text: z.string().trim().min(1).max(incidentLimits.note) });

export function presentIncident(publicUrl: string, incident: Incident): z.output<typeof incidentSummary> {
  return {
    id: incident.publicId,
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    is_drill: incident.isDrill,
    labels: [...incident.labels],
    room_prefix: incident.roomPrefix,
    declared_at: incident.declaredAt,
    declared_by: presentActor(incident.declaredBy),
    changed_at: incident.changedAt,
    resolved_at: incident.resolvedAt,
    alert_group_ids: [...incident.groupIds],
    url: `${publicUrl}/incidents/${incident.publicId}`,
  };
}

export function presentIncidentDetail(
  publicUrl: string,
  incident: Incident,
  groups: readonly AttachedGroup[],
): z.output<typeof incidentDetail> {
  return {
    ...presentIncident(publicUrl, incident),
    alert_groups: groups.map(({ publicId: id, title: text, status, attachedAt }) => ({
      id,
      title: text,
      status,
      attached_at: attachedAt,
    })),
  };
}

export function presentIncidentEntry(item: IncidentTimelineItem): z.output<typeof incidentTimelineEntry> {
  const { id, at, kind, text, detail } = item;
  return { id, at, kind, actor: presentActor(item.actor), text, detail };
}

export function presentAttachment(row: IncidentAttachment): z.output<typeof incidentAttachment> {
  const { id, at, kind, caption, url, headers, body, bodyBytes } = row;
  return { id, at, kind, caption, url, headers, body, body_bytes: bodyBytes };
}

function presentActor(who: IncidentActor | null): z.output<typeof actor> {
  return who && { kind: who.kind, id: who.publicId, name: who.name };
}
