import type { components } from "../../../api/schema.d.ts";
import type { Integration } from "../model.ts";

export type TemplateTrial = components["schemas"]["TemplateTrial"];
type InterpretedRequest = Extract<TemplateTrial["requests"][number], { result: "interpreted" }>;
export type TriedTemplates = InterpretedRequest["alerts"][number];
export type Slot = keyof TriedTemplates["after"];

/** Texts that are not stored yet; null brings the type's own text back. */
export type TemplateDraft = Partial<Record<Slot, string | null>>;

interface SlotInfo {
  label: string;
  /** What is made of what it renders. */
  about: string;
}

/** The templates of an integration that Tocsin makes something of, in the order in which people look at them. */
export const slots: Readonly<Record<Slot, SlotInfo>> = {
  "web.title": { label: "Title", about: "The title of the alert group that the alert opens." },
  "web.message": { label: "Message", about: "The text below the title, in Markdown." },
  grouping_key: {
    label: "Grouping",
    about: "Alerts that render the same text join the same open alert group; nothing is a group of its own.",
  },
  resolve_signal: {
    label: "Resolve when",
    about: "A condition: true, 1 or ok resolves the alert group.",
  },
  acknowledge_signal: {
    label: "Acknowledge when",
    about: "A condition: true, 1 or ok acknowledges the alert group.",
  },
  source_link: { label: "Source link", about: "Address of the alert in its tool; http and https only." },
  "web.image_url": { label: "Image", about: "Address of a picture; http and https only." },
};

export const slotNames = Object.keys(slots) as Slot[];

/** The text in force: of the draft, or stored, or the type's own. */
export function textOf(slot: Slot, integration: Integration, draft: TemplateDraft): string {
  const own = integration.default_templates[slot] ?? "";
  const drafted = draft[slot];
  if (drafted === undefined) return integration.templates[slot] || own;
  return drafted ?? own;
}

/** Whether a slot has a text other than the type's own. */
export function isOverridden(slot: Slot, integration: Integration, draft: TemplateDraft): boolean {
  const drafted = draft[slot];
  return drafted === undefined ? Boolean(integration.templates[slot]) : drafted !== null;
}

/** The draft with a new text. A text that is stored anyway leaves the draft; the type's own text is no override. */
export function withText(
  draft: TemplateDraft,
  slot: Slot,
  text: string,
  integration: Integration,
): TemplateDraft {
  const own = integration.default_templates[slot] ?? "";
  const wanted = text === own || text === "" ? null : text;
  const stored = integration.templates[slot] || null;
  const { [slot]: _before, ...rest } = draft;
  return wanted === stored ? rest : { ...rest, [slot]: wanted };
}

/** What a slot came to, in words. */
export function shownResult(slot: Slot, look: TriedTemplates["after"]): string {
  const value = look[slot];
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value !== null && value !== "") return value;
  return slot === "grouping_key" ? "a group of its own" : "nothing";
}

/** How many alert groups these alerts would come to by their grouping alone, before and after. */
export function groupCounts(alerts: readonly TriedTemplates[]): { before: number; after: number } {
  const count = (keys: readonly (string | null)[]) =>
    new Set(keys.filter((key) => key !== null)).size + keys.filter((key) => key === null).length;
  return {
    before: count(alerts.map(({ before }) => before.grouping_key)),
    after: count(alerts.map(({ after }) => after.grouping_key)),
  };
}
