import { serveWholeFile, story } from "./support.ts";

/** What monitoring systems send by default and what comes of it, posted to a whole server. */
const server = serveWholeFile();

const never = "0001-01-01T00:00:00Z";

const diskFull = {
  status: "firing",
  labels: { alertname: "DiskFull", severity: "critical", instance: "n1" },
  annotations: { summary: "Disk 95% on n1" },
  startsAt: "2026-08-01T10:00:00Z",
  endsAt: never,
  generatorURL: "http://p/g",
  fingerprint: "a1b2",
};
const other = { ...diskFull, fingerprint: "c3d4", labels: { ...diskFull.labels, instance: "n2" } };
const over = { status: "resolved", endsAt: "2026-08-01T10:05:00Z" };

function alertmanager(alerts: object[], changes: object = {}) {
  return {
    body: {
      version: "4",
      groupKey: '{}:{alertname="DiskFull"}',
      status: "firing",
      receiver: "r",
      groupLabels: { alertname: "DiskFull" },
      commonLabels: { alertname: "DiskFull", severity: "critical" },
      commonAnnotations: {},
      externalURL: "http://am",
      truncatedAlerts: 0,
      alerts,
      ...changes,
    },
  };
}

story(server, "prometheus", [
  [
    "P1 a firing alert opens",
    alertmanager([diskFull]),
    { action: "triggered", title: "Disk 95% on n1", severity: "critical", key: "a1b2" },
  ],
  [
    "P2 its end resolves",
    alertmanager([{ ...diskFull, ...over }], { status: "resolved" }),
    { action: "resolved", groupOf: "P1 a firing alert opens" },
  ],
  ["P3 (before) a second one", alertmanager([other]), { action: "triggered" }],
  [
    "P3 one firing, one resolved in one request",
    alertmanager([diskFull, { ...other, ...over }]),
    { actions: ["triggered", "resolved"] },
  ],
  [
    "P4 severity info",
    alertmanager([{ ...diskFull, fingerprint: "i", labels: { alertname: "A", severity: "info" } }]),
    { action: "triggered", severity: "info" },
  ],
  [
    "P4 severity none",
    alertmanager([{ ...diskFull, fingerprint: "n", labels: { alertname: "A", severity: "none" } }]),
    { action: "triggered", severity: "info" },
  ],
  ["P5 no alerts at all", alertmanager([]), { action: "ignored" }],
  [
    "P6 numbers and nulls among labels and annotations",
    alertmanager([
      { ...diskFull, fingerprint: "x", labels: { alertname: null, a: 1 }, annotations: { summary: 95 } },
      { ...diskFull, fingerprint: "y" },
    ]),
    { actions: ["triggered", "triggered"], title: "95" },
  ],
  [
    "P8 a request sent again is no second alert",
    alertmanager([
      { ...diskFull, fingerprint: "x" },
      { ...diskFull, fingerprint: "y" },
    ]),
    { actions: ["deduplicated", "deduplicated"] },
  ],
]);

const latency = {
  status: "firing",
  labels: { alertname: "HighLatency", severity: "warning", service: "api" },
  annotations: { summary: "p99 2.3s" },
  startsAt: "2026-08-01T10:00:00Z",
  endsAt: never,
  generatorURL: "http://g/alerting/grafana/u1/view",
  fingerprint: "c0ffee",
  silenceURL: "http://g/alerting/silence/new",
  values: { B: 2.3 },
};

function grafana(alerts: object[], changes: object = {}) {
  return {
    body: {
      receiver: "oc",
      status: "firing",
      state: "alerting",
      title: "[FIRING:1] HighLatency (api)",
      message: "**Firing**",
      orgId: 1,
      version: "1",
      groupKey: '{}:{alertname="HighLatency"}',
      truncatedAlerts: 0,
      groupLabels: {},
      commonLabels: {},
      commonAnnotations: {},
      externalURL: "http://g",
      alerts,
      ...changes,
    },
  };
}

const grafanaOver = { status: "resolved", state: "ok", title: "[RESOLVED] HighLatency (api)" };

