import type { AssertKind } from "./ast.ts";
import { caseVariants, isAsciiWordChar, isWordChar } from "./char-sets.ts";
import type { Instruction, RegexProgram } from "./program.ts";

/** Steps that matching may still take; shared by several calls of one render. */
export interface Budget {
  steps: number;
}

/** Thrown when the budget is used up; never leaves the regex folder. */
export class BudgetExhausted extends Error {}

const BRANCH = 0;
const RESTORE = 1;
const RUN = 2;
/** The other choice of a lazy loop: one more round, whose counters are set when it is taken. */
const LAZY_ROUND = 3;
const WIDTH = 4;
/** Longest backtracking stack, in entries: 16 bytes each. */
const MAX_STACK = 250_000;

/**
 * A backtracking matcher with its own stack: no recursion but for look-around and atomic groups, every step counted.
 * Registers (captures, loop counters) are changed in place, and the stack holds what undoes it.
 */
export class Matcher {
  private readonly code: readonly Instruction[];
  private readonly text: ArrayLike<number>;
  private readonly budget: Budget;
  readonly registers: Int32Array;
  private stack = new Int32Array(64 * WIDTH);
  private top = 0;
  private steps: number;
  private forbiddenEnd = -1;

  constructor(program: RegexProgram, text: ArrayLike<number>, budget: Budget) {
    this.code = program.code;
    this.text = text;
    this.budget = budget;
    this.steps = budget.steps;
    this.registers = new Int32Array(program.registerCount).fill(-1);
  }

  /** Matches at `start`; the end, or -1. With `mustAdvance` an empty match does not count. */
  matchAt(start: number, mustAdvance = false): number {
    this.forbiddenEnd = mustAdvance ? start : -1;
    this.registers.fill(-1);
    this.top = 0;
    this.steps = this.budget.steps;
    try {
      const end = this.run(0, start);
      if (end >= 0) {
        this.registers[0] = start;
        this.registers[1] = end;
      }
      return end;
    } finally {
      this.budget.steps = Math.max(0, this.steps - 1);
    }
  }

  private push(tag: number, a: number, b: number, c: number): void {
    const { top } = this;
    if (top + WIDTH > this.stack.length) {
      if (top >= MAX_STACK * WIDTH) throw new BudgetExhausted();
      const larger = new Int32Array(this.stack.length * 2);
      larger.set(this.stack);
      this.stack = larger;
    }
    this.stack[top] = tag;
    this.stack[top + 1] = a;
    this.stack[top + 2] = b;
    this.stack[top + 3] = c;
    this.top = top + WIDTH;
  }

  private setRegister(register: number, value: number): void {
    this.push(RESTORE, register, this.registers[register] ?? -1, 0);
    this.registers[register] = value;
  }

  /** Runs from an address until `end`; the position there, or -1. Choices made stay on the stack. */
  private run(address: number, start: number): number {
    const base = this.top;
    let pc = address;
    let pos = start;
    while (true) {
      this.steps -= 1;
      if (this.steps < 0) throw new BudgetExhausted();
      const instruction = this.code[pc];
      const isEnd = instruction === undefined || instruction.op === "end";
      const isRefused = isEnd && address === 0 && pos === this.forbiddenEnd;
      if (isEnd && !isRefused) return pos;
      const next = isEnd ? -1 : this.step(instruction, pc, pos);
      if (next >= 0) {
        pc = next;
        pos = this.position;
        continue;
      }
      pc = this.backtrack(base);
      if (pc < 0) return -1;
      pos = this.position;
    }
  }

  /** Where `step` and `backtrack` leave off. */
  private position = 0;

