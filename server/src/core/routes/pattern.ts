import { compileRegex, type PythonRegex, TemplateError } from "@tocsin/jinja";
import type { TemplateFailure } from "../templates/index.ts";

export type CompiledPattern = { regex: PythonRegex } | { failure: TemplateFailure };

const known = new Map<string, CompiledPattern>();
const keptPatterns = 1_000;

/** A route's regular expression, compiled once, or what is wrong with it; the oldest is forgotten first. */
export function compilePattern(pattern: string): CompiledPattern {
  const present = known.get(pattern);
  if (present) return present;
  const compiled = compileSafely(pattern);
  if (known.size >= keptPatterns) known.delete(known.keys().next().value ?? "");
  known.set(pattern, compiled);
  return compiled;
}

function compileSafely(pattern: string): CompiledPattern {
  try {
    return { regex: compileRegex(pattern) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { kind, message } = error;
    return {
      failure: { kind, message, hint: hintFor(message), ...placeOf(pattern, error.patternOffset ?? 0) },
    };
  }
}

/** Line and column, from 1 and in code points, as templates' errors have them. */
function placeOf(pattern: string, offset: number): { line: number; column: number } {
  const lines = pattern.slice(0, offset).split("\n");
  return { line: lines.length, column: [...(lines.at(-1) ?? "")].length + 1 };
}

const hints: readonly (readonly [start: string, hint: string])[] = [
  ["missing )", "Close the bracket with `)`, or write `\\(` for the character itself."],
  ["unbalanced parenthesis", "A `)` has no `(` before it; write `\\)` for the character itself."],
  ["unterminated character set", "Close the set with `]`, or write `\\[` for the character itself."],
  ["nothing to repeat", "Put something before `*`, `+` or `?`, or a `\\` for the character itself."],
  ["bad escape", "Write `\\\\` for a backslash."],
  ["bad character range", "Write the lower character first, as in `[a-z]`."],
];

function hintFor(message: string): string {
  return hints.find(([start]) => message.startsWith(start))?.[1] ?? "";
}
