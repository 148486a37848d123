import { Dict, type Value } from "@tocsin/jinja";
import { factTemplates, type Signal } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedBody } from "../core/integrations/registry.ts";
import {
  booleanAt,
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  severityOf,
  textAt,
  textEntriesAt,
  wholeAlert,
} from "./reading/index.ts";

const alert = {
  severity: "Major",
  originatingMetric: "latency.p99",
  detectOnCondition: "when(A > 2)",
  detectOffCondition: null,
  messageTitle: "Major Alert: Latency of checkout",
  messageBody: "Rule p99 of detector Latency was triggered",
  inputs: { A: { value: "2.4", fragment: "data('latency.p99')", key: { service: "checkout" } } },
  rule: "p99",
  description: "p99 is above 2 s",
  sf_schema: 2,
  eventType: "latency_p99",
  runbookUrl: "https://runbooks.example.com/latency",
  triggeredWhileMuted: false,
  dimensions: { service: "checkout" },
  tip: "Look at the database first",
  imageUrl: "https://app.signalfx.com/preview/1.png",
  detector: "Latency",
  detectorUrl: "https://app.signalfx.com/#/detector/D1/edit",
  detectorId: "D1",
  incidentId: "I1",
  status: "too high",
  statusExtended: "anomalous",
  timestamp: "2026-08-01T10:00:00Z",
};

export const splunkObservability: IntegrationModule = {
  slug: "splunk-observability",
  title: "Splunk Observability",
  category: "metrics",
  connect: `In Splunk Observability Cloud, open **Data Management → Available integrations → Webhook** and paste this URL:

\`\`\`text
{url}
\`\`\`

Keep the default payload. To have requests signed, give the integration a shared secret and set the same one here. Then
choose the integration as recipient in the alert rules of your detectors.
`,
  templates: factTemplates,
  signatures: [{ kind: "hmac", header: "x-sfx-signature", algorithm: "sha256", encoding: "base64" }],
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret: ({ body }) => interpret(body),
  neverSends: {
    test: "Nothing in a message says that it is a try: let a detector of your own fire.",
  },
  examples: [
    { name: "a detector fires", kind: "opening", body: alert, title: alert.messageTitle, severity: "error" },
    { name: "it still fires", kind: "repeated", body: { ...alert, status: "anomalous" } },
    {
      name: "it is well again",
      kind: "resolving",
      body: { ...alert, messageTitle: "Back to normal: Latency", status: "ok", statusExtended: "ok" },
    },
    {
      name: "it fires on",
      kind: "opening",
      body: { ...alert, incidentId: "I2", severity: "Critical" },
      severity: "critical",
    },
    {
      name: "somebody ends it by hand",
      kind: "resolving",
      body: { ...alert, incidentId: "I2", status: "ok", statusExtended: "manually resolved" },
    },
    {
      name: "a third one",
      kind: "opening",
      body: { ...alert, incidentId: "I3", severity: "Minor" },
      severity: "warning",
    },
    {
      name: "its detector is stopped",
      kind: "resolving",
      body: { ...alert, incidentId: "I3", status: "stopped", statusExtended: "stopped" },
    },
    {
      name: "it fires while it is muted",
      kind: "ignored",
      body: { ...alert, incidentId: "I4", triggeredWhileMuted: "true" },
    },
    {
      name: "the end of an alert that never began",
      kind: "ignored",
      body: { ...alert, incidentId: "try", status: "ok", statusExtended: "ok" },
    },
    { name: "nothing in it", kind: "ignored", body: { sf_schema: 2 } },
    {
      name: "wrong kinds everywhere",
      kind: "hostile",
      body: { incidentId: {}, status: [], severity: 3, detector: 1 },
    },
  ],
};

function interpret(body: ReceivedBody): Interpretation {
  const { value: payload } = body;
  const title = firstText(
    payload,
    "messageTitle",
    "title",
    "detector",
    "detectorName",
    "rule",
    "description",
  );
  const key = keyOf(payload);
  if (title === undefined && key === undefined) return leftOut("no alert of a detector in the request");
  const signal = readSignal(payload);
  if (signal === "firing" && booleanAt(payload, "triggeredWhileMuted") === true)
    return leftOut("the alert was triggered while it was muted");
  const facts = factsOf(
    {
      title: [title],
      message: lines(
        firstText(payload, "description", "messageBody"),
        labelled("Rule", textAt(payload, "rule")),
        ...textEntriesAt(payload, "dimensions").map(([name, text]) => `${name}: ${text}`),
        labelled("Tip", textAt(payload, "tip")),
        labelled("Runbook", textAt(payload, "runbookUrl")),
      ),
      severity: signal === "resolved" ? "info" : (severityOf(textAt(payload, "severity")) ?? "warning"),
      key,
      signal,
      source: firstText(payload, "detector", "detectorName"),
      link: firstText(payload, "detectorUrl", "link"),
      image: textAt(payload, "imageUrl"),
    },
    "Splunk Observability",
  );
  return wholeAlert(body, facts);
}

function keyOf(payload: Value): string | undefined {
  const incident = textAt(payload, "incidentId");
  if (incident !== undefined) return `incident:${incident}`;
  const detector = firstText(payload, "detectorId", "detector", "detectorName");
  return detector === undefined ? undefined : `detector:${detector}:${textAt(payload, "rule") ?? ""}`;
}

const endings = new Set(["ok", "stopped", "manually resolved", "resolved", "cleared"]);

/** `status` is `ok` or a word for the condition; `statusExtended` tells the kinds of an end apart. */
function readSignal(payload: Value): Extract<Signal, "firing" | "resolved"> {
  const states = [textAt(payload, "status"), textAt(payload, "statusExtended")];
  return states.some((state) => endings.has(state?.toLowerCase() ?? "")) ? "resolved" : "firing";
}
