import { Dict, type Value } from "@tocsin/jinja";
import { factTemplates, type Severity, type Signal, severities } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedRequest } from "../core/integrations/registry.ts";
import {
  boundedKey,
  dictAt,
  factsOf,
  firstText,
  labelled,
  lines,
  listAt,
  textAt,
  textEntriesAt,
  wholeAlert,
  withoutFields,
} from "./reading/index.ts";

const trigger = {
  routing_key: "0123456789abcdef0123456789abcdef",
  event_action: "trigger",
  dedup_key: "db1/down",
  client: "Sample Monitoring Service",
  client_url: "https://monitoring.example.com",
  payload: {
    summary: "DB down",
    source: "db1.example.com",
    severity: "critical",
    timestamp: "2026-01-05T10:00:00.000+0000",
    component: "postgres",
    group: "prod-shop",
    class: "availability",
    custom_details: { "ping time": "1500ms", "load avg": 0.75 },
  },
  links: [{ href: "https://runbooks.example.com/db-down", text: "Runbook" }],
  images: [{ src: "https://graphs.example.com/db1.png", href: "https://graphs.example.com/db1", alt: "db1" }],
};

const { routing_key, dedup_key } = trigger;

/** Of this version of the Events API and, with the last one, of the first. Their holder can send alerts. */
const secretFields = ["routing_key", "routingKey", "service_key"];

/** PagerDuty's Events API v2 (developer.pagerduty.com): one event per request. */
export const pagerduty: IntegrationModule = {
  slug: "pagerduty",
  title: "PagerDuty Events API v2",
  category: "paging",
  connect: `Any client of PagerDuty's Events API v2 works when it is sent here instead:

- replace the address \`https://events.pagerduty.com\` by \`{base}\`; \`/v2/enqueue\` and \`/v2/change/enqueue\` answer there, and
- use \`{token}\` as the **routing key** (integration key), or \`{routing_key}\` where a key must have 32 digits.

Or send the event itself:

\`\`\`sh
curl -X POST '{url}' -H 'Content-Type: application/json' -d '{
  "event_action": "trigger", "dedup_key": "db1/down",
  "payload": { "summary": "DB down", "source": "db1.example.com", "severity": "critical" } }'
\`\`\`
`,
  templates: factTemplates,
  secretFields,
  opensOnlyFiring: true,
  refuse: ({ body }) => {
    const errors = eventErrors(body.value);
    return errors.length === 0 ? undefined : errors.join("\n");
  },
  interpret,
  neverSends: {
    test: "The API knows no tests: trigger an event and resolve it.",
  },
  examples: [
    { name: "an event triggers", kind: "opening", body: trigger, title: "DB down", severity: "critical" },
    { name: "the same again", kind: "repeated", body: trigger },
    {
      name: "it is acknowledged",
      kind: "acknowledging",
      body: { routing_key, dedup_key, event_action: "acknowledge" },
    },
    { name: "it is resolved", kind: "resolving", body: { routing_key, dedup_key, event_action: "resolve" } },
    {
      name: "capitals, and details that are a text",
      kind: "opening",
      body: {
        event_action: "trigger",
        payload: { summary: "Disk full", source: "web1", severity: "WARNING", custom_details: "97%" },
      },
      title: "Disk full",
      severity: "warning",
    },
    {
      name: "the end of something that never began",
      kind: "ignored",
      body: { routing_key, dedup_key: "unknown", event_action: "resolve" },
    },
    {
      name: "nulls and lists where objects belong",
      kind: "hostile",
      body: { routing_key: null, event_action: "trigger", payload: [trigger.payload], links: {}, images: 7 },
    },
  ],
};

const signals: Readonly<Record<string, Signal>> = {
  trigger: "firing",
  acknowledge: "acknowledged",
  resolve: "resolved",
};

function interpret({ body, query }: ReceivedRequest): Interpretation {
  const { value } = body;
  const signal = signals[actionOf(value) ?? "trigger"] ?? "firing";
  const payload = dictAt(value, "payload") ?? new Dict();
  const summary = textAt(payload, "summary");
  const source = textAt(payload, "source") ?? textAt(value, "client");
  const facts = factsOf(
    {
      title: [summary, textAt(payload, "component"), textAt(value, "client")],
      message: messageOf(value, payload, summary),
      severity: signal === "resolved" ? "info" : (severityFrom(payload) ?? "error"),
      key: boundedKey(firstText(value, "dedup_key", "dedupKey") ?? query.get("dedup_key")),
      signal,
      source,
      link: firstText(value, "links.0.href", "client_url", "images.0.href"),
      image: firstText(value, "images.0.src"),
    },
    "PagerDuty",
  );
  return wholeAlert(withoutFields(body, secretFields), facts);
}

function actionOf(value: Value): string | undefined {
  return firstText(value, "event_action", "eventAction", "action")?.toLowerCase();
}

function severityFrom(payload: Dict): Severity | undefined {
  const word = textAt(payload, "severity")?.toLowerCase();
  return severities.find((severity) => severity === word);
}

const shownTitleLength = 500;

function messageOf(value: Value, payload: Dict, summary: string | undefined): string {
  const links = listAt(value, "links").map((link) =>
    labelled(textAt(link, "text") ?? "Link", textAt(link, "href")),
  );
  return lines(
    summary !== undefined && summary.length > shownTitleLength ? summary : undefined,
    labelled("Component", textAt(payload, "component")),
    labelled("Group", textAt(payload, "group")),
    labelled("Class", textAt(payload, "class")),
    ...textEntriesAt(payload, "custom_details").map(([name, detail]) => labelled(name, detail)),
    textAt(payload, "custom_details"),
    ...links,
  );
}

/** What is wrong with an event, as PagerDuty words it; nothing when it can be taken. */
function eventErrors(value: Value): string[] {
  if (!(value instanceof Dict)) return ["Event must be a JSON object"];
  const action = actionOf(value);
  if (action === undefined) return ["'event_action' is missing or blank"];
  if (!(action in signals)) return ["'event_action' must be one of 'trigger', 'acknowledge', 'resolve'"];
  if (action === "trigger") return payloadErrors(value);
  const key = firstText(value, "dedup_key", "dedupKey");
  return key === undefined ? [`'dedup_key' is required when 'event_action' is '${action}'`] : [];
}

function payloadErrors(value: Dict): string[] {
  const payload = dictAt(value, "payload");
  if (!payload) return ["'payload' is missing or blank"];
  const missing = ["summary", "source", "severity"].filter((name) => textAt(payload, name) === undefined);
  const errors = missing.map((name) => `'payload.${name}' is missing or blank`);
  if (!missing.includes("severity") && severityFrom(payload) === undefined)
    errors.push(
      "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
    );
  return errors;
}
