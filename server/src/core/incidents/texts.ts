import { storableText } from "../../platform/storable-text.ts";
import { pendingSeverity } from "./model.ts";

/** Longest texts, in characters; edges refuse or cut what is longer. */
export const incidentLimits = {
  title: 500,
  severity: 64,
  label: 200,
  labels: 50,
  roomPrefix: 100,
  note: 20_000,
} as const;

/** Severities of Grafana Incident, whose case does not matter. */
const knownSeverities = new Set([pendingSeverity, "minor", "major", "critical"]);

/** One line, without blanks around it, cut at the limit; undefined when nothing is left. */
export function cleanTitle(text: string): string | undefined {
  return cleanLine(text, incidentLimits.title);
}

export function cleanSeverity(text: string): string | undefined {
  const line = cleanLine(text, incidentLimits.severity);
  const lower = line?.toLowerCase();
  return lower !== undefined && knownSeverities.has(lower) ? lower : line;
}

/** Each label once, the empty ones left out, at most as many as an incident may have. */
export function cleanLabels(texts: readonly string[]): string[] {
  const labels = texts
    .map((text) => cleanLine(text, incidentLimits.label))
    .filter((label) => label !== undefined);
  return [...new Set(labels)].slice(0, incidentLimits.labels);
}

export function cleanRoomPrefix(text: string): string | undefined {
  return cleanLine(text, incidentLimits.roomPrefix);
}

function cleanLine(text: string, maxLength: number): string | undefined {
  const line = storableText(text).replace(/\s+/g, " ").trim();
  return line === "" ? undefined : [...line.slice(0, 2 * maxLength)].slice(0, maxLength).join("").trim();
}
