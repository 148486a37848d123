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
  wholeAlert,
} from "./reading/index.ts";

const alert = {
  message_type: "CRITICAL",
  entity_id: "db/disk",
  entity_display_name: "Disk of db is full",
  state_message: "95% of /var used",
  state_start_time: 1722500000,
  monitoring_tool: "nightwatch",
  host_name: "db-1",
};

export const splunkOncall: IntegrationModule = {
  slug: "splunk-oncall",
  title: "Splunk On-Call",
  category: "paging",
  connect: `For everything that can send to the **REST endpoint** of Splunk On-Call (VictorOps): replace the address of the
endpoint, with its key and routing key, by this URL:

\`\`\`text
{url}
\`\`\`

The fields stay the same: \`message_type\`, \`entity_id\`, \`entity_display_name\`, \`state_message\`.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret: ({ body }) => interpret(body),
  neverSends: {
    test: "The endpoint knows no tests: send `CRITICAL` and then `RECOVERY` for an entity of your own.",
  },
  examples: [
    {
      name: "a critical message",
      kind: "opening",
      body: alert,
      title: "Disk of db is full",
      severity: "critical",
    },
    {
      name: "the same with a new text",
      kind: "repeated",
      body: { ...alert, state_message: "96% of /var used" },
    },
    {
      name: "an informational message about it",
      kind: "ignored",
      body: { ...alert, message_type: "INFO", state_message: "cleaning up" },
    },
    {
      name: "somebody acknowledges it",
      kind: "acknowledging",
      body: { ...alert, message_type: "ACKNOWLEDGEMENT", ack_author: "ada", ack_message: "on it" },
    },
    { name: "recovery", kind: "resolving", body: { ...alert, message_type: "RECOVERY" } },
    {
      name: "a warning about nothing in particular",
      kind: "opening",
      body: { message_type: "WARNING", state_message: "slow" },
      title: "slow",
      severity: "warning",
    },
    {
      name: "another one, which has nothing to do with it",
      kind: "opening",
      body: { message_type: "WARNING", state_message: "slow" },
      title: "slow",
    },
    {
      name: "an incident of an outgoing webhook",
      kind: "opening",
      body: {
        incident_id: 12,
        state: "triggered",
        message: "Queue too long",
        alert: { severity: "critical" },
      },
      title: "Queue too long",
      severity: "critical",
    },
    {
      name: "that incident is resolved",
      kind: "resolving",
      body: { incident_id: "12", state: "resolved", message: "Queue too long" },
    },
    {
      name: "an informational message about nothing that is open",
      kind: "ignored",
      body: { ...alert, entity_id: "try", message_type: "INFO" },
    },
    { name: "nothing in it", kind: "ignored", body: {} },
    {
      name: "wrong kinds everywhere",
      kind: "hostile",
      body: { message_type: 1, entity_id: [], state_message: {} },
    },
  ],
};

function interpret(body: ReceivedBody): Interpretation {
  const { value: payload } = body;
  const type = textAt(payload, "message_type")?.toUpperCase();
  const text = firstText(payload, "state_message", "message", "alert.message");
  const name = firstText(payload, "entity_display_name");
  const key = firstText(payload, "entity_id", "alert.entity_id", "incident_id", "alert.id");
  if (type === undefined && text === undefined && name === undefined && key === undefined)
    return leftOut("no message of Splunk On-Call in the request");
  const signal = readSignal(payload, type);
  const author = textAt(payload, "ack_author");
  const facts = factsOf(
    {
      title: [name ?? (signal === "firing" ? text : undefined), text, key],
      message: lines(
        text,
        labelled("Acknowledged by", author),
        textAt(payload, "ack_message"),
        labelled("Tool", textAt(payload, "monitoring_tool")),
      ),
      severity: signal === "resolved" ? "info" : readSeverity(payload, type),
      key,
      signal,
      source: firstText(payload, "host_name", "hostname", "monitoring_tool", "entity_id"),
      link: firstText(payload, "alert_url", "incident_url"),
    },
    "Splunk On-Call",
  );
  return wholeAlert(body, facts);
}

const signalOfType: Readonly<Record<string, Signal>> = {
  CRITICAL: "firing",
  WARNING: "firing",
  ACKNOWLEDGEMENT: "acknowledged",
  INFO: "note",
  RECOVERY: "resolved",
};

/** The types of the REST endpoint; outgoing webhooks name a state in words of the user's choice. */
function readSignal(payload: Value, type: string | undefined): Signal {
  const known = signalOfType[type ?? ""];
  return known ?? signalOf(firstText(payload, "status", "state")) ?? signalOf(type) ?? "firing";
}

function readSeverity(payload: Value, type: string | undefined): Severity {
  return (
    severityOf(textAt(payload, "severity")) ??
    severityOf(type) ??
    severityOf(textAt(payload, "alert", "severity")) ??
    "warning"
  );
}
