import { Dict, type Value } from "@tocsin/jinja";
import { type AlertFacts, factTemplates, type Severity, type Signal } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedBody } from "../core/integrations/registry.ts";
import {
  booleanAt,
  dictAt,
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

/** The template that New Relic offers for webhooks of workflows. */
const issue = {
  id: "5c1f0a52-7d1b-4c63-9a35-0f1c6a7d2e11",
  issueUrl: "https://radar-api.service.newrelic.com/accounts/100/issues/5c1f0a52?notifier=WEBHOOK",
  title: "Memory used % > 90 for at least 5 minutes on 'checkout'",
  priority: "CRITICAL",
  impactedEntities: ["checkout"],
  totalIncidents: 1,
  state: "ACTIVATED",
  trigger: "STATE_CHANGE",
  isCorrelated: false,
  createdAt: 1722500000000,
  updatedAt: 1722500000000,
  sources: ["newrelic"],
  alertPolicyNames: ["Production"],
  alertConditionNames: ["Memory"],
  workflowName: "To Tocsin",
};
const classic = {
  account_id: 100,
  condition_name: "Error rate",
  current_state: "open",
  details: "Error rate > 5% for 5 minutes",
  event_type: "INCIDENT",
  incident_id: 55,
  incident_url: "https://alerts.newrelic.com/accounts/100/incidents/55",
  owner: "",
  policy_name: "Web",
  severity: "CRITICAL",
  timestamp: 1722500000000,
};

/** New Relic's preview and its button "Send test notification" always use this issue. */
const testIssueId = "d1b1f3fd-995a-4066-88ab-8ce4f6960654";

export const newrelic: IntegrationModule = {
  slug: "newrelic",
  title: "New Relic",
  category: "metrics",
  connect: `In New Relic, open **Alerts → Destinations → Webhook** and paste this URL:

\`\`\`text
{url}
\`\`\`

Then open **Alerts → Workflows**, add the destination to a workflow, and keep the payload template that New Relic offers.
Under **Notify when**, leave at least *activated*, *acknowledged* and *closed* switched on.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret: ({ body }) => interpret(body),
  examples: [
    { name: "an issue is activated", kind: "opening", body: issue, title: issue.title, severity: "critical" },
    {
      name: "one more incident in the issue",
      kind: "repeated",
      body: { ...issue, totalIncidents: 2, trigger: "INCIDENT_ADDED" },
    },
    {
      name: "one of its incidents is closed",
      kind: "repeated",
      body: { ...issue, totalIncidents: 2, trigger: "INCIDENT_CLOSED" },
    },
    { name: "somebody acknowledges it", kind: "acknowledging", body: { ...issue, state: "ACKNOWLEDGED" } },
    { name: "the issue is closed", kind: "resolving", body: { ...issue, state: "CLOSED" } },
    {
      name: "an issue that is only created",
      kind: "opening",
      body: { ...issue, id: "2", state: "CREATED", priority: "LOW" },
      severity: "info",
    },
    {
      name: "somebody acknowledges it, told by the trigger",
      kind: "acknowledging",
      body: { ...issue, id: "2", triggerEvent: "ISSUE_ACKNOWLEDGED" },
    },
    {
      name: "New Relic's test notification",
      kind: "test",
      body: { ...issue, id: testIssueId },
      title: issue.title,
    },
    {
      name: "the older form, opened",
      kind: "opening",
      body: classic,
      title: "Error rate",
      severity: "critical",
    },
    {
      name: "the older form, acknowledged",
      kind: "acknowledging",
      body: { ...classic, current_state: "acknowledged", incident_id: "55" },
    },
    { name: "the older form, closed", kind: "resolving", body: { ...classic, current_state: "closed" } },
    {
      name: "an incident in an object",
      kind: "opening",
      body: { incident: { id: "i1", title: "Slow", state: "INCIDENT_OPEN", severity: "warning" } },
      title: "Slow",
      severity: "warning",
    },
    {
      name: "the incident in an object is resolved",
      kind: "resolving",
      body: { incident: { id: "i1", title: "Slow", state: "INCIDENT_RESOLVED" } },
    },
    {
      name: "Send a test notification, in the older form",
      kind: "test",
      body: {
        ...classic,
        current_state: "test",
        incident_id: 0,
        condition_name: "New Relic Alert - Test Condition",
        severity: "INFO",
      },
    },
    { name: "nothing in it", kind: "ignored", body: { account_id: 7 } },
    {
      name: "wrong kinds everywhere",
      kind: "hostile",
      body: { id: [], title: {}, state: 9, priority: null, incident: "x" },
    },
  ],
};

function interpret(body: ReceivedBody): Interpretation {
  if (/^test$/i.test(textAt(body.value, "current_state") ?? ""))
    return leftOut("the test notification of the older form");
  const facts = readIssue(body.value) ?? readIncident(body.value);
  return facts === undefined
    ? leftOut("neither an issue nor an incident of New Relic")
    : wholeAlert(body, facts);
}

/** An issue, as workflows send it. */
function readIssue(payload: Value): AlertFacts | undefined {
  const id = firstText(payload, "id", "issueId", "issue_id");
  const title = firstText(payload, "title", "issueTitle", "annotations.title.0");
  if (dictAt(payload, "incident") || dictAt(payload, "alert") || (id === undefined && title === undefined))
    return undefined;
  const signal = issueSignal(payload);
  return factsOf(
    {
      title: [title, textsAt(payload, "alertConditionNames")[0]],
      message: lines(
        id === testIssueId ? "This is New Relic's sample: a test." : undefined,
        firstText(payload, "description", "annotations.description.0", "details"),
        labelled("Condition", textsAt(payload, "alertConditionNames").join(", ") || undefined),
        labelled("Policy", textsAt(payload, "alertPolicyNames").join(", ") || undefined),
        labelled("Entities", textsAt(payload, "impactedEntities").join(", ") || undefined),
        labelled("Incidents", textAt(payload, "totalIncidents")),
      ),
      severity:
        signal === "resolved" ? "info" : severityOfPriority(firstText(payload, "priority", "severity")),
      key: `issue:${id ?? title}`,
      signal,
      source: textsAt(payload, "impactedEntities")[0],
      link: firstText(payload, "issueUrl", "issuePageUrl", "issue_url"),
    },
    "New Relic",
  );
}

type State = Extract<Signal, "firing" | "acknowledged" | "resolved">;

/** The trigger may name an incident of the issue, so that only an acknowledgement is taken from it. */
function issueSignal(payload: Value): State {
  const state = signalOf(firstText(payload, "state", "issueState", "status"));
  if (state === "resolved" || state === "acknowledged") return state;
  const isTaken =
    booleanAt(payload, "isAcknowledged") === true ||
    booleanAt(payload, "acknowledged") === true ||
    ["trigger", "triggerEvent"].some((field) => signalOf(textAt(payload, field)) === "acknowledged");
  return isTaken ? "acknowledged" : "firing";
}

/** An incident: the older webhook's flat form, or inside an object named `incident` or `alert`. */
function readIncident(payload: Value): AlertFacts | undefined {
  const incident = dictAt(payload, "incident") ?? dictAt(payload, "alert") ?? payload;
  const id = firstText(incident, "incident_id", "incidentId", "id");
  const title = firstText(incident, "condition_name", "title", "name", "alertTitle", "details");
  if (id === undefined && title === undefined) return undefined;
  const state =
    firstText(incident, "current_state", "state", "status", "alertType") ??
    firstText(payload, "event_type", "state");
  const signal = signalOf(state) ?? "firing";
  return factsOf(
    {
      title: [title],
      message: lines(
        firstText(incident, "details", "description"),
        labelled("Policy", textAt(incident, "policy_name")),
        labelled("Runbook", textAt(incident, "runbook_url")),
      ),
      severity:
        signal === "resolved" ? "info" : severityOfPriority(firstText(incident, "severity", "priority")),
      key: `incident:${id ?? title}`,
      signal,
      source: firstText(incident, "policy_name", "targets.0.name"),
      link: firstText(incident, "incident_url", "url", "issueUrl"),
    },
    "New Relic",
  );
}

/** HIGH is what a condition's warning threshold gives; CRITICAL its critical one. */
function severityOfPriority(priority: string | undefined): Severity {
  return priority?.toUpperCase() === "HIGH" ? "error" : (severityOf(priority) ?? "warning");
}
