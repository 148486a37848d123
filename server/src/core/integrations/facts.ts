import { toValue, type Value } from "@tocsin/jinja";
import { z } from "zod";
import type { SlotName } from "../templates/slots.ts";

export const severities = ["critical", "error", "warning", "info"] as const;
export type Severity = (typeof severities)[number];

/** `note`: worth a line in the timeline of the open group, nothing more. */
export const signals = ["firing", "acknowledged", "resolved", "note"] as const;
export type Signal = (typeof signals)[number];

/** What a module reads from a vendor's payload, in one shape for all tools. */
export const alertFactsSchema = z.object({
  title: z.string(),
  /** Plain text or Markdown; empty when the tool sends nothing beyond the title. */
  message: z.string(),
  severity: z.enum(severities),
  /** Alerts with the same key belong together; null: this one stands alone. */
  key: z.string().nullable(),
  signal: z.enum(signals),
  /** What the alert is about or where it comes from, for example a host. */
  source: z.string(),
  link: z.string().nullable(),
  image: z.string().nullable(),
});

export type AlertFacts = z.output<typeof alertFactsSchema>;

/** Default templates of tools whose module reads the facts. Users' templates may use \`alert\` and \`payload\` alike. */
export const factTemplates: Partial<Record<SlotName, string>> = {
  grouping_key: '{{ alert.key | default("", true) }}',
  resolve_signal: '{{ alert.signal == "resolved" }}',
  acknowledge_signal: '{{ alert.signal == "acknowledged" }}',
  source_link: '{{ alert.link | default("", true) }}',
  "web.title": "{{ alert.title }}",
  "web.message": "{{ alert.message }}",
  "web.image_url": '{{ alert.image | default("", true) }}',
};

/** The variable \`alert\` of templates: null for tools without facts. */
export function factsValue(facts: AlertFacts | undefined): Value {
  return facts === undefined ? null : toValue(facts);
}
