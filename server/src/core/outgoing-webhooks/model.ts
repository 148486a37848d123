import type {
  AlertGroupId,
  DeliveryId,
  EventId,
  IncidentId,
  TeamId,
  UserId,
  WebhookId,
} from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { GroupEventType } from "../alert-groups/model.ts";
import type { IncidentEventType, IncidentStatus } from "../incidents/model.ts";
import type { Notice, NoticeType } from "../operator-notices/index.ts";
import type { ConnectionInput } from "./connection.ts";
import type { DeliveryControl } from "./delivery-control.ts";

export const dialects = ["oncall", "grafana", "opsknight", "standard"] as const;
/** The form of a webhook's messages: Grafana OnCall's, or one of a `MessageMaker`. */
export type DialectName = (typeof dialects)[number];

/**
 * What a webhook of OnCall's form waits for, in OnCall's order and words. `status change` is every change of an alert
 * group but its creation.
 */
export const triggerTypes = [
  "escalation",
  "alert group created",
  "acknowledge",
  "resolve",
  "silence",
  "unsilence",
  "unresolve",
  "unacknowledge",
  "status change",
  "personal notification",
  "incident declared",
  "incident changed",
  "incident resolved",
] as const;
/** `every change`: each change of an alert group, an incident or the server; for the other forms. */
export type TriggerType = (typeof triggerTypes)[number] | "every change";

/** What happened to an alert group, an incident or the server itself. */
export type EventType = GroupEventType | IncidentEventType | NoticeType;

/** What an event is about. */
export type EventSubject =
  | { kind: "alert group"; id: AlertGroupId }
  | { kind: "incident"; id: IncidentId }
  | { kind: "server" };

export const httpMethods = ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"] as const;
export type HttpMethod = (typeof httpMethods)[number];

export const webhookPresets = ["simple_webhook", "advanced_webhook", "incident_webhook"] as const;
export type WebhookPreset = (typeof webhookPresets)[number];

/** Longest and shortest time for one request, in milliseconds. */
export const deadlineLimits = { min: 1_000, max: 30_000, standard: 10_000 } as const;

/** What a person decides about a webhook, secrets apart. Template texts are kept as entered. */
export interface WebhookSettings {
  name: string;
  isEnabled: boolean;
  teamId: TeamId | null;
  triggerType: TriggerType;
  httpMethod: HttpMethod;
  url: string;
  headers: string | null;
  data: string | null;
  triggerTemplate: string | null;
  /** The whole event is the body, and `data` is not looked at. */
  forwardAll: boolean;
  username: string | null;
  /** Public ids of integrations; empty: every integration. */
  integrationFilter: readonly string[];
  preset: WebhookPreset | null;
  deadlineMs: number;
  dialect: DialectName;
  /** What the dialect lets its owner choose; empty with `oncall`. */
  dialectSettings: object;
  control: DeliveryControl;
}

