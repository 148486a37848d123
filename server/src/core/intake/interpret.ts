import { createHash, randomBytes } from "node:crypto";
import { compileRegex, dumpJson, type PythonRegex, type Value } from "@tocsin/jinja";
import { factsValue } from "../integrations/facts.ts";
import type { AlertPayload, IntegrationModule } from "../integrations/registry.ts";
import { chooseRoute } from "../routes/rules.ts";
import {
  cutText,
  type DecisionSlot,
  isTruthyCondition,
  type SlotName,
  shownFailure,
  type TemplateEngine,
  templateOf,
} from "../templates/index.ts";
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
  const variables = new Map<string, Value>([
    ["payload", payload.value],
    ["alert", factsValue(payload.facts)],
    ["labels", null],
  ]);
  const failures: SlotFailure[] = [];

  function renderSlot(slot: SlotName): string | undefined {
    const source = templateOf(slot, plan.templates, module.templates);
    if (source === undefined) return undefined;
    const rendered = engine.render("jinja", source, variables);
    if (rendered.kind === "text") return rendered.text;
    failures.push({ slot, message: shownFailure(rendered.failure) });
    return undefined;
  }

  const condition = (slot: DecisionSlot) => isTruthyCondition(renderSlot(slot) ?? "");
  const title = renderSlot("web.title");
  const grouping = renderSlot("grouping_key");
  const { route, reason } = chooseRoute(plan.routes, {
    matchesRegex: (pattern) => matchesPayload(pattern, payload),
    matchesTemplate: (source) => engine.evaluate("jinja", source, variables),
  });
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
  };
}

function shownTitle(rendered: string | undefined): string {
  if (rendered === undefined || rendered === "None" || rendered.trim() === "") return fallbackFor(rendered);
  return cutText(rendered, maxTitleLength);
}

/** A single blank is what the default title of a nameless Alertmanager group renders; it is kept as it is. */
function fallbackFor(rendered: string | undefined): string {
  return rendered === " " ? rendered : titleWhenBlank;
}

function groupingKeyOf(rendered: string | undefined): Buffer {
  if (rendered === undefined || rendered === "") return randomBytes(16);
  return createHash("md5").update(rendered).digest();
}

const patterns = new Map<string, PythonRegex | undefined>();
const keptPatterns = 1_000;

/** Python's `re.search(term, json.dumps(payload))`; a pattern that fails or takes too long does not match. */
function matchesPayload(pattern: string, payload: AlertPayload): boolean {
  const regex = compiledPattern(pattern);
  if (!regex) return false;
  const found = regex.search(dumpJson(payload.value, { style: "python-ascii" }));
  return found !== null && found !== "exhausted";
}

function compiledPattern(pattern: string): PythonRegex | undefined {
  if (patterns.has(pattern)) return patterns.get(pattern);
  const compiled = compileSafely(pattern);
  if (patterns.size >= keptPatterns) patterns.delete(patterns.keys().next().value ?? "");
  patterns.set(pattern, compiled);
  return compiled;
}

function compileSafely(pattern: string): PythonRegex | undefined {
  try {
    return compileRegex(pattern);
  } catch {
    return undefined;
  }
}
