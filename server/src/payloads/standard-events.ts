import { z } from "zod";
import type {
  EventDescription,
  EventRecord,
  GroupEventRecord,
  IncidentEventRecord,
} from "../core/outgoing-webhooks/index.ts";
import { exampleGroupEvent, exampleIncidentEvent, exampleServerEvent } from "./example-events.ts";
import { serverFailureData, tellServer, webhookTroubleData } from "./standard-server-events.ts";

const names = {
  "alert group created": "alert_group.created",
  acknowledge: "alert_group.acknowledged",
  unacknowledge: "alert_group.unacknowledged",
  silence: "alert_group.silenced",
  unsilence: "alert_group.unsilenced",
  resolve: "alert_group.resolved",
  unresolve: "alert_group.reopened",
  "incident declared": "incident.declared",
  "incident changed": "incident.updated",
  "incident resolved": "incident.resolved",
  "webhook failing": "webhook.failing",
  "webhook disabled": "webhook.disabled",
  "server failures": "delivery.server_failed",
} as const satisfies Record<EventRecord["type"], string>;

export type StandardEventName = (typeof names)[EventRecord["type"]];

export const standardEventNames = Object.values(names) as [StandardEventName, ...StandardEventName[]];

/** Told of only when they are chosen: a receiver of alerts may belong to somebody else. */
const operational: ReadonlySet<StandardEventName> = new Set([
  names["webhook failing"],
  names["webhook disabled"],
  names["server failures"],
]);

/** What a webhook is told of unless its events are chosen. */
export const usualEventNames = standardEventNames.filter((name) => !operational.has(name));

export function standardEventName(event: EventRecord): StandardEventName {
  return names[event.type];
}

const moment = z.string().meta({ format: "date-time" });
const person = z.object({ id: z.string(), username: z.string(), email: z.string() }).nullable();
const happened = moment.describe("When it happened, not when it was sent.");

const groupData = z.object({
  alert_group: z.object({
    id: z.string(),
    title: z.string(),
    state: z.string().describe("firing, acknowledged, silenced or resolved, after the event."),
    alerts_count: z.int(),
    labels: z.record(z.string(), z.string()),
    url: z.url(),
    created_at: moment,
    acknowledged_at: moment.nullable(),
    acknowledged_by: person,
    silenced_until: moment.nullable().describe("Set by alert_group.silenced, unless the silence has no end."),
    resolved_at: moment.nullable(),
    resolved_by: person,
  }),
  integration: z.object({ id: z.string(), type: z.string(), name: z.string() }),
  user: person.describe("Who did it; null for a monitoring tool or the server itself."),
  sequence: z.int().describe("Number of the event within its alert group, from 1."),
});

const incidentData = z.object({
  incident: z.object({
    id: z.string(),
    title: z.string(),
    severity: z.string(),
    status: z.enum(["active", "resolved"]),
    is_drill: z.boolean(),
    labels: z.array(z.string()),
    url: z.url(),
    declared_at: moment,
    declared_by: z.object({ id: z.string(), name: z.string() }).nullable(),
    changed_at: moment,
    resolved_at: moment.nullable(),
    alert_group_ids: z.array(z.string()),
  }),
  user: person.describe("Who did it; null when it was not a person."),
  sequence: z.int().describe("Number of the event within its incident, from 1."),
});

export interface StandardBody {
  type: StandardEventName;
  timestamp: string;
  data: z.output<typeof groupData> | z.output<typeof incidentData> | ReturnType<typeof tellServer>;
}

export function standardBody(event: EventRecord, publicUrl: string): StandardBody {
  return { type: standardEventName(event), timestamp: event.at, data: tell(event, publicUrl) };
}

function tell(event: EventRecord, publicUrl: string): StandardBody["data"] {
  switch (event.subject) {
    case "alert group":
      return tellGroup(event, publicUrl);
    case "incident":
      return tellIncident(event, publicUrl);
    case "server":
      return tellServer(event, publicUrl);
  }
}

function tellGroup(event: GroupEventRecord, publicUrl: string): z.output<typeof groupData> {
  const { group, integration, user, acknowledgedBy, resolvedBy, until } = event.snapshot;
  return {
    alert_group: {
      id: group.id,
      title: group.title,
      state: group.state,
      alerts_count: group.alertsCount,
      labels: group.labels,
      url: `${publicUrl}/alert-groups/${group.id}`,
      created_at: group.createdAt,
      acknowledged_at: group.acknowledgedAt,
      acknowledged_by: acknowledgedBy,
      silenced_until: until,
      resolved_at: group.resolvedAt,
      resolved_by: resolvedBy,
    },
    integration: { id: integration.id, type: integration.type, name: integration.name },
    user,
    sequence: event.sequence,
  };
}

function tellIncident(event: IncidentEventRecord, publicUrl: string): z.output<typeof incidentData> {
  const { incident, user } = event.snapshot;
  return {
    incident: {
      id: incident.id,
      title: incident.title,
      severity: incident.severity,
      status: incident.status,
      is_drill: incident.isDrill,
      labels: incident.labels,
      url: `${publicUrl}/incidents/${incident.id}`,
      declared_at: incident.declaredAt,
      declared_by: incident.declaredBy,
      changed_at: incident.changedAt,
      resolved_at: incident.resolvedAt,
      alert_group_ids: incident.groupIds,
    },
    user,
    sequence: event.sequence,
  };
}

const summaries: Readonly<Record<StandardEventName, string>> = {
  "alert_group.created": "A new alert group was opened",
  "alert_group.acknowledged": "Somebody took the alert group",
  "alert_group.unacknowledged": "The alert group was given back",
  "alert_group.silenced": "The alert group was silenced",
  "alert_group.unsilenced": "The silence of the alert group ended",
  "alert_group.resolved": "The alert group was resolved",
  "alert_group.reopened": "The alert group was resolved and is open again",
  "incident.declared": "An incident was declared",
  "incident.updated": "An incident was changed, or taken up again",
  "incident.resolved": "An incident was resolved",
  "webhook.failing":
    "Another webhook delivers nothing; at 50, 70, 90 and 100 percent of the time after which it may be switched off",
  "webhook.disabled": "The server switched another webhook off",
  "delivery.server_failed":
    "Deliveries fail for the first time, or were given up, because of the server itself; at most once an hour",
};

function dataOf({ subject, type }: EventRecord): z.ZodObject {
  if (subject === "server") return type === "server failures" ? serverFailureData : webhookTroubleData;
  return subject === "incident" ? incidentData : groupData;
}

const exampleUrl = "https://oncall.example.com";

export function standardEvents(): readonly EventDescription[] {
  const groups = (Object.keys(names) as EventRecord["type"][]).map((type) => {
    switch (type) {
      case "incident declared":
      case "incident changed":
      case "incident resolved":
        return exampleIncidentEvent(type);
      case "webhook failing":
      case "webhook disabled":
      case "server failures":
        return exampleServerEvent(type);
      default:
        return exampleGroupEvent(type);
    }
  });
  return groups.map((event) => {
    const type = standardEventName(event);
    const data = dataOf(event);
    const schema = z.toJSONSchema(z.object({ type: z.literal(type), timestamp: happened, data }));
    const example = standardBody(event, exampleUrl);
    return { type, summary: summaries[type], schema, example, chosenBy: [type], isTold: true };
  });
}
