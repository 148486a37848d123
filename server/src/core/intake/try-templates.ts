import { type Appearance, renderAppearance } from "../alert-groups/appearance.ts";
import type { Context } from "../context.ts";
import type { Integration } from "../integrations/index.ts";
import { applyTemplateChanges, type TemplateChanges } from "../integrations/model.ts";
import type { AlertPayload, IntegrationModule } from "../integrations/registry.ts";
import { cutText, type SlotName, type TemplateFailure } from "../templates/index.ts";
import { interpretAlert } from "./interpret.ts";
import { type AlertDraft, type IntegrationPlan, withoutRoutes } from "./model.ts";
import { type Trial, type TrialSubject, tryOnRequests } from "./trial.ts";
import type { TrialBudget } from "./trial-budget.ts";

/** The slots of which something is made; the others are kept for OnCall's API alone. */
export const triedSlots = [
  "web.title",
  "web.message",
  "grouping_key",
  "resolve_signal",
  "acknowledge_signal",
  "source_link",
  "web.image_url",
] as const satisfies readonly SlotName[];
export type TriedSlot = (typeof triedSlots)[number];

/** What the templates make of an alert that comes alone, as if it opened a group. */
export interface Look {
  "web.title": string;
  "web.message": string | null;
  /** Null: a group of its own. */
  grouping_key: string | null;
  resolve_signal: boolean;
  acknowledge_signal: boolean;
  source_link: string | null;
  "web.image_url": string | null;
}

export interface TriedTemplates {
  payload: AlertPayload;
  before: Look;
  after: Look;
  changed: TriedSlot[];
  /** Of the draft. */
  failures: { slot: TriedSlot; failure: TemplateFailure }[];
}

const maxAlerts = 100;
const shownLength = 2_000;

/** Renders an integration's templates and a draft of them on its last requests; nothing else comes of it. */
export function tryTemplates(
  ctx: Context,
  integration: Integration,
  changes: TemplateChanges,
): Promise<Trial<TriedTemplates>> {
  return tryOnRequests(ctx, integration, {
    maxAlerts,
    tryAlert: (subject, budget) => compare(ctx, subject, changes, budget),
  });
}

async function compare(
  ctx: Context,
  subject: TrialSubject,
  changes: TemplateChanges,
  budget: TrialBudget,
): Promise<TriedTemplates | undefined> {
  const plan = withoutRoutes(subject.plan);
  const draft = { ...plan, templates: applyTemplateChanges(plan.templates, changes) };
  const before = await look(ctx, { ...subject, plan }, budget);
  const after = before && (await look(ctx, { ...subject, plan: draft }, budget));
  if (!after) return undefined;
  return {
    payload: subject.payload,
    before: shown(before.look),
    after: shown(after.look),
    changed: triedSlots.filter((slot) => before.look[slot] !== after.look[slot]),
    failures: after.failures,
  };
}

interface Looked {
  look: Look;
  failures: TriedTemplates["failures"];
}

async function look(
  ctx: Context,
  { plan, module, payload }: TrialSubject,
  budget: TrialBudget,
): Promise<Looked | undefined> {
  if (!(await budget.goOn())) return undefined;
  const interpreted = interpretAlert(ctx.templates, module, plan, payload);
  if (!(await budget.goOn())) return undefined;
  const appearance = appearanceOf(ctx, plan, module, { payload, labels: interpreted.labels });
  return { look: toLook(interpreted, appearance), failures: failuresIn(interpreted, appearance) };
}

function appearanceOf(
  { templates, publicUrl }: Context,
  plan: IntegrationPlan,
  module: IntegrationModule,
  { payload, labels }: Pick<AlertDraft, "payload" | "labels">,
): Appearance {
  return renderAppearance(templates, {
    module,
    overrides: plan.templates,
    integrationName: plan.name,
    groupNumber: 0,
    groupUrl: `${publicUrl}/alert-groups/PREVIEW`,
    payload: payload.text,
    facts: payload.facts ?? null,
    labels,
  });
}

function toLook(interpreted: AlertDraft, appearance: Appearance): Look {
  return {
    "web.title": interpreted.title,
    "web.message": appearance.message,
    grouping_key: interpreted.groupingText,
    resolve_signal: interpreted.isResolve,
    acknowledge_signal: interpreted.isAcknowledge,
    source_link: appearance.sourceLink,
    "web.image_url": appearance.imageUrl,
  };
}

/** A title is rendered when its alert arrives: how it fails later, with more variables, is of no interest. */
function failuresIn(interpreted: AlertDraft, appearance: Appearance): TriedTemplates["failures"] {
  const later = appearance.failures.filter(({ slot }) => slot !== "web.title");
  return [...interpreted.failures, ...later].flatMap(({ slot, failure }) =>
    isTriedSlot(slot) ? [{ slot, failure }] : [],
  );
}

function isTriedSlot(slot: SlotName): slot is TriedSlot {
  return (triedSlots as readonly SlotName[]).includes(slot);
}

function shown(full: Look): Look {
  return {
    ...full,
    "web.message": full["web.message"] && cutText(full["web.message"], shownLength),
    grouping_key: full.grouping_key && cutText(full.grouping_key, shownLength),
    source_link: full.source_link && cutText(full.source_link, shownLength),
    "web.image_url": full["web.image_url"] && cutText(full["web.image_url"], shownLength),
  };
}
