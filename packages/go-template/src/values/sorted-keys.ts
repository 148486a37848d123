import type { Dictionary, Value } from "./model.ts";
import { compareText } from "./text.ts";
import { integerOf, textOf, typeOf } from "./values.ts";

/** The keys of a map in the order Go prints and ranges over them. */
export function sortedKeys(map: Dictionary): readonly Value[] {
  map.sortedKeys ??= [...map.entries.keys()].sort(compareKeys);
  return map.sortedKeys;
}

/** Pays for what `sortedKeys` is about to do. */
export function chargeSorting(budget: { charge(units: number): void }, map: Dictionary): void {
  const { size } = map.entries;
  budget.charge(map.sortedKeys ? size >> 4 : size * (2 + (Math.log2(size + 1) >> 1)));
}

const kindOrder = ["nil", "int", "uint", "string", "float", "complex", "bool"];

function compareKeys(left: Value, right: Value): number {
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  const kinds = rank(left) - rank(right);
  if (kinds !== 0) return kinds;
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (typeof left === "number" && typeof right === "number") return compareFloats(left, right);
  const [a, b] = [integerOf(left), integerOf(right)];
  if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : 0;
  return compareText(textOf(left) ?? "", textOf(right) ?? "");
}

/** NaN sorts before every number. */
function compareFloats(left: number, right: number): number {
  if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : -1;
  return Number.isNaN(right) ? 1 : left - right;
}

function rank(value: Value): number {
  return kindOrder.indexOf(typeOf(value)?.kind ?? "nil");
}