story(server, "grafana", [
  [
    "G1 unified alerting, although it carries a state",
    grafana([latency]),
    { action: "triggered", title: "p99 2.3s", severity: "warning", key: "c0ffee" },
  ],
  [
    "G1 the group grows",
    grafana([latency, { ...latency, fingerprint: "beef" }], { title: "[FIRING:2] HighLatency" }),
    { actions: ["deduplicated", "triggered"] },
  ],
  [
    "G2 its end resolves, whatever the title says",
    grafana([{ ...latency, ...over }], grafanaOver),
    { action: "resolved", groupOf: "G1 unified alerting, although it carries a state" },
  ],
  [
    "G3 a payload of one's own without state",
    { body: { status: "resolved", alerts: [{ ...latency, ...over, fingerprint: "beef" }] } },
    { action: "resolved" },
  ],
  [
    "G4 legacy alerting",
    { body: { ruleId: 7, ruleName: "CPU", state: "alerting", title: "[Alerting] CPU" } },
    { action: "triggered", severity: "critical" },
  ],
  [
    "G4 legacy alerting, over",
    { body: { ruleId: 7, ruleName: "CPU", state: "ok", title: "[OK] CPU" } },
    { action: "resolved", groupOf: "G4 legacy alerting" },
  ],
  ["G5 pending", { body: { ruleId: 8, ruleName: "M", state: "pending" } }, { action: "ignored" }],
  ["G5 paused", { body: { ruleId: 8, ruleName: "M", state: "paused" } }, { action: "ignored" }],
  [
    "G7 no data",
    grafana([
      {
        ...latency,
        fingerprint: "nd",
        labels: { alertname: "DatasourceNoData", rulename: "HighLatency", datasource_uid: "d" },
        annotations: {},
      },
    ]),
    { action: "triggered", title: /HighLatency/ },
  ],
]);

const cpu = {
  id: "77",
  last_updated: "1722500000000",
  event_type: "metric_alert_monitor",
  title: "[Triggered] CPU high on web-1",
  date: "1722500000000",
  org: { id: "1", name: "acme" },
  body: "…",
};

story(server, "datadog", [
  ["D1 the payload that is filled in already", { body: cpu }, { action: "triggered", severity: "warning" }],
  [
    "D2 recovered, by the title",
    { body: { ...cpu, id: "78", title: "[Recovered] CPU high on web-1" } },
    { action: "resolved", groupOf: "D1 the payload that is filled in already" },
  ],
  [
    "a priority and Markdown marks, as Datadog writes them",
    { body: { ...cpu, title: "[P1] [Triggered on {host:b}] Disk", body: "%%%\nDisk is **full**\n%%%" } },
    { action: "triggered", severity: "critical", message: /^Disk is \*\*full\*\*$/ },
  ],
  ["D3 tags as one text", { body: { title: "T", tags: "env:prod,team:a" } }, { action: "triggered" }],
  ["D3 tags as a list", { body: { title: "T2", tags: ["env:prod"] } }, { action: "triggered" }],
  [
    "D4 numbers as texts",
    { body: { title: "N", date_happened: "1722500000", monitor: { id: "42", name: "N" } } },
    { action: "triggered" },
  ],
  [
    "D5 (before) a cycle begins",
    { body: { title: "x", alert_transition: "Triggered", alert_cycle_key: "99", alert_type: "error" } },
    { action: "triggered", severity: "critical" },
  ],
  [
    "D5 recovered, by the cycle",
    { body: { title: "y", alert_transition: "Recovered", alert_cycle_key: "99", alert_type: "success" } },
    { action: "resolved", groupOf: "D5 (before) a cycle begins" },
  ],
  [
    "D6 (before) a monitor in alarm",
    { body: { monitor: { id: 43, name: "CPU", status: "Alert" } } },
    { action: "triggered" },
  ],
  [
    "D6 the monitor is OK",
    { body: { monitor: { id: 43, name: "CPU", status: "OK" } } },
    { action: "resolved", groupOf: "D6 (before) a monitor in alarm" },
  ],
  ["D7 an error", { body: { title: "E", alert_type: "error" } }, { severity: "critical" }],
]);

const issue = {
  id: "iss-1",
  issueUrl: "https://radar-api.service.newrelic.com/accounts/1/issues/iss-1",
  title: "Memory > 90% on checkout",
  priority: "CRITICAL",
  impactedEntities: ["checkout"],
  totalIncidents: 1,
  state: "ACTIVATED",
  trigger: "STATE_CHANGE",
  isCorrelated: false,
  createdAt: 1722500000000,
  updatedAt: 1722500000000,
  sources: ["newrelic"],
  alertPolicyNames: ["Prod"],
  alertConditionNames: ["Mem"],
  workflowName: "W",
};
const classic = {
  current_state: "open",
  incident_id: 55,
  condition_name: "Err rate",
  policy_name: "P",
  severity: "CRITICAL",
  details: "…",
};

