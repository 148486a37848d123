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
import { datadogExamples } from "./examples/datadog.ts";
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
  examples: datadogExamples,
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
  const { priority, transition, bareTitle, scope } = takeApart(title ?? "");
  const key = keyOf(event, bareTitle, scope);
  if (title === undefined && key === undefined) return "neither a title nor a key";
  const signal = readSignal(event, transition);
  return factsOf(
    {
      title: [title],
      message: lines(readMessage(event), labelled("Tags", textsAt(event, "tags").join(", ") || undefined)),
      severity: signal === "resolved" ? "info" : readSeverity(request, event, { priority, transition }),
      key,
      signal,
      source: firstText(event, "host", "hostname", "alert_scope") ?? scope,
      link: firstText(event, "link", "url", "alert_url", "event_url"),
      image: firstText(event, "snapshot", "snapshot_url"),
    },
    "Datadog",
  );
}

/** Datadog puts `%%%` around what is Markdown. */
function readMessage(event: Value): string | undefined {
  const fields = ["body", "text", "text_only_msg", "event_msg", "alert.message", "monitor.message"];
  return firstText(event, ...fields)
    ?.replaceAll(/^%%%[ \t]*$\n?/gm, "")
    .trim();
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
  priority: string | undefined;
  transition: string | undefined;
  bareTitle: string;
  scope: string | undefined;
} {
  const priority = /^\[(P[1-5])\]/.exec(title)?.[1];
  const withoutPriority = title.replace(/^\[P[1-5]\]\s*/, "");
  const match =
    /^\[((?:Re-)?(?:Triggered|Warn|No Data|Recovered|Renotify)[^\]{]*?)(?: on (\{[^}]*\}))?\]\s*/i.exec(
      withoutPriority,
    );
  if (!match) return { priority, transition: undefined, bareTitle: withoutPriority, scope: undefined };
  return {
    priority,
    transition: match[1],
    bareTitle: withoutPriority.slice(match[0].length),
    scope: match[2],
  };
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

function readSeverity(
  request: ReceivedRequest,
  event: Value,
  inTitle: { priority: string | undefined; transition: string | undefined },
): Severity {
  const { transition } = inTitle;
  const priority = [firstText(event, "alert_priority"), firstText(event, "priority"), inTitle.priority].find(
    (text) => /^P[1-5]$/i.test(text ?? ""),
  );
  const said = severityOf(priority ?? firstText(event, "severity", "alert.severity"));
  const type = severityOfType(request, firstText(event, "alert_type"));
  const isWarning = /warn|no data/i.test(firstText(event, "alert_transition") ?? transition ?? "");
  return said ?? (isWarning ? "warning" : (type ?? "warning"));
}
