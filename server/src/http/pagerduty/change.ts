import { Dict, dumpJson } from "@tocsin/jinja";
import type { NewChangeEvent } from "../../core/change-events/index.ts";

export type ReadChange =
  | { kind: "change"; event: Omit<NewChangeEvent, "integrationId"> }
  | { kind: "refused"; errors: string[] };

const maxSummaryLength = 1024;
const maxSourceLength = 1024;

/** A change event as PagerDuty's clients send it: only its summary is required. */
export function readChange(value: Dict): ReadChange {
  const payload = value.getText("payload");
  if (!(payload instanceof Dict)) return { kind: "refused", errors: ["'payload' is missing or blank"] };
  const summary = textIn(payload, "summary");
  if (summary === "") return { kind: "refused", errors: ["'payload.summary' is missing or blank"] };
  const event = {
    summary: summary.slice(0, maxSummaryLength),
    source: textIn(payload, "source").slice(0, maxSourceLength),
    changedAt: timeOf(textIn(payload, "timestamp")),
    payload: dumpJson(withoutKeys(value), { style: "compact" }),
  };
  return { kind: "change", event };
}

/** The routing key is a secret and says nothing of the change. */
function withoutKeys(value: Dict): Dict {
  const shown = [...value.entries].filter(([name]) => name !== "routing_key" && name !== "routingKey");
  return new Dict(new Map(shown));
}

function textIn(payload: Dict, name: string): string {
  const value = payload.getText(name);
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

/** A time that cannot be read is left out: the change is worth more than its time. */
function timeOf(text: string): Date | null {
  // PagerDuty's own examples write the zone without a colon, which ECMAScript does not read.
  const time = new Date(text.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  const year = time.getUTCFullYear();
  return year > 0 && year < 10_000 ? time : null;
}
