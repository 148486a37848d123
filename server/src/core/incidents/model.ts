import type { IncidentId, ServiceAccountId, UserId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

export const incidentStatuses = ["active", "resolved"] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** Until somebody has judged how bad it is; the word of Grafana Incident. */
export const pendingSeverity = "pending";

/** What outgoing webhooks are told; the names of OnCall's trigger types. */
export type IncidentEventType = "incident declared" | "incident changed" | "incident resolved";

/** What people decide about an incident. */
export interface IncidentSettings {
  title: string;
  /** Any short word. Those of Grafana Incident (pending, minor, major, critical) are in lower case. */
  severity: string;
  status: IncidentStatus;
  /** An exercise. */
  isDrill: boolean;
  /** In the order they were given, each once. */
  labels: readonly string[];
  /** Beginning of the name of the incident's chat room, for the chats that make one. */
  roomPrefix: string | null;
}

export interface Incident extends IncidentSettings {
  id: IncidentId;
  publicId: string;
  declaredAt: Instant;
  declaredBy: IncidentActor | null;
  changedAt: Instant;
  resolvedAt: Instant | null;
  /** Public ids of the alert groups that are attached, in the order of their attaching. */
  groupIds: readonly string[];
}

/** A person or a program, as the incident shows it. */
export interface IncidentActor {
  kind: "user" | "service account";
  publicId: string;
  name: string;
}

/** Whose change it is, as rows refer to it; both null for the server itself. */
export interface ActorIds {
  userId: UserId | null;
  serviceAccountId: ServiceAccountId | null;
}

/** What is absent stays as it is. */
export type IncidentUpdate = { [Key in keyof IncidentSettings]?: IncidentSettings[Key] | undefined };

export type IncidentTimelineKind =
  | "declared"
  | "title_changed"
  | "severity_changed"
  | "labels_changed"
  | "drill_changed"
  | "room_prefix_changed"
  | "resolved"
  | "reopened"
  | "group_attached"
  | "group_detached"
  | "note";

export interface IncidentTimelineEntry {
  kind: IncidentTimelineKind;
  text: string;
  detail?: Record<string, unknown>;
}

/** The outcome of a rule: the settings from now on and everything that follows from the change. */
export interface IncidentChange {
  settings: IncidentSettings;
  entries: IncidentTimelineEntry[];
  events: IncidentEventType[];
}

/** What an incident was declared with. */
export type NewAttachment =
  | {
      kind: "request";
      /** The path and query that were called, secrets masked. */
      url: string;
      headers: Record<string, string>;
      /** The beginning of the body as text, secrets masked. */
      body: string;
      /** Length of the body as received. */
      bodyBytes: number;
    }
  | { kind: "link"; url: string; caption: string };
