import { Dict, type Value } from "@tocsin/jinja";
import {
  type AlertFacts,
  factTemplates,
  type Severity,
  type Signal,
  severities,
} from "../core/integrations/facts.ts";
import type { ChoiceOption } from "../core/integrations/options.ts";
import type {
  AlertPayload,
  IntegrationModule,
  Interpretation,
  ReceivedRequest,
} from "../core/integrations/registry.ts";
import {
  choiceIn,
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  partAlert,
  severityOf,
  signalOf,
  textsAt,
  wholeAlert,
} from "./reading/index.ts";

/** What the webhook sends unless its payload is changed. */
const byDefault = {
  id: "7700112233445566",
  last_updated: "1722500000000",
  event_type: "metric_alert_monitor",
  title: "[Triggered on {host:web-1}] CPU is high",
  date: "1722500000000",
  org: { id: "1", name: "acme" },
  body: "CPU of web-1 is above 90% @webhook-tocsin",
};
const recommended = {
  title: "[Triggered on {host:db-1}] Replication lag",
  text: "Lag is 42 s",
  alert_transition: "Triggered",
  alert_type: "error",
  alert_cycle_key: "9911",
  alert_id: "1234",
  alert_scope: "host:db-1",
  priority: "P2",
  tags: "env:prod,team:a",
  host: "db-1",
  link: "https://app.datadoghq.com/event/event?id=1",
  snapshot: "https://p.datadoghq.com/snapshot/1.png",
  date: "1722500000000",
};

const errorSeverity: ChoiceOption<Severity> = {
  kind: "choice",
  name: "error_severity",
  choices: severities,
  default: "critical",
  help: "How grave an event of the alert type `error` is when it names no priority.",
};

export const datadog: IntegrationModule = {
  slug: "datadog",
  title: "Datadog",
  category: "metrics",
  connect: `In Datadog, open **Integrations → Webhooks → New** and paste this URL:

\`\`\`text
{url}
\`\`\`

The payload that Datadog offers works. This one tells more, and ends exactly the alert that began:

\`\`\`json
{
  "title": "$EVENT_TITLE", "text": "$TEXT_ONLY_MSG", "link": "$LINK", "snapshot": "$SNAPSHOT",
  "alert_transition": "$ALERT_TRANSITION", "alert_type": "$ALERT_TYPE", "alert_cycle_key": "$ALERT_CYCLE_KEY",
  "alert_id": "$ALERT_ID", "alert_scope": "$ALERT_SCOPE", "priority": "$ALERT_PRIORITY",
  "host": "$HOSTNAME", "tags": "$TAGS", "date": "$DATE"
}
\`\`\`

Then write \`@webhook-<its name>\` into the message of the monitors that should page.
`,
  templates: factTemplates,
  options: [errorSeverity],
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) =>
    value instanceof Dict || Array.isArray(value)
      ? undefined
      : "The body must be a JSON object or a list of them.",
  interpret: (request) => {
    const { value } = request.body;
    return Array.isArray(value) ? interpretList(request, value) : interpretOne(request);
  },
  examples: [
    {
      name: "the default payload, triggered",
      kind: "opening",
      body: byDefault,
      title: "[Triggered on {host:web-1}] CPU is high",
      severity: "warning",
    },
    {
      name: "the default payload, triggered again",
      kind: "repeated",
      body: { ...byDefault, id: "78", title: "[Re-Triggered on {host:web-1}] CPU is high" },
    },
    {
      name: "the default payload, another host",
      kind: "opening",
      body: { ...byDefault, id: "79", title: "[Triggered on {host:web-2}] CPU is high" },
      title: "[Triggered on {host:web-2}] CPU is high",
    },
    {
      name: "the default payload, recovered",
      kind: "resolving",
      body: { ...byDefault, id: "80", title: "[Recovered on {host:web-1}] CPU is high" },
      title: "[Triggered on {host:web-1}] CPU is high",
    },
    {
      name: "the recommended payload, triggered",
      kind: "opening",
      body: recommended,
      title: "[Triggered on {host:db-1}] Replication lag",
      severity: "error",
    },
    {
      name: "the recommended payload, recovered",
      kind: "resolving",
      body: {
        ...recommended,
        title: "[Recovered on {host:db-1}] Replication lag",
        alert_transition: "Recovered",
        alert_type: "success",
      },
    },
    {
      name: "an error without a priority, as a form",
      kind: "opening",
      contentType: "application/x-www-form-urlencoded",
      body: "title=Errors&alert_type=error&date_happened=1722500000&aggregation_key=agg-1&tags=env:prod",
      title: "Errors",
      severity: "critical",
    },
    {
      name: "an error, with the option `error_severity` set to `error`",
      kind: "opening",
      body: { title: "More errors", alert_type: "error", aggregation_key: "agg-2" },
      options: { error_severity: "error" },
      title: "More errors",
      severity: "error",
    },
    {
      name: "the state of a monitor, running well",
      kind: "ignored",
      body: { monitor: { id: 42, name: "CPU", status: "OK" } },
    },
    {
      name: "the state of a monitor, in alarm",
      kind: "opening",
      body: [{ monitor: { id: "43", name: "Disk", status: "Alert" }, tags: ["a", 2, null] }],
      title: "Disk",
    },
    {
      name: "the same monitor, running well again",
      kind: "resolving",
      body: [{ monitor: { id: 43, name: "Disk", status: "OK" } }],
    },
    {
      name: "Test Notifications of a monitor",
      kind: "test",
      body: { ...byDefault, title: "[TEST] [Triggered on {host:web-9}] CPU is high" },
    },
    { name: "nothing in it", kind: "ignored", body: { org: null, tags: {} } },
    { name: "a list of nonsense", kind: "hostile", body: [1, null, [[]], { title: { a: 1 } }] },
  ],
};

