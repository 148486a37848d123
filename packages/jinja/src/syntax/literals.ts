import { Float, type Value } from "../values.ts";
import type { Arguments, Expression, Span } from "./ast.ts";

export const NO_ARGUMENTS: Arguments = { args: [], kwargs: [], dynArgs: null, dynKwargs: null };

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);

/** A name, or the constant that it is. */
export function nameNode(name: string, { start, end }: Span): Expression {
  const value = WORDS.get(name);
  if (value !== undefined) return { kind: "const", value, start, end };
  return { kind: "name", name, context: "load", start, end };
}

/** An integer literal in any base, without underscores. */
export function parseInteger(digits: string): Value {
  const value = BigInt(digits.toLowerCase());
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

export function parseFloatLiteral(digits: string): Float {
  return new Float(Number(digits));
}
