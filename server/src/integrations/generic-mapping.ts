import { Dict, type Value } from "@tocsin/jinja";
import type { AlertFacts, Severity, Signal } from "../core/integrations/facts.ts";
import type { FieldMapping } from "../core/integrations/field-mapping.ts";
import type { UsualFields } from "../core/integrations/registry.ts";
import {
  boundedKey,
  factsOf,
  firstText,
  listAt,
  severityOf,
  signalOf,
  textAt,
  textOf,
  valueAt,
} from "./reading/index.ts";

/** One alert of a generic body; null facts mean that the mapping leaves it out. */
export interface MappedAlert {
  value: Value;
  facts: AlertFacts | null;
}

/** Field names that are looked at without a mapping, and after its paths. */
export const usual = {
  title: ["summary", "title", "message", "name"],
  message: ["message", "description", "details", "text", "body"],
  severity: ["severity", "level", "priority"],
  key: ["dedup_key", "id", "alert_id"],
  source: ["source", "origin", "system"],
  link: ["link", "url", "source_url"],
  image: ["image", "image_url"],
  // An explicit verb tells more than a state beside it.
  status: ["action", "status", "state"],
} as const satisfies UsualFields;

/** Objects that senders wrap an alert in, and lists that they put alerts into. */
const wrappers = [
  "alert",
  "event",
  "incident",
  "data",
  "payload",
  "attributes",
  "notification",
  "problem",
  "issue",
];
const batches = ["alerts", "events", "incidents", "items"];

/**
 * The alerts in any JSON, or in a text (its first line is the title). Never throws: what is missing, null or of the
 * wrong kind is looked for elsewhere or gets its default. Empty when there is nothing to tell.
 */
export function mapGeneric(body: Value, mapping: FieldMapping): MappedAlert[] {
  const items = itemsIn(body, mapping).filter((item) => !isEmpty(item));
  return items.map((value) => ({ value, facts: mapOne(value, mapping) }));
}

function itemsIn(body: Value, { items }: FieldMapping): readonly Value[] {
  if (items !== undefined) {
    const found = valueAt(body, ...items.split("."));
    if (found !== undefined && found !== null) return Array.isArray(found) ? found : [found];
  }
  if (Array.isArray(body)) return body;
  if (firstText(body, ...usual.title, ...usual.key) !== undefined) return [body];
  const list = batches.map((name) => listAt(body, name)).find((found) => found.length > 0);
  return list?.every((item) => item instanceof Dict) ? list : [body];
}

function isEmpty(value: Value): boolean {
  if (value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  return value instanceof Dict && value.size === 0;
}

function mapOne(value: Value, mapping: FieldMapping): AlertFacts | null {
  if (!(value instanceof Dict)) return ofText(textOf(value));
  const scopes = scopesOf(value);
  const find = (own: readonly string[] | undefined, names: readonly string[]) =>
    firstText(value, ...(own ?? [])) ?? firstOf(scopes, (scope) => firstText(scope, ...names));
  const signal = signalIn(value, scopes, mapping);
  if (signal === "ignored") return null;
  const title = find(mapping.title, usual.title);
  const source = find(mapping.source, usual.source);
  return factsOf(
    {
      title: [title, source === undefined ? undefined : `Alert from ${source}`, "Webhook Alert"],
      message: find(mapping.message, usual.message),
      severity: signal === "resolved" ? "info" : severityIn(value, scopes, mapping),
      key: boundedKey(find(mapping.key, usual.key) ?? keyFromTitle(title)),
      signal,
      source,
      link: find(mapping.link, usual.link),
      image: find(mapping.image, usual.image),
    },
    "Webhook",
  );
}

function ofText(text: string | undefined): AlertFacts {
  const title = text?.split("\n", 1)[0];
  const found = { title: [title], message: text, severity: "warning", signal: "firing" } as const;
  return factsOf({ ...found, key: keyFromTitle(title) }, "Webhook");
}

/**
 * The objects in which an alert's fields are looked for: the wrapper that has its title, then the body. When the body
 * itself has a title it is the alert, and a wrapper inside it (say, the data it is about) says nothing of its state.
 */
function scopesOf(body: Dict): readonly Value[] {
  if (firstText(body, ...usual.title) !== undefined) return [body];
  const inner = wrappers.map((name) => valueAt(body, name)).filter((found) => found instanceof Dict);
  const innermost = inner.flatMap((scope) =>
    wrappers.map((name) => valueAt(scope, name)).filter((found) => found instanceof Dict),
  );
  const titled = [...inner, ...innermost].find((scope) => firstText(scope, ...usual.title) !== undefined);
  return titled ? [titled, body] : [body];
}

function firstOf<Found>(
  scopes: readonly Value[],
  find: (scope: Value) => Found | undefined,
): Found | undefined {
  for (const scope of scopes) {
    const found = find(scope);
    if (found !== undefined) return found;
  }
  return undefined;
}

function signalIn(body: Value, scopes: readonly Value[], mapping: FieldMapping): Signal | "ignored" {
  const meaning = (text: string | undefined) => meaningOf(text, mapping.statusValues) ?? signalOf(text);
  for (const path of mapping.status ?? []) {
    const found = meaning(firstText(body, path));
    if (found !== undefined) return found;
  }
  return firstOf(scopes, (scope) => statedSignal(scope, meaning)) ?? "firing";
}

/** Words for what is sent, which say nothing about how it stands when a status stands beside them. */
const mereNouns = /^(?:alert|alarm|incident|issue|problem|event|notification|notify|update|updated)$/i;

function statedSignal<Meaning>(
  scope: Value,
  meaning: (text: string | undefined) => Meaning | undefined,
): Meaning | undefined {
  const texts = usual.status.map((name) => textAt(scope, name));
  const telling = texts.filter((text) => text !== undefined && !mereNouns.test(text));
  return firstOf(
    telling.concat(texts).map((text) => text ?? null),
    (text) => meaning(textOf(text)),
  );
}

function severityIn(body: Value, scopes: readonly Value[], mapping: FieldMapping): Severity {
  const meaning = (text: string | undefined) =>
    meaningOf(text, mapping.severityValues) ?? severityOfNumber(text) ?? severityOf(text);
  const own = (mapping.severity ?? []).map((path) => firstText(body, path));
  const rest = scopes.flatMap((scope) => usual.severity.map((name) => textAt(scope, name)));
  return (
    firstOf(
      [...own, ...rest].map((text) => text ?? null),
      (text) => meaning(textOf(text)),
    ) ?? "warning"
  );
}

/** Bare numbers count as priorities: 1 is the gravest. */
function severityOfNumber(text: string | undefined): Severity | undefined {
  return /^[0-5]$/.test(text ?? "") ? severityOf(`p${text}`) : undefined;
}

function meaningOf<Meaning>(
  text: string | undefined,
  values: Readonly<Record<string, Meaning>> | undefined,
): Meaning | undefined {
  if (text === undefined || values === undefined) return undefined;
  const wanted = text.toLowerCase();
  return Object.entries(values).find(([value]) => value.toLowerCase() === wanted)?.[1];
}

/** Without a key of its own an alert is known by its title, as senders of this format expect. */
function keyFromTitle(title: string | undefined): string {
  const slug = (title ?? "Webhook Alert").toLowerCase().replaceAll(/\s+/g, "-").slice(0, 100);
  return `webhook-${slug}`;
}