story(server, "newrelic", [
  [
    "N1 an issue is activated",
    { body: issue },
    { action: "triggered", title: "Memory > 90% on checkout", severity: "critical" },
  ],
  ["N3 it is acknowledged", { body: { ...issue, state: "ACKNOWLEDGED" } }, { action: "acknowledged" }],
  [
    "N2 it is closed",
    { body: { ...issue, state: "CLOSED" } },
    { action: "resolved", groupOf: "N1 an issue is activated" },
  ],
  ["N4 the classic webhook", { body: classic }, { action: "triggered", severity: "critical" }],
  [
    "N4 the classic webhook, closed",
    { body: { ...classic, current_state: "closed" } },
    { action: "resolved", groupOf: "N4 the classic webhook" },
  ],
  [
    "N5 (before) OpsKnight's variant",
    { body: { incident: { id: "i1", title: "T" } } },
    { action: "triggered" },
  ],
  [
    "N5 OpsKnight's variant, resolved",
    { body: { incident: { id: "i1", title: "T", state: "INCIDENT_RESOLVED" } } },
    { action: "resolved", groupOf: "N5 (before) OpsKnight's variant" },
  ],
]);

const sentryEvent = {
  action: "triggered",
  data: {
    event: {
      event_id: "e1",
      issue_id: "111",
      title: "ReferenceError: x",
      level: "error",
      web_url: "https://sentry.io/organizations/a/issues/111/events/e1/",
      project: 1,
    },
    triggered_rule: "Prod errors",
  },
  installation: { uuid: "u" },
  actor: { type: "application", id: "sentry", name: "Sentry" },
};
const metric = {
  metric_alert: { id: "9", alert_rule: { name: "Too many errors" } },
  description_title: "Critical: Too many errors",
  description_text: "1000 events",
  web_url: "https://sentry.io/organizations/a/alerts/rules/details/9/",
};
const sentryIssue = { id: "111", shortId: "A-1", title: "ReferenceError: x", level: "error" };
const about = (resource: string) => ({ headers: { "sentry-hook-resource": resource } });

story(server, "sentry", [
  [
    "S1 an alert rule triggers",
    { ...about("event_alert"), body: sentryEvent },
    { action: "triggered", title: "ReferenceError: x", severity: "error" },
  ],
  [
    "S6 the issue is assigned",
    {
      ...about("issue"),
      body: { action: "assigned", data: { issue: { ...sentryIssue, status: "unresolved" } } },
    },
    { action: "noted", groupOf: "S1 an alert rule triggers" },
  ],
  [
    "S4 the issue is resolved",
    {
      ...about("issue"),
      body: { action: "resolved", data: { issue: { ...sentryIssue, status: "resolved" } } },
    },
    { action: "resolved", groupOf: "S1 an alert rule triggers" },
  ],
  [
    "S5 the issue is back",
    {
      ...about("issue"),
      body: { action: "unresolved", data: { issue: { ...sentryIssue, status: "unresolved" } } },
    },
    { action: "triggered" },
  ],
  [
    "S2 a metric is critical",
    { ...about("metric_alert"), body: { action: "critical", data: metric } },
    { action: "triggered", severity: "critical" },
  ],
  [
    "S3 the metric is well again",
    { ...about("metric_alert"), body: { action: "resolved", data: metric } },
    { action: "resolved", groupOf: "S2 a metric is critical" },
  ],
  [
    "S7 the legacy plugin",
    {
      body: {
        id: "46",
        project: "web",
        project_name: "web",
        level: "error",
        message: "boom",
        culprit: "a.js",
        url: "https://sentry.io/a/web/issues/46/",
        event: { event_id: "x1", title: "boom", tags: [["k", "v"]] },
      },
    },
    { action: "triggered", title: "boom", severity: "error" },
  ],
  [
    "S7 the next event of the same issue",
    { body: { id: "46", project: "web", message: "boom", event: { event_id: "x2", title: "boom" } } },
    { action: "deduplicated" },
  ],
]);
