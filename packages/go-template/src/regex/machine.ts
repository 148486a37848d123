import { codePointAt } from "../values/text.ts";
import type { Instruction, Program } from "./program.ts";
import type { Assertion } from "./syntax.ts";

/** Start and end of each group, -1 for groups that took no part. */
export type Captures = readonly number[];

/** Pays for steps of the machine. */
export type Charge = (units: number) => void;

/** The threads at one position, in order of preference, each instruction at most once. */
interface Threads {
  readonly states: number[];
  readonly captures: Captures[];
  /** Position at which an instruction was last added, by instruction. */
  readonly added: Int32Array;
}

/**
 * Finds the leftmost match at or after a position, preferring what a backtracking engine would find first. Time is
 * bounded by the length of the text times the length of the program: all alternatives advance together.
 */
export class Machine {
  private readonly program: Program;
  private readonly text: string;
  private readonly charge: Charge;
  private current: Threads;
  private following: Threads;
  private best: Captures | undefined;

  constructor(program: Program, text: string, charge: Charge) {
    this.program = program;
    this.text = text;
    this.charge = charge;
    this.current = newThreads(program);
    this.following = newThreads(program);
  }

  find(from: number): Captures | undefined {
    const { text } = this;
    this.best = undefined;
    this.reset(this.current);
    this.reset(this.following);
    for (let position = from; ; ) {
      if (!this.best) this.add(this.current, this.program.start, { position, captures: [] });
      else if (this.current.states.length === 0) break;
      this.charge(2 + this.current.states.length);
      if (position >= text.length) {
        this.takeMatches();
        break;
      }
      const code = codePointAt(text, position);
      const next = position + (code > 0xffff ? 2 : 1);
      this.step(code, next);
      position = next;
    }
    return this.best;
  }

  /** Moves every thread over one character; a match ends those of lower preference. */
  private step(code: number, next: number): void {
    const { current, following, program } = this;
    let weight = 0;
    for (let i = 0; i < current.states.length; i++) {
      const instruction = program.instructions[current.states[i] ?? 0];
      const captures = current.captures[i] ?? [];
      if (instruction?.kind === "match") {
        this.best = captures;
        break;
      }
      if (instruction?.kind !== "char") continue;
      weight += instruction.charClass.weight;
      if (instruction.charClass.has(code))
        this.add(following, instruction.next, { position: next, captures });
    }
    if (code > 127) this.charge(weight);
    this.reset(current);
    this.current = following;
    this.following = current;
  }

  private takeMatches(): void {
    const { current, program } = this;
    const index = current.states.findIndex((state) => program.instructions[state]?.kind === "match");
    if (index >= 0) this.best = current.captures[index];
  }

  /** Adds a thread and all it can become without reading, in order of preference. */
  private add(threads: Threads, start: number, at: { position: number; captures: Captures }): void {
    const { position } = at;
    const pending: { state: number; captures: Captures }[] = [{ state: start, captures: at.captures }];
    let steps = 0;
    for (let top = pending.pop(); top; top = pending.pop()) {
      const { state, captures } = top;
      if (threads.added[state] === position) continue;
      threads.added[state] = position;
      steps++;
      const instruction = this.program.instructions[state];
      if (instruction?.kind === "split") {
        pending.push({ state: instruction.second, captures }, { state: instruction.first, captures });
      } else if (instruction?.kind === "save") {
        steps += captures.length >> 1;
        pending.push({ state: instruction.next, captures: saved(captures, instruction, position) });
      } else if (instruction?.kind === "assert") {
        if (holds(instruction.assertion, this.text, position))
          pending.push({ state: instruction.next, captures });
      } else {
        threads.states.push(state);
        threads.captures.push(captures);
      }
    }
    this.charge(1 + steps);
  }

  private reset(threads: Threads): void {
    threads.states.length = 0;
    threads.captures.length = 0;
    threads.added.fill(-1);
  }
}

function newThreads(program: Program): Threads {
  return { states: [], captures: [], added: new Int32Array(program.instructions.length) };
}

function saved(
  captures: Captures,
  { slot }: Extract<Instruction, { kind: "save" }>,
  position: number,
): Captures {
  const copy = captures.slice();
  while (copy.length <= slot) copy.push(-1);
  copy[slot] = position;
  return copy;
}

function holds(assertion: Assertion, text: string, position: number): boolean {
  switch (assertion) {
    case "textStart":
      return position === 0;
    case "textEnd":
      return position === text.length;
    case "lineStart":
      return position === 0 || text.charCodeAt(position - 1) === 0x0a;
    case "lineEnd":
      return position === text.length || text.charCodeAt(position) === 0x0a;
    case "wordBoundary":
      return isWord(text, position - 1) !== isWord(text, position);
    case "noWordBoundary":
      return isWord(text, position - 1) === isWord(text, position);
  }
}

/** `\b` is about ASCII words in RE2. */
function isWord(text: string, position: number): boolean {
  const unit = text.charCodeAt(position);
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    unit === 0x5f ||
    (unit >= 0x61 && unit <= 0x7a)
  );
}
