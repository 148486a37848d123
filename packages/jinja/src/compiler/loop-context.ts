import { equals } from "../core/compare.ts";
import { lengthOf } from "../core/iterate.ts";
import { typeError } from "../errors.ts";
import { Behaving, Callable, type Kwargs, type Runtime } from "../runtime.ts";
import { type Next, orElse, Tuple, Undefined, type Value } from "../values.ts";

/** Renders the body of a recursive loop over `iterable`, one level deeper. */
export type Recurse = (rt: Runtime, iterable: Value, depth0: number) => Value;

export interface LoopSource {
  /** What is iterated over, for its length; null when a test filters it. */
  readonly iterable: Value | null;
  readonly next: Next;
}

/** The `loop` variable. It looks ahead only when asked, so one-shot sources stay lazy. */
export class LoopContext extends Behaving {
  override readonly typeName = "LoopContext";
  private readonly source: LoopSource;
  private readonly recurse: Recurse | null;
  private readonly depth0: number;
  private readonly ahead: Value[] = [];
  private aheadIndex = 0;
  private index0 = -1;
  private length: number | undefined;
  private current: Value | undefined;
  private before: Value | undefined;
  private lastChanged: Tuple | undefined;

  constructor(source: LoopSource, recurse: Recurse | null, depth0: number) {
    super();
    this.source = source;
    this.recurse = recurse;
    this.depth0 = depth0;
  }

  /** The next item, or undefined at the end. */
  advance(): Value | undefined {
    const item = this.takeNext();
    if (item === undefined) return undefined;
    this.index0 += 1;
    this.before = this.current;
    this.current = item;
    return item;
  }

  private takeNext(): Value | undefined {
    if (this.aheadIndex >= this.ahead.length) return this.source.next();
    const item = this.ahead[this.aheadIndex];
    this.aheadIndex += 1;
    return item;
  }

  private peek(): Value | undefined {
    if (this.aheadIndex >= this.ahead.length) {
      const item = this.source.next();
      if (item === undefined) return undefined;
      this.ahead.push(item);
    }
    return this.ahead[this.aheadIndex];
  }

  private lengthIn(rt: Runtime): number {
    if (this.length !== undefined) return this.length;
    const known = this.source.iterable === null ? undefined : lengthOf(rt, this.source.iterable);
    if (known === undefined) {
      for (let item = this.source.next(); item !== undefined; item = this.source.next()) {
        rt.reserveItems(1);
        if ((this.ahead.length & 1023) === 0) rt.reserveItems(this.ahead.length);
        this.ahead.push(item);
      }
    }
    this.length = known ?? this.ahead.length - this.aheadIndex + this.index0 + 1;
    return this.length;
  }

  override member(rt: Runtime, name: string): Value | undefined {
    switch (name) {
      case "index":
        return this.index0 + 1;
      case "index0":
        return this.index0;
      case "first":
        return this.index0 === 0;
      case "last":
        return this.peek() === undefined;
      case "length":
        return this.lengthIn(rt);
      case "revindex":
        return this.lengthIn(rt) - this.index0;
      case "revindex0":
        return this.lengthIn(rt) - this.index0 - 1;
      case "depth":
        return this.depth0 + 1;
      case "depth0":
        return this.depth0;
      default:
        return this.item(name);
    }
  }

  private item(name: string): Value | undefined {
    switch (name) {
      case "previtem":
        return this.index0 === 0 ? new Undefined(() => "there is no previous item") : this.before;
      case "nextitem":
        return orElse(this.peek(), () => new Undefined(() => "there is no next item"));
      case "cycle":
        return new Callable("cycle", (_rt, args) => this.cycle(args), "method");
      case "changed":
        return new Callable("changed", (rt, args) => this.changed(rt, args), "method");
      default:
        return undefined;
    }
  }

  private cycle(args: readonly Value[]): Value {
    const item = args[this.index0 % Math.max(1, args.length)];
    if (item === undefined) throw typeError("no items for cycling given");
    return item;
  }

  private changed(rt: Runtime, args: Value[]): boolean {
    const value = new Tuple(args);
    if (this.lastChanged !== undefined && equals(rt, this.lastChanged, value)) return false;
    this.lastChanged = value;
    return true;
  }

  override get isCallable(): boolean {
    return true;
  }

  override call(rt: Runtime, args: Value[], kwargs: Kwargs | null): Value {
    if (this.recurse === null) {
      throw typeError("The loop must have the 'recursive' marker to be called recursively.");
    }
    const iterable = args.length === 0 ? kwargs?.get("iterable") : args[0];
    if (iterable === undefined || args.length > 1) {
      throw typeError("loop() takes exactly one argument, the items of the next level");
    }
    return this.recurse(rt, iterable, this.depth0 + 1);
  }

  strText(): string {
    return this.reprText();
  }

  reprText(): string {
    return `<LoopContext ${this.index0 + 1}/${this.length ?? "?"}>`;
  }
}
