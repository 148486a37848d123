import { z } from "zod";
import {
  type Assignment,
  authorize,
  basic,
  type EventType,
  type GroupEventRecord,
  type MessageMaker,
  type RenderedMessage,
} from "../core/outgoing-webhooks/index.ts";
import { instantToMs } from "../platform/instant.ts";
import { describeMistake } from "./describe-mistake.ts";
import { headerMistake } from "./own-headers.ts";
import { newStandardSecret, refuseStandardSecret, signStandard, standardPublicKey } from "./standard-keys.ts";

const eventNames = [
  "alert_group.created",
  "alert_group.acknowledged",
  "alert_group.unacknowledged",
  "alert_group.silenced",
  "alert_group.unsilenced",
  "alert_group.resolved",
  "alert_group.reopened",
] as const;
type EventName = (typeof eventNames)[number];

const settingsSchema = z.strictObject({
  events: z
    .array(z.enum(eventNames))
    .min(1)
    .default([...eventNames])
    .describe("What the webhook is told of."),
  signature: z
    .enum(["v1", "v1a"])
    .default("v1")
    .describe("Kind of secret that is made: v1 a shared one, v1a an Ed25519 key whose public half is shown."),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .superRefine((given, check) => {
      const mistake = headerMistake(given);
      if (mistake !== undefined) check.addIssue({ code: "custom", message: mistake });
    }),
});

const moment = z.string().meta({ format: "date-time" });
const person = z.object({ id: z.string(), username: z.string(), email: z.string() }).nullable();

const body = z.object({
  type: z.enum(eventNames),
  timestamp: moment.describe("When it happened, not when it was sent."),
  data: z.object({
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
      silenced_until: moment
        .nullable()
        .describe("Set by alert_group.silenced, unless the silence has no end."),
      resolved_at: moment.nullable(),
      resolved_by: person,
    }),
    integration: z.object({ id: z.string(), type: z.string(), name: z.string() }),
    user: person.describe("Who did it; null for a monitoring tool or the server itself."),
    sequence: z.int().describe("Number of the event within its alert group, from 1."),
  }),
});
type Body = z.output<typeof body>;

/** Messages as Standard Webhooks asks for them: typed events, `webhook-id`, `-timestamp` and `-signature` (v1, v1a). */
export function createStandardMaker(publicUrl: string): MessageMaker {
  return {
    title: "Standard Webhooks",
    readSettings(given) {
      const read = settingsSchema.safeParse(given);
      if (!read.success) return { kind: "refused", message: describeMistake(read.error) };
      return { kind: "settings", settings: read.data };
    },
    newSecret: (settings) => newStandardSecret(settingsSchema.parse(settings).signature),
    refuseSecret: refuseStandardSecret,
    publicKeyOf: standardPublicKey,
    make: (assignment) => make(assignment, publicUrl),
    events: () => eventNames.map(describe),
  };
}

function make(assignment: Assignment, publicUrl: string): RenderedMessage {
  const { event, now, messageId, signingSecrets } = assignment;
  if (event.subject !== "alert group") return { kind: "unwanted" };
  const name = names[event.type];
  const settings = settingsSchema.parse(assignment.settings);
  if (!settings.events.includes(name)) return { kind: "unwanted" };
  const text = JSON.stringify(toBody(event, name, publicUrl));
  const timestamp = String(Math.floor(instantToMs(now) / 1000));
  const headers = {
    ...settings.headers,
    "Content-Type": "application/json",
    ...(signingSecrets.length === 0
      ? {}
      : { "webhook-signature": signStandard(signingSecrets, { id: messageId, timestamp, text }) }),
  };
  const { httpMethod, url, username, password, authorizationHeader } = assignment;
  const authorization = authorizationHeader ?? (username && password ? basic(username, password) : null);
  const message = { method: httpMethod, url, headers: authorize(headers, authorization), body: text };
  return { kind: "message", message, trigger: null };
}

const names: Readonly<Record<GroupEventRecord["type"] & EventType, EventName>> = {
  "alert group created": "alert_group.created",
  acknowledge: "alert_group.acknowledged",
  unacknowledge: "alert_group.unacknowledged",
  silence: "alert_group.silenced",
  unsilence: "alert_group.unsilenced",
  resolve: "alert_group.resolved",
  unresolve: "alert_group.reopened",
};

function toBody(event: GroupEventRecord, name: EventName, publicUrl: string): Body {
  const { group, integration, user, acknowledgedBy, resolvedBy, until } = event.snapshot;
  return {
    type: name,
    timestamp: event.at,
    data: {
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
    },
  };
}

const summaries: Readonly<Record<EventName, string>> = {
  "alert_group.created": "A new alert group was opened",
  "alert_group.acknowledged": "Somebody took the alert group",
  "alert_group.unacknowledged": "The alert group was given back",
  "alert_group.silenced": "The alert group was silenced",
  "alert_group.unsilenced": "The silence of the alert group ended",
  "alert_group.resolved": "The alert group was resolved",
  "alert_group.reopened": "The alert group was resolved and is open again",
};

function describe(name: EventName) {
  const example: Body = {
    type: name,
    timestamp: "2026-01-31T10:30:00Z",
    data: {
      alert_group: {
        id: "I5WE7Y3K9QHZB",
        title: "Disk full",
        state: exampleStates[name],
        alerts_count: 3,
        labels: { team: "db" },
        url: "https://oncall.example.com/alert-groups/I5WE7Y3K9QHZB",
        created_at: "2026-01-31T10:00:00Z",
        acknowledged_at: null,
        acknowledged_by: null,
        silenced_until: null,
        resolved_at: null,
        resolved_by: null,
      },
      integration: { id: "CFRPV98RPR1U8", type: "alertmanager", name: "Production" },
      user: null,
      sequence: 1,
    },
  };
  return { type: name, summary: summaries[name], schema: z.toJSONSchema(body), example };
}

const exampleStates: Readonly<Record<EventName, string>> = {
  "alert_group.created": "firing",
  "alert_group.acknowledged": "acknowledged",
  "alert_group.unacknowledged": "firing",
  "alert_group.silenced": "silenced",
  "alert_group.unsilenced": "firing",
  "alert_group.resolved": "resolved",
  "alert_group.reopened": "firing",
};