function interpretOne(request: ReceivedRequest): Interpretation {
  const facts = readEvent(request, request.body.value);
  return typeof facts === "string" ? leftOut(facts) : wholeAlert(request.body, facts);
}

function interpretList(request: ReceivedRequest, events: readonly Value[]): Interpretation {
  const alerts: AlertPayload[] = [];
  let reason = "no events in the request";
  for (const event of events) {
    const facts = readEvent(request, event);
    if (typeof facts === "string") reason = facts;
    else alerts.push(partAlert(event, facts));
  }
  return alerts.length > 0 ? { alerts } : leftOut(reason);
}

/** The facts of one event, or why there are none. */
function readEvent(request: ReceivedRequest, event: Value): AlertFacts | string {
  const title = firstText(
    event,
    "title",
    "event_title",
    "alert_title",
    "alert.title",
    "monitor.name",
    "alert.message",
  );
  if (title?.startsWith("[TEST]")) return "a test notification";
  const { transition, bareTitle, scope } = takeApart(title ?? "");
  const key = keyOf(event, bareTitle, scope);
  if (title === undefined && key === undefined) return "neither a title nor a key";
  const signal = readSignal(event, transition);
  return factsOf(
    {
      title: [title],
      message: lines(
        firstText(event, "body", "text", "text_only_msg", "event_msg", "alert.message", "monitor.message"),
        labelled("Tags", textsAt(event, "tags").join(", ") || undefined),
      ),
      severity: signal === "resolved" ? "info" : readSeverity(request, event, transition),
      key,
      signal,
      source: firstText(event, "host", "hostname", "alert_scope") ?? scope,
      link: firstText(event, "link", "url", "alert_url", "event_url"),
      image: firstText(event, "snapshot", "snapshot_url"),
    },
    "Datadog",
  );
}

/** What links the events of one alert, the most exact first. Ids of single events are of no use. */
function keyOf(event: Value, bareTitle: string, scope: string | undefined): string | undefined {
  const cycle = firstText(event, "alert_cycle_key", "cycle_key");
  if (cycle !== undefined) return `cycle:${cycle}`;
  const aggregate = firstText(event, "aggregation_key", "aggreg_key");
  if (aggregate !== undefined) return `aggregate:${aggregate}`;
  const monitor = firstText(event, "alert_id", "alert.id", "monitor.id", "monitor_id");
  const part = firstText(event, "alert_scope", "scope") ?? scope ?? "";
  if (monitor !== undefined) return `monitor:${monitor}:${part}`;
  return bareTitle === "" ? undefined : `title:${part}:${bareTitle}`;
}

/**
 * Datadog writes the transition in front of a monitor's name: `[Triggered on {host:a}] name`, with a priority before it
 * when the monitor has one. Other brackets belong to the name.
 */
function takeApart(title: string): {
  transition: string | undefined;
  bareTitle: string;
  scope: string | undefined;
} {
  const withoutPriority = title.replace(/^\[P[1-5]\]\s*/, "");
  const match =
    /^\[((?:Re-)?(?:Triggered|Warn|No Data|Recovered|Renotify)[^\]{]*?)(?: on (\{[^}]*\}))?\]\s*/i.exec(
      withoutPriority,
    );
  if (!match) return { transition: undefined, bareTitle: withoutPriority, scope: undefined };
  return { transition: match[1], bareTitle: withoutPriority.slice(match[0].length), scope: match[2] };
}

function readSignal(
  event: Value,
  transition: string | undefined,
): Extract<Signal, "firing" | "resolved" | "acknowledged"> {
  const said = firstText(event, "alert_transition", "transition") ?? transition;
  const states = [
    said,
    firstText(event, "alert.status"),
    firstText(event, "monitor.status"),
    firstText(event, "status"),
  ];
  for (const state of states) {
    const signal = signalOf(state);
    if (signal !== undefined) return signal;
  }
  return /^success$/i.test(firstText(event, "alert_type", "alert.severity", "severity") ?? "")
    ? "resolved"
    : "firing";
}

function severityOfType(request: ReceivedRequest, type: string | undefined): Severity | undefined {
  return type?.toLowerCase() === "error" ? choiceIn(request, errorSeverity) : severityOf(type);
}

function readSeverity(request: ReceivedRequest, event: Value, transition: string | undefined): Severity {
  const priority = [firstText(event, "alert_priority"), firstText(event, "priority")].find((text) =>
    /^P[1-5]$/i.test(text ?? ""),
  );
  const said = severityOf(priority ?? firstText(event, "severity", "alert.severity"));
  const type = severityOfType(request, firstText(event, "alert_type"));
  const isWarning = /warn|no data/i.test(firstText(event, "alert_transition") ?? transition ?? "");
  return said ?? (isWarning ? "warning" : (type ?? "warning"));
}