export interface Webhook extends WebhookSettings {
  id: WebhookId;
  publicId: string;
  teamPublicId: string | null;
  createdByUserId: UserId | null;
  /** The secrets themselves are never read back. */
  hasPassword: boolean;
  hasAuthorizationHeader: boolean;
  /** What may be shown of how the receiver is reached; empty for nothing special. */
  connection: object;
  /** Why the server switched it off by itself; null when it did not. */
  disabledReason: string | null;
  /** The last time it was off, from the first failure before that on; `until` is null while it is off. */
  outage: { since: Instant; until: Instant | null } | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A secret that is absent stays as it is; null removes it. */
export interface WebhookSecrets {
  password?: string | null;
  authorizationHeader?: string | null;
  connection?: ConnectionInput | null;
}

type DialectChoice = Pick<WebhookSettings, "dialect" | "dialectSettings">;

interface ControlChoice {
  /** What is absent is as usual, or stays as it is. */
  control?: Partial<DeliveryControl>;
}

/** Without a dialect: OnCall's. */
export type NewWebhookInput = Omit<WebhookSettings, keyof DialectChoice | "control"> &
  Partial<DialectChoice> &
  ControlChoice &
  WebhookSecrets;
/** What is absent stays as it is; the dialect cannot be changed. */
export type WebhookUpdate = Partial<Omit<WebhookSettings, "dialect" | "control">> &
  WebhookSecrets &
  ControlChoice;

export type TemplateField = "url" | "headers" | "data" | "triggerTemplate";

/** Why a webhook is not saved. Each edge words it for its readers. */
export type WebhookRefusal =
  | { reason: "name_taken" }
  /** `message` in OnCall's form: `Template Error: …`. */
  | { reason: "bad_template"; field: TemplateField; message: string }
  | { reason: "unknown_integration"; publicId: string }
  /** `simple_webhook` fixes everything but name, team and URL. */
  | { reason: "fixed_by_preset"; preset: WebhookPreset };

export type WebhookResult =
  | { kind: "saved"; webhook: Webhook }
  | { kind: "refused"; refusal: WebhookRefusal };

/** A change of an alert group that outgoing webhooks may want to hear of. */
export interface GroupEvent {
  groupId: AlertGroupId;
  type: GroupEventType;
  at: Instant | "now";
  /** Who did it; null for a monitoring tool or Tocsin itself. */
  userId: UserId | null;
  /** End of a silence, null for one without end; when absent, the group's own is taken. */
  until?: Instant | null;
  /** The `traceparent` of the request that brought it. */
  trace?: string | undefined;
}

/** A change of an incident that outgoing webhooks may want to hear of, with all that messages say about it. */
export interface IncidentEvent {
  incidentId: IncidentId;
  type: IncidentEventType;
  snapshot: IncidentSnapshot;
}

/** A person as messages show them. */
export interface PersonSnapshot {
  id: string;
  username: string;
  email: string;
}

/** The group, its integration and its people at the moment of an event: what every try of a delivery says. */
export interface EventSnapshot {
  group: {
    id: string;
    routeId: string | null;
    alertsCount: number;
    state: string;
    title: string;
    labels: Record<string, string>;
    createdAt: Instant;
    resolvedAt: Instant | null;
    acknowledgedAt: Instant | null;
    silencedAt: Instant | null;
  };
  integration: { id: string; type: string; name: string; teamId: string | null; teamName: string | null };
  user: PersonSnapshot | null;
  acknowledgedBy: PersonSnapshot | null;
  resolvedBy: PersonSnapshot | null;
  until: Instant | null;
  /** The `traceparent` of the request that brought it; absent when it had none. */
  trace?: string;
}

/** An incident at the moment of an event. */
export interface IncidentSnapshot {
  incident: {
    id: string;
    title: string;
    severity: string;
    status: IncidentStatus;
    isDrill: boolean;
    labels: string[];
    roomPrefix: string | null;
    declaredAt: Instant;
    /** A person or a service account; null for the server itself, and for who is gone. */
    declaredBy: { id: string; name: string } | null;
    changedAt: Instant;
    resolvedAt: Instant | null;
    /** Public ids of the alert groups that are attached. Not their titles: a group that is wiped must leave none. */
    groupIds: string[];
  };
  /** Who made the change; null when it was not a person. */
  user: PersonSnapshot | null;
}

export interface StoredAlert {
  id: string;
  createdAt: Instant;
  /** JSON text as received. */
  payload: string;
}

interface EventBase {
  id: EventId;
  /** Position among the events of the same subject, from 1. */
  sequence: number;
  at: Instant;
}

export interface GroupEventRecord extends EventBase {
  subject: "alert group";
  type: GroupEventType;
  snapshot: EventSnapshot;
  firstAlert: StoredAlert | null;
  lastAlert: StoredAlert | null;
}

export interface IncidentEventRecord extends EventBase {
  subject: "incident";
  type: IncidentEventType;
  snapshot: IncidentSnapshot;
}

export type ServerEventRecord = EventBase & { subject: "server" } & Notice;

export type EventRecord = GroupEventRecord | IncidentEventRecord | ServerEventRecord;

/** How a try ended: `superseded` when its lease was lost and another worker decides about the delivery. */
export type AttemptResult = "delivered" | "retry" | "failed" | "superseded";

/** Who or what is to blame for a try that did not deliver. */
export const attemptCauses = [
  "response",
  "policy",
  "template",
  "dns",
  "connect",
  "tls",
  "timeout",
  "protocol",
  "authorization",
  "disabled",
  "expired",
  "internal",
] as const;
export type AttemptCause = (typeof attemptCauses)[number];

/** The part of a message that could not be made. */
export type MessagePart = "trigger" | "url" | "headers" | "data";

/** A request as it went out, secrets masked. */
export interface LoggedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
  /** Rendered text of the trigger template; null when there is none. */
  trigger: string | null;
}

export interface LoggedResponse {
  status: number;
  headers: Record<string, string>;
  /** At most 16 KB. */
  body: string;
}

export interface Attempt {
  deliveryId: DeliveryId;
  /** The same over all tries of one delivery; sent as `webhook-id`. */
  messageId: string;
  eventId: EventId;
  eventType: EventType;
  webhookId: WebhookId;
  subject: EventSubject;
  /** From 1. */
  number: number;
  startedAt: Instant;
  result: AttemptResult;
  cause: AttemptCause;
  errorPart: MessagePart | null;
  error: string | null;
  request: LoggedRequest;
  response: LoggedResponse | null;
  /** Milliseconds by phase: `queue`, `dns`, `connect`, `tls`, `firstByte`, `total`. */
  timings: Record<string, number>;
  nextTryAt: Instant | null;
}

/** An attempt with the event it told of; null when the event's time of keeping is over. */
export interface AttemptEntry extends Attempt {
  event: EventRecord | null;
}
