import { Dict, type Value } from "@tocsin/jinja";
import { type AlertFacts, factTemplates, type Signal } from "../core/integrations/facts.ts";
import type { SwitchOption } from "../core/integrations/options.ts";
import type { IntegrationModule, Interpretation, ReceivedRequest } from "../core/integrations/registry.ts";
import {
  booleanAt,
  boundedKey,
  factsOf,
  firstText,
  isSwitchedOn,
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
const grouped = {
  ...trigger,
  id: "Er5",
  name: "Errors",
  summary: "Triggered: Errors",
  result_groups: ["api", "web", "jobs"].map((svc) => ({ Group: { svc }, Result: 2100 })),
};
const other = { ...trigger, id: "Zz9", name: "Few events", summary: "Triggered: Few events" };

const perGroup: SwitchOption = {
  kind: "switch",
  name: "per_group",
  default: false,
  help: "A trigger with several groups opens an alert group for each of them that is over its threshold, and resolves those that are not any more. The notification of a group that has vanished from the results says nothing of it: such an alert group is resolved by hand.",
};

export const honeycomb: IntegrationModule = {
  slug: "honeycomb",
  title: "Honeycomb",
  category: "metrics",
  connect: `In Honeycomb, open **Team Settings → Integrations → Add Integration → Webhook** and paste this URL:

\`\`\`text
{url}
\`\`\`

Give it a shared secret and set the same one here: Honeycomb sends it along in \`X-Honeycomb-Webhook-Token\`, and requests
without it are refused. Then add the integration as recipient to your triggers and burn alerts.
`,
  templates: factTemplates,
  secretFields: [secretField],
  // Custom templates put the secret into the body.
  signatures: [
    { kind: "token", header: "x-honeycomb-webhook-token" },
    { kind: "body-field", field: secretField },
  ],
  options: [perGroup],
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret,
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
    {
      name: "two of three groups are over the threshold, with the option `per_group`",
      kind: "opening",
      body: { ...grouped, result_groups_triggered: [grouped.result_groups[0], grouped.result_groups[1]] },
      options: { per_group: true },
      title: "Errors (svc: api)",
      severity: "warning",
    },
    {
      name: "one of them still is, with the option `per_group`",
      kind: "repeated",
      body: { ...grouped, result_groups_triggered: [grouped.result_groups[0]] },
      options: { per_group: true },
      title: "Errors (svc: api)",
    },
    {
      name: "none is any more, with the option `per_group`",
      kind: "resolving",
      body: { ...grouped, status: "OK", result_groups_triggered: [] },
      options: { per_group: true },
      title: "Errors (svc: api)",
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

function interpret(request: ReceivedRequest): Interpretation {
  const body = withoutFields(request.body, [secretField]);
  const { value: payload } = body;
  if (booleanAt(payload, "is_test") === true) return leftOut("Honeycomb's test notification");
  const id = firstText(payload, "id", "alert_id");
  const name = firstText(payload, "name", "alert_name", "summary");
  if (id === undefined && name === undefined)
    return leftOut("neither a trigger nor a burn alert in the request");
  const signal = signalOf(firstText(payload, "status", "event_type")) ?? "firing";
  const groups = isSwitchedOn(request, perGroup) ? groupsIn(payload) : [];
  const found = { title: name, key: id ?? `name:${name}` };
  if (groups.length === 0) return wholeAlert(body, factsFor(payload, { ...found, signal }));
  return {
    alerts: groups.map(({ names, isOver }) => {
      const title = `${name ?? id} (${names})`;
      const key = boundedKey(`${found.key}:${names}`);
      return { ...body, facts: factsFor(payload, { title, key, signal: isOver ? signal : "resolved" }) };
    }),
  };
}

/** Groups of the result, those over the threshold first; a trigger without a breakdown has none. */
function groupsIn(payload: Value): { names: string; isOver: boolean }[] {
  const over = new Set(listAt(payload, "result_groups_triggered").map(groupNames));
  const all = new Set([...over, ...listAt(payload, "result_groups").map(groupNames)]);
  return [...all].flatMap((names) => (names === "" ? [] : [{ names, isOver: over.has(names) }]));
}

function factsFor(
  payload: Value,
  { title, key, signal }: { title: string | undefined; key: string | undefined; signal: Signal },
): AlertFacts {
  return factsOf(
    {
      title: [title],
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
      key,
      signal,
      source: firstText(payload, "dataset", "environment"),
      link: firstText(payload, "trigger_url", "slo_url", "result_url"),
    },
    "Honeycomb",
  );
}

function groupLine(group: Value): string | undefined {
  const result = textAt(group, "Result");
  return result === undefined ? undefined : `${groupNames(group) || "Result"} → ${result}`;
}

/** `svc: api, zone: eu`; empty for the one result of a trigger without a breakdown. */
function groupNames(group: Value): string {
  const names = textEntriesAt(group, "Group").map(([name, text]) => `${name}: ${text}`);
  return names.join(", ");
}

function threshold(payload: Value): string | undefined {
  const value = textAt(payload, "threshold");
  return value === undefined ? undefined : `${textAt(payload, "operator") ?? ""} ${value}`.trim();
}
