import { placeOf, TemplateError, typeError } from "../errors.ts";
import type { NativeFunction, Runtime, Frame as RuntimeFrame } from "../runtime.ts";
import type { Span } from "../syntax/ast.ts";
import { Markup, typeNameOf, type Value } from "../values.ts";
import { type Ident, identKey, Scope } from "./scope.ts";

export type Evaluate = (rt: Runtime) => Value;
export type Execute = (rt: Runtime) => void;

/** The variables of one function of the compiled template: the root, a block, a macro, a recursive loop, a loop's test. */
export class FunctionScope {
  readonly parent: FunctionScope | null;
  /** Idents of this level and deeper belong to this function, outer ones to its parents. */
  readonly baseLevel: number;
  private readonly slots = new Map<string, number>();

  constructor(parent: FunctionScope | null, baseLevel: number) {
    this.parent = parent;
    this.baseLevel = baseLevel;
  }

  get size(): number {
    return this.slots.size;
  }

  slotOf(ident: Ident): number {
    const key = identKey(ident);
    const known = this.slots.get(key);
    if (known !== undefined) return known;
    const slot = this.slots.size;
    this.slots.set(key, slot);
    return slot;
  }

  /** How many functions outward an ident lives, and its slot there. */
  locate(ident: Ident): { hops: number; slot: number } {
    let hops = 0;
    let scope: FunctionScope = this;
    while (ident.level < scope.baseLevel && scope.parent !== null) {
      scope = scope.parent;
      hops += 1;
    }
    return { hops, slot: scope.slotOf(ident) };
  }
}

/** A place in the template during compilation: which scope and function it is in. */
export interface Frame {
  readonly scope: Scope;
  readonly fn: FunctionScope;
  /** Assignments here are visible to blocks. */
  readonly toplevel: boolean;
  /** Unknown filters and tests are found only when they run (inside `if` and conditional expressions). */
  readonly soft: boolean;
}

export function innerFrame(frame: Frame, fn: FunctionScope = frame.fn): Frame {
  return { scope: new Scope(frame.scope), fn, toplevel: false, soft: false };
}

/** What the whole compilation shares. */
export class Unit {
  readonly source: string;
  readonly filters: ReadonlyMap<string, NativeFunction>;
  readonly tests: ReadonlyMap<string, NativeFunction>;
  readonly spans: Span[] = [{ start: 0, end: 0 }];
  /** Whether top-level variables must be exported for blocks. */
  exportsVariables = false;

  constructor(
    source: string,
    filters: ReadonlyMap<string, NativeFunction>,
    tests: ReadonlyMap<string, NativeFunction>,
  ) {
    this.source = source;
    this.filters = filters;
    this.tests = tests;
  }

  /** The number by which running code names its place. */
  mark(span: Span): number {
    this.spans.push({ start: span.start, end: span.end });
    return this.spans.length - 1;
  }

  fail(message: string, span: Span): never {
    throw this.at(new TemplateError("syntax", message), span);
  }

  at(error: TemplateError, span: Span): TemplateError {
    return error.locate(placeOf(this.source, span.start, span.end));
  }
}

/** The frame `hops` functions outward. */
export function outward(frame: RuntimeFrame, hops: number): RuntimeFrame {
  let current = frame;
  for (let hop = 0; hop < hops; hop += 1) current = current.parent ?? current;
  return current;
}

/** Reads a variable; undefined when it is missing. */
export function compileRead(fn: FunctionScope, ident: Ident): (rt: Runtime) => Value | undefined {
  const { hops, slot } = fn.locate(ident);
  if (hops === 0) return (rt) => rt.frame.slots[slot];
  return (rt) => outward(rt.frame, hops).slots[slot];
}

/** Gives the variables of a scope their first values; run when the scope is entered. */
export function compileEnter(frame: Frame): Execute {
  const steps: Execute[] = [];
  for (const { ident, load } of frame.scope.loads.values()) {
    if (load.kind === "parameter") continue;
    const { slot } = frame.fn.locate(ident);
    if (load.kind === "resolve") {
      const { name } = load;
      steps.push((rt) => {
        rt.frame.slots[slot] = rt.context.resolve(name);
      });
    } else if (load.kind === "alias") {
      const read = compileRead(frame.fn, load.of);
      steps.push((rt) => {
        rt.frame.slots[slot] = read(rt);
      });
    } else {
      steps.push((rt) => {
        rt.frame.slots[slot] = undefined;
      });
    }
  }
  return sequence(steps);
}

/** Makes the variables of a scope missing again; run when the scope is left. */
export function compileLeave(frame: Frame): Execute {
  const slots = Array.from(frame.scope.loads.values(), ({ ident }) => frame.fn.locate(ident).slot);
  return (rt) => {
    for (const slot of slots) rt.frame.slots[slot] = undefined;
  };
}

export function sequence(steps: readonly Execute[]): Execute {
  const [first, second] = steps;
  if (first === undefined) return () => undefined;
  if (second === undefined) return first;
  if (steps.length === 2) {
    return (rt) => {
      first(rt);
      second(rt);
    };
  }
  return (rt) => {
    for (const step of steps) step(rt);
  };
}

/** What a block tag may write: Python joins its pieces, which must be texts. */
export function blockText(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Markup) return value.text;
  throw typeError(`a block must give text, not ${typeNameOf(value)}`);
}
