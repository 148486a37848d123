import { Dict, dumpJson, type Value } from "@tocsin/jinja";
import { type AlertFacts, factTemplates } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedBody } from "../core/integrations/registry.ts";
import {
  dictAt,
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  parseEmbedded,
  severityOf,
  signalOf,
  textAt,
  wholeAlert,
} from "./reading/index.ts";

const incident = {
  incident_id: "0.abcdef123456",
  scoping_project_id: "shop-prod",
  scoping_project_number: 12345,
  url: "https://console.cloud.google.com/monitoring/alerting/incidents/0.abcdef123456?project=shop-prod",
  started_at: 1772574279,
  ended_at: null,
  state: "open",
  summary: "Disk usage of etcd-1 is above 85%",
  observed_value: "0.91",
  threshold_value: "0.85",
  severity: "Critical",
  policy_name: "Etcd",
  policy_user_labels: { team: "core" },
  condition_name: "disk > 85%",
  condition: { name: "projects/shop-prod/alertPolicies/1/conditions/2", displayName: "disk > 85%" },
  resource: { type: "gce_instance", labels: { zone: "europe-west1-b", instance_id: "7" } },
  resource_display_name: "etcd-1",
  resource_type_display_name: "VM Instance",
  metadata: { system_labels: {}, user_labels: {} },
  documentation: { content: "Clean up or grow the disk", mime_type: "text/markdown", subject: "Etcd disk" },
};
const opening = { version: "1.2", incident };
const closed = { version: "1.2", incident: { ...incident, state: "closed", ended_at: 1772574879 } };

function pushed(message: object): object {
  const data = Buffer.from(JSON.stringify(message)).toString("base64");
  return {
    message: { data, messageId: "1", publishTime: "2026-03-03T21:44:39Z" },
    subscription: "projects/shop-prod/subscriptions/tocsin",
  };
}

export const googleCloudMonitoring: IntegrationModule = {
  slug: "google-cloud-monitoring",
  title: "Google Cloud Monitoring",
  category: "cloud",
  connect: `In the Google Cloud console, open **Monitoring → Alerting → Edit notification channels → Webhooks → Add new**
and paste this URL:

\`\`\`text
{url}
\`\`\`

Then choose the channel in your alerting policies, with **Notify on incident closure**. A Pub/Sub channel works as well:
give its topic a push subscription to the same URL.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret: ({ body }) => interpret(unpack(body)),
  examples: [
    {
      name: "an incident opens",
      kind: "opening",
      body: opening,
      title: incident.summary,
      severity: "critical",
    },
    { name: "the same again, by Pub/Sub", kind: "repeated", body: pushed(opening) },
    { name: "the incident is closed", kind: "resolving", body: closed },
    {
      name: "an incident without severity, by Pub/Sub",
      kind: "opening",
      body: pushed({ ...opening, incident: { ...incident, incident_id: "0.b", severity: "No severity" } }),
      title: incident.summary,
      severity: "warning",
    },
    {
      name: "that incident is closed, by Pub/Sub",
      kind: "resolving",
      body: pushed({ ...closed, incident: { ...closed.incident, incident_id: "0.b" } }),
    },
    {
      name: "Send test notification",
      kind: "test",
      body: {
        version: "test",
        incident: { incident_id: "12345", state: "OPEN", summary: "Test Incident", started_at: 0 },
      },
    },
    { name: "a message of Pub/Sub that is no incident", kind: "ignored", body: pushed({ hello: 1 }) },
    { name: "broken base64", kind: "hostile", body: { message: { data: "%%%" } } },
    {
      name: "wrong kinds everywhere",
      kind: "hostile",
      body: { incident: { state: 4, incident_id: [], severity: {} } },
    },
  ],
};

/** What a push subscription of Pub/Sub wraps up. */
function unpack(body: ReceivedBody): ReceivedBody {
  const data = textAt(body.value, "message", "data");
  if (data === undefined) return body;
  const value = parseEmbedded(Buffer.from(data, "base64").toString("utf8"));
  return value instanceof Dict ? { value, text: dumpJson(value, { style: "compact" }) } : body;
}

function interpret(body: ReceivedBody): Interpretation {
  if (textAt(body.value, "version") === "test") return leftOut("Google's test notification");
  const found = dictAt(body.value, "incident");
  const facts = found && readIncident(found);
  return facts === undefined ? leftOut("no incident in the request") : wholeAlert(body, facts);
}

function readIncident(found: Value): AlertFacts | undefined {
  const id = textAt(found, "incident_id");
  const condition = firstText(found, "condition_name", "condition.displayName");
  const policy = textAt(found, "policy_name");
  const title = firstText(found, "summary", "documentation.subject") ?? condition ?? policy;
  if (id === undefined && title === undefined) return undefined;
  const signal = signalOf(textAt(found, "state")) ?? "firing";
  const resource = firstText(found, "resource_display_name", "resource_name", "resource.labels.instance_id");
  return factsOf(
    {
      title: [title],
      message: lines(
        textAt(found, "documentation", "content"),
        labelled("Policy", policy),
        labelled("Condition", condition),
        labelled("Observed", textAt(found, "observed_value")),
        labelled("Threshold", textAt(found, "threshold_value")),
      ),
      severity: signal === "resolved" ? "info" : readSeverity(textAt(found, "severity")),
      key: id ?? `policy:${policy ?? title}:${resource ?? ""}`,
      signal,
      source: resource ?? textAt(found, "scoping_project_id"),
      link: textAt(found, "url"),
    },
    "Google Cloud Monitoring",
  );
}

/** A policy without severity says "No severity", which is not the same as harmless. */
function readSeverity(text: string | undefined): AlertFacts["severity"] {
  return severityOf(text) ?? "warning";
}
