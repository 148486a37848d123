import { parseJson, toValue, type Value } from "@tocsin/jinja";
import { type AlertFacts, factsValue } from "../integrations/facts.ts";
import type { IntegrationModule } from "../integrations/registry.ts";
import {
  type AppearanceSlot,
  type SlotOverrides,
  shownFailure,
  type TemplateEngine,
  type TemplateFailure,
  templateOf,
} from "../templates/index.ts";

/** How a group looks by the templates its integration has now. */
export interface Appearance {
  title: string | null;
  message: string | null;
  imageUrl: string | null;
  sourceLink: string | null;
  failures: { slot: AppearanceSlot; message: string; failure: TemplateFailure }[];
}

export interface Subject {
  /** Undefined for a type that this version does not know. */
  module: Pick<IntegrationModule, "templates"> | undefined;
  overrides: SlotOverrides;
  integrationName: string;
  /** The group's number, as OnCall's templates know it; not its public id. */
  groupNumber: number;
  groupUrl: string;
  /** JSON text of the first alert: messages show what began the group. */
  payload: string;
  facts: AlertFacts | null;
  labels: Readonly<Record<string, unknown>>;
}

/** Renders the web slots in OnCall's order (2.5). The text of an error stands where its slot would have been. */
export function renderAppearance(engine: TemplateEngine, subject: Subject): Appearance {
  const failures: Appearance["failures"] = [];
  const variables = new Map<string, Value>([
    ["payload", parseJson(subject.payload)],
    ["alert", factsValue(subject.facts ?? undefined)],
    ["labels", Object.keys(subject.labels).length === 0 ? null : toValue(subject.labels)],
    ["integration_name", subject.integrationName],
    ["grafana_oncall_link", subject.groupUrl],
    ["grafana_oncall_alert_group_id", subject.groupNumber],
    ["grafana_oncall_incident_id", subject.groupNumber],
    ["source_link", null],
  ]);

  function renderSlot(slot: AppearanceSlot): string | null {
    const source = templateOf(slot, subject.overrides, subject.module?.templates ?? {});
    if (source === undefined) return null;
    const rendered = engine.render("jinja", source, variables);
    if (rendered.kind === "text")
      return rendered.text === "None" || rendered.text === "" ? null : rendered.text;
    const message = shownFailure(rendered.failure);
    failures.push({ slot, message, failure: rendered.failure });
    return message;
  }

  const sourceLink = renderSlot("source_link");
  variables.set("source_link", sourceLink);
  const title = renderSlot("web.title");
  const message = renderSlot("web.message");
  const imageUrl = renderSlot("web.image_url");
  return { title, message, imageUrl: webUrl(imageUrl), sourceLink: webUrl(sourceLink), failures };
}

/** Only what a browser may safely open: payloads are written by strangers. */
function webUrl(text: string | null): string | null {
  const trimmed = text?.trim() ?? "";
  return /^https?:\/\//i.test(trimmed) && URL.canParse(trimmed) ? trimmed : null;
}
