import type { IntegrationModule } from "../core/integrations/registry.ts";

const installation = { uuid: "a8e5d37a-696c-4c54-adb5-b3f28d64c7de" };
const sentryItself = { id: "sentry", name: "Sentry", type: "application" };

const event = {
  event_id: "e4874d664c3540c1a32eab185f12c5ab",
  issue_id: "111",
  issue_url: "https://sentry.io/api/0/organizations/acme/issues/111/",
  web_url: "https://acme.sentry.io/issues/111/events/e4874d66/",
  title: "ReferenceError: cart is not defined",
  culprit: "checkout.js in pay",
  level: "error",
  platform: "javascript",
  project: 1,
  environment: "production",
  metadata: { type: "ReferenceError", value: "cart is not defined" },
  tags: [["browser", "Firefox 130"]],
};
const issueAlert = {
  action: "triggered",
  actor: sentryItself,
  data: { event, triggered_rule: "Production errors" },
  installation,
};
const issue = {
  id: "111",
  shortId: "SHOP-1",
  title: "ReferenceError: cart is not defined",
  culprit: "checkout.js in pay",
  level: "error",
  status: "unresolved",
  permalink: null,
  web_url: "https://acme.sentry.io/issues/111/",
  project: { id: "1", name: "shop", slug: "shop", platform: "javascript" },
  assignedTo: null,
  metadata: { type: "ReferenceError", value: "cart is not defined" },
};

function issueEvent(action: string, changes: object = {}): object {
  return { action, actor: sentryItself, data: { issue: { ...issue, ...changes } }, installation };
}

const metricAlert = {
  action: "critical",
  actor: sentryItself,
  data: {
    metric_alert: {
      id: "9",
      title: "Too many errors",
      alert_rule: { id: "4", name: "Too many errors" },
      projects: ["shop"],
    },
    description_title: "Critical: Too many errors",
    description_text: "1000 events in the last 10 minutes",
    web_url: "https://acme.sentry.io/alerts/9/",
  },
  installation,
};

const plugin = {
  id: "46",
  project: "web",
  project_name: "Web",
  project_slug: "web",
  level: "error",
  logger: null,
  culprit: "orders.py in charge",
  message: "charge failed",
  url: "https://acme.sentry.io/issues/46/",
  triggering_rules: ["All errors"],
  event: { event_id: "x1", title: "ValueError: charge failed", logentry: {}, tags: [["server", "a"]] },
};

const about = (resource: string) => ({ headers: { "sentry-hook-resource": resource } });

export const sentryExamples: IntegrationModule["examples"] = [
  {
    name: "an issue alert",
    kind: "opening",
    ...about("event_alert"),
    body: issueAlert,
    title: event.title,
    severity: "error",
  },
  { name: "another event of the issue", kind: "repeated", ...about("event_alert"), body: issueAlert },
  {
    name: "the issue is given to somebody",
    kind: "ignored",
    ...about("issue"),
    body: issueEvent("assigned", { assignedTo: { name: "Ada", type: "user" } }),
  },
  {
    name: "the issue is resolved",
    kind: "resolving",
    ...about("issue"),
    body: issueEvent("resolved", { status: "resolved" }),
  },
  {
    name: "the issue came back",
    kind: "opening",
    ...about("issue"),
    body: issueEvent("unresolved"),
    title: issue.title,
  },
  { name: "the issue is archived", kind: "resolving", ...about("issue"), body: issueEvent("archived") },
  {
    name: "a metric alert",
    kind: "opening",
    ...about("metric_alert"),
    body: metricAlert,
    title: "Critical: Too many errors",
    severity: "critical",
  },
  {
    name: "the metric alert is only a warning now",
    kind: "repeated",
    ...about("metric_alert"),
    body: { ...metricAlert, action: "warning" },
  },
  {
    name: "the metric alert is over",
    kind: "resolving",
    ...about("metric_alert"),
    body: { ...metricAlert, action: "resolved" },
  },
  {
    name: "the older plugin",
    kind: "opening",
    body: plugin,
    title: "ValueError: charge failed",
    severity: "error",
  },
  {
    name: "the older plugin, another event of the issue",
    kind: "repeated",
    body: { ...plugin, event: { event_id: "x2", title: "ValueError: charge failed" } },
  },
  {
    name: "what the older plugin told is resolved",
    kind: "resolving",
    ...about("issue"),
    body: issueEvent("resolved", { id: "46", title: "ValueError: charge failed" }),
  },
  {
    name: "the sample event of a test button",
    kind: "test",
    ...about("event_alert"),
    body: {
      ...issueAlert,
      data: { event: { ...event, tags: [["sample_event", "yes"]] }, triggered_rule: "Test" },
    },
  },
  {
    name: "the integration is installed",
    kind: "ignored",
    ...about("installation"),
    body: { action: "created", data: { installation: { status: "pending" } }, installation },
  },
  {
    name: "wrong kinds everywhere",
    kind: "hostile",
    body: { action: 5, data: { event: { title: {}, tags: "x", level: [] } } },
  },
];
