import type { CharClass } from "./char-class.ts";
import { type Assertion, type Expression, type ParsedRegex, RegexError } from "./syntax.ts";

/** One instruction of a program; `next` is where it goes on. */
export type Instruction =
  | { readonly kind: "char"; readonly charClass: CharClass; readonly next: number }
  | { readonly kind: "assert"; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: "save"; readonly slot: number; readonly next: number }
  | { readonly kind: "split"; readonly first: number; readonly second: number }
  | { readonly kind: "match" };

/** A compiled expression. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
  readonly groupNames: readonly string[];
}

/** Counted repetitions are written out, so a short pattern can make a long program. */
const maxInstructions = 20_000;

/** Compiles back to front: every instruction knows what follows it. Throws RegexError when the program is too long. */
export function compileRegex({ expression, groupNames }: ParsedRegex, pattern: string): Program {
  const builder = new Builder(pattern);
  const end = builder.emit({ kind: "match" });
  const start = builder.compile({ kind: "capture", index: 0, body: expression }, end);
  return { instructions: builder.instructions, start, groupNames };
}

/** Collects instructions. */
class Builder {
  readonly instructions: Instruction[] = [];
  private readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  emit(instruction: Instruction): number {
    if (this.instructions.length >= maxInstructions)
      throw new RegexError("expression too large", this.pattern);
    this.instructions.push(instruction);
    return this.instructions.length - 1;
  }

  /** Emits what matches the expression and then goes on at `next`; gives the entry. */
  compile(expression: Expression, next: number): number {
    switch (expression.kind) {
      case "empty":
        return next;
      case "char":
        return this.emit({ kind: "char", charClass: expression.charClass, next });
      case "assert":
        return this.emit({ kind: "assert", assertion: expression.assertion, next });
      case "capture": {
        const close = this.emit({ kind: "save", slot: expression.index * 2 + 1, next });
        const body = this.compile(expression.body, close);
        return this.emit({ kind: "save", slot: expression.index * 2, next: body });
      }
      case "concat":
        return expression.parts.reduceRight((following, part) => this.compile(part, following), next);
      case "alternate": {
        const entries = expression.choices.map((choice) => this.compile(choice, next));
        return entries.reduceRight((second, first) => this.emit({ kind: "split", first, second }));
      }
      case "repeat":
        return this.compileRepeat(expression, next);
    }
  }

  private compileRepeat(expression: Extract<Expression, { kind: "repeat" }>, next: number): number {
    const { body, min, max, isGreedy } = expression;
    let entry = next;
    if (max === undefined) entry = this.compileLoop(expression, next, min > 0);
    else for (let i = min; i < max; i++) entry = this.split(this.compile(body, entry), next, isGreedy);
    const written = max === undefined ? min - 1 : min;
    for (let i = 0; i < written; i++) entry = this.compile(body, entry);
    return entry;
  }

  /** `x*` or `x+`. The star of something that can be empty is `(x+)?`: it must record the empty round. */
  private compileLoop(
    { body, isGreedy }: Extract<Expression, { kind: "repeat" }>,
    next: number,
    isPlus: boolean,
  ): number {
    // The split comes first with no known entry, and is replaced once the body's entry is known.
    const loop = this.emit({ kind: "match" });
    const entry = this.compile(body, loop);
    this.instructions[loop] = isGreedy
      ? { kind: "split", first: entry, second: next }
      : { kind: "split", first: next, second: entry };
    if (isPlus) return entry;
    return canBeEmpty(body) ? this.split(entry, next, isGreedy) : loop;
  }

  private split(body: number, next: number, isGreedy: boolean): number {
    return this.emit(
      isGreedy ? { kind: "split", first: body, second: next } : { kind: "split", first: next, second: body },
    );
  }
}

function canBeEmpty(expression: Expression): boolean {
  switch (expression.kind) {
    case "char":
      return false;
    case "capture":
      return canBeEmpty(expression.body);
    case "concat":
      return expression.parts.every(canBeEmpty);
    case "alternate":
      return expression.choices.some(canBeEmpty);
    case "repeat":
      return expression.min === 0 || canBeEmpty(expression.body);
    default:
      return true;
  }
}
