import { Dict, Float, type Value } from "@tocsin/jinja";

/** One step into a value: the member of an object, or a place in a list (from 0). */
export type Step = { kind: "key"; key: string } | { kind: "index"; index: number };

/** Deeper paths are no paths. */
const maxSteps = 100;
const maxPathLength = 2000;

const plainKey = /[^.[\]]+/y;
const dot = /\.\s*/y;
const index = /\[\s*(\d{1,9})\s*\]/y;
/** Either quote; a backslash takes the next character as it is. */
const quotedKey = /\[\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*\]/sy;

/**
 * Reads a path such as `report.title`, `alerts[0].labels["instance.name"]` or `alerts.0.name`.
 * @returns undefined for what is no path
 */
export function parsePath(text: string): Step[] | undefined {
  const source = text.trim();
  if (source === "" || source.length > maxPathLength) return undefined;
  const steps: Step[] = [];
  let at = 0;
  while (at < source.length) {
    const isFirst = steps.length === 0;
    const found = bracketAt(source, at) ?? keyAt(source, at, isFirst);
    if (!found || steps.length === maxSteps) return undefined;
    steps.push(found.step);
    at = found.end;
  }
  return steps;
}

interface Found {
  step: Step;
  end: number;
}

function bracketAt(source: string, at: number): Found | undefined {
  index.lastIndex = at;
  const place = index.exec(source);
  if (place) return { step: { kind: "index", index: Number(place[1]) }, end: index.lastIndex };
  quotedKey.lastIndex = at;
  const quoted = quotedKey.exec(source);
  if (!quoted) return undefined;
  const key = (quoted[1] ?? quoted[2] ?? "").replace(/\\(.)/gs, "$1");
  return { step: { kind: "key", key }, end: quotedKey.lastIndex };
}

function keyAt(source: string, at: number, isFirst: boolean): Found | undefined {
  let start = at;
  if (!isFirst) {
    dot.lastIndex = at;
    if (!dot.test(source)) return undefined;
    start = dot.lastIndex;
  }
  plainKey.lastIndex = start;
  const key = plainKey.exec(source)?.[0].trim();
  return key ? { step: { kind: "key", key }, end: plainKey.lastIndex } : undefined;
}

/** What a path leads to; undefined when it leads nowhere. A number counts a list's places, and is a key of an object. */
export function lookUp(value: Value, path: readonly Step[]): Value | undefined {
  let current: Value | undefined = value;
  for (const step of path) {
    if (current === undefined) return undefined;
    current = stepInto(current, step);
  }
  return current;
}

function stepInto(value: Value, step: Step): Value | undefined {
  if (Array.isArray(value)) {
    const place = step.kind === "index" ? String(step.index) : step.key;
    return /^\d{1,9}$/.test(place) ? value[Number(place)] : undefined;
  }
  if (!(value instanceof Dict)) return undefined;
  return value.getText(step.kind === "key" ? step.key : String(step.index));
}

/** A single value as text: numbers as short as they can be written, `true`, `false`; undefined for null, lists and objects. */
export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return String(value);
  return value instanceof Float ? String(value.value) : undefined;
}
