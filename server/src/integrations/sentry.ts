import { Dict, type Value } from "@tocsin/jinja";
import { factTemplates, type Severity, type Signal } from "../core/integrations/facts.ts";
import type {
  IntegrationModule,
  Interpretation,
  ReceivedBody,
  ReceivedRequest,
} from "../core/integrations/registry.ts";
import {
  dictAt,
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  listAt,
  severityOf,
  textAt,
  wholeAlert,
} from "./reading/index.ts";
import { sentryExamples } from "./sentry-examples.ts";

const resourceHeader = "sentry-hook-resource";

export const sentry: IntegrationModule = {
  slug: "sentry",
  title: "Sentry",
  category: "development",
  connect: `In Sentry, open **Settings → Custom Integrations → Create New Integration → Internal Integration** and paste
this URL as webhook URL:

\`\`\`text
{url}
\`\`\`

Switch **Alert Rule Action** on, and subscribe to the webhook **issue**, so that resolving an issue in Sentry ends the
alert. Then choose the integration as an action of your alert rules. Sentry shows a **Client Secret**: set it as the
secret here to have requests verified. The older WebHooks plugin works with the same URL.
`,
  templates: factTemplates,
  headers: [resourceHeader],
  signatures: [{ kind: "hmac", header: "sentry-hook-signature", algorithm: "sha256", encoding: "hex" }],
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret,
  examples: sentryExamples,
};

/** By what the payload carries; the header only tells apart what looks alike. */
function interpret({ body, headers }: ReceivedRequest): Interpretation {
  const resource = headers.get(resourceHeader);
  const data = dictAt(body.value, "data") ?? body.value;
  if (resource === "comment") return leftOut("a comment");
  if (dictAt(data, "metric_alert")) return interpretMetricAlert(body, data);
  if (dictAt(data, "issue")) return interpretIssue(body, data);
  const event = dictAt(data, "event") ?? dictAt(data, "error");
  if (event && dictAt(body.value, "data")) return interpretEvent(body, event, textAt(data, "triggered_rule"));
  if (event || firstText(body.value, "message", "culprit")) return interpretPlugin(body);
  return leftOut(`nothing to page about${resource === undefined ? "" : ` in a request about ${resource}`}`);
}

/** An issue alert: one event of an issue met a rule. */
function interpretEvent(body: ReceivedBody, event: Value, rule: string | undefined): Interpretation {
  if (isSample(event)) return leftOut("Sentry's sample event");
  const facts = factsOf(
    {
      title: [firstText(event, "title", "message", "metadata.title", "culprit"), rule],
      message: lines(
        firstText(event, "metadata.value", "logentry.formatted", "message"),
        labelled("Culprit", textAt(event, "culprit")),
        labelled("Environment", textAt(event, "environment")),
        labelled("Rule", rule),
      ),
      severity: severityOfLevel(textAt(event, "level")),
      key: issueKey(firstText(event, "issue_id", "group_id", "issue.id", "fingerprint.0", "event_id")),
      signal: "firing",
      source: firstText(event, "project_name", "project_slug", "culprit"),
      link: firstText(event, "web_url", "issue_url", "url"),
    },
    "Sentry",
  );
  return wholeAlert(body, facts);
}

function interpretMetricAlert(body: ReceivedBody, data: Value): Interpretation {
  const action = textAt(body.value, "action")?.toLowerCase();
  const signal: Signal = action === "resolved" ? "resolved" : "firing";
  const id = textAt(data, "metric_alert", "id");
  const rule = textAt(data, "metric_alert", "alert_rule", "name");
  const facts = factsOf(
    {
      title: [firstText(data, "description_title", "metric_alert.title"), rule],
      message: textAt(data, "description_text"),
      severity: signal === "resolved" ? "info" : (severityOf(action) ?? "critical"),
      key: id === undefined ? rule && `metric-rule:${rule}` : `metric:${id}`,
      signal,
      source: firstText(data, "metric_alert.projects.0", "metric_alert.alert_rule.projects.0"),
      link: firstText(data, "web_url", "metric_alert.web_url"),
    },
    "Sentry",
  );
  return wholeAlert(body, facts);
}

/** What becomes of an issue. Who it is given to is worth a line, and never stops anybody's page. */
const signalOfAction: Readonly<Record<string, Signal>> = {
  created: "firing",
  triggered: "firing",
  unresolved: "firing",
  reopened: "firing",
  escalating: "firing",
  regressed: "firing",
  resolved: "resolved",
  archived: "resolved",
  ignored: "resolved",
  assigned: "note",
  unassigned: "note",
};

function interpretIssue(body: ReceivedBody, data: Value): Interpretation {
  const issue = dictAt(data, "issue") ?? data;
  const action = (textAt(body.value, "action") ?? textAt(issue, "status"))?.toLowerCase() ?? "created";
  const signal = signalOfAction[action];
  if (signal === undefined) return leftOut(`an issue was ${action}`);
  const title = firstText(issue, "title", "metadata.title", "metadata.value", "culprit", "shortId");
  const assignee = firstText(issue, "assignedTo.name", "assignedTo.email");
  const facts = factsOf(
    {
      title: [signal === "note" ? `Issue ${action} in Sentry${assignee ? `: ${assignee}` : ""}` : title],
      message: lines(
        textAt(issue, "metadata", "value"),
        labelled("Culprit", textAt(issue, "culprit")),
        labelled("Issue", textAt(issue, "shortId")),
      ),
      severity: signal === "resolved" ? "info" : severityOfLevel(textAt(issue, "level")),
      key: issueKey(firstText(issue, "id", "issue_id", "shortId")),
      signal,
      source: firstText(issue, "project.name", "project.slug"),
      link: firstText(issue, "web_url", "permalink", "url"),
    },
    "Sentry",
  );
  return wholeAlert(body, facts);
}

/** The older WebHooks plugin and service hooks: a flat body, `id` being the issue. */
function interpretPlugin(body: ReceivedBody): Interpretation {
  const { value: payload } = body;
  const event = dictAt(payload, "event") ?? payload;
  if (isSample(event)) return leftOut("Sentry's sample event");
  const facts = factsOf(
    {
      title: [
        textAt(event, "title"),
        firstText(payload, "message", "culprit"),
        firstText(event, "metadata.title", "message"),
      ],
      message: lines(
        textAt(payload, "message"),
        labelled("Culprit", firstText(payload, "culprit", "event.culprit")),
        labelled("Rule", textAt(payload, "triggering_rules", "0")),
      ),
      severity: severityOfLevel(firstText(payload, "level", "event.level")),
      key: issueKey(
        firstText(payload, "id", "event.issue_id", "event.group_id", "event.fingerprint.0", "event.event_id"),
      ),
      signal: "firing",
      source: firstText(payload, "project_name", "project_slug", "project"),
      link: firstText(payload, "url", "event.web_url"),
    },
    "Sentry",
  );
  return wholeAlert(body, facts);
}

function issueKey(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `issue:${id}`;
}

/** Test buttons send a made-up event that says so in a tag; tags come as pairs or as objects. */
function isSample(event: Value): boolean {
  return listAt(event, "tags").some((tag) => firstText(tag, "0", "key") === "sample_event");
}

function severityOfLevel(level: string | undefined): Severity {
  return severityOf(level) ?? "error";
}
