import type { AlertGroupId, EventId, IncidentId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { GroupEventType } from "../alert-groups/model.ts";
import type { IncidentEventType } from "../incidents/model.ts";
import { isNoticeType, type Notice } from "../operator-notices/index.ts";
import type { EventRecord, EventSnapshot, EventSubject, IncidentSnapshot, StoredAlert } from "./model.ts";

/** Columns of `events e left join alerts` that make an event; the first alert is not sent twice when it is the last. */
export const eventColumns = `
  e.id as event_id, e.incident_id as event_incident_id, e.type as event_type, e.sequence as event_sequence, e.at as event_at, e.snapshot,
  fa.public_id as first_alert_public_id, fa.created_at as first_alert_at, fa.payload as first_alert_payload,
  la.public_id as last_alert_public_id, la.created_at as last_alert_at, la.payload as last_alert_payload`;

export const eventAlerts = `
  left join alerts fa on fa.id = e.first_alert_id
  left join alerts la on la.id = nullif(e.last_alert_id, e.first_alert_id)`;

export interface EventColumns {
  event_id: number | null;
  event_incident_id: number | null;
  event_type: string;
  event_sequence: number;
  event_at: Instant;
  snapshot: object;
  first_alert_public_id: string | null;
  first_alert_at: Instant | null;
  first_alert_payload: string | null;
  last_alert_public_id: string | null;
  last_alert_at: Instant | null;
  last_alert_payload: string | null;
}

/** Null when the row has no event any more. */
export function toEvent(row: EventColumns): EventRecord | null {
  if (row.event_id === null) return null;
  const base = { id: row.event_id as EventId, sequence: row.event_sequence, at: row.event_at };
  if (row.event_incident_id !== null) {
    return {
      ...base,
      subject: "incident",
      type: row.event_type as IncidentEventType,
      snapshot: row.snapshot as IncidentSnapshot,
    };
  }
  if (isNoticeType(row.event_type)) {
    // Only `insertServerAnnouncement` writes them, each type with its snapshot.
    const notice = { type: row.event_type, snapshot: row.snapshot } as Notice;
    return { ...base, subject: "server", ...notice };
  }
  const firstAlert = toAlert(row.first_alert_public_id, row.first_alert_at, row.first_alert_payload);
  const lastAlert = toAlert(row.last_alert_public_id, row.last_alert_at, row.last_alert_payload);
  return {
    ...base,
    subject: "alert group",
    type: row.event_type as GroupEventType,
    snapshot: toSnapshot(row.snapshot),
    firstAlert,
    lastAlert: lastAlert ?? firstAlert,
  };
}

/** What a row of `deliveries` or `attempts` is about; one of the two is set at most. */
export function toSubject(row: { group_id: number | null; incident_id: number | null }): EventSubject {
  if (row.incident_id !== null) return { kind: "incident", id: row.incident_id as IncidentId };
  if (row.group_id === null) return { kind: "server" };
  return { kind: "alert group", id: row.group_id as AlertGroupId };
}

function toAlert(id: string | null, createdAt: Instant | null, payload: string | null): StoredAlert | null {
  if (id === null || createdAt === null || payload === null) return null;
  return { id, createdAt, payload };
}

/** Only `insertAnnouncements` writes snapshots, so their shape is known. */
function toSnapshot(stored: object): EventSnapshot {
  const snapshot = stored as EventSnapshot;
  const { group } = snapshot;
  return {
    ...snapshot,
    until: withoutZeroFraction(snapshot.until),
    group: {
      ...group,
      createdAt: withoutZeroFraction(group.createdAt),
      resolvedAt: withoutZeroFraction(group.resolvedAt),
      acknowledgedAt: withoutZeroFraction(group.acknowledgedAt),
      silencedAt: withoutZeroFraction(group.silencedAt),
    },
  };
}

/** The one spelling of an instant: six fractional digits, or none when they are all zero. */
function withoutZeroFraction<Text extends Instant | null>(text: Text): Text {
  return (text === null ? null : text.replace(/\.000000Z$/, "Z")) as Text;
}
