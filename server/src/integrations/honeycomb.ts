import { Dict, type Value } from "@tocsin/jinja";
import { factTemplates } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedBody } from "../core/integrations/registry.ts";
import {
  booleanAt,
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  listAt,
  severityOf,
  signalOf,
  textAt,
  textEntriesAt,
  wholeAlert,
  withoutFields,
} from "./reading/index.ts";

const secretField = "shared_secret";

const trigger = {
  version: "v0.1.0",
  shared_secret: "the secret of the recipient",
  name: "High p99",
  id: "Hp7cKx",
  trigger_description: "Requests take too long",
  trigger_url: "https://ui.honeycomb.io/acme/environments/prod/datasets/api/triggers/Hp7cKx",
  status: "TRIGGERED",
  summary: "Triggered: High p99",
  description: "Currently greater than 2000 for svc:api",
  operator: "greater than",
  threshold: 2000,
  result_url: "https://ui.honeycomb.io/acme/environments/prod/datasets/api/result/1",
  result_groups: [{ Group: { svc: "api" }, Result: 2400 }],
  result_groups_triggered: [{ Group: { svc: "api" }, Result: 2400 }],
  alert_type: "on_change",
  is_test: false,
};
const other = { ...trigger, id: "Zz9", name: "Few events", summary: "Triggered: Few events" };

export const honeycomb: IntegrationModule = {
  slug: "honeycomb",
  title: "Honeycomb",
  category: "metrics",
  connect: `In Honeycomb, open **Team Settings → Integrations → Add Integration → Webhook** and paste this URL:

\`\`\`text
{url}
\`\`\`

Give it a shared secret and set the same one here: Honeycomb sends it along, and requests without it are refused. Then add
the integration as recipient to your triggers and burn alerts.
`,
  templates: factTemplates,
  secretFields: [secretField],
  signatures: [{ kind: "body-field", field: secretField }],
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret: ({ body }) => interpret(body),
  examples: [
    { name: "a trigger fires", kind: "opening", body: trigger, title: "High p99", severity: "warning" },
    { name: "it fires again", kind: "repeated", body: { ...trigger, alert_type: "on_true" } },
    { name: "another trigger fires", kind: "opening", body: other, title: "Few events" },
    {
      name: "the other trigger is well again",
      kind: "resolving",
      body: { ...other, status: "OK", summary: "Resolved: Few events", result_groups_triggered: [] },
      title: "Few events",
    },
    {
      name: "the first trigger is well again",
      kind: "resolving",
      body: { ...trigger, status: "OK", summary: "Resolved: High p99", result_groups_triggered: null },
      title: "High p99",
    },
    {
      name: "a burn alert",
      kind: "opening",
      body: {
        version: "v0.1.0",
        name: "Checkout budget",
        id: "burn1",
        status: "TRIGGERED",
        summary: "The budget will be used up in 4 hours",
        slo_url: "https://ui.honeycomb.io/acme/slo/1",
        severity: "critical",
      },
      title: "Checkout budget",
      severity: "critical",
    },
    { name: "Send test", kind: "test", body: { ...trigger, id: "test", is_test: true } },
    { name: "nothing in it", kind: "ignored", body: { version: "v0.1.0" } },
    {
      name: "wrong kinds everywhere",
      kind: "hostile",
      body: { id: {}, name: [], status: 4, result_groups_triggered: "x" },
    },
  ],
};

function interpret(received: ReceivedBody): Interpretation {
  const body = withoutFields(received, [secretField]);
  const { value: payload } = body;
  if (booleanAt(payload, "is_test") === true) return leftOut("Honeycomb's test notification");
  const id = firstText(payload, "id", "alert_id");
  const name = firstText(payload, "name", "alert_name", "summary");
  if (id === undefined && name === undefined)
    return leftOut("neither a trigger nor a burn alert in the request");
  const signal = signalOf(firstText(payload, "status", "event_type")) ?? "firing";
  const facts = factsOf(
    {
      title: [name],
      message: lines(
        firstText(payload, "summary", "trigger_reason"),
        firstText(payload, "description", "trigger_description"),
        ...listAt(payload, "result_groups_triggered").map(groupLine),
        labelled("Threshold", threshold(payload)),
      ),
      severity:
        signal === "resolved"
          ? "info"
          : (severityOf(firstText(payload, "severity", "alert_severity")) ?? "warning"),
      key: id ?? `name:${name}`,
      signal,
      source: firstText(payload, "dataset", "environment"),
      link: firstText(payload, "trigger_url", "slo_url", "result_url"),
    },
    "Honeycomb",
  );
  return wholeAlert(body, facts);
}

function groupLine(group: Value): string | undefined {
  const names = textEntriesAt(group, "Group").map(([name, text]) => `${name}: ${text}`);
  const result = textAt(group, "Result");
  return result === undefined ? undefined : `${names.join(", ") || "Result"} → ${result}`;
}

function threshold(payload: Value): string | undefined {
  const value = textAt(payload, "threshold");
  return value === undefined ? undefined : `${textAt(payload, "operator") ?? ""} ${value}`.trim();
}
