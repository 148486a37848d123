import { dumpJson } from "@tocsin/jinja";
import { z } from "zod";
import {
  type EventDescription,
  type ToldEvent,
  type TriggerType,
  triggerTypes,
} from "../core/outgoing-webhooks/index.ts";
import { exampleGroupEvent, exampleIncidentEvent } from "./example-events.ts";
import { createOncallDialect } from "./oncall.ts";

type Trigger = (typeof triggerTypes)[number] & TriggerType;

const moment = z.string().meta({ format: "date-time" });
const person = z.object({ id: z.string(), username: z.string(), email: z.string() }).nullable();
const people = z.array(person);
const alert = z
  .object({ id: z.string(), alert_group_id: z.string(), created_at: moment, payload: z.unknown() })
  .nullable();
const label = z.object({ id: z.string(), name: z.string() });
const responses = z.record(z.string(), z.unknown()).optional();

const group = z.object({
  id: z.string(),
  integration_id: z.string(),
  team_id: z.string().nullable(),
  route_id: z.string().nullable(),
  alerts_count: z.int(),
  state: z.enum(["firing", "acknowledged", "silenced", "resolved"]),
  created_at: moment,
  resolved_at: moment.nullable(),
  resolved_by: z.string().nullable(),
  acknowledged_at: moment.nullable(),
  acknowledged_by: z.string().nullable(),
  labels: z.array(z.object({ key: label, value: label })),
  title: z.string(),
  permalinks: z.object({
    slack: z.null(),
    slack_app: z.null(),
    telegram: z.null(),
    web: z.url(),
  }),
  silenced_at: moment.nullable(),
  last_alert: alert,
});

const groupBody = (types: readonly string[]) =>
  z.object({
    event: z.object({
      type: z.enum(types),
      time: z.string().optional().describe("Absent when something was taken back."),
      until: z.string().nullable().optional().describe("End of a silence; null: it has none."),
    }),
    user: person.describe("Who did it; null for a monitoring tool or the server itself."),
    alert_group: group,
    alert_group_id: z.string(),
    alert_payload: z.unknown().describe("The first alert of the group as it was received."),
    integration: z.object({
      id: z.string(),
      type: z.string(),
      name: z.string(),
      team: z.string().nullable(),
    }),
    notified_users: people,
    users_to_be_notified: people,
    alert_group_acknowledged_by: person,
    alert_group_resolved_by: person,
    responses: responses.describe("What other webhooks got as answers, by their ids."),
  });

const incidentBody = (type: string) =>
  z.object({
    event: z.object({ type: z.literal(type), time: z.string() }),
    user: person,
    incident: z.object({
      incidentID: z.string(),
      title: z.string(),
      status: z.enum(["active", "resolved"]),
      severity: z.string(),
      labels: z.array(z.object({ label: z.string(), description: z.string(), colorHex: z.string() })),
      isDrill: z.boolean(),
      createdTime: moment,
      modifiedTime: moment,
      createdByUser: z.object({ userID: z.string(), name: z.string() }).nullable(),
      closedTime: z.string().describe("Empty while it is active."),
      durationSeconds: z.int(),
      overviewURL: z.url(),
      roomPrefix: z.string(),
      incidentStart: moment,
      incidentEnd: z.string(),
    }),
    incident_id: z.string(),
    alert_group_ids: z.array(z.string()),
    responses,
  });

const changes = ["acknowledge", "unacknowledge", "resolve", "unresolve", "silence", "unsilence"] as const;

const summaries: Readonly<Record<Trigger, string>> = {
  escalation: "A step of an escalation chain",
  "alert group created": "A new alert group was opened",
  acknowledge: "Somebody took the alert group",
  resolve: "The alert group was resolved",
  silence: "The alert group was silenced",
  unsilence: "The silence of the alert group ended",
  unresolve: "The alert group was resolved and is open again",
  unacknowledge: "The alert group was given back",
  "status change": "Any change of an alert group but its creation",
  "personal notification": "A step of somebody's own notification rules",
  "incident declared": "An incident was declared",
  "incident changed": "An incident was changed, or taken up again",
  "incident resolved": "An incident was resolved",
};

/** What OnCall's trigger types stand for: the event as templates see it, and the body with `forward_all`. */
export function oncallEvents(publicUrl: string): readonly EventDescription[] {
  const dialect = createOncallDialect({ publicUrl, titleOf: () => "Alertmanager" });
  const tell = (event: ToldEvent): object =>
    JSON.parse(dumpJson(dialect.describe({ event, responses: new Map() }), { style: "python-ascii" }));
  return triggerTypes.map((type) => ({
    type,
    summary: summaries[type],
    chosenBy: [type],
    ...describe(type, tell),
  }));
}

function describe(type: Trigger, tell: (event: ToldEvent) => object) {
  switch (type) {
    case "incident declared":
    case "incident changed":
    case "incident resolved":
      return {
        ...{ schema: z.toJSONSchema(incidentBody(type)), example: tell(exampleIncidentEvent(type)) },
        isTold: true,
      };
    case "escalation":
    case "personal notification": {
      const example = { ...tell(exampleGroupEvent("alert group created")), event: { type } };
      return { schema: z.toJSONSchema(groupBody([type])), example, isTold: false };
    }
    case "status change":
      return {
        ...{ schema: z.toJSONSchema(groupBody(changes)), example: tell(exampleGroupEvent("acknowledge")) },
        isTold: true,
      };
    default:
      return {
        ...{ schema: z.toJSONSchema(groupBody([type])), example: tell(exampleGroupEvent(type)) },
        isTold: true,
      };
  }
}