  /** Executes one instruction: the next address, or -1 when it does not match. */
  private step(instruction: Instruction, pc: number, pos: number): number {
    this.position = pos;
    switch (instruction.op) {
      case "char":
        if (this.text[instruction.back ? pos - 1 : pos] !== instruction.code) return -1;
        this.position = instruction.back ? pos - 1 : pos + 1;
        return pc + 1;
      case "set":
        return this.one(instruction.back, instruction.test) ? pc + 1 : -1;
      case "run":
        return this.runSingle(instruction, pc, pos);
      case "split":
        this.push(BRANCH, instruction.second, pos, 0);
        return instruction.first;
      case "jump":
        return instruction.to;
      case "save":
        this.setRegister(instruction.register, pos);
        return pc + 1;
      case "assert":
        return this.holds(instruction.assert, instruction.ascii, pos) ? pc + 1 : -1;
      case "loop-start":
        this.setRegister(instruction.counter, 0);
        this.setRegister(instruction.counter + 1, -1);
        return pc + 1;
      case "loop":
        return this.loop(instruction, pos);
      default:
        return this.stepRare(instruction, pc, pos);
    }
  }

  private stepRare(
    instruction: Extract<Instruction, { op: "sub" | "backref" | "condition" | "end" }>,
    pc: number,
    pos: number,
  ): number {
    switch (instruction.op) {
      case "sub":
        return this.sub(instruction, pos) ? instruction.next : -1;
      case "backref":
        return this.backreference(instruction, pos) ? pc + 1 : -1;
      case "condition":
        return (this.registers[instruction.index * 2 + 1] ?? -1) >= 0 ? pc + 1 : instruction.no;
      case "end":
        return pc;
    }
  }

  private one(back: boolean, test: (code: number) => boolean): boolean {
    const code = this.text[back ? this.position - 1 : this.position];
    if (code === undefined || !test(code)) return false;
    this.position += back ? -1 : 1;
    return true;
  }

  private runSingle(instruction: Extract<Instruction, { op: "run" }>, pc: number, pos: number): number {
    const { test, min, max, greedy, back } = instruction;
    const wanted = greedy ? max : min;
    const length = this.count(test, back, pos, wanted);
    if (length < min) return -1;
    const direction = back ? -1 : 1;
    this.position = pos + direction * length;
    const hasChoice = greedy ? length > min : length < max;
    if (hasChoice) this.push(RUN, pc, pos, length);
    return pc + 1;
  }

  private count(test: (code: number) => boolean, back: boolean, pos: number, limit: number): number {
    const { text } = this;
    let length = 0;
    const room = back ? pos : text.length - pos;
    const most = Math.min(limit, room);
    while (length < most) {
      const code = text[back ? pos - 1 - length : pos + length];
      if (code === undefined || !test(code)) break;
      length += 1;
    }
    this.steps -= length >> 3;
    return length;
  }

  private loop(instruction: Extract<Instruction, { op: "loop" }>, pos: number): number {
    const { counter, min, max, greedy, body, exit } = instruction;
    const rounds = this.registers[counter] ?? 0;
    const isEmptyRound = rounds > 0 && this.registers[counter + 1] === pos;
    if (isEmptyRound && rounds >= min) return exit;
    if (rounds >= max) return exit;
    if (rounds >= min && greedy) this.push(BRANCH, exit, pos, 0);
    if (rounds >= min && !greedy) {
      this.push(LAZY_ROUND, body, pos, counter);
      return exit;
    }
    this.setRegister(counter, rounds + 1);
    this.setRegister(counter + 1, pos);
    return body;
  }

  private backtrack(base: number): number {
    while (this.top > base) {
      this.top -= WIDTH;
      const { top, stack } = this;
      const tag = stack[top] ?? 0;
      const a = stack[top + 1] ?? 0;
      const b = stack[top + 2] ?? 0;
      const c = stack[top + 3] ?? 0;
      if (tag === RESTORE) {
        this.registers[a] = b;
      } else if (tag === BRANCH) {
        this.position = b;
        return a;
      } else if (tag === LAZY_ROUND) {
        this.setRegister(c, (this.registers[c] ?? 0) + 1);
        this.setRegister(c + 1, b);
        this.position = b;
        return a;
      } else {
        const next = this.resumeRun(a, b, c);
        if (next >= 0) return next;
      }
    }
    return -1;
  }

