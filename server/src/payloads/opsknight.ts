import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import {
  type Assignment,
  authorize,
  basic,
  type GroupEventRecord,
  type MessageMaker,
  type PersonSnapshot,
  type RenderedMessage,
} from "../core/outgoing-webhooks/index.ts";
import { type Instant, instantToMs } from "../platform/instant.ts";
import { describeMistake } from "./describe-mistake.ts";

const eventNames = [
  "incident.created",
  "incident.acknowledged",
  "incident.resolved",
  "incident.snoozed",
  "incident.suppressed",
  "incident.updated",
] as const;
type EventName = (typeof eventNames)[number];

const settingsSchema = z.strictObject({
  events: z
    .array(z.enum(eventNames))
    .min(1)
    .default([...eventNames])
    .describe("What the webhook is told of."),
});

const moment = z.iso.datetime();
const person = z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable();

const body = z.object({
  event: z.enum(eventNames),
  timestamp: moment,
  data: z.object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    status: z.enum(["OPEN", "ACKNOWLEDGED", "RESOLVED", "SNOOZED", "SUPPRESSED"]),
    urgency: z.enum(["HIGH", "MEDIUM", "LOW"]),
    priority: z.string().nullable(),
    service: z.object({ id: z.string(), name: z.string() }),
    assignee: person,
    createdAt: moment,
    acknowledgedAt: moment.optional(),
    resolvedAt: moment.optional(),
  }),
});
type Body = z.output<typeof body>;

/** Messages of OpsKnight's outgoing webhooks: an alert group is an incident there, an integration a service. */
export function createOpsknightMaker(): MessageMaker {
  return {
    title: "OpsKnight",
    readSettings(given) {
      const read = settingsSchema.safeParse(given);
      if (!read.success) return { kind: "refused", message: describeMistake(read.error) };
      return { kind: "settings", settings: read.data };
    },
    newSecret: () => randomBytes(32).toString("hex"),
    publicKeyOf: () => null,
    refuseSecret: (secret) => (secret === "" ? "A secret cannot be empty." : undefined),
    make,
    events: () => eventNames.map(describe),
  };
}

function make(assignment: Assignment): RenderedMessage {
  const { event } = assignment;
  if (event.subject !== "alert group") return { kind: "unwanted" };
  const name = nameOf(event);
  const { events } = settingsSchema.parse(assignment.settings);
  if (!events.includes(name)) return { kind: "unwanted" };
  const text = JSON.stringify(toBody(event, name));
  const { httpMethod, url, username, password, authorizationHeader, signingSecrets } = assignment;
  const [secret] = signingSecrets;
  const headers = {
    "Content-Type": "application/json",
    ...(secret === undefined ? {} : { "X-Webhook-Signature": `sha256=${sign(secret, text)}` }),
    "X-Webhook-Event": name,
    "User-Agent": "OpsKnight-StatusPage/1.0",
  };
  const authorization = authorizationHeader ?? (username && password ? basic(username, password) : null);
  const message = { method: httpMethod, url, headers: authorize(headers, authorization), body: text };
  return { kind: "message", message, trigger: null };
}

function sign(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}

function nameOf({ type, snapshot }: GroupEventRecord): EventName {
  switch (type) {
    case "alert group created":
      return "incident.created";
    case "acknowledge":
      return "incident.acknowledged";
    case "resolve":
      return "incident.resolved";
    case "silence":
      return snapshot.until === null ? "incident.suppressed" : "incident.snoozed";
    case "unsilence":
    case "unresolve":
    case "unacknowledge":
      return "incident.updated";
  }
}

function toBody(event: GroupEventRecord, name: EventName): Body {
  const { group, integration, acknowledgedBy } = event.snapshot;
  return {
    event: name,
    timestamp: isoTime(event.at),
    data: {
      id: group.id,
      title: group.title,
      description: descriptionOf(event),
      status: statusOf(event),
      urgency: urgencyOf(group.labels),
      priority: group.labels.priority ?? null,
      service: { id: integration.id, name: integration.name },
      assignee: acknowledgedBy && toAssignee(acknowledgedBy),
      createdAt: isoTime(group.createdAt),
      ...(group.acknowledgedAt === null ? {} : { acknowledgedAt: isoTime(group.acknowledgedAt) }),
      ...(group.resolvedAt === null ? {} : { resolvedAt: isoTime(group.resolvedAt) }),
    },
  };
}

/** Milliseconds, as JavaScript writes times. */
function isoTime(instant: Instant): string {
  return new Date(instantToMs(instant)).toISOString();
}

function toAssignee({ id, username, email }: PersonSnapshot) {
  return { id, name: username, email };
}

function statusOf({ type, snapshot: { group, until } }: GroupEventRecord): Body["data"]["status"] {
  switch (group.state) {
    case "acknowledged":
      return "ACKNOWLEDGED";
    case "resolved":
      return "RESOLVED";
    case "silenced":
      return type === "silence" && until === null ? "SUPPRESSED" : "SNOOZED";
    default:
      return "OPEN";
  }
}

function urgencyOf(labels: Record<string, string>): Body["data"]["urgency"] {
  const severity = (labels.severity ?? "").toLowerCase();
  if (["warning", "medium"].includes(severity)) return "MEDIUM";
  return ["info", "low", "none"].includes(severity) ? "LOW" : "HIGH";
}

const text = z.string().min(1);
const described = z.union([
  z
    .object({
      alerts: z.tuple([z.object({ annotations: z.object({ description: text }) })]).rest(z.unknown()),
    })
    .transform(({ alerts: [{ annotations }] }) => annotations.description),
  z.object({ description: text }).transform(({ description }) => description),
  z.object({ message: text }).transform(({ message }) => message),
]);

/** The sender's own words, where its payload has them in a usual place. */
function descriptionOf({ lastAlert }: GroupEventRecord): string {
  try {
    const read = described.safeParse(JSON.parse(lastAlert?.payload ?? "null"));
    return read.success ? read.data : "";
  } catch {
    // A payload may be any text.
    return "";
  }
}

const summaries: Readonly<Record<EventName, string>> = {
  "incident.created": "An alert group was created",
  "incident.acknowledged": "Somebody acknowledged the alert group",
  "incident.resolved": "The alert group was resolved",
  "incident.snoozed": "The alert group was silenced for a while",
  "incident.suppressed": "The alert group was silenced without an end",
  "incident.updated": "A silence, acknowledgement or resolution was taken back",
};

function describe(name: EventName) {
  const example: Body = {
    event: name,
    timestamp: "2026-01-31T10:30:00.000Z",
    data: {
      id: "I5WE7Y3K9QHZB",
      title: "Disk full",
      description: "96 % of /var is in use",
      status: name === "incident.resolved" ? "RESOLVED" : "OPEN",
      urgency: "HIGH",
      priority: null,
      service: { id: "CFRPV98RPR1U8", name: "Production" },
      assignee: null,
      createdAt: "2026-01-31T10:00:00.000Z",
    },
  };
  return {
    ...{ type: name, summary: summaries[name], schema: z.toJSONSchema(body), example },
    ...{ chosenBy: [name], isTold: true },
  };
}
