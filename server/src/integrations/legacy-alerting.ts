import { Dict, type Value } from "@tocsin/jinja";
import { type AlertFacts, factTemplates } from "../core/integrations/facts.ts";
import type {
  IntegrationExample,
  IntegrationModule,
  Interpretation,
  ReceivedBody,
  ReceivedRequest,
} from "../core/integrations/registry.ts";
import { alertmanagerElementHeartbeat } from "./heartbeat-payloads.ts";
import {
  factsOf,
  labelledAlertsIn,
  labelsText,
  leftOut,
  lines,
  partAlert,
  severityOf,
  statusOf,
  textAt,
  textEntriesAt,
  valueAt,
} from "./reading/index.ts";

/*
 * OnCall's older kinds of Alertmanager and Grafana Alerting: one alert for each element of `alerts`, its payload that
 * element. OnCall resolved such a group once every label set that had fired in it was resolved. Here the labels are the
 * grouping key, so that a group holds one label set and that condition is the same as "this alert is resolved".
 */

const neverSends = { test: "Integrations of this type were made long ago and have been tried." };

export const legacyAlertmanager: IntegrationModule = {
  slug: "legacy_alertmanager",
  title: "(Legacy) Alertmanager",
  category: "metrics",
  connect:
    "An older kind of the type Alertmanager. It goes on working at `{url}`; new integrations are of the type Alertmanager.\n",
  templates: factTemplates,
  heartbeatPayload: alertmanagerElementHeartbeat,
  isHidden: true,
  refuse: refuseOtherThanEnvelopes,
  interpret: ({ body }) => interpretEach(body, alertmanagerFacts),
  neverSends,
  examples: examplesFor("DiskFull"),
};

export const legacyGrafanaAlerting: IntegrationModule = {
  slug: "legacy_grafana_alerting",
  title: "(Legacy) Grafana Alerting",
  category: "metrics",
  connect:
    "An older kind of the type Grafana Alerting. It goes on working at `{url}`; new integrations are of the type Grafana Alerting.\n",
  templates: factTemplates,
  isHidden: true,
  refuse: refuseOtherThanEnvelopes,
  interpret: ({ body }) => interpretEach(body, grafanaFacts),
  neverSends,
  examples: examplesFor("Checkout fails"),
};

function refuseOtherThanEnvelopes({ body: { value } }: ReceivedRequest): string | undefined {
  if (!(value instanceof Dict)) return "The body must be a JSON object (Alertmanager's webhook format).";
  const alerts = valueAt(value, "alerts") ?? [];
  return Array.isArray(alerts) ? undefined : "alerts: must be a list of objects.";
}

function interpretEach(body: ReceivedBody, read: (alert: Dict) => AlertFacts): Interpretation {
  const found = labelledAlertsIn(body.value);
  if (found.length === 0) return leftOut("no alerts in the request");
  return { alerts: found.map(({ value }) => partAlert(value, read(value))) };
}

function alertmanagerFacts(alert: Value): AlertFacts {
  const name = textAt(alert, "labels", "alertname");
  return labelledFacts(alert, name ?? "No title (check Title Template)", alertmanagerMessage(alert));
}

function grafanaFacts(alert: Value): AlertFacts {
  const name = textAt(alert, "labels", "alertname");
  return labelledFacts(alert, name ?? "No title (check Web Title Template)", grafanaMessage(alert));
}

function labelledFacts(alert: Value, title: string, message: string): AlertFacts {
  return factsOf(
    {
      title: [title],
      message,
      severity: severityOf(textAt(alert, "labels", "severity")) ?? "warning",
      key: labelsText(alert) ?? title,
      signal: statusOf(alert, undefined),
      source: textAt(alert, "labels", "instance"),
      link: textAt(alert, "generatorURL"),
    },
    title,
  );
}

const severityMarks: Readonly<Record<string, string>> = {
  critical: ":rotating_light:",
  warning: ":warning:",
};
const statusMarks: Readonly<Record<string, string>> = { firing: ":fire:", resolved: ":white_check_mark:" };
const shownApart = new Set(["summary", "message", "runbook_url", "runbook_url_internal"]);

function alertmanagerMessage(alert: Value): string {
  const severity = textAt(alert, "labels", "severity") ?? "Unknown";
  const status = textAt(alert, "status") ?? "Unknown";
  const runbook = textAt(alert, "annotations", "runbook_url");
  const internal = textAt(alert, "annotations", "runbook_url_internal");
  const others = textEntriesAt(alert, "annotations").filter(([name]) => !shownApart.has(name));
  return lines(
    textAt(alert, "annotations", "summary"),
    textAt(alert, "annotations", "message"),
    `Severity: ${severity} ${severityMarks[severity] ?? ":question:"}`,
    `Status: ${status} ${statusMarks[status] ?? ":warning:"} (on the source)`,
    runbook && `[:book: Runbook:link:](${runbook})`,
    internal && `[:closed_book: Runbook (internal):link:](${internal})`,
    ":label: Labels:",
    ...textEntriesAt(alert, "labels").map(([name, text]) => `- ${name}: ${text}`),
    others.length > 0 ? ":pushpin: Other annotations:" : undefined,
    ...others.map(([name, text]) => `- ${name}: ${text}`),
  );
}

function grafanaMessage(alert: Value): string {
  const labels = textEntriesAt(alert, "labels");
  const annotations = textEntriesAt(alert, "annotations");
  return lines(
    textAt(alert, "message"),
    `**Status**: ${textAt(alert, "status") ?? ""}`,
    labels.length > 0 ? "**Labels:** " : undefined,
    ...labels.map(([name, text]) => `*${name}*: ${text}`),
    annotations.length > 0 ? "**Annotations:**" : undefined,
    ...annotations.map(
      ([name, text]) => `*${name}*:  ${text.startsWith("http") ? `[here](${text})` : text} `,
    ),
  );
}

function examplesFor(alertname: string): readonly [IntegrationExample, ...IntegrationExample[]] {
  const alert = {
    status: "firing",
    labels: { alertname, severity: "critical", instance: "db1:9100" },
    annotations: { summary: "97% used", runbook_url: "https://runbooks.example.com/disk", team: "core" },
    startsAt: "2026-01-05T10:00:00.000Z",
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: "http://prometheus.example.com/graph?g0.expr=disk_used",
    fingerprint: "b3d1a2f0c4e59687",
  };
  const second = { ...alert, labels: { ...alert.labels, instance: "db2:9100", severity: "warning" } };
  const envelope = (status: string, alerts: unknown[]) => ({
    receiver: "tocsin",
    status,
    alerts,
    groupLabels: { alertname },
    groupKey: `{}:{alertname="${alertname}"}`,
    version: "4",
  });
  const over = { status: "resolved" };
  return [
    {
      name: "an alert fires",
      kind: "opening",
      body: envelope("firing", [alert]),
      title: alertname,
      severity: "critical",
    },
    { name: "the alert fires on", kind: "repeated", body: envelope("firing", [alert]) },
    {
      name: "the same on another host",
      kind: "opening",
      body: envelope("firing", [second, alert]),
      title: alertname,
      severity: "warning",
    },
    {
      name: "the other host is well again",
      kind: "resolving",
      body: envelope("firing", [{ ...second, ...over }, alert]),
    },
    { name: "no alerts", kind: "ignored", body: envelope("firing", []) },
    {
      name: "nulls and numbers",
      kind: "hostile",
      body: envelope("firing", [{ labels: null, status: 7, annotations: [] }, {}]),
    },
  ];
}
