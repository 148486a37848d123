import type { AssertKind, CharTest, RegexNode } from "./ast.ts";

/** Instructions of the matcher. Addresses are indexes into the program. */
export type Instruction =
  | { readonly op: "char"; readonly code: number; readonly back: boolean }
  | { readonly op: "set"; readonly test: CharTest; readonly back: boolean }
  /** A repeated single character: the common case, without a loop in the program. */
  | {
      readonly op: "run";
      readonly test: CharTest;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
      readonly back: boolean;
    }
  | { readonly op: "split"; readonly first: number; readonly second: number }
  | { readonly op: "jump"; readonly to: number }
  | { readonly op: "save"; readonly register: number }
  | { readonly op: "assert"; readonly assert: AssertKind; readonly ascii: boolean }
  /** Runs the program at `body` to its `end`; goes on at `next`. */
  | {
      readonly op: "sub";
      readonly mode: "look" | "negative-look" | "atomic";
      readonly body: number;
      readonly next: number;
    }
  | { readonly op: "end" }
  | { readonly op: "backref"; readonly index: number; readonly ignoreCase: boolean; readonly back: boolean }
  | { readonly op: "condition"; readonly index: number; readonly no: number }
  | { readonly op: "loop-start"; readonly counter: number }
  /** Decides after each round whether to go on with `body` or leave to `exit`. */
  | {
      readonly op: "loop";
      readonly counter: number;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
      readonly body: number;
      readonly exit: number;
    };

export interface RegexProgram {
  readonly code: readonly Instruction[];
  /** Captures first (two registers each), then two registers per loop: rounds and where the round began. */
  readonly registerCount: number;
}

export function compileRegexProgram(root: RegexNode, groupCount: number): RegexProgram {
  const compiler = new ProgramCompiler((groupCount + 1) * 2);
  compiler.emitNode(root, false);
  compiler.emit({ op: "end" });
  return { code: compiler.code, registerCount: compiler.registerCount };
}

class ProgramCompiler {
  readonly code: Instruction[] = [];
  registerCount: number;

  constructor(captureRegisters: number) {
    this.registerCount = captureRegisters;
  }

  emit(instruction: Instruction): number {
    this.code.push(instruction);
    return this.code.length - 1;
  }

  /** `back`: the node is matched leftward from the position, as look-behind needs. */
  emitNode(node: RegexNode, back: boolean): void {
    switch (node.kind) {
      case "empty":
        return;
      case "char":
        this.emit({ op: "char", code: node.code, back });
        return;
      case "set":
        this.emit({ op: "set", test: node.test, back });
        return;
      case "sequence":
        for (const item of back ? node.items.toReversed() : node.items) this.emitNode(item, back);
        return;
      case "choice":
        this.emitChoice(node.items, back);
        return;
      case "group":
        this.emit({ op: "save", register: node.index * 2 + (back ? 1 : 0) });
        this.emitNode(node.body, back);
        this.emit({ op: "save", register: node.index * 2 + (back ? 0 : 1) });
        return;
      case "repeat":
        this.emitRepeat(node, back);
        return;
      case "assert":
        this.emit({ op: "assert", assert: node.assert, ascii: node.ascii });
        return;
      case "backref":
        this.emit({ op: "backref", index: node.index, ignoreCase: node.ignoreCase, back });
        return;
      default:
        this.emitNested(node, back);
    }
  }

  private emitNested(
    node: Extract<RegexNode, { kind: "look" | "atomic" | "condition" }>,
    back: boolean,
  ): void {
    if (node.kind === "condition") {
      this.emitCondition(node, back);
      return;
    }
    const mode = node.kind === "atomic" ? "atomic" : node.negative ? "negative-look" : "look";
    const at = this.emit({ op: "end" });
    this.emitNode(node.body, node.kind === "look" ? !node.ahead : back);
    this.emit({ op: "end" });
    this.code[at] = { op: "sub", mode, body: at + 1, next: this.code.length };
  }

  private emitCondition(node: Extract<RegexNode, { kind: "condition" }>, back: boolean): void {
    const at = this.emit({ op: "end" });
    this.emitNode(node.yes, back);
    const jump = this.emit({ op: "end" });
    this.code[at] = { op: "condition", index: node.index, no: this.code.length };
    this.emitNode(node.no, back);
    this.code[jump] = { op: "jump", to: this.code.length };
  }

  private emitChoice(items: readonly RegexNode[], back: boolean): void {
    const jumps: number[] = [];
    for (const [index, item] of items.entries()) {
      if (index === items.length - 1) {
        this.emitNode(item, back);
        break;
      }
      const split = this.emit({ op: "end" });
      this.emitNode(item, back);
      jumps.push(this.emit({ op: "end" }));
      this.code[split] = { op: "split", first: split + 1, second: this.code.length };
    }
    for (const jump of jumps) this.code[jump] = { op: "jump", to: this.code.length };
  }

  private emitRepeat(node: Extract<RegexNode, { kind: "repeat" }>, back: boolean): void {
    const { body, min, max, greedy } = node;
    if (max === 0) return;
    const test = singleTest(body);
    if (test !== null) {
      this.emit({ op: "run", test, min, max, greedy, back });
      return;
    }
    const counter = this.registerCount;
    this.registerCount += 2;
    this.emit({ op: "loop-start", counter });
    const loop = this.emit({ op: "end" });
    this.emitNode(body, back);
    this.emit({ op: "jump", to: loop });
    this.code[loop] = { op: "loop", counter, min, max, greedy, body: loop + 1, exit: this.code.length };
  }
}

function singleTest(node: RegexNode): CharTest | null {
  if (node.kind === "set") return node.test;
  if (node.kind !== "char") return null;
  const { code } = node;
  return (candidate) => candidate === code;
}
