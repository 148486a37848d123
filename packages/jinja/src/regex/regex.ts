import { hasSurrogates } from "../core/code-points.ts";
import { limitError } from "../errors.ts";
import type { ParsedRegex } from "./ast.ts";
import { type Budget, BudgetExhausted, Matcher } from "./matcher.ts";
import { parseRegex } from "./parse.ts";
import { compileRegexProgram, type RegexProgram } from "./program.ts";
import { parseReplacement, type Replacement } from "./replacement.ts";

export type { Budget } from "./matcher.ts";

/** A match: the text of group 0 and the others (null: took no part), and where it is, in UTF-16 units. */
export interface RegexMatch {
  readonly groups: readonly (string | null)[];
  readonly start: number;
  readonly end: number;
}

export interface ReplaceOptions {
  readonly budget?: Budget;
  /** UTF-16 units of the result. */
  readonly maxLength?: number;
}

const DEFAULT_STEPS = 150_000;

/**
 * Compiles a regular expression of Python's dialect (that of the `regex` library, which includes `re`'s); throws
 * TemplateError of kind regex.
 */
export function compileRegex(pattern: string): PythonRegex {
  return new PythonRegex(pattern);
}

/** A compiled pattern. Methods give "exhausted" when they took more steps than their budget allows. */
export class PythonRegex {
  readonly pattern: string;
  private readonly parsed: ParsedRegex;
  private readonly program: RegexProgram;
  /** The unit that every match begins with, when there is one; it makes searching fast. */
  private readonly firstCode: number | null;

  constructor(pattern: string) {
    this.pattern = pattern;
    this.parsed = parseRegex(pattern);
    this.program = compileRegexProgram(this.parsed.root, this.parsed.groupCount);
    this.firstCode = firstCodeOf(this.program);
  }

  /** Python's `re.match`: at the start of the text only. */
  match(text: string, budget: Budget = { steps: DEFAULT_STEPS }): RegexMatch | null | "exhausted" {
    return guarded(() => {
      const subject = new Subject(text);
      const matcher = new Matcher(this.program, subject.codes, budget);
      return matcher.matchAt(0) < 0 ? null : this.result(subject, matcher);
    });
  }

  /** Python's `re.search`: the first match anywhere. */
  search(text: string, budget: Budget = { steps: DEFAULT_STEPS }): RegexMatch | null | "exhausted" {
    return guarded(() => {
      const subject = new Subject(text);
      const matcher = new Matcher(this.program, subject.codes, budget);
      return this.find(matcher, subject, { from: 0, mustAdvance: false }) < 0
        ? null
        : this.result(subject, matcher);
    });
  }

  /** Python's `re.sub` with a replacement text; an invalid one is a TemplateError of kind regex. */
  replace(text: string, replacement: string, options: ReplaceOptions = {}): string | "exhausted" {
    const parts = parseReplacement(replacement, this.parsed);
    const budget = options.budget ?? { steps: DEFAULT_STEPS };
    return guarded(() => this.replaceAll(text, parts, { budget, maxLength: options.maxLength ?? Infinity }));
  }

  private replaceAll(text: string, replacement: Replacement, options: Required<ReplaceOptions>): string {
    const subject = new Subject(text);
    const matcher = new Matcher(this.program, subject.codes, options.budget);
    const pieces: string[] = [];
    let length = 0;
    const add = (piece: string): void => {
      length += piece.length;
      if (length > options.maxLength) throw limitError("a replaced text is too long");
      pieces.push(piece);
    };
    let last = 0;
    let start = this.find(matcher, subject, { from: 0, mustAdvance: false });
    while (start >= 0) {
      if (replacement.problem !== null) throw replacement.problem;
      const end = matcher.registers[1] ?? start;
      add(subject.slice(last, start));
      for (const part of replacement.parts)
        add(typeof part === "string" ? part : (groupText(subject, matcher, part) ?? ""));
      last = end;
      start = this.find(matcher, subject, { from: end, mustAdvance: end === start });
    }
    add(subject.slice(last, subject.codes.length));
    return pieces.join("");
  }

  /** The start of the first match from `from` on, or -1; `mustAdvance` refuses an empty match right there. */
  private find(
    matcher: Matcher,
    subject: Subject,
    { from, mustAdvance }: { from: number; mustAdvance: boolean },
  ): number {
    const { codes } = subject;
    for (let start = from; start <= codes.length; start += 1) {
      if (this.firstCode !== null) {
        start = subject.indexOf(this.firstCode, start);
        if (start < 0) return -1;
      }
      if (matcher.matchAt(start, mustAdvance && start === from) >= 0) return start;
    }
    return -1;
  }

  private result(subject: Subject, matcher: Matcher): RegexMatch {
    const groups: (string | null)[] = [];
    for (let index = 0; index <= this.parsed.groupCount; index += 1)
      groups.push(groupText(subject, matcher, index));
    return {
      groups,
      start: subject.slice(0, matcher.registers[0] ?? 0).length,
      end: subject.slice(0, matcher.registers[1] ?? 0).length,
    };
  }
}

function groupText(subject: Subject, matcher: Matcher, index: number): string | null {
  const start = matcher.registers[index * 2] ?? -1;
  const end = matcher.registers[index * 2 + 1] ?? -1;
  return start < 0 || end < start ? null : subject.slice(start, end);
}

/** A text as code points. */
class Subject {
  readonly codes: ArrayLike<number>;
  private readonly text: string;
  private readonly points: readonly string[] | null;

  constructor(text: string) {
    this.text = text;
    this.points = hasSurrogates(text) ? [...text] : null;
    this.codes =
      this.points === null
        ? unitsOf(text)
        : Int32Array.from(this.points, (point) => point.codePointAt(0) ?? 0);
  }

  slice(start: number, end: number): string {
    return this.points === null ? this.text.slice(start, end) : this.points.slice(start, end).join("");
  }

  indexOf(code: number, from: number): number {
    if (this.points === null) return this.text.indexOf(String.fromCodePoint(code), from);
    return this.points.indexOf(String.fromCodePoint(code), from);
  }
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) units[index] = text.charCodeAt(index);
  return units;
}

function firstCodeOf(program: RegexProgram): number | null {
  for (const instruction of program.code) {
    if (instruction.op === "save") continue;
    return instruction.op === "char" ? instruction.code : null;
  }
  return null;
}

function guarded<T>(run: () => T): T | "exhausted" {
  try {
    return run();
  } catch (error) {
    if (error instanceof BudgetExhausted) return "exhausted";
    throw error;
  }
}