  /** Gives a greedy run one character less, or a lazy one one more. */
  private resumeRun(pc: number, start: number, length: number): number {
    const instruction = this.code[pc];
    if (instruction?.op !== "run") return -1;
    const { test, min, max, greedy, back } = instruction;
    const direction = back ? -1 : 1;
    if (greedy) {
      const shorter = length - 1;
      if (shorter > min) this.push(RUN, pc, start, shorter);
      this.position = start + direction * shorter;
      return pc + 1;
    }
    this.position = start + direction * length;
    if (!this.one(back, test)) return -1;
    if (length + 1 < max) this.push(RUN, pc, start, length + 1);
    return pc + 1;
  }

  private sub(instruction: Extract<Instruction, { op: "sub" }>, pos: number): boolean {
    const base = this.top;
    const end = this.run(instruction.body, pos);
    this.position = pos;
    if (instruction.mode === "negative-look") {
      this.undoTo(base);
      return end < 0;
    }
    if (end < 0) return false;
    this.keepRestores(base);
    if (instruction.mode === "atomic") this.position = end;
    return true;
  }

  private undoTo(base: number): void {
    while (this.top > base) {
      this.top -= WIDTH;
      if (this.stack[this.top] === RESTORE) {
        this.registers[this.stack[this.top + 1] ?? 0] = this.stack[this.top + 2] ?? -1;
      }
    }
  }

  /** Drops the choices made since `base` but keeps what undoes captures. */
  private keepRestores(base: number): void {
    let kept = base;
    for (let entry = base; entry < this.top; entry += WIDTH) {
      if (this.stack[entry] !== RESTORE) continue;
      this.stack.copyWithin(kept, entry, entry + WIDTH);
      kept += WIDTH;
    }
    this.top = kept;
  }

  private backreference(instruction: Extract<Instruction, { op: "backref" }>, pos: number): boolean {
    const { index, ignoreCase, back } = instruction;
    const start = this.registers[index * 2] ?? -1;
    const end = this.registers[index * 2 + 1] ?? -1;
    if (start < 0 || end < start) return false;
    const length = end - start;
    const from = back ? pos - length : pos;
    if (from < 0 || from + length > this.text.length) return false;
    this.steps -= length >> 3;
    for (let offset = 0; offset < length; offset += 1) {
      const expected = this.text[start + offset] ?? -1;
      const actual = this.text[from + offset] ?? -2;
      if (expected === actual) continue;
      if (!ignoreCase || !caseVariants(expected).includes(actual)) return false;
    }
    this.position = back ? from : from + length;
    return true;
  }

  private holds(assert: AssertKind, ascii: boolean, pos: number): boolean {
    const { text } = this;
    const { length } = text;
    switch (assert) {
      case "start":
        return pos === 0;
      case "end":
        return pos === length;
      case "line-start":
        return pos === 0 || text[pos - 1] === 10;
      case "line-end":
        return pos === length || text[pos] === 10;
      case "end-or-newline":
        return pos === length || (pos === length - 1 && text[pos] === 10);
      default:
        return this.atWordEdge(assert, ascii, pos);
    }
  }

  private atWordEdge(assert: AssertKind, ascii: boolean, pos: number): boolean {
    const isWord = ascii ? isAsciiWordChar : isWordChar;
    const before = pos > 0 && isWord(this.text[pos - 1] ?? 0);
    const after = pos < this.text.length && isWord(this.text[pos] ?? 0);
    switch (assert) {
      case "word-boundary":
        return before !== after;
      case "not-word-boundary":
        return before === after;
      case "word-start":
        return !before && after;
      default:
        return before && !after;
    }
  }
}
