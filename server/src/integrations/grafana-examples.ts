import type { IntegrationModule } from "../core/integrations/registry.ts";

const alert = {
  status: "firing",
  labels: { alertname: "HighLatency", severity: "warning", service: "api", grafana_folder: "Shop" },
  annotations: { summary: "p99 is 2.3 s", description: "The slowest requests of the API take too long" },
  startsAt: "2026-08-01T10:00:00Z",
  endsAt: "0001-01-01T00:00:00Z",
  generatorURL: "https://grafana.example.com/alerting/grafana/abc/view",
  fingerprint: "c0ffee0123456789",
  silenceURL: "https://grafana.example.com/alerting/silence/new",
  dashboardURL: "",
  panelURL: "",
  values: { B: 2.3 },
  valueString: "[ var='B' labels={service=api} value=2.3 ]",
};
const over = { status: "resolved", endsAt: "2026-08-01T10:20:00Z" };
const second = {
  ...alert,
  labels: { ...alert.labels, service: "web" },
  annotations: { summary: "p99 of web is 4 s" },
  fingerprint: "c0ffee0000000002",
};

function unified(status: "firing" | "resolved", alerts: object[]): object {
  return {
    receiver: "tocsin",
    status,
    orgId: 1,
    alerts,
    groupLabels: { alertname: "HighLatency" },
    commonLabels: { alertname: "HighLatency" },
    commonAnnotations: {},
    externalURL: "https://grafana.example.com/",
    version: "1",
    groupKey: '{}:{alertname="HighLatency"}',
    truncatedAlerts: 0,
    title: `[${status.toUpperCase()}:${alerts.length}] HighLatency (api)`,
    state: status === "firing" ? "alerting" : "ok",
    message: "**Firing**",
  };
}

const rule = {
  dashboardId: 1,
  evalMatches: [{ value: 97.5, metric: "cpu", tags: {} }],
  imageUrl: "https://grafana.example.com/render/7.png",
  message: "Too hot for five minutes",
  orgId: 1,
  panelId: 2,
  ruleId: 7,
  ruleName: "CPU",
  ruleUrl: "https://grafana.example.com/d/abc/hosts?tab=alert&viewPanel=2",
  state: "alerting",
  tags: { team: "core" },
  title: "[Alerting] CPU",
};

export const grafanaExamples: IntegrationModule["examples"] = [
  {
    name: "a rule of Grafana 8 alerts",
    kind: "opening",
    body: rule,
    title: "[Alerting] CPU",
    severity: "critical",
  },
  { name: "the rule still alerts", kind: "repeated", body: { ...rule, evalMatches: [] } },
  {
    name: "the rule is well again",
    kind: "resolving",
    body: { ...rule, title: "[OK] CPU", state: "ok", evalMatches: [] },
  },
  {
    name: "the rule is well by its name alone",
    kind: "ignored",
    body: { ruleName: "CPU", state: "ok" },
  },
  { name: "the rule is pending", kind: "ignored", body: { ...rule, state: "pending" } },
  { name: "the rule is paused", kind: "ignored", body: { ...rule, state: "paused" } },
  {
    name: "the rule has no data",
    kind: "opening",
    body: { ...rule, title: "[No Data] CPU", state: "no_data", evalMatches: null },
    title: "[No Data] CPU",
    severity: "warning",
  },
  {
    name: "Send Test of a notification channel",
    kind: "test",
    body: {
      ...rule,
      ruleId: 0,
      ruleName: "Test notification",
      title: "[Alerting] Test notification",
      message: "Someone is testing the alert notification within Grafana.",
    },
    title: "[Alerting] Test notification",
  },
  {
    name: "Grafana Alerting, one alert fires",
    kind: "opening",
    body: unified("firing", [alert]),
    title: "p99 is 2.3 s",
    severity: "warning",
  },
  {
    name: "Grafana Alerting, its group grows",
    kind: "opening",
    body: unified("firing", [second, alert]),
    title: "p99 of web is 4 s",
  },
  {
    name: "Grafana Alerting, the first is over",
    kind: "resolving",
    body: unified("firing", [{ ...alert, ...over }, second]),
    title: "p99 is 2.3 s",
  },
  {
    name: "Grafana Alerting, the whole group is over",
    kind: "resolving",
    body: unified("resolved", [{ ...second, ...over }]),
    title: "p99 of web is 4 s",
  },
  {
    name: "Grafana Alerting, a data source gives nothing",
    kind: "opening",
    body: unified("firing", [
      {
        ...alert,
        labels: { alertname: "DatasourceNoData", rulename: "Orders", datasource_uid: "x" },
        annotations: {},
        fingerprint: "0d",
      },
    ]),
    title: "DatasourceNoData: Orders",
  },
  {
    name: "a payload of the user's own, without state",
    kind: "resolving",
    body: { status: "resolved", alerts: [{ labels: { alertname: "DatasourceNoData" }, fingerprint: "0d" }] },
    title: "DatasourceNoData: Orders",
  },
  {
    name: "Test of a contact point",
    kind: "test",
    body: unified("firing", [
      {
        ...alert,
        labels: { alertname: "TestAlert", instance: "Grafana" },
        annotations: { summary: "Notification test" },
        fingerprint: "57c6d9296de2ad39",
      },
    ]),
    title: "Notification test",
  },
  {
    name: "a message meant for Slack",
    kind: "opening",
    body: {
      attachments: [
        { title: "[Alerting] Queue", title_link: "https://grafana.example.com/d/q", text: "Too long" },
      ],
    },
    title: "[Alerting] Queue",
  },
  { name: "alerts that are no list", kind: "hostile", body: { alerts: 7, state: [] } },
  { name: "not an object", kind: "hostile", body: [1, 2] },
];
