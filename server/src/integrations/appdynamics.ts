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
  textAt,
  wholeAlert,
} from "./reading/index.ts";

const violation = {
  eventType: "POLICY_OPEN_CRITICAL",
  severity: "ERROR",
  summary: "Response time is too high",
  eventMessage: "AppDynamics has detected a problem with Application Shop.",
  application: "Shop",
  tier: "checkout",
  node: "checkout-1",
  healthRule: "Response time",
  incidentId: "500",
  eventId: "500",
  link: "https://acme.saas.appdynamics.com/#location=APP_EVENT_VIEWER_MODAL&eventSummary=500",
};
const bare = {
  summary: "HR violation",
  severity: "ERROR",
  eventType: "POLICY_OPEN_CRITICAL",
  incidentId: "700",
  application: "Billing",
};

/** A variable that AppDynamics has no value for is sent as it is written. */
const unfilled = (name: string) => `\${latestEvent.${name}}`;

export const appdynamics: IntegrationModule = {
  slug: "appdynamics",
  title: "AppDynamics",
  category: "metrics",
  connect: `In AppDynamics, open **Alert & Respond → HTTP Request Templates → New**, choose \`POST\`, paste this URL:

\`\`\`text
{url}
\`\`\`

and use this payload with the MIME type \`application/json\`:

\`\`\`
{
  "eventType": "\${latestEvent.eventType}", "severity": "\${latestEvent.severity}",
  "summary": "\${latestEvent.displayName}", "eventMessage": "\${latestEvent.eventMessage}",
  "application": "\${latestEvent.application.name}", "tier": "\${latestEvent.tier.name}",
  "node": "\${latestEvent.node.name}", "healthRule": "\${latestEvent.healthRule.name}",
  "eventId": "\${latestEvent.id}", "link": "\${latestEvent.deepLink}"
}
\`\`\`

Use the template in a policy that also reacts to health rule violations that **close** and are **cancelled**.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret: ({ body }) => interpret(body),
  examples: [
    {
      name: "a health rule is violated",
      kind: "opening",
      body: violation,
      title: "Response time is too high",
      severity: "critical",
    },
    {
      name: "the violation continues",
      kind: "repeated",
      body: { ...violation, eventType: "POLICY_CONTINUES_CRITICAL", incidentId: "501", eventId: "501" },
    },
    {
      name: "the violation ends, in an event with another id and summary",
      kind: "resolving",
      body: {
        ...violation,
        eventType: "POLICY_CLOSE_CRITICAL",
        severity: "INFO",
        summary: "Response time is normal",
        incidentId: "502",
        eventId: "502",
      },
    },
    {
      name: "a violation without its health rule",
      kind: "opening",
      body: bare,
      title: "HR violation",
      severity: "critical",
    },
    {
      name: "that violation is cancelled",
      kind: "resolving",
      body: { ...bare, eventType: "POLICY_CANCELED_CRITICAL", incidentId: "701" },
    },
    {
      name: "a warning",
      kind: "opening",
      body: { ...violation, eventType: "POLICY_OPEN_WARNING", node: "checkout-2" },
      severity: "warning",
    },
    {
      name: "the warning becomes critical",
      kind: "repeated",
      body: { ...violation, eventType: "POLICY_UPGRADED", node: "checkout-2" },
    },
    {
      name: "a test, whose variables have no values",
      kind: "test",
      body: {
        ...violation,
        eventType: unfilled("eventType"),
        healthRule: unfilled("healthRule.name"),
      },
    },
    { name: "nothing in it", kind: "ignored", body: { severity: "INFO" } },
    { name: "wrong kinds everywhere", kind: "hostile", body: { eventType: [], summary: {}, application: 7 } },
  ],
};

function interpret(body: ReceivedBody): Interpretation {
  const { value: payload } = body;
  const type = textAt(payload, "eventType");
  if (type?.startsWith("${")) return leftOut("the variables of the template have no values: a test");
  const title = firstText(payload, "summary", "displayName", "eventMessage", "healthRule") ?? type;
  const key = keyOf(payload);
  if (title === undefined && key === undefined) return leftOut("no event of AppDynamics in the request");
  const signal = signalOfType(type);
  const facts = factsOf(
    {
      title: [title],
      message: lines(
        textAt(payload, "eventMessage"),
        labelled("Application", textAt(payload, "application")),
        labelled("Tier", textAt(payload, "tier")),
        labelled("Node", textAt(payload, "node")),
        labelled("Health rule", textAt(payload, "healthRule")),
        labelled("Event", type),
      ),
      severity: signal === "resolved" ? "info" : readSeverity(payload, type),
      key,
      signal,
      source: firstText(payload, "node", "tier", "application"),
      link: firstText(payload, "link", "deepLink"),
    },
    "AppDynamics",
  );
  return wholeAlert(body, facts);
}

/**
 * What is violated and where. Ids come last: people commonly map them to the id of the single event, which is another
 * one when the violation ends.
 */
function keyOf(payload: Value): string | undefined {
  const violationId = firstText(payload, "violationId", "incident.id");
  if (violationId !== undefined) return `violation:${violationId}`;
  const place = ["application", "tier", "node"].map((field) => textAt(payload, field) ?? "").join(":");
  const rule = firstText(payload, "healthRule", "healthRuleName", "policy");
  if (rule !== undefined) return `rule:${place}:${rule}`;
  const summary = textAt(payload, "summary");
  if (summary !== undefined) return `summary:${place}:${summary}`;
  const id = firstText(payload, "incidentId", "eventId");
  return id === undefined ? undefined : `incident:${id}`;
}

function signalOfType(type: string | undefined): Extract<Signal, "firing" | "resolved"> {
  return /^POLICY_(CLOSE|CANCEL)/i.test(type ?? "") ? "resolved" : "firing";
}

/** The event's type is more exact than its severity, which knows no "critical". */
function readSeverity(payload: Value, type = ""): Severity {
  if (/_CRITICAL$|^POLICY_UPGRADED/i.test(type)) return "critical";
  if (/_WARNING$|^POLICY_DOWNGRADED/i.test(type)) return "warning";
  return severityOf(firstText(payload, "severity", "eventSeverity")) ?? "warning";
}
