import type { AlertGroupId, AlertId, IntegrationId, RouteId, UserId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

/** Who changed a group: the monitoring tool, a person, or Tocsin itself (timers, rules). */
export type Actor = { kind: "source" } | { kind: "user"; userId: UserId | null } | { kind: "system" };

/** When and by whom a group was taken or ended. */
export interface Mark {
  at: Instant;
  by: Actor;
}

export type GroupState =
  | { status: "firing" }
  | { status: "acknowledged"; acknowledged: Mark }
  /** `until` null: until somebody ends it. */
  | { status: "silenced"; at: Instant; until: Instant | null }
  /** `acknowledged`: it had been taken before it ended. */
  | { status: "resolved"; resolved: Mark; acknowledged: Mark | null };

export type GroupStatus = GroupState["status"];

export interface AlertGroup {
  id: AlertGroupId;
  publicId: string;
  integrationId: IntegrationId;
  routeId: RouteId | null;
  groupingKey: Buffer;
  /** Alerts with the same route and key join this group. */
  isOpen: boolean;
  state: GroupState;
  title: string;
  alertsCount: number;
  firstAlertId: AlertId | null;
  lastAlertId: AlertId | null;
  rootGroupId: AlertGroupId | null;
  wipedAt: Instant | null;
}

/** What a person or a timer asks for. */
export type Action =
  | { kind: "acknowledge" }
  | { kind: "unacknowledge" }
  | { kind: "resolve" }
  /** Firing again, or acknowledged by whom and since when it was before it ended. */
  | { kind: "unresolve"; keepsAcknowledgement?: boolean }
  /** `seconds` null: for ever. */
  | { kind: "silence"; seconds: number | null }
  | { kind: "unsilence" };

/** Why an action is refused. Each edge words it for its readers. */
export type Refusal =
  | "not_found"
  | "attached"
  | "already_acknowledged"
  | "already_resolved"
  | "not_acknowledged"
  | "not_resolved"
  | "not_silenced"
  | "is_resolved"
  | "is_acknowledged"
  | "wiped";

/** The newest change of a group: its id is the group's version. What a source merely remarked is none. */
export interface LatestChange {
  version: number;
  kind: TimelineKind;
  actor: Actor["kind"];
  /** Null for whoever is no person, and for who is gone. */
  username: string | null;
}

/** What outgoing webhooks are told; the names of OnCall's trigger types. */
export type GroupEventType =
  | "alert group created"
  | "acknowledge"
  | "unacknowledge"
  | "resolve"
  | "unresolve"
  | "silence"
  | "unsilence";

export type TimelineKind =
  | "registered"
  | "route_assigned"
  | "acknowledged"
  | "unacknowledged"
  | "resolved"
  | "unresolved"
  | "silenced"
  | "unsilenced"
  | "attached"
  | "unattached"
  | "note"
  | "wiped";

export interface TimelineEntry {
  kind: TimelineKind;
  actor: Actor;
  reason: string;
  detail?: Record<string, unknown>;
}

/** The outcome of a rule: the new state and everything that follows from it. */
export interface Change {
  state: GroupState;
  isOpen: boolean;
  entries: TimelineEntry[];
  events: GroupEventType[];
}
