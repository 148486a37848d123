import type {
  GroupEventRecord,
  IncidentEventRecord,
  ServerEventRecord,
} from "../core/outgoing-webhooks/index.ts";
import type { EventId } from "../platform/ids.ts";
import type { Instant } from "../platform/instant.ts";

const began = "2026-01-31T10:00:00Z" as Instant;
const happened = "2026-01-31T10:30:00Z" as Instant;
const ended = "2026-01-31T11:00:00Z" as Instant;

const person = { id: "U4N7HS1XZ9QLB", username: "ana", email: "ana@example.com" };

const states: Readonly<Record<GroupEventRecord["type"], string>> = {
  "alert group created": "firing",
  acknowledge: "acknowledged",
  unacknowledge: "firing",
  silence: "silenced",
  unsilence: "firing",
  resolve: "resolved",
  unresolve: "firing",
};

/** The event that the examples of the catalogue tell of. */
export function exampleGroupEvent(type: GroupEventRecord["type"]): GroupEventRecord {
  const state = states[type];
  const byPerson = type === "alert group created" ? null : person;
  const alert = {
    id: "A1RDVTP6KJ9QW",
    createdAt: began,
    payload: '{"labels": {"alertname": "DiskFull", "severity": "critical"}, "status": "firing"}',
  };
  return {
    id: 1 as EventId,
    subject: "alert group",
    type,
    sequence: type === "alert group created" ? 1 : 2,
    at: type === "alert group created" ? began : happened,
    firstAlert: alert,
    lastAlert: alert,
    snapshot: {
      group: {
        id: "I5WE7Y3K9QHZB",
        routeId: "RIYGUJXCPFHXY",
        alertsCount: 3,
        state,
        title: "Disk full",
        labels: { team: "db" },
        createdAt: began,
        resolvedAt: state === "resolved" ? happened : null,
        acknowledgedAt: state === "acknowledged" ? happened : null,
        silencedAt: state === "silenced" ? happened : null,
      },
      integration: {
        ...{ id: "CFRPV98RPR1U8", type: "alertmanager", name: "Production" },
        ...{ teamId: null, teamName: null },
      },
      user: byPerson,
      acknowledgedBy: state === "acknowledged" ? person : null,
      resolvedBy: state === "resolved" ? person : null,
      until: type === "silence" ? ended : null,
    },
  };
}

export function exampleIncidentEvent(type: IncidentEventRecord["type"]): IncidentEventRecord {
  const isResolved = type === "incident resolved";
  return {
    id: 1 as EventId,
    subject: "incident",
    type,
    sequence: type === "incident declared" ? 1 : 2,
    at: type === "incident declared" ? began : happened,
    snapshot: {
      incident: {
        id: "INC8QHXW2TZ6VJN",
        title: "Checkout is down",
        severity: "major",
        status: isResolved ? "resolved" : "active",
        isDrill: false,
        labels: ["payments"],
        roomPrefix: null,
        declaredAt: began,
        declaredBy: { id: person.id, name: person.username },
        changedAt: type === "incident declared" ? began : happened,
        resolvedAt: isResolved ? happened : null,
        groupIds: ["I5WE7Y3K9QHZB"],
      },
      user: person,
    },
  };
}

export function exampleServerEvent(type: ServerEventRecord["type"]): ServerEventRecord {
  const base = { id: 1 as EventId, subject: "server", sequence: 1, at: happened } as const;
  const webhook = { id: "WHDRT5K2M8QX3L", name: "Tickets" };
  if (type === "server failures") {
    const counts = { count: 3, retrying: 5 };
    const webhooks = [{ ...webhook, ...counts }];
    return { ...base, type, snapshot: { ...counts, newCount: 3, oldestAt: began, webhooks } };
  }
  const isOff = type === "webhook disabled";
  return {
    ...base,
    type,
    snapshot: {
      webhook,
      percent: isOff ? 100 : 70,
      failingSince: "2026-01-24T10:30:00Z" as Instant,
      failedTries: 412,
      givenUp: 23,
      lastFailure: { at: began, cause: "response", status: 503 },
      disableAfterDays: isOff ? 7 : 10,
      reason: isOff ? "Nothing was delivered for 7 days." : null,
    },
  };
}
