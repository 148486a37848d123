import { Dict, type Value } from "@tocsin/jinja";
import { type AlertFacts, factTemplates, type Severity, type Signal } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedBody } from "../core/integrations/registry.ts";
import { azureExamples } from "./azure-examples.ts";
import {
  dictAt,
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  severityOf,
  textAt,
  textsAt,
  wholeAlert,
} from "./reading/index.ts";

/** The subscription in which "Test action group" pretends that its samples are. */
const testSubscription = "/subscriptions/11111111-1111-1111-1111-111111111111/";
const testNote = "This is a sample of Azure's test button.";

export const azure: IntegrationModule = {
  slug: "azure",
  title: "Azure Monitor",
  category: "cloud",
  connect: `In the Azure portal, open **Monitor → Alerts → Action groups**, add an action of the type **Webhook** and paste
this URL:

\`\`\`text
{url}
\`\`\`

Switch **Enable the common alert schema** on. The older schemas are understood as well, but tell less.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  refuse: ({ body: { value } }) => (value instanceof Dict ? undefined : "The body must be a JSON object."),
  interpret: ({ body }) => interpret(body),
  examples: azureExamples,
};

function interpret(body: ReceivedBody): Interpretation {
  const { value: payload } = body;
  const data = dictAt(payload, "data") ?? payload;
  const facts =
    readCommon(data) ?? readActivity(data) ?? readContext(data, textAt(data, "status")) ?? readLogAlert(data);
  if (facts === undefined) return leftOut("not an alert of Azure Monitor");
  const isTest = body.text.includes(testSubscription);
  return wholeAlert(body, isTest ? { ...facts, message: lines(testNote, facts.message) } : facts);
}

/** The common alert schema. */
function readCommon(data: Value): AlertFacts | undefined {
  const essentials = dictAt(data, "essentials");
  const rule = textAt(essentials, "alertRule");
  const id = firstText(essentials, "alertId", "originAlertId");
  if (rule === undefined && id === undefined) return undefined;
  const signal = conditionSignal(textAt(essentials, "monitorCondition"));
  const target = textsAt(essentials, "configurationItems")[0] ?? textsAt(essentials, "alertTargetIDs")[0];
  return factsOf(
    {
      title: [rule],
      message: lines(
        textAt(essentials, "description"),
        labelled("Service", textAt(essentials, "monitoringService")),
        labelled("Target", target),
        labelled("Signal", textAt(essentials, "signalType")),
      ),
      severity: signal === "resolved" ? "info" : severityOfSev(textAt(essentials, "severity")),
      key: id ?? `rule:${rule}:${target ?? ""}`,
      signal,
      source: textAt(essentials, "monitoringService") ?? target,
      link: id?.startsWith("/subscriptions/") ? alertLink(id) : firstText(essentials, "investigationLink"),
    },
    "Azure Monitor",
  );
}

/** An entry of the activity log, also about the health of Azure itself. */
function readActivity(data: Value): AlertFacts | undefined {
  const entry = dictAt(data, "context", "activityLog");
  if (!entry) return undefined;
  const health = firstText(entry, "properties.stage", "properties.currentHealthStatus")?.toLowerCase();
  const signal = ["resolved", "complete", "available"].includes(health ?? "") ? "resolved" : "firing";
  const resource = textAt(entry, "resourceId");
  return factsOf(
    {
      title: [firstText(entry, "properties.title", "operationName", "description", "eventSource")],
      message: lines(
        firstText(entry, "description", "properties.communication"),
        labelled("Status", textAt(entry, "status")),
        labelled("Resource", resource),
        labelled("By", textAt(entry, "caller")),
      ),
      severity: signal === "resolved" ? "info" : (severityOf(textAt(entry, "level")) ?? "warning"),
      key: prefixed("activity", firstText(entry, "correlationId", "properties.trackingId", "eventDataId")),
      signal,
      source: resource?.split("/").at(-1) ?? textAt(entry, "eventSource"),
    },
    "Azure Monitor",
  );
}

/** Metric alerts of the older schemas: the state beside a context. */
function readContext(data: Value, status: string | undefined): AlertFacts | undefined {
  const context = dictAt(data, "context");
  const id = textAt(context, "id");
  const name = textAt(context, "name");
  if (id === undefined && name === undefined) return undefined;
  const signal = conditionSignal(status);
  const resource = firstText(context, "resourceName", "resourceId");
  return factsOf(
    {
      title: [name],
      message: lines(textAt(context, "description"), labelled("Resource", resource)),
      severity: signal === "resolved" ? "info" : severityOfSev(textAt(context, "severity")),
      key: `context:${id ?? name}:${firstText(context, "resourceId", "resourceName") ?? ""}`,
      signal,
      source: resource,
      link: textAt(context, "portalLink"),
    },
    "Azure Monitor",
  );
}

/** A log search alert of the older schema, which never tells its end. */
function readLogAlert(data: Value): AlertFacts | undefined {
  const rule = textAt(data, "AlertRuleName");
  if (rule === undefined) return undefined;
  return factsOf(
    {
      title: [rule],
      message: lines(textAt(data, "Description"), labelled("Results", textAt(data, "ResultCount"))),
      severity: severityOfSev(textAt(data, "Severity")),
      key: `log:${rule}`,
      signal: "firing",
      source: textsAt(data, "AffectedConfigurationItems")[0],
      link: textAt(data, "LinkToSearchResults"),
    },
    "Azure Monitor",
  );
}

/** Fired, Activated, …: anything but the words for an end is an alarm. */
function conditionSignal(condition: string | undefined): Extract<Signal, "firing" | "resolved"> {
  const isOver = /^(resolved|deactivated|closed)$/i.test(condition ?? "");
  return isOver ? "resolved" : "firing";
}

const sevs: readonly Severity[] = ["critical", "error", "warning", "info", "info"];

/** `Sev0` to `Sev4`, as numbers in the older schemas, as words in log alerts. */
function severityOfSev(text: string | undefined): Severity {
  const level = /^(?:sev)?\s*([0-4])$/i.exec(text ?? "")?.[1];
  return (level === undefined ? severityOf(text) : sevs[Number(level)]) ?? "warning";
}

function alertLink(id: string): string {
  return `https://portal.azure.com/#view/Microsoft_Azure_Monitoring_Alerts/AlertDetails.ReactView/alertId/${encodeURIComponent(id)}`;
}

function prefixed(prefix: string, id: string | undefined): string | undefined {
  return id === undefined ? undefined : `${prefix}:${id}`;
}
