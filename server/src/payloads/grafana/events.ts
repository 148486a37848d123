import type { EventDescription } from "../../core/outgoing-webhooks/index.ts";

const texts = { type: "object", additionalProperties: { type: "string" } };
const schema = {
  type: "object",
  required: ["receiver", "status", "alerts", "groupKey", "title", "state", "message"],
  properties: {
    receiver: { type: "string" },
    status: { enum: ["firing", "resolved"] },
    alerts: { type: "array", items: { type: "object", required: ["status", "labels", "fingerprint"] } },
    groupLabels: texts,
    commonLabels: texts,
    commonAnnotations: texts,
    externalURL: { type: "string" },
    version: { const: "1" },
    groupKey: { type: "string" },
    truncatedAlerts: { type: "integer" },
    orgId: { type: "integer" },
    title: { type: "string" },
    state: { enum: ["alerting", "ok"] },
    message: { type: "string" },
  },
};

/** Grafana's form has one kind of message; `status` tells what happened. */
export function grafanaEvents(): readonly EventDescription[] {
  const example = (status: "firing" | "resolved") => ({
    receiver: "on-call",
    status,
    alerts: [
      {
        status,
        labels: { alertname: "Disk full", team: "db" },
        annotations: { summary: "Disk full" },
        startsAt: "2026-01-31T10:00:00Z",
        endsAt: status === "firing" ? "0001-01-01T00:00:00Z" : "2026-01-31T11:00:00Z",
        fingerprint: "4f6f3a1c0d9e8b72",
      },
    ],
    groupKey: '{}/{alert_group="I5WE7Y3K9QHZB"}:{alertname="Disk full", team="db"}',
    title: status === "firing" ? "[FIRING:1] Disk full db " : "[RESOLVED] Disk full db ",
    state: status === "firing" ? "alerting" : "ok",
    message: "",
  });
  return [
    {
      type: "firing",
      summary: "An alert group was created or fires again",
      ...{ schema, example: example("firing") },
      ...{ chosenBy: ["alert group created", "unresolve"], isTold: true },
    },
    {
      type: "resolved",
      summary: "An alert group was resolved",
      ...{ schema, example: example("resolved") },
      ...{ chosenBy: ["resolve"], isTold: true },
    },
  ];
}
