import { Dict } from "@tocsin/jinja";
import { factTemplates } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedRequest } from "../core/integrations/registry.ts";
import { labelledAlertFacts, labelledAlertsIn, leftOut, partAlert } from "./reading/index.ts";

const disk = {
  status: "firing",
  labels: { alertname: "DiskFull", severity: "critical", instance: "node-1:9100", job: "node" },
  annotations: { summary: "Disk 95% full on node-1", runbook_url: "https://runbooks.example.com/disk" },
  startsAt: "2026-08-01T10:00:00.000Z",
  endsAt: "0001-01-01T00:00:00Z",
  generatorURL: "http://prometheus.example.com/graph?g0.expr=disk_used",
  fingerprint: "a1b2c3d4e5f60718",
};
const inodes = {
  ...disk,
  labels: { ...disk.labels, alertname: "InodesLow", severity: "info" },
  annotations: { description: "Few inodes left on node-1" },
  fingerprint: "b1b2c3d4e5f60718",
};
const over = { status: "resolved", endsAt: "2026-08-01T10:30:00.000Z" };

function envelope(status: string, alerts: unknown[]): object {
  return {
    receiver: "tocsin",
    status,
    alerts,
    groupLabels: { instance: "node-1:9100" },
    commonLabels: { instance: "node-1:9100", job: "node" },
    commonAnnotations: {},
    externalURL: "http://alertmanager.example.com",
    version: "4",
    groupKey: '{}:{instance="node-1:9100"}',
    truncatedAlerts: 0,
  };
}

/** Alertmanager again, but every alert is judged by itself and not its whole group. */
export const prometheus: IntegrationModule = {
  slug: "prometheus",
  title: "Prometheus",
  category: "metrics",
  connect: `Add a receiver to \`alertmanager.yml\` and route alerts to it:

\`\`\`yaml
receivers:
  - name: tocsin
    webhook_configs:
      - url: {url}
        send_resolved: true
\`\`\`

Every alert becomes an alert group of its own, by its fingerprint. To have one alert group for each of Alertmanager's
groups, choose the type **Alertmanager** instead.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  refuse: refuseOtherThanObjects,
  interpret: ({ body }) => interpretLabelled(body.value),
  neverSends: {
    test: "Alertmanager has no test button: `amtool alert add alertname=Test` makes an alert like any other.",
  },
  examples: [
    {
      name: "an alert fires",
      kind: "opening",
      body: envelope("firing", [disk]),
      title: "Disk 95% full on node-1",
      severity: "critical",
    },
    { name: "Alertmanager repeats it", kind: "repeated", body: envelope("firing", [disk]) },
    {
      name: "another one fires in the same group",
      kind: "opening",
      body: envelope("firing", [inodes, disk]),
      title: "Few inodes left on node-1",
      severity: "info",
    },
    {
      name: "the first is over while the second fires on",
      kind: "resolving",
      body: envelope("firing", [{ ...disk, ...over }, inodes]),
      title: "Disk 95% full on node-1",
    },
    {
      name: "the whole group is over",
      kind: "resolving",
      body: envelope("resolved", [{ ...inodes, ...over }]),
      title: "Few inodes left on node-1",
    },
    { name: "a group without alerts", kind: "ignored", body: envelope("firing", []) },
    {
      name: "the end of an alert that was never seen",
      kind: "ignored",
      body: envelope("resolved", [{ ...disk, ...over, fingerprint: "ffff" }]),
    },
    {
      name: "an annotation that is a number, a label that is null, a neighbour that is no alert",
      kind: "opening",
      body: envelope("firing", [
        {
          ...disk,
          labels: { alertname: "Odd", severity: null },
          annotations: { summary: 7 },
          fingerprint: "c7",
        },
        "not an alert",
      ]),
      title: "7",
      severity: "warning",
    },
    { name: "alerts that are no list", kind: "hostile", body: { status: 1, alerts: "none" } },
    { name: "a list of nonsense", kind: "hostile", body: [null, 3, [], {}] },
  ],
};

/** One alert per labelled alert of the body. */
export function interpretLabelled(value: ReceivedRequest["body"]["value"]): Interpretation {
  const found = labelledAlertsIn(value);
  if (found.length === 0) return leftOut("no alerts in the request");
  return { alerts: found.map((alert) => partAlert(alert.value, labelledAlertFacts(alert, "Prometheus"))) };
}

function refuseOtherThanObjects({ body: { value } }: ReceivedRequest): string | undefined {
  if (value instanceof Dict || Array.isArray(value)) return undefined;
  return "The body must be a JSON object with a list of alerts (Alertmanager's webhook format, version 4).";
}
