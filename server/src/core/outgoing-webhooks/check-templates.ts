import { toValue } from "@tocsin/jinja";
import { shownFailure, type TemplateEngine } from "../templates/index.ts";
import type { TemplateField, WebhookRefusal, WebhookSettings } from "./model.ts";

/** What OnCall renders a new webhook's templates with: enough to find mistakes, too little to judge the data. */
const trialVariables = new Map([
  ["alert_payload", toValue({})],
  ["alert_group_id", toValue("alert_group_1")],
]);

const fields: readonly TemplateField[] = ["url", "headers", "data", "triggerTemplate"];

/** The first template that cannot work. What only depends on the data (undefined values and the like) passes. */
export function refuseTemplates(
  templates: TemplateEngine,
  settings: Partial<Pick<WebhookSettings, TemplateField>>,
): WebhookRefusal | undefined {
  for (const field of fields) {
    const message = findMistake(templates, settings[field]);
    if (message !== undefined) return { reason: "bad_template", field, message };
  }
  return undefined;
}

function findMistake(templates: TemplateEngine, source: string | null | undefined): string | undefined {
  if (!source) return undefined;
  const rendered = templates.render("jinja", source, trialVariables);
  if (rendered.kind === "text") return undefined;
  const message = shownFailure(rendered.failure);
  return message.startsWith("Template Warning: ") ? undefined : message;
}
