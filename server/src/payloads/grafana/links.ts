import type { Texts } from "@tocsin/go-template";
import { compareBytes } from "../go-json.ts";

const hourMs = 3_600_000;

/** Query parameters as Go's `url.Values` writes them: names in order, blanks as plus signs. */
function queryText(parameters: readonly (readonly [string, string])[]): string {
  const sorted = parameters.toSorted(([one], [other]) => compareBytes(one, other));
  return sorted.map(([name, value]) => `${escapeQuery(name)}=${escapeQuery(value)}`).join("&");
}

/** Go's `url.QueryEscape`: everything but letters, digits and `-_.~`. */
function escapeQuery(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

function orgParameter(orgId: number | undefined): (readonly [string, string])[] {
  return orgId === undefined ? [] : [["orgId", String(orgId)]];
}

/** The sender's link, with the organisation when the alert has one. */
export function generatorUrl(url: string, orgId: number | undefined): string {
  if (orgId === undefined || !URL.canParse(url)) return url;
  const [base = "", fragment] = url.split("#", 2);
  const [path = "", query = ""] = base.split("?", 2);
  const given = [...new URLSearchParams(query)].filter(([name]) => name !== "orgId");
  const whole = `${path}?${queryText([...given, ...orgParameter(orgId)])}`;
  return fragment === undefined ? whole : `${whole}#${fragment}`;
}

export interface Silencing {
  /** Public ones. */
  labels: Texts;
  ruleUid: string | undefined;
  orgId: number | undefined;
}

/** The page that makes a silence for an alert; empty without a base. A rule's uid stands for its name and folder. */
export function silenceUrl(base: string, { labels, ruleUid, orgId }: Silencing): string {
  if (base === "") return "";
  const implied = ruleUid === undefined ? [] : ["alertname", "grafana_folder"];
  const named = Object.entries(labels)
    .filter(([name]) => !implied.includes(name))
    .sort(([one], [other]) => byAlertname(one, other));
  const matchers = [...(ruleUid === undefined ? [] : [["__alert_rule_uid__", ruleUid] as const]), ...named];
  const query = queryText([
    ["alertmanager", "grafana"],
    ...matchers.map(([name, value]) => ["matcher", `${name}=${value}`] as const),
    ...orgParameter(orgId),
  ]);
  return `${base}/alerting/silence/new?${query}`;
}

function byAlertname(one: string, other: string): number {
  return Number(other === "alertname") - Number(one === "alertname") || compareBytes(one, other);
}

export interface DashboardPlace {
  dashboardUid: string | undefined;
  panelId: string | undefined;
  startMs: number;
  toMs: number;
  orgId: number | undefined;
}

/** Links to an alert's dashboard and panel over the time around it; empty for an alert without them. */
export function dashboardUrls(
  base: string,
  { dashboardUid, panelId, startMs, toMs, orgId }: DashboardPlace,
): { dashboardURL: string; panelURL: string } {
  if (base === "" || !dashboardUid) return { dashboardURL: "", panelURL: "" };
  const page = `${base}/d/${encodeURIComponent(dashboardUid)}`;
  const span: (readonly [string, string])[] =
    Number.isNaN(startMs) || startMs < 0
      ? []
      : [
          ["from", String(startMs - hourMs)],
          ["to", String(toMs)],
        ];
  const shared = [...span, ...orgParameter(orgId)];
  const link = (parameters: readonly (readonly [string, string])[]) =>
    parameters.length === 0 ? page : `${page}?${queryText(parameters)}`;
  return {
    dashboardURL: link(shared),
    panelURL: panelId ? link([...shared, ["viewPanel", panelId]]) : "",
  };
}
