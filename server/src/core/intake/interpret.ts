import { createHash, randomBytes } from "node:crypto";
import type { Value } from "@tocsin/jinja";
import { factsValue } from "../integrations/facts.ts";
import type { AlertPayload, IntegrationModule } from "../integrations/registry.ts";
import { judgePayload } from "../routes/judge-payload.ts";
import { chooseRoute, type RouteJudge } from "../routes/rules.ts";
import {
  cutText,
  type DecisionSlot,
  isTruthyCondition,
  type SlotName,
  shownFailure,
  type TemplateEngine,
  templateOf,
} from "../templates/index.ts";
import { type AlertLabels, groupLabels, type LabelSettings, labelsOf, labelsValue } from "./alert-labels.ts";
import type { AlertDraft, IntegrationPlan, SlotFailure } from "./model.ts";

/** OnCall's name for a group whose title template rendered nothing. */
const titleWhenBlank = "Incident";
const maxTitleLength = 500;

/**
 * One alert's title, grouping key, signals and route. A template that fails never loses the alert: the title becomes
 * the error's text, the alert gets a group of its own, a condition counts as false (OnCall's 2.4), and the failure is
 * kept for people to see.
 */
export function interpretAlert(
  engine: TemplateEngine,
  module: IntegrationModule,
  plan: IntegrationPlan,
  payload: AlertPayload,
): AlertDraft {
  const labels = labelsOf(engine, plan, payload.value);
  const variables = variablesOf(payload, labels);
  const failures: SlotFailure[] = [];

  function renderSlot(slot: SlotName): string | undefined {
    const source = templateOf(slot, plan.templates, module.templates);
    if (source === undefined) return undefined;
    const rendered = engine.render("jinja", source, variables);
    if (rendered.kind === "text") return rendered.text;
    const { failure } = rendered;
    failures.push({ slot, message: shownFailure(failure), failure });
    return undefined;
  }

  const condition = (slot: DecisionSlot) => isTruthyCondition(renderSlot(slot) ?? "");
  const title = renderSlot("web.title");
  const grouping = renderSlot("grouping_key");
  const { route, reason } = chooseRoute(plan.routes, judgePayload(engine, payload.value, variables));
  const isResolve = condition("resolve_signal");
  const isAcknowledge = condition("acknowledge_signal");
  const isNote = payload.facts?.signal === "note";
  return {
    payload,
    title: shownTitle(title ?? failures[0]?.message),
    groupingKey: groupingKeyOf(grouping),
    groupingText: grouping || null,
    isResolve,
    isAcknowledge,
    isNote,
    opensGroup: !isNote && !(module.opensOnlyFiring && (isResolve || isAcknowledge)),
    route,
    routeReason: reason,
    failures,
    labels: groupLabels(labels),
  };
}

/** Judges the expressions of routes on an alert. */
export function judgeOf(engine: TemplateEngine, settings: LabelSettings, payload: AlertPayload): RouteJudge {
  const labels = labelsOf(engine, settings, payload.value);
  return judgePayload(engine, payload.value, variablesOf(payload, labels));
}

/** What templates and routes see when an alert arrives: it has no group yet. */
function variablesOf(payload: AlertPayload, labels: AlertLabels): Map<string, Value> {
  return new Map<string, Value>([
    ["payload", payload.value],
    ["alert", factsValue(payload.facts)],
    ["labels", labelsValue(labels)],
  ]);
}

function shownTitle(rendered: string | undefined): string {
  if (rendered === undefined || rendered === "None" || rendered.trim() === "") return fallbackFor(rendered);
  return cutText(rendered, maxTitleLength);
}

/** A single blank is what the default title of a nameless Alertmanager group renders; it is kept as it is. */
function fallbackFor(rendered: string | undefined): string {
  return rendered === " " ? rendered : titleWhenBlank;
}

export function groupingKeyOf(rendered: string | undefined): Buffer {
  if (rendered === undefined || rendered === "") return randomBytes(16);
  return createHash("md5").update(rendered).digest();
}
