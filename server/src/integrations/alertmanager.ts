import { Dict, dumpJson } from "@tocsin/jinja";
import type {
  AlertPayload,
  IntegrationModule,
  ReceivedBody,
  ReceivedRequest,
} from "../core/integrations/registry.ts";
import { alertmanagerHeartbeat } from "./heartbeat-payloads.ts";

/**
 * Title: the alert name, then the other group labels in parentheses. The blank behind a lone name is part of the
 * outcome that OnCall's users see and match on.
 */
const title = `{%- set groupLabels = payload.get("groupLabels", {}).copy() -%}
{%- if "labels" in payload -%}
{{ payload.labels.alertname }} {% if groupLabels %}({{ groupLabels.values() | join(", ") }}){% endif %}
{%- else -%}
{{ groupLabels.pop("alertname", "") }} {% if groupLabels %}({{ groupLabels.values() | join(", ") }}){% endif %}
{%- endif -%}`;

const sections = `{%- macro section(name, items) %}{% if items %}{{ name }}:
{% for key, value in items.items() %}- {{ key }}: {{ value }}
{% endfor %}
{% endif %}{% endmacro -%}`;

const message = `${sections}
{%- macro link(text, url) %}[{{ text }}]({{ url }}){% endmacro -%}
{%- set annotations = payload.get("commonAnnotations", {}).copy() -%}
{%- set severity = payload.get("groupLabels", {}).get("severity") -%}
{%- if severity is not none -%}
Severity: {{ severity }} {{ {"critical": ":rotating_light:", "warning": ":warning:"}.get(severity, ":question:") }}
{% endif -%}
{%- set status = payload.get("status", "Unknown") -%}
Status: {{ status }} {{ {"firing": ":fire:", "resolved": ":white_check_mark:"}.get(status, ":warning:") }} (on the source)
{% if status == "firing" and payload.numFiring -%}
Firing alerts – {{ payload.numFiring }}
Resolved alerts – {{ payload.numResolved }}
{% endif -%}
{%- if "runbook_url" in annotations -%}
{{ link(":book: Runbook:link:", annotations.pop("runbook_url")) }}
{% endif -%}
{%- if "runbook_url_internal" in annotations -%}
{{ link(":closed_book: Runbook (internal):link:", annotations.pop("runbook_url_internal")) }}
{% endif %}
{{ section("GroupLabels", payload.get("groupLabels")) -}}
{{ section("CommonLabels", payload.get("commonLabels")) -}}
{{ section("Annotations", annotations) -}}
{{ section("Labels", payload.get("labels")) -}}
{{ section("Annotations", payload.get("annotations")) -}}
[View in AlertManager]({{ source_link }})`;

/** Templates for the Alertmanager v4 envelope; Grafana Alerting sends the same one. */
export const alertmanagerTemplates: IntegrationModule["templates"] = {
  grouping_key: "{{ payload.groupKey }}",
  resolve_signal: '{{ payload.status == "resolved" }}',
  source_link: "{{ payload.alerts[0].generatorURL }}",
  "web.title": title,
  "web.message": message,
};

const opening = {
  receiver: "tocsin",
  status: "firing",
  alerts: [
    {
      status: "firing",
      labels: { alertname: "DiskFull", severity: "critical", instance: "db1:9100" },
      annotations: {
        summary: "Disk on db1 is 97% full",
        runbook_url: "https://runbooks.example.com/disk-full",
      },
      startsAt: "2026-01-05T10:00:00.000Z",
      endsAt: "0001-01-01T00:00:00Z",
      generatorURL: "http://prometheus.example.com/graph?g0.expr=disk_used",
      fingerprint: "b3d1a2f0c4e59687",
    },
  ],
  groupLabels: { alertname: "DiskFull" },
  commonLabels: { alertname: "DiskFull", severity: "critical", instance: "db1:9100" },
  commonAnnotations: {
    summary: "Disk on db1 is 97% full",
    runbook_url: "https://runbooks.example.com/disk-full",
  },
  externalURL: "http://alertmanager.example.com",
  version: "4",
  groupKey: '{}:{alertname="DiskFull"}',
  truncatedAlerts: 0,
};

export const alertmanager: IntegrationModule = {
  slug: "alertmanager",
  title: "Alertmanager",
  category: "metrics",
  connect: `Add a receiver to \`alertmanager.yml\` and route alerts to it:

\`\`\`yaml
receivers:
  - name: tocsin
    webhook_configs:
      - url: {url}
        send_resolved: true
\`\`\`
`,
  templates: alertmanagerTemplates,
  heartbeatPayload: alertmanagerHeartbeat,
  refuse: refuseEnvelope,
  interpret: ({ body }) => ({ alerts: [withCounts(body)] }),
  examples: [
    { name: "a group fires", kind: "opening", body: opening, title: "DiskFull " },
    { name: "the same group again", kind: "repeated", body: opening },
    {
      name: "the group is resolved",
      kind: "resolving",
      body: { ...opening, status: "resolved", alerts: [{ ...opening.alerts[0], status: "resolved" }] },
    },
    {
      name: "amtool's test alert",
      kind: "test",
      body: {
        ...opening,
        groupKey: "{}:{}",
        groupLabels: {},
        alerts: [],
        commonLabels: {},
        commonAnnotations: {},
      },
      title: " ",
    },
    {
      name: "nulls and numbers where texts belong",
      kind: "hostile",
      body: { groupKey: 7, status: null, alerts: [] },
    },
  ],
};

export function refuseEnvelope({ body: { value: body } }: ReceivedRequest): string | undefined {
  if (!(body instanceof Dict))
    return "The body must be a JSON object (Alertmanager's webhook format, version 4).";
  const alerts = body.getText("alerts");
  if (alerts === undefined) return undefined;
  if (!Array.isArray(alerts) || !alerts.every((alert) => alert instanceof Dict)) {
    return "alerts: must be a list of objects.";
  }
  return undefined;
}

/** Templates rely on \`numFiring\` and \`numResolved\`, which Alertmanager itself does not send. */
export function withCounts(body: ReceivedBody): AlertPayload {
  if (!(body.value instanceof Dict) || body.value.has("numFiring")) return body;
  const numFiring = countStatus(body.value, "firing");
  const numResolved = countStatus(body.value, "resolved");
  const isOverwritten = body.value.has("numResolved");
  const isEmpty = body.value.size === 0;
  body.value.set("numFiring", numFiring);
  body.value.set("numResolved", numResolved);
  const text = isOverwritten
    ? dumpJson(body.value, { style: "compact" })
    : spliceCounts(body.text, isEmpty, numFiring, numResolved);
  return { value: body.value, text };
}

/** Adds the counts to the text as received, so that the spelling of everything else stays. */
function spliceCounts(text: string, isEmpty: boolean, numFiring: number, numResolved: number): string {
  const start = text.slice(0, text.lastIndexOf("}"));
  return `${start}${isEmpty ? "" : ","}"numFiring":${numFiring},"numResolved":${numResolved}}`;
}

function countStatus(body: Dict, status: string): number {
  const alerts = body.getText("alerts");
  if (!Array.isArray(alerts)) return 0;
  return alerts.filter((alert) => alert instanceof Dict && alert.getText("status") === status).length;
}
