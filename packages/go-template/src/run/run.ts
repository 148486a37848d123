import { LimitReached } from "../errors.ts";
import { Budget, type Limits } from "../limits.ts";
import type { AnyNode } from "../syntax/ast.ts";
import type { CallContext, TemplateCalls, Value } from "../values/model.ts";

/** What a missing map key yields: no value, the zero value of the map's elements, or an error. */
export type MissingKey = "default" | "zero" | "error";

/** A template failed on its data, at a node. */
export class ExecFailure extends Error {
  override readonly name = "ExecFailure";
  readonly node: AnyNode;
  readonly templateName: string;

  constructor(message: string, node: AnyNode, templateName: string) {
    super(message);
    this.node = node;
    this.templateName = templateName;
  }
}

/** A compiled body: writes to the run's output. Tells whether a `break` or `continue` is on its way out. */
export type Body = (run: Run, dot: Value) => Flow;
/** `undefined`: go on. */
export type Flow = "break" | "continue" | undefined;

/** The templates a run can call, by name. */
export interface TemplateSet {
  readonly bodies: ReadonlyMap<string, Body>;
}

/** A template called from elsewhere, with the templates it can call itself. */
export interface Callee {
  readonly name: string;
  readonly body: Body;
  readonly set: TemplateSet;
}

/** What a render is started with. */
export interface RunOptions {
  readonly limits: Limits;
  readonly missingKey: MissingKey;
  readonly now: bigint;
  readonly templates: TemplateSet;
  readonly calls: (run: Run) => TemplateCalls;
}

/**
 * The state of one render. Variables live on one stack, searched by name from the top, as in Go: what a name means
 * can depend on which part of an `and` was evaluated. `node` is what an error would point at.
 */
export class Run implements CallContext {
  readonly now: bigint;
  readonly missingKey: MissingKey;
  readonly templates: TemplateCalls;
  readonly budget: Budget;
  node: AnyNode;
  templateName = "";
  out = "";
  set: TemplateSet;
  /** Whether the value last looked at, and the current dot, came out of an `interface {}`: errors name that type. */
  isFromInterface = false;
  isDotFromInterface = false;
  private names: string[] = [];
  private values: Value[] = [];
  private origins: boolean[] = [];
  private base = 0;
  private depth = 0;
  private outputLeft: number;

  constructor(options: RunOptions, node: AnyNode) {
    this.now = options.now;
    this.missingKey = options.missingKey;
    this.budget = new Budget(options.limits);
    this.outputLeft = options.limits.maxOutput;
    this.set = options.templates;
    this.node = node;
    this.templates = options.calls(this);
  }

  charge(units: number): void {
    this.budget.charge(units);
  }

  limitText(length: number): void {
    this.budget.limitText(length);
  }

  chargeText(length: number): void {
    this.budget.chargeText(length);
  }

  write(text: string): void {
    this.outputLeft -= text.length;
    if (this.outputLeft < 0) {
      // What still fits is kept, as Grafana keeps it.
      this.out += text.slice(0, Math.max(0, text.length + this.outputLeft));
      throw new LimitReached(`exceeded the output limit of ${this.budget.limits.maxOutput} characters`);
    }
    this.out += text;
  }

  fail(message: string): never {
    throw new ExecFailure(message, this.node, this.templateName);
  }

  /** Marks the top of the variables, to drop later ones with `popTo`. */
  mark(): number {
    return this.names.length;
  }

  popTo(mark: number): void {
    if (this.names.length === mark) return;
    this.names.length = mark;
    this.values.length = mark;
    this.origins.length = mark;
  }

  push(name: string, value: Value): void {
    this.names.push(name);
    this.values.push(value);
    this.origins.push(false);
  }

  /** Overwrites a variable counted from the top (1 is the top), with an element of a list or map. */
  setFromTop(distance: number, value: Value, isFromInterface: boolean): void {
    const index = this.names.length - distance;
    this.values[index] = value;
    this.origins[index] = isFromInterface;
  }

  /** Overwrites the variable of this name declared last. */
  assign(name: string, value: Value, isFromInterface: boolean): void {
    const index = this.find(name);
    this.values[index] = value;
    this.origins[index] = isFromInterface;
  }

  /** The variable of this name declared last; also sets `isFromInterface`. */
  lookup(name: string): Value {
    const index = this.find(name);
    this.isFromInterface = this.origins[index] ?? false;
    return this.values[index];
  }

  /** Runs a template with its own variables. Throws LimitReached when calls nest too deep. */
  callTemplate(name: string, body: Body, dot: Value): void {
    const { maxDepth } = this.budget.limits;
    if (this.depth >= maxDepth) throw new LimitReached(`exceeded maximum template depth (${maxDepth})`);
    const { base, templateName, isDotFromInterface, names } = this;
    const mark = names.length;
    this.depth++;
    this.base = mark;
    this.templateName = name;
    this.isDotFromInterface = false;
    this.push("$", dot);
    body(this, dot);
    this.popTo(mark);
    this.base = base;
    this.templateName = templateName;
    this.isDotFromInterface = isDotFromInterface;
    this.depth--;
  }

  /** Runs a template as a function would: its output becomes a text, its failures are the function's. */
  capture({ name, body, set }: Callee, dot: Value): string {
    const { out, outputLeft, set: outerSet, node, templateName, base, depth } = this;
    const mark = this.mark();
    this.out = "";
    this.set = set;
    try {
      this.callTemplate(name, body, dot);
      return this.out;
    } finally {
      Object.assign(this, { out, outputLeft, set: outerSet, node, templateName, base, depth });
      this.popTo(mark);
    }
  }

  private find(name: string): number {
    for (let index = this.names.length - 1; index >= this.base; index--) {
      if (this.names[index] === name) {
        this.charge((this.names.length - index) >> 4);
        return index;
      }
    }
    return this.fail(`undefined variable: ${name}`);
  }
}
