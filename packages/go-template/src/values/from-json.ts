import type { Value } from "./model.ts";
import { fromOutside } from "./text.ts";
import { dictionaryOf, listOf } from "./values.ts";

/** A JSON text as Go's encoding/json decodes it into `any`: numbers are float64. Throws SyntaxError. */
export function fromJson(text: string): Value {
  return fromPlain(JSON.parse(text));
}

/** Deepest data accepted: below what the call stack holds when it is walked. */
const maxDataDepth = 500;

/** Plain data (what JSON can express) as template data. Throws TypeError on functions and deeper than 500 levels. */
export function fromPlain(data: unknown, depth = 0): Value {
  if (depth > maxDataDepth) throw new TypeError(`data is nested deeper than ${maxDataDepth} levels`);
  if (data === null || data === undefined) return null;
  switch (typeof data) {
    case "string":
      return fromOutside(data);
    case "boolean":
    case "number":
    case "bigint":
      return data;
    case "object":
      return fromObject(data, depth);
    default:
      throw new TypeError(`cannot use a ${typeof data} as template data`);
  }
}

function fromObject(data: object, depth: number): Value {
  if (Array.isArray(data)) return listOf(data.map((item: unknown) => fromPlain(item, depth + 1)));
  const entries = data instanceof Map ? data : Object.entries(data);
  const converted = new Map<string, Value>();
  for (const [key, value] of entries) converted.set(fromOutside(String(key)), fromPlain(value, depth + 1));
  return dictionaryOf(converted);
}
