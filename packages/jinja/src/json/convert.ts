import { int } from "../core/numbers.ts";
import { strText } from "../core/repr.ts";
import { TemplateError } from "../errors.ts";
import { Dict, Float, Markup, PyObject, Tuple, Undefined, type Value } from "../values.ts";

const MAX_DEPTH = 200;

/**
 * Turns plain JavaScript data into a template value: integers become ints, other numbers floats, arrays lists, Maps and
 * plain objects dicts, undefined None; template values stay. Throws TemplateError of kind type for anything else.
 */
export function toValue(plain: unknown, depth = 0): Value {
  switch (typeof plain) {
    case "string":
    case "boolean":
      return plain;
    case "number":
      return Number.isInteger(plain) && !Object.is(plain, -0) ? int(plain) : new Float(plain);
    case "bigint":
      return int(plain);
    case "undefined":
      return null;
    case "object":
      return plain === null ? null : objectToValue(plain, depth);
    default:
      throw new TemplateError("type", `a ${typeof plain} is no template value`);
  }
}

function objectToValue(plain: object, depth: number): Value {
  if (depth > MAX_DEPTH) throw new TemplateError("limit", "a value is nested too deeply");
  if (plain instanceof PyObject) return plain;
  if (Array.isArray(plain)) return plain.map((item) => toValue(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(plain);
  const isMap = plain instanceof Map;
  if (!isMap && prototype !== Object.prototype && prototype !== null) {
    throw new TemplateError("type", "only plain objects are template values");
  }
  const dict = new Dict();
  for (const [key, value] of isMap ? plain : Object.entries(plain)) {
    dict.set(toValue(key, depth + 1), toValue(value, depth + 1));
  }
  return dict;
}

/**
 * Turns a template value into plain JavaScript data: ints beyond 2^53 as bigint, tuples as arrays, dicts as objects
 * without prototype (keys as text), everything else as its text; undefined stays undefined.
 */
export function fromValue(value: Value, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_DEPTH) throw new TemplateError("limit", "a value is nested too deeply");
  if (value instanceof Float) return value.value;
  if (Array.isArray(value)) return value.map((item) => fromValue(item, depth + 1));
  if (value instanceof Tuple) return value.items.map((item) => fromValue(item, depth + 1));
  if (value instanceof Markup) return value.text;
  if (value instanceof Undefined) return undefined;
  if (!(value instanceof Dict)) return strText(value);
  const plain: Record<string, unknown> = Object.create(null);
  for (const [key, item] of value.pairs()) plain[strText(key)] = fromValue(item, depth + 1);
  return plain;
}
