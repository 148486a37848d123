import { canonicalWithin, codePointAt } from "../values/text.ts";
import { type Captures, type Charge, Machine } from "./machine.ts";
import { parseRegex } from "./parser.ts";
import { compileRegex, type Program } from "./program.ts";
import { parseReplacement, type ReplacementPart } from "./replacement.ts";
import { RegexError } from "./syntax.ts";

/** What matching and replacing cost the render they are part of. */
export interface RegexBudget {
  charge: Charge;
  chargeText(length: number): void;
}

const maxPatternLength = 10_000;
const maxCachedPatterns = 64;

/** A compiled regular expression with Go's (RE2's) syntax and meaning. */
export class Regex {
  private readonly program: Program;

  /** Throws RegexError when the pattern is not one. */
  constructor(pattern: string) {
    if (pattern.length > maxPatternLength) throw new RegexError("expression too large", pattern);
    this.program = compileRegex(parseRegex(pattern), pattern);
  }

  /** Instructions of the program. */
  get size(): number {
    return this.program.instructions.length;
  }

  /** Whether the pattern occurs anywhere in the text. */
  matches(text: string, budget: RegexBudget): boolean {
    this.prepare(budget);
    return new Machine(this.program, text, (units) => budget.charge(units)).find(0) !== undefined;
  }

  /** Go's `ReplaceAllString`: `$1` and `${name}` in the replacement stand for groups. */
  replaceAll(text: string, replacement: string, budget: RegexBudget): string {
    this.prepare(budget);
    const machine = new Machine(this.program, text, (units) => budget.charge(units));
    const parts = parseReplacement(replacement);
    let replaced = "";
    let lastEnd = 0;
    for (let from = 0; from <= text.length; ) {
      this.prepare(budget);
      const captures = machine.find(from);
      if (!captures) break;
      const [start = 0, end = 0] = captures;
      replaced += text.slice(lastEnd, start);
      // An empty match right after another match is not replaced.
      if (end > lastEnd || start === 0) replaced += this.expand(parts, text, captures);
      budget.chargeText(replaced.length);
      lastEnd = end;
      const width = from < text.length && codePointAt(text, from) > 0xffff ? 2 : 1;
      from = Math.max(from + width, end);
    }
    return canonicalWithin(budget, replaced + text.slice(lastEnd));
  }

  private expand(parts: readonly ReplacementPart[], text: string, captures: Captures): string {
    let expanded = "";
    for (const part of parts) {
      if (typeof part === "string") expanded += part;
      else {
        const index = typeof part.group === "number" ? part.group : this.findGroup(part.group, captures);
        const start = captures[index * 2] ?? -1;
        const end = captures[index * 2 + 1] ?? -1;
        if (start >= 0 && end >= 0) expanded += text.slice(start, end);
      }
    }
    return expanded;
  }

  /** The first group of this name that took part. */
  private findGroup(name: string, captures: Captures): number {
    return this.program.groupNames.findIndex(
      (each, index) => each === name && (captures[index * 2 + 1] ?? -1) >= 0,
    );
  }

  /** Clearing the machine's tables costs time in proportion to the program. */
  private prepare(budget: RegexBudget): void {
    budget.charge(2 + (this.program.instructions.length >> 5));
  }
}

const cachedPatterns = new Map<string, Regex>();

/** The compiled pattern, kept for the next use. Throws RegexError. */
export function regexFor(pattern: string, budget: RegexBudget): Regex {
  const known = cachedPatterns.get(pattern);
  if (known) return known;
  budget.charge(20 + pattern.length * 8);
  const regex = new Regex(pattern);
  budget.charge(regex.size * 3);
  if (pattern.length > 500 || regex.size > 500) return regex;
  if (cachedPatterns.size >= maxCachedPatterns) cachedPatterns.clear();
  cachedPatterns.set(pattern, regex);
  return regex;
}
