import { dumpJson } from "@tocsin/jinja";
import { describe, expect, test } from "vitest";
import type { GroupEventRecord, IncidentEventRecord } from "../core/outgoing-webhooks/index.ts";
import type { EventId } from "../platform/ids.ts";
import type { Instant } from "../platform/instant.ts";
import { createOncallDialect } from "./oncall.ts";

const at = (text: string) => text as Instant;
const alice = { id: "U1", username: "alice", email: "a@example.com" };

const event: GroupEventRecord = {
  subject: "alert group",
  id: 1 as EventId,
  type: "acknowledge",
  sequence: 2,
  at: at("2026-01-05T10:00:00.123456Z"),
  snapshot: {
    group: {
      id: "IABC",
      routeId: "R1",
      alertsCount: 2,
      state: "acknowledged",
      title: "Disk full",
      labels: { team: "sre" },
      createdAt: at("2026-01-05T09:00:00Z"),
      resolvedAt: null,
      acknowledgedAt: at("2026-01-05T10:00:00.123456Z"),
      silencedAt: null,
    },
    integration: { id: "C1", type: "alertmanager", name: "Prod AM", teamId: "T1", teamName: "SRE" },
    user: alice,
    acknowledgedBy: alice,
    resolvedBy: null,
    until: null,
  },
  firstAlert: { id: "A1", createdAt: at("2026-01-05T09:00:00Z"), payload: '{"b": 1.0, "a": "x"}' },
  lastAlert: { id: "A2", createdAt: at("2026-01-05T09:30:00Z"), payload: "[1]" },
};

const dialect = createOncallDialect({
  publicUrl: "https://oncall.example.com",
  titleOf: (type) => (type === "alertmanager" ? "Alertmanager" : undefined),
});

function text(
  changes: Partial<GroupEventRecord>,
  responses: ReadonlyMap<string, string> = new Map(),
): string {
  return dumpJson(dialect.describe({ event: { ...event, ...changes }, responses }), {
    style: "python-ascii",
  });
}

test("the whole context, key by key in OnCall's order", () => {
  const alert = (id: string, time: string, payload: string) =>
    `{"id": "${id}", "alert_group_id": "IABC", "created_at": "${time}", "payload": ${payload}}`;
  const person = '{"id": "U1", "username": "alice", "email": "a@example.com"}';
  expect(text({})).toBe(
    `{"event": {"type": "acknowledge", "time": "2026-01-05T10:00:00.123456+00:00"}, "user": ${person}, ` +
      '"alert_group": {"id": "IABC", "integration_id": "C1", "team_id": "T1", "route_id": "R1", "alerts_count": 2, ' +
      '"state": "acknowledged", "created_at": "2026-01-05T09:00:00Z", "resolved_at": null, "resolved_by": null, ' +
      '"acknowledged_at": "2026-01-05T10:00:00.123456Z", "acknowledged_by": "U1", ' +
      '"labels": [{"key": {"id": "team", "name": "team"}, "value": {"id": "sre", "name": "sre"}}], ' +
      '"title": "Disk full", "permalinks": {"slack": null, "slack_app": null, "telegram": null, ' +
      '"web": "https://oncall.example.com/alert-groups/IABC"}, "silenced_at": null, ' +
      `"last_alert": ${alert("A2", "2026-01-05T09:30:00Z", "[1]")}}, "alert_group_id": "IABC", ` +
      '"alert_payload": {"b": 1.0, "a": "x"}, ' +
      '"integration": {"id": "C1", "type": "alertmanager", "name": "Prod AM - Alertmanager", "team": "SRE"}, ' +
      '"notified_users": [], "users_to_be_notified": [], ' +
      `"alert_group_acknowledged_by": ${person}, "alert_group_resolved_by": null}`,
  );
});

describe("event", () => {
  const changeOf = (type: GroupEventRecord["type"], until: Instant | null = null) =>
    (JSON.parse(text({ type, snapshot: { ...event.snapshot, until } })) as { event: object }).event;
  const time = "2026-01-05T10:00:00.123456+00:00";

  test.each([
    ["alert group created", { type: "alert group created", time: "2026-01-05T09:00:00+00:00" }],
    ["acknowledge", { type: "acknowledge", time }],
    ["resolve", { type: "resolve", time }],
    ["silence", { type: "silence", time, until: null }],
    ["unsilence", { type: "unsilence" }],
    ["unresolve", { type: "unresolve" }],
    ["unacknowledge", { type: "unacknowledge" }],
  ] as const)("%s has the keys of its type only", (type, expected) => {
    expect(changeOf(type)).toEqual(expected);
  });

  test("the end of a silence is told in Python's form", () => {
    expect(changeOf("silence", at("2026-01-05T11:00:00Z"))).toMatchObject({
      until: "2026-01-05T11:00:00+00:00",
    });
  });
});

test("a group without alerts has an empty text as payload", () => {
  expect(text({ firstAlert: null, lastAlert: null })).toContain('"alert_payload": "", ');
});

test("answers of other webhooks come last, JSON as data and anything else as text", () => {
  const responses = new Map([
    ["WH1", '{"ticket": 7}'],
    ["WH2", "ok"],
  ]);
  expect(text({}, responses)).toMatch(/, "responses": \{"WH1": \{"ticket": 7\}, "WH2": "ok"\}\}$/);
});

describe("an incident", () => {
  const incidentEvent: IncidentEventRecord = {
    subject: "incident",
    id: 1 as EventId,
    type: "incident resolved",
    sequence: 3,
    at: at("2026-01-05T10:00:00Z"),
    snapshot: {
      incident: {
        id: "INC1",
        title: "Shop down",
        severity: "major",
        status: "resolved",
        isDrill: false,
        labels: ["shop"],
        roomPrefix: null,
        declaredAt: at("2026-01-05T09:00:00.500000Z"),
        declaredBy: { id: "SA1", name: "prtg" },
        changedAt: at("2026-01-05T10:00:00Z"),
        resolvedAt: at("2026-01-05T10:00:00Z"),
        groupIds: ["IABC"],
      },
      user: alice,
    },
  };
  const tell = (responses: ReadonlyMap<string, string> = new Map()) =>
    dumpJson(dialect.describe({ event: incidentEvent, responses }), { style: "python-ascii" });

  test("is told with the names of Grafana Incident's API, beside OnCall's event and user", () => {
    expect(tell()).toBe(
      '{"event": {"type": "incident resolved", "time": "2026-01-05T10:00:00+00:00"}, ' +
        '"user": {"id": "U1", "username": "alice", "email": "a@example.com"}, ' +
        '"incident": {"incidentID": "INC1", "title": "Shop down", "status": "resolved", "severity": "major", ' +
        '"labels": [{"label": "shop", "description": "", "colorHex": ""}], "isDrill": false, ' +
        '"createdTime": "2026-01-05T09:00:00.500000Z", "modifiedTime": "2026-01-05T10:00:00Z", ' +
        '"createdByUser": {"userID": "SA1", "name": "prtg"}, "closedTime": "2026-01-05T10:00:00Z", ' +
        '"durationSeconds": 3599, "overviewURL": "https://oncall.example.com/incidents/INC1", "roomPrefix": "", ' +
        '"incidentStart": "2026-01-05T09:00:00.500000Z", "incidentEnd": "2026-01-05T10:00:00Z"}, ' +
        '"incident_id": "INC1", "alert_group_ids": ["IABC"]}',
    );
  });

  test("shows the answers of other webhooks like a group does", () => {
    expect(tell(new Map([["WH1", "ok"]]))).toMatch(/, "responses": \{"WH1": "ok"\}\}$/);
  });
});
