import { isSlotName, type SlotName, type TemplateEngine } from "../templates/index.ts";
import type { TemplateChanges } from "./model.ts";

/** The first slot whose new text is no template. Only syntax is judged: what is undefined depends on the alert. */
export function findBrokenTemplate(
  templates: TemplateEngine,
  changes: TemplateChanges,
): SlotName | undefined {
  for (const [slot, text] of Object.entries(changes)) {
    if (isSlotName(slot) && text !== null && templates.check("jinja", text) !== undefined) return slot;
  }
  return undefined;
}
