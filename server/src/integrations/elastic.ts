import { Dict, type Value } from "@tocsin/jinja";
import { factTemplates, type Severity, type Signal } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedBody } from "../core/integrations/registry.ts";
import {
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  severityOf,
  signalOf,
  textAt,
  textsAt,
  wholeAlert,
} from "./reading/index.ts";

const alert = {
  rule: {
    id: "r1",
    name: "Burst of errors",
    type: ".es-query",
    tags: "shop,prod",
    url: "https://kibana.example.com/app/r1",
  },
  alert: {
    id: "query matched",
    actionGroup: "query matched",
    actionGroupName: "Query matched",
    flapping: "false",
  },
  context: { reason: "120 documents in the last 5 minutes", title: "rule 'Burst of errors' matched query" },
  severity: "critical",
  date: "2026-08-01T10:00:00.000Z",
};
const recovered = { id: "query matched", actionGroup: "recovered", actionGroupName: "Recovered" };
const otherRule = { ...alert, rule: { id: "r2", name: "Few orders" }, severity: null };
const watch = {
  watch_id: "orders",
  metadata: { name: "Too few orders", severity: "warning" },
  payload: { hits: { total: 0 } },
  trigger: { triggered_time: "2026-08-01T10:00:00Z" },
};

export const elastic: IntegrationModule = {
  slug: "elastic",
  title: "Elastic",
  category: "metrics",
  connect: `In Kibana, open **Stack Management → Connectors → Create connector → Webhook**, choose \`POST\` and paste this URL:

\`\`\`text
{url}
\`\`\`

Then add the connector as action to your rules twice, once for the alert and once for **Recovered**, each with this body:

\`\`\`
{
  "rule": {
    "id": "{{rule.id}}", "name": "{{rule.name}}", "type": "{{rule.type}}", "tags": "{{rule.tags}}", "url": "{{rule.url}}"
  },
  "alert": {
    "id": "{{alert.id}}", "actionGroup": "{{alert.actionGroup}}", "actionGroupName": "{{alert.actionGroupName}}"
  },
  "context": { "reason": "{{context.reason}}" }, "severity": "critical", "date": "{{date}}"
}
\`\`\`
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret: ({ body }) => interpret(body),
  examples: [
    { name: "a rule matches", kind: "opening", body: alert, title: "Burst of errors", severity: "critical" },
    { name: "it still matches", kind: "repeated", body: alert },
    {
      name: "another rule matches, its alert named the same",
      kind: "opening",
      body: otherRule,
      title: "Few orders",
      severity: "warning",
    },
    {
      name: "the first rule has recovered",
      kind: "resolving",
      body: { ...alert, alert: recovered },
      title: "Burst of errors",
    },
    {
      name: "the other rule has recovered, told by its status",
      kind: "resolving",
      body: { ...otherRule, alert: { id: "query matched", status: "recovered" } },
      title: "Few orders",
    },
    {
      name: "a watch of Watcher",
      kind: "opening",
      body: watch,
      title: "Too few orders",
      severity: "warning",
    },
    { name: "the watch again", kind: "repeated", body: watch },
    {
      name: "a body with fields of one's own, side by side",
      kind: "opening",
      body: {
        rule_id: 9,
        rule_name: "CPU",
        alert_id: "web-1",
        status: "active",
        severity: "high",
        message: "hot",
      },
      title: "CPU",
      severity: "critical",
    },
    {
      name: "the end of it",
      kind: "resolving",
      body: { rule_id: "9", alert_id: "web-1", status: "recovered" },
    },
    { name: "the connector's Test tab", kind: "test", body: { test: true } },
    {
      name: "wrong kinds everywhere",
      kind: "hostile",
      body: { rule: "x", alert: [], context: 1, severity: {} },
    },
  ],
};

function interpret(body: ReceivedBody): Interpretation {
  const { value: payload } = body;
  const watchId = textAt(payload, "watch_id");
  const rule = firstText(payload, "rule.name", "rule_name", "ruleName", "metadata.name");
  const reason = firstText(payload, "context.reason", "alert.reason", "context.message", "reason", "message");
  const key = watchId === undefined ? keyOf(payload) : `watch:${watchId}`;
  const title = rule ?? reason ?? watchId;
  if (title === undefined && key === undefined) return leftOut("neither a rule nor a watch in the request");
  const signal = readSignal(payload);
  const facts = factsOf(
    {
      title: [title],
      message: lines(
        reason,
        labelled("Alert", firstText(payload, "alert.id", "alert_id")),
        labelled("State", firstText(payload, "alert.actionGroupName", "alert.actionGroup")),
        labelled("Tags", textsAt(payload, "rule", "tags").join(", ") || undefined),
      ),
      severity: signal === "resolved" ? "info" : readSeverity(payload),
      key,
      signal,
      source: firstText(payload, "context.host.name", "alert.id", "alert_id", "watch_id"),
      link: firstText(
        payload,
        "rule.url",
        "context.alertDetailsUrl",
        "context.viewInAppUrl",
        "context.link",
        "url",
      ),
    },
    "Elastic",
  );
  return wholeAlert(body, facts);
}

/** Alerts are named by their rules, often all alike, so that the rule belongs to the key. */
function keyOf(payload: Value): string | undefined {
  const rule = firstText(payload, "rule.id", "rule_id", "ruleId", "rule.name", "rule_name");
  const alertId = firstText(payload, "alert.id", "alert_id", "alertId", "alert.uuid");
  return rule === undefined && alertId === undefined ? undefined : `${rule ?? ""}:${alertId ?? ""}`;
}

function readSignal(payload: Value): Extract<Signal, "firing" | "acknowledged" | "resolved"> {
  const groups = [textAt(payload, "alert", "actionGroup"), textAt(payload, "alert", "actionGroupName")];
  if (groups.some((group) => group?.toLowerCase() === "recovered")) return "resolved";
  const states = ["alert.status", "event.action", "status", "state"].map((path) =>
    signalOf(firstText(payload, path)),
  );
  return states.find((signal) => signal !== undefined) ?? "firing";
}

function readSeverity(payload: Value): Severity {
  const candidates = [
    "alert.severity",
    "severity",
    "context.severity",
    "metadata.severity",
    "alert.actionGroup",
  ];
  const found = candidates.map((path) => severityOf(firstText(payload, path)));
  return found.find((severity) => severity !== undefined) ?? "warning";
}
