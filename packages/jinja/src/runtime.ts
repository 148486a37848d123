import { limitError, TemplateError } from "./errors.ts";
import type { Limits } from "./limits.ts";
import type { PythonRegex } from "./regex/regex.ts";
import { type Dict, PyObject, type Token, type Value } from "./values.ts";

export type Kwargs = ReadonlyMap<string, Value>;

/** A function of the engine: positional arguments, then keyword arguments or null. */
export type NativeFunction = (rt: Runtime, args: Value[], kwargs: Kwargs | null) => Value;

/** Anything a template can call. */
export class Callable extends PyObject {
  override readonly typeName: string;
  readonly name: string;
  readonly invoke: NativeFunction;
  /** Attributes that templates may read. */
  readonly members: ReadonlyMap<string, Value> = new Map();
  constructor(name: string, invoke: NativeFunction, typeName = "function") {
    super();
    this.name = name;
    this.invoke = invoke;
    this.typeName = typeName;
  }
}

/** A value with members and behaviour of its own: loop, cycler, joiner, self, ... */
export abstract class Behaving extends PyObject {
  /** The member, or undefined when there is none. */
  abstract member(rt: Runtime, name: string): Value | undefined;
  /** Calls the value itself. */
  call(_rt: Runtime, _args: Value[], _kwargs: Kwargs | null): Value {
    throw new TemplateError("type", `'${this.typeName}' object is not callable`);
  }
  get isCallable(): boolean {
    return false;
  }
}

/** Variables of one function activation; `undefined` in a slot means "missing". */
export class Frame {
  readonly slots: (Value | undefined)[];
  readonly parent: Frame | null;
  constructor(size: number, parent: Frame | null) {
    this.slots = new Array(size).fill(undefined);
    this.parent = parent;
  }
}

/** The names of a render that belong to no scope: exported variables, the caller's, the environment's. */
export interface Names {
  readonly exported: Map<string, Value>;
  resolve(name: string): Value | undefined;
  names(): string[];
  /** The context of a scoped block: sees the variables around it. */
  derive(locals: ReadonlyMap<string, Value>): Names;
}

/** What the engine's parts need of each other at run time; handed in so that they do not import each other. */
export interface Services {
  getAttribute(rt: Runtime, object: Value, name: string): Value;
  getItem(rt: Runtime, object: Value, key: Value): Value;
  call(rt: Runtime, callee: Value, args: Value[], kwargs: Kwargs | null): Value;
  readonly limits: Limits;
  readonly filters: ReadonlyMap<string, NativeFunction>;
  readonly tests: ReadonlyMap<string, NativeFunction>;
}

type Snapshot = Value[] | [Map<Token, Value>, Map<Token, Value> | null];

/** One render: output, budgets, and the journal that undoes changes to the caller's data. */
export class Runtime {
  readonly limits: Limits;
  readonly services: Services;
  readonly now: () => Date;
  out = "";
  /** Units written outside the current buffer. */
  written = 0;
  /** The node being executed, for error places. */
  node = 0;
  frame: Frame = new Frame(0, null);
  /** Where names that no scope knows are looked up. */
  context: Names;
  /** What the block of a filter or set tag wrote, for the filter that reads it. */
  block: Value = "";
  autoescape = false;
  depth = 0;
  steps: number;
  text: number;
  regexSteps: number;
  /** Patterns compiled in this render. */
  readonly regexes = new Map<string, PythonRegex>();
  private journal: Map<Value[] | Dict, Snapshot> | null = null;

  constructor(services: Services, context: Names, now: () => Date) {
    const { limits } = services;
    this.limits = limits;
    this.services = services;
    this.context = context;
    this.now = now;
    this.steps = limits.steps;
    this.text = limits.totalText;
    this.regexSteps = limits.regexSteps;
  }

  /** Pays for `count` operations. */
  spend(count: number): void {
    this.steps -= count;
    if (this.steps < 0) {
      throw limitError(
        "the template takes too many steps",
        "loop over fewer items or use simpler expressions",
      );
    }
  }

  /** Pays for making a text of `length` units, before it is made. */
  reserveText(length: number): void {
    if (length > this.limits.textLength) {
      throw limitError(`a text is longer than ${this.limits.textLength} characters`);
    }
    this.text -= length;
    this.steps -= length >> 6;
    if (this.text < 0 || this.steps < 0) throw limitError("the template makes too much text");
  }

  /** Returns `text` after paying for it. */
  made(text: string): string {
    this.reserveText(text.length);
    return text;
  }

  /** Pays for a list or dict of `size` entries, before it is made. */
  reserveItems(size: number): void {
    if (size > this.limits.collectionSize) {
      throw limitError(`a list or dict has more than ${this.limits.collectionSize} entries`);
    }
    this.spend(size >> 2);
  }

  write(text: string): void {
    this.out += text;
    if (this.out.length + this.written > this.limits.outputLength) {
      this.out = this.out.slice(0, Math.max(0, this.limits.outputLength - this.written));
      throw limitError(`the result is longer than ${this.limits.outputLength} characters`);
    }
  }

  /** Runs `body` and gives what it wrote instead of writing it. */
  capture(body: () => void): string {
    const outer = this.out;
    const written = this.written;
    this.written += outer.length;
    this.out = "";
    try {
      body();
      return this.out;
    } finally {
      this.out = outer;
      this.written = written;
    }
  }

  enter(): void {
    this.depth += 1;
    if (this.depth > this.limits.depth) throw limitError("maximum recursion depth exceeded");
  }

  leave(): void {
    this.depth -= 1;
  }

  /** Must be called before a list or dict is changed in place. */
  willChange(target: Value[] | Dict): void {
    this.journal ??= new Map();
    if (this.journal.has(target)) return;
    this.spend((Array.isArray(target) ? target.length : target.size) >> 2);
    this.journal.set(target, snapshotOf(target));
  }

  /** Puts every changed list and dict back: the data of the caller is as it was. */
  undoChanges(): void {
    if (this.journal === null) return;
    for (const [target, snapshot] of this.journal) restore(target, snapshot);
    this.journal = null;
  }
}

function snapshotOf(target: Value[] | Dict): Snapshot {
  if (Array.isArray(target)) return target.slice();
  return [new Map(target.entries), target.originals === null ? null : new Map(target.originals)];
}

function restore(target: Value[] | Dict, snapshot: Snapshot): void {
  if (Array.isArray(target)) {
    target.length = 0;
    for (const item of snapshot as Value[]) target.push(item);
    return;
  }
  const [entries, originals] = snapshot as [Map<Token, Value>, Map<Token, Value> | null];
  target.entries.clear();
  for (const [token, value] of entries) target.entries.set(token, value);
  target.originals = originals;
}
