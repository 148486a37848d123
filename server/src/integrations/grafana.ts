import { Dict } from "@tocsin/jinja";
import { type AlertFacts, factTemplates, type Severity } from "../core/integrations/facts.ts";
import type {
  IntegrationModule,
  Interpretation,
  ReceivedBody,
  ReceivedRequest,
} from "../core/integrations/registry.ts";
import { grafanaExamples } from "./grafana-examples.ts";
import { grafanaHeartbeat } from "./heartbeat-payloads.ts";
import {
  factsOf,
  firstText,
  grafanaSignature,
  grafanaSignatureOptions,
  labelledAlertFacts,
  labelledAlertsIn,
  leftOut,
  lines,
  listAt,
  partAlert,
  textAt,
  textEntriesAt,
  valueAt,
  wholeAlert,
} from "./reading/index.ts";

const untitled = "No title (check Web Title Template)";

/** What is read aloud or sent as a short message names the rule, as in OnCall. */
const shortTitle = '{{ payload.ruleName or alert.title or "Title undefined" }}';

/** Grafana's own words for the state of a rule, up to version 8. */
const severityOfState: Readonly<Record<string, Severity>> = {
  alerting: "critical",
  no_data: "warning",
  ok: "info",
};

/** States in which a rule of Grafana 8 neither fires nor has recovered. */
const idleStates = new Set(["pending", "paused", "unknown"]);

/**
 * Grafana up to version 8 (one rule a request) and, on the same URL, the alerts of Grafana Alerting one by one. To have
 * one alert group for each of Grafana's groups there is the type `grafana_alerting`.
 */
export const grafana: IntegrationModule = {
  slug: "grafana",
  title: "Grafana Legacy Alerting",
  category: "metrics",
  connect: `**Grafana 8 and older:** open **Alerting → Notification channels → Add channel**, choose the type **webhook**,
leave the method at \`POST\` and paste this URL:

\`\`\`text
{url}
\`\`\`

**Grafana 9 and newer:** open **Alerting → Contact points → New contact point**, choose **Webhook** and paste the same
URL. Every alert becomes an alert group of its own; choose the type **Grafana Alerting** to have one alert group for each
of Grafana's groups. To have requests signed, set an HMAC secret in the contact point and the same one here.
`,
  templates: {
    ...factTemplates,
    "sms.title": shortTitle,
    "phone_call.title": shortTitle,
    "telegram.title": shortTitle,
  },
  signatures: [
    grafanaSignature,
    { kind: "hmac", header: "x-grafana-signature", algorithm: "sha256", encoding: "hex" },
  ],
  options: grafanaSignatureOptions,
  heartbeatPayload: grafanaHeartbeat,
  opensOnlyFiring: true,
  refuse: ({ body }: ReceivedRequest) =>
    body.value instanceof Dict ? undefined : "The body must be a JSON object (Grafana's webhook format).",
  interpret: ({ body }) => {
    if (Array.isArray(valueAt(body.value, "alerts"))) return interpretAlerts(body);
    if (listAt(body.value, "attachments").length > 0) return interpretSlackMessage(body);
    return interpretRule(body);
  },
  examples: grafanaExamples,
};

function interpretAlerts(body: ReceivedBody): Interpretation {
  const found = labelledAlertsIn(body.value);
  if (found.length === 0) return leftOut("no alerts in the request");
  return { alerts: found.map((alert) => partAlert(alert.value, labelledAlertFacts(alert, "Grafana"))) };
}

/** Grafana up to version 8: the state of one rule. */
function interpretRule(body: ReceivedBody): Interpretation {
  const payload = body.value;
  const state = textAt(payload, "state")?.toLowerCase();
  if (state !== undefined && idleStates.has(state)) return leftOut(`the rule is ${state}`);
  return wholeAlert(body, ruleFacts(body, state));
}

function ruleFacts({ value: payload }: ReceivedBody, state: string | undefined): AlertFacts {
  const matches = listAt(payload, "evalMatches").map((match) => {
    const metric = textAt(match, "metric");
    return metric === undefined ? undefined : `**${metric}**: ${textAt(match, "value") ?? ""}`;
  });
  const isOver = state === "ok" || textAt(payload, "status") === "resolved";
  return factsOf(
    {
      title: [firstText(payload, "title", "labels.alertname", "ruleName"), untitled],
      message: lines(
        textAt(payload, "message"),
        ...matches,
        ...textEntriesAt(valueAt(payload, "labels")).map(([name, text]) => `${name}: ${text}`),
        ...textEntriesAt(valueAt(payload, "annotations")).map(([name, text]) => `${name}: ${text}`),
      ),
      severity: severityOfState[state ?? ""] ?? (state === undefined && isOver ? "info" : "critical"),
      key: firstText(payload, "ruleName", "labels.alertname", "ruleId") ?? untitled,
      signal: isOver ? "resolved" : "firing",
      source: textAt(payload, "ruleName"),
      link: firstText(payload, "ruleUrl", "generatorURL"),
      image: textAt(payload, "imageUrl"),
    },
    "Grafana",
  );
}

/** A message in Slack's form, sent here by mistake: its first attachment tells what the others repeat. */
function interpretSlackMessage(body: ReceivedBody): Interpretation {
  const attachment = valueAt(body.value, "attachments", "0");
  const title = firstText(attachment, "title", "fallback");
  const isOver = /^\[(ok|resolved)\b/i.test(title ?? "");
  const facts = factsOf(
    {
      title: [title, untitled],
      message: firstText(attachment, "text", "pretext") ?? textAt(body.value, "text"),
      severity: isOver ? "info" : "critical",
      key: title?.replace(/^\[[^\]]*\]\s*/, "") ?? untitled,
      signal: isOver ? "resolved" : "firing",
      link: textAt(attachment, "title_link"),
      image: textAt(attachment, "image_url"),
    },
    "Grafana",
  );
  return wholeAlert(body, facts);
}
