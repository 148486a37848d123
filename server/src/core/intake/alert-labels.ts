import { toValue, type Value } from "@tocsin/jinja";
import { storableText } from "../../platform/storable-text.ts";
import type { Label } from "../integrations/model.ts";
import type { TemplateEngine } from "../templates/index.ts";

/** An integration's labels: fixed ones, and those whose values are templates over the payload. */
export interface LabelSettings {
  labels: readonly Label[];
  dynamicLabels: readonly Label[];
}

export type AlertLabels = ReadonlyMap<string, string>;

const maxLength = 200;
const maxOnGroup = 15;

/** The labels of one alert; of the same key the later one counts, and what is no proper label is left out (OnCall, 13.4). */
export function labelsOf(engine: TemplateEngine, settings: LabelSettings, payload: Value): AlertLabels {
  const variables = new Map([["payload", payload]]);
  const dynamic = settings.dynamicLabels.flatMap(({ key, value: template }) => {
    const rendered = engine.render("jinja", template, variables);
    return rendered.kind === "text" ? [{ key, value: rendered.text.trim() }] : [];
  });
  const proper = [...settings.labels, ...dynamic].filter(
    ({ key, value }) => isProper(key) && isProper(value),
  );
  return new Map(proper.map(({ key, value }) => [storableText(key), storableText(value)]));
}

function isProper(text: string): boolean {
  return text !== "" && text.length <= maxLength && text.toLowerCase() !== "none";
}

/** As templates see them: `None` when there are none. */
export function labelsValue(labels: AlertLabels): Value {
  return labels.size === 0 ? null : toValue(Object.fromEntries(labels));
}

/** What a group keeps of the labels of its first alert. */
export function groupLabels(labels: AlertLabels): Record<string, string> {
  const sorted = [...labels].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.slice(0, maxOnGroup));
}
