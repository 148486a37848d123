import { Dict, type Value } from "@tocsin/jinja";
import type { AlertFacts, Severity, Signal } from "../../core/integrations/facts.ts";
import { factsOf, labelled, lines } from "./alerts.ts";
import { dictAt, firstText, listAt, textAt, textEntriesAt, valueAt } from "./values.ts";
import { severityOf, signalOf } from "./words.ts";

/** Alerts in the form that Prometheus gave the world: labels, annotations, a status, a fingerprint. */
export interface LabelledAlert {
  value: Dict;
  /** State of the whole group it came in, for alerts that have none of their own. */
  groupStatus: string | undefined;
}

/**
 * The alerts of an Alertmanager or Grafana envelope, of a bare list of alerts, or a lone alert. What is not an object is
 * passed over, so that one broken alert never costs the others.
 */
export function labelledAlertsIn(body: Value): LabelledAlert[] {
  const groupStatus = textAt(body, "status");
  if (dictAt(body)?.has("alerts") !== true && dictAt(body, "labels")) return toAlerts([body], groupStatus);
  return toAlerts(Array.isArray(body) ? body : listAt(body, "alerts"), groupStatus);
}

function toAlerts(items: readonly Value[], groupStatus: string | undefined): LabelledAlert[] {
  return items.filter((item) => item instanceof Dict).map((value) => ({ value, groupStatus }));
}

/** Facts of one alert: the summary as title, its fingerprint (or all its labels) as key. */
export function labelledAlertFacts({ value, groupStatus }: LabelledAlert, toolName: string): AlertFacts {
  const annotations = valueAt(value, "annotations");
  const labels = valueAt(value, "labels");
  const summary = textAt(annotations, "summary");
  const description = firstText(annotations, "description", "message");
  return factsOf(
    {
      title: [summary, description, titleWithoutAnnotations(labels), `${toolName} alert`],
      message: lines(
        summary === undefined ? undefined : description,
        noDataClass(labels),
        labelled("Value", textAt(value, "valueString")),
        ...textEntriesAt(labels).map(([name, text]) => `${name}: ${text}`),
        labelled("Runbook", textAt(annotations, "runbook_url")),
      ),
      severity: labelSeverity(labels),
      key: textAt(value, "fingerprint") ?? labelsText(value),
      signal: statusOf(value, groupStatus),
      source: firstText(labels, "instance", "host", "pod", "service", "job"),
      link: firstText(value, "panelURL", "dashboardURL", "generatorURL"),
      image: textAt(value, "imageURL"),
    },
    toolName,
  );
}

/** All labels as one text, whatever their order; undefined without any. */
export function labelsText(alert: Value): string | undefined {
  const entries = textEntriesAt(alert, "labels").sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : JSON.stringify(entries);
}

/** An alert counts as over when it or the whole group it came in is. */
export function statusOf(
  alert: Value,
  groupStatus: string | undefined,
): Extract<Signal, "firing" | "resolved"> {
  const isOver = [textAt(alert, "status"), groupStatus].some((status) => signalOf(status) === "resolved");
  return isOver ? "resolved" : "firing";
}

function labelSeverity(labels: Value | undefined): Severity {
  return severityOf(firstText(labels, "severity", "priority", "level")) ?? "warning";
}

/** Grafana reports missing data under names of its own, with the rule's name beside. */
function titleWithoutAnnotations(labels: Value | undefined): string | undefined {
  const name = textAt(labels, "alertname");
  const rule = textAt(labels, "rulename");
  return rule === undefined || name === undefined ? name : `${name}: ${rule}`;
}

function noDataClass(labels: Value | undefined): string | undefined {
  const name = textAt(labels, "alertname");
  return name === "DatasourceNoData" || name === "DatasourceError"
    ? "The rule could not be evaluated: its data source gave no data or an error."
    : undefined;
}
