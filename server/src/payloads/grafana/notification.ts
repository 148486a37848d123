import type { AlertInput, NotificationInput, Texts } from "@tocsin/go-template";
import { compareBytes } from "../go-json.ts";
import { dashboardUrls, generatorUrl, silenceUrl } from "./links.ts";

/** An alert as it comes from a rule, private labels and annotations (`__name__`) included. */
export interface SourceAlert {
  labels: Texts;
  annotations: Texts;
  /** RFC 3339, offset and fraction as they are. */
  startsAt: string;
  /** Null while it has no end. */
  endsAt: string | null;
  generatorUrl: string;
}

export type Truncation = "firing_first" | "as_grafana";

export interface Source {
  /** Name of the contact point. */
  receiver: string;
  /** Base of links, without a slash at the end. */
  externalUrl: string;
  groupLabels: Texts;
  groupKey: string;
  alerts: readonly SourceAlert[];
  /** Those beyond are left out; 0: none. */
  maxAlerts: number;
  /**
   * `firing_first` leaves resolved alerts out before firing ones and works the status out of all. `as_grafana` keeps the
   * first in Grafana's order and the status of those, so that a group that fires may be told as resolved.
   */
  truncation: Truncation;
  nowMs: number;
}

export type Notification = NotificationInput & {
  alerts: readonly AlertInput[];
  groupLabels: Texts;
  commonLabels: Texts;
  commonAnnotations: Texts;
  truncatedAlerts: number;
};

const noTime = "0001-01-01T00:00:00Z";

/** What Grafana's webhook tells of a group. */
export function toNotification(source: Source): Notification {
  const sorted = source.alerts.toSorted(compareAlerts);
  const { kept, counted } = truncate(sorted, source);
  const alerts = kept.map((alert) => toAlert(alert, source));
  return {
    receiver: source.receiver.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&"),
    status: counted.some((alert) => !isOver(alert, source.nowMs)) ? "firing" : "resolved",
    alerts,
    groupLabels: source.groupLabels,
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations ?? {})),
    externalURL: source.externalUrl,
    groupKey: source.groupKey,
    truncatedAlerts: sorted.length - kept.length,
  };
}

/** The alerts that are told, in Grafana's order, and those that make the status. */
function truncate(sorted: readonly SourceAlert[], { maxAlerts, truncation, nowMs }: Source) {
  if (maxAlerts <= 0 || sorted.length <= maxAlerts) return { kept: sorted, counted: sorted };
  if (truncation === "as_grafana") {
    const kept = sorted.slice(0, maxAlerts);
    return { kept, counted: kept };
  }
  const [over, firing] = [true, false].map((wanted) =>
    sorted.filter((alert) => isOver(alert, nowMs) === wanted),
  );
  const chosen = new Set([...(firing ?? []), ...(over ?? [])].slice(0, maxAlerts));
  return { kept: sorted.filter((alert) => chosen.has(alert)), counted: sorted };
}

function isOver({ endsAt }: SourceAlert, nowMs: number): boolean {
  return endsAt !== null && Date.parse(endsAt) <= nowMs;
}

function toAlert(alert: SourceAlert, { externalUrl, nowMs }: Source): AlertInput {
  const { labels, annotations } = alert;
  const isResolved = isOver(alert, nowMs);
  const orgId = wholeNumber(annotations.__orgId__);
  const ruleUid = labels.__alert_rule_uid__ || undefined;
  const toMs = isResolved ? Date.parse(alert.endsAt ?? "") : nowMs;
  return {
    status: isResolved ? "resolved" : "firing",
    labels: publicOnly(labels),
    annotations: publicOnly(annotations),
    startsAt: shortFraction(alert.startsAt),
    endsAt: isResolved ? shortFraction(alert.endsAt ?? noTime) : noTime,
    generatorURL: generatorUrl(alert.generatorUrl, orgId),
    fingerprint: fingerprint(labels),
    silenceURL: silenceUrl(externalUrl, { labels: publicOnly(labels), ruleUid, orgId }),
    ...dashboardUrls(externalUrl, {
      dashboardUid: annotations.__dashboardUid__,
      panelId: annotations.__panelId__,
      startMs: Date.parse(alert.startsAt),
      toMs,
      orgId,
    }),
    ...(ruleUid === undefined ? {} : { ruleUID: ruleUid }),
    values: readValues(annotations.__values__),
    valueString: annotations.__value_string__ ?? "",
    ...(annotations.__alert_image_url__ ? { imageURL: annotations.__alert_image_url__ } : {}),
    ...(orgId === undefined ? {} : { orgId }),
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Null when the alert carries none. */
function readValues(json: string | undefined): Record<string, number> | null {
  if (!json) return null;
  try {
    const values: unknown = JSON.parse(json);
    if (typeof values !== "object" || values === null || Array.isArray(values)) return null;
    const entries = Object.entries(values);
    return entries.every(([, value]) => typeof value === "number") ? Object.fromEntries(entries) : null;
  } catch {
    // The annotation is whatever the sender wrote.
    return null;
  }
}

function publicOnly(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => !/^__.*__$/s.test(name)));
}

/** Go prints no zeros at the end of a fraction. */
function shortFraction(time: string): string {
  return time.replace(/(\.\d*?)0+(?=Z|[+-]\d\d:\d\d$)/, "$1").replace(/\.(?=Z|[+-]\d\d:\d\d$)/, "");
}

function common(all: readonly Texts[]): Texts {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((texts) => texts[name] === value)),
  );
}

/** FNV-1a over names and values in the order of names, each ended by a byte that UTF-8 never has. */
export function fingerprint(labels: Texts): string {
  let hash = 0xcbf29ce484222325n;
  const add = (byte: number) => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  };
  for (const [name, value] of sortedByName(labels)) {
    for (const text of [name, value]) {
      for (const byte of Buffer.from(text)) add(byte);
      add(0xff);
    }
  }
  return hash.toString(16).padStart(16, "0");
}

export function sortedByName(texts: Texts): [string, string][] {
  return Object.entries(texts).sort(([one], [other]) => compareBytes(one, other));
}

/** By job and instance, those without one last; then fewer labels first, then by names and values. */
function compareAlerts({ labels: one }: SourceAlert, { labels: other }: SourceAlert): number {
  return (
    compareOptional(one.job, other.job) ||
    compareOptional(one.instance, other.instance) ||
    Object.keys(one).length - Object.keys(other).length ||
    compareSets(sortedByName(one), sortedByName(other))
  );
}

function compareOptional(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined)
    return Number(one === undefined) - Number(other === undefined);
  return compareBytes(one, other);
}

function compareSets(one: readonly [string, string][], other: readonly [string, string][]): number {
  for (const [index, [name, value]] of one.entries()) {
    const [otherName = "", otherValue = ""] = other[index] ?? [];
    const order = compareBytes(name, otherName) || compareBytes(value, otherValue);
    if (order !== 0) return order;
  }
  return 0;
}

/** `{a="x", b="y"}`, the part of a group key that tells the labels. */
export function labelSetText(labels: Texts): string {
  return `{${sortedByName(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(", ")}}`;
}
