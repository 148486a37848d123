import { typeError, valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { at, Bytes, Markup, Range, Tuple, typeNameOf, Undefined, type Value } from "../values.ts";
import { codePointLength, hasSurrogates, slicePoints } from "./code-points.ts";
import { indexOf, integerOf } from "./numbers.ts";

export interface SliceBounds {
  readonly begin: Value;
  readonly stop: Value;
  readonly step: Value;
}

/** Python's `value[begin:stop:step]`. */
export function slice(rt: Runtime, value: Value, bounds: SliceBounds): Value {
  if (typeof value === "string") return sliceText(rt, value, bounds);
  if (value instanceof Markup) return new Markup(sliceText(rt, value.text, bounds));
  if (Array.isArray(value)) return sliceItems(rt, value, bounds);
  if (value instanceof Tuple) return new Tuple(sliceItems(rt, value.items, bounds));
  if (value instanceof Bytes)
    return new Bytes(Uint8Array.from(sliceItems(rt, [...value.data], bounds).map(Number)));
  if (value instanceof Range) return sliceRange(value, bounds);
  if (value instanceof Undefined) throw value.error();
  if (value === null || typeof value !== "object" || value.typeName !== "dict") {
    throw typeError(`'${typeNameOf(value)}' object is not subscriptable`);
  }
  throw typeError("unhashable type: 'slice'");
}

interface Indices {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** Python's slice.indices, with the number of elements. */
function indicesOf(bounds: SliceBounds, length: number): Indices {
  const step = bounds.step === null ? 1 : sliceIndex(bounds.step);
  if (step === 0) throw valueError("slice step cannot be zero");
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? length : length - 1;
  const clamp = (value: Value, fallback: number): number => {
    if (value === null) return fallback;
    const index = sliceIndex(value);
    return Math.min(high, Math.max(low, index < 0 ? index + length : index));
  };
  const start = clamp(bounds.begin, step > 0 ? low : high);
  const stop = clamp(bounds.stop, step > 0 ? high : low);
  return { start, step, count: Math.max(0, Math.ceil((stop - start) / step)) };
}

function sliceIndex(value: Value): number {
  if (integerOf(value) !== undefined) return indexOf(value);
  throw typeError("slice indices must be integers or None or have an __index__ method");
}

function sliceItems(rt: Runtime, items: readonly Value[], bounds: SliceBounds): Value[] {
  const { start, step, count } = indicesOf(bounds, items.length);
  rt.reserveItems(count);
  if (step === 1) return items.slice(start, start + count);
  const result: Value[] = [];
  for (let index = 0; index < count; index += 1) result.push(at(items, start + index * step));
  return result;
}

function sliceText(rt: Runtime, text: string, bounds: SliceBounds): string {
  const { start, step, count } = indicesOf(bounds, codePointLength(text));
  rt.reserveText(Math.max(count, text.length >> 4));
  if (step === 1) return slicePoints(text, start, start + count);
  const points = hasSurrogates(text) ? [...text] : text;
  let result = "";
  for (let index = 0; index < count; index += 1) result += points[start + index * step] ?? "";
  return result;
}

function sliceRange(range: Range, bounds: SliceBounds): Range {
  const { start, step, count } = indicesOf(bounds, range.length);
  const first = range.at(start);
  return new Range(first, first + count * step * range.step, step * range.step);
}
