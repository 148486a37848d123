import { binary, unary } from "../core/arithmetic.ts";
import { callValue, getAttribute, getItem, isPlainKey, methodOf } from "../core/attributes.ts";
import { escapeText } from "../core/escape.ts";
import { isTrue } from "../core/iterate.ts";
import { strText } from "../core/repr.ts";
import { slice } from "../core/slice.ts";
import { suggest } from "../core/suggest.ts";
import { TemplateError } from "../errors.ts";
import type { NativeFunction, Runtime } from "../runtime.ts";
import type { Expression, SliceNode } from "../syntax/ast.ts";
import { Dict, Markup, Tuple, Undefined, type Value } from "../values.ts";
import { type CompiledArguments, compileArguments } from "./arguments.ts";
import { compileCompare } from "./comparisons.ts";
import { compileRead, type Evaluate, type Frame, type Unit } from "./frame.ts";

/** Turns expressions into closures. */
export class ExpressionCompiler {
  readonly unit: Unit;

  constructor(unit: Unit) {
    this.unit = unit;
  }

  compile(node: Expression, frame: Frame): Evaluate {
    switch (node.kind) {
      case "const": {
        const { value } = node;
        return () => value;
      }
      case "name":
        return this.compileName(node.name, frame);
      case "getattr":
        return this.compileGetattr(node, frame);
      case "getitem":
        return this.compileGetitem(node, frame);
      case "filter":
        return this.compileFilter(node, frame);
      case "test":
        return this.compileTest(node, frame);
      case "call":
        return this.compileCall(node, frame, null);
      case "condition":
        return this.compileCondition(node, frame);
      case "concat":
        return this.compileConcat(node, frame);
      default:
        return this.compileOperator(node, frame);
    }
  }

  private compileOperator(node: Expression, frame: Frame): Evaluate {
    switch (node.kind) {
      case "and":
      case "or":
        return this.compileLogic(node, frame);
      case "not": {
        const inner = this.compile(node.node, frame);
        return (rt) => !isTrue(inner(rt));
      }
      case "binary": {
        const left = this.compile(node.left, frame);
        const right = this.compile(node.right, frame);
        const { operator } = node;
        const mark = this.unit.mark(node);
        return (rt) => {
          const a = left(rt);
          const b = right(rt);
          rt.node = mark;
          return binary(rt, operator, a, b);
        };
      }
      case "unary": {
        const inner = this.compile(node.node, frame);
        const { operator } = node;
        const mark = this.unit.mark(node);
        return (rt) => {
          const value = inner(rt);
          rt.node = mark;
          return unary(operator, value);
        };
      }
      case "compare":
        return compileCompare(this.unit, node, (part) => this.compile(part, frame));
      default:
        return this.compileContainer(node, frame);
    }
  }

  private compileContainer(node: Expression, frame: Frame): Evaluate {
    switch (node.kind) {
      case "list":
      case "tuple": {
        const items = node.items.map((item) => this.compile(item, frame));
        const all = (rt: Runtime) => items.map((item) => item(rt));
        return node.kind === "list" ? all : (rt) => new Tuple(all(rt));
      }
      case "dict":
        return this.compileDict(node, frame);
      case "slice":
        return this.unit.fail("a slice cannot be part of a tuple", node);
      default:
        throw this.unit.at(new TemplateError("syntax", "unexpected expression"), node);
    }
  }

  private compileDict(node: Extract<Expression, { kind: "dict" }>, frame: Frame): Evaluate {
    const pairs = node.pairs.map(
      ([key, value]) => [this.compile(key, frame), this.compile(value, frame)] as const,
    );
    const mark = this.unit.mark(node);
    return (rt) => {
      const dict = new Dict();
      for (const [key, value] of pairs) {
        const name = key(rt);
        const item = value(rt);
        rt.node = mark;
        dict.set(name, item);
      }
      return dict;
    };
  }

  private compileName(name: string, frame: Frame): Evaluate {
    const ident = frame.scope.find(name);
    if (ident === undefined) return () => undefinedName(null, name);
    const read = compileRead(frame.fn, ident);
    return (rt) => {
      const value = read(rt);
      return value === undefined ? undefinedName(rt, name) : value;
    };
  }

  private compileGetattr(node: Extract<Expression, { kind: "getattr" }>, frame: Frame): Evaluate {
    const object = this.compile(node.node, frame);
    const { attribute } = node;
    const mark = this.unit.mark(node);
    if (!isPlainKey(attribute)) {
      return (rt) => {
        const value = object(rt);
        rt.node = mark;
        return getAttribute(rt, value, attribute);
      };
    }
    return (rt) => {
      const value = object(rt);
      if (value instanceof Dict) {
        const found = value.entries.get(attribute);
        if (found !== undefined) return found;
      }
      rt.node = mark;
      return getAttribute(rt, value, attribute);
    };
  }

  private compileGetitem(node: Extract<Expression, { kind: "getitem" }>, frame: Frame): Evaluate {
    const object = this.compile(node.node, frame);
    const mark = this.unit.mark(node);
    if (node.key.kind === "slice") return this.compileSlice(object, { node: node.key, mark }, frame);
    const key = this.compile(node.key, frame);
    return (rt) => {
      const value = object(rt);
      const index = key(rt);
      rt.node = mark;
      return getItem(rt, value, index);
    };
  }

  private compileSlice(object: Evaluate, part: { node: SliceNode; mark: number }, frame: Frame): Evaluate {
    const compilePart = (node: Expression | null): Evaluate =>
      node === null ? () => null : this.compile(node, frame);
    const begin = compilePart(part.node.begin);
    const stop = compilePart(part.node.stop);
    const step = compilePart(part.node.step);
    return (rt) => {
      const value = object(rt);
      const bounds = { begin: begin(rt), stop: stop(rt), step: step(rt) };
      rt.node = part.mark;
      return slice(rt, value, bounds);
    };
  }

  /** A filter, or a chain of them that ends in the text of a block (`rt.block`). */
  compileFilter(node: Extract<Expression, { kind: "filter" }>, frame: Frame): Evaluate {
    const run = this.lookUp("filter", node, frame);
    const input = node.node === null ? (rt: Runtime) => rt.block : this.compile(node.node, frame);
    return this.applyFunction(run, input, compileArguments(this, node.arguments, frame), node);
  }

  private compileTest(node: Extract<Expression, { kind: "test" }>, frame: Frame): Evaluate {
    const run = this.lookUp("test", node, frame);
    const input = this.compile(node.node, frame);
    if (node.name === "defined") return (rt) => !(input(rt) instanceof Undefined);
    return this.applyFunction(run, input, compileArguments(this, node.arguments, frame), node);
  }

  private applyFunction(
    run: NativeFunction,
    input: Evaluate,
    list: CompiledArguments,
    span: { start: number; end: number },
  ): Evaluate {
    const mark = this.unit.mark(span);
    const { args, positional, keywords } = list;
    const [only] = args;
    if (positional && args.length === 0) {
      return (rt) => {
        const value = input(rt);
        rt.node = mark;
        return run(rt, [value], null);
      };
    }
    if (positional && args.length === 1 && only !== undefined) {
      return (rt) => {
        const value = input(rt);
        const argument = only(rt);
        rt.node = mark;
        return run(rt, [value, argument], null);
      };
    }
    return (rt) => {
      const values = [input(rt), ...list.evaluate(rt)];
      const named = keywords(rt);
      rt.node = mark;
      return run(rt, values, named);
    };
  }

  /** The function of a filter or test; unknown ones fail now, or when run where Jinja looks no earlier. */
  private lookUp(
    kind: "filter" | "test",
    node: { name: string; start: number; end: number },
    frame: Frame,
  ): NativeFunction {
    const table = kind === "filter" ? this.unit.filters : this.unit.tests;
    const found = table.get(node.name);
    if (found !== undefined) return found;
    const message = `No ${kind} named '${node.name}'`;
    const hint = suggest(node.name, [...table.keys()]);
    if (frame.soft) {
      return () => {
        throw new TemplateError(`unknown-${kind}`, `${message} found.`, hint);
      };
    }
    throw this.unit.at(new TemplateError(`unknown-${kind}`, `${message}.`, hint), node);
  }

  compileCall(node: Extract<Expression, { kind: "call" }>, frame: Frame, caller: Evaluate | null): Evaluate {
    const list = compileArguments(this, node.arguments, frame, caller);
    const mark = this.unit.mark(node);
    if (node.node.kind === "getattr") {
      return this.compileMethodCall(node.node, { list, mark }, frame);
    }
    const callee = this.compile(node.node, frame);
    return (rt) => {
      const target = callee(rt);
      const args = list.evaluate(rt);
      const kwargs = list.keywords(rt);
      rt.node = mark;
      return callValue(rt, target, args, kwargs);
    };
  }

  private compileMethodCall(
    node: Extract<Expression, { kind: "getattr" }>,
    call: { list: CompiledArguments; mark: number },
    frame: Frame,
  ): Evaluate {
    const object = this.compile(node.node, frame);
    const { attribute } = node;
    const { list, mark } = call;
    const lookupMark = this.unit.mark(node);
    return (rt) => {
      const self = object(rt);
      const found = methodOf(self, attribute);
      rt.node = lookupMark;
      const callee = found === undefined ? getAttribute(rt, self, attribute) : null;
      const args = list.evaluate(rt);
      const kwargs = list.keywords(rt);
      if (callee instanceof Undefined) {
        rt.node = lookupMark;
        throw callee.error();
      }
      rt.node = mark;
      return found === undefined ? callValue(rt, callee, args, kwargs) : found(rt, self, args, kwargs);
    };
  }

  private compileLogic(node: Extract<Expression, { kind: "and" | "or" }>, frame: Frame): Evaluate {
    const left = this.compile(node.left, frame);
    const right = this.compile(node.right, frame);
    if (node.kind === "and") {
      return (rt) => {
        const value = left(rt);
        return isTrue(value) ? right(rt) : value;
      };
    }
    return (rt) => {
      const value = left(rt);
      return isTrue(value) ? value : right(rt);
    };
  }

  private compileCondition(node: Extract<Expression, { kind: "condition" }>, frame: Frame): Evaluate {
    const soft = { ...frame, soft: true };
    const test = this.compile(node.test, soft);
    const then = this.compile(node.then, soft);
    const lineOf = (): number => this.unit.source.slice(0, node.start).split("\n").length;
    const otherwise: Evaluate =
      node.otherwise === null
        ? () =>
            new Undefined(
              () =>
                `the inline if-expression on line ${lineOf()} evaluated to false and no else section was defined.`,
            )
        : this.compile(node.otherwise, soft);
    return (rt) => (isTrue(test(rt)) ? then(rt) : otherwise(rt));
  }

  private compileConcat(node: Extract<Expression, { kind: "concat" }>, frame: Frame): Evaluate {
    const items = node.items.map((item) => this.compile(item, frame));
    const mark = this.unit.mark(node);
    return (rt) => {
      const values = items.map((item) => item(rt));
      rt.node = mark;
      if (rt.autoescape) return joinMarkup(rt, values);
      let text = "";
      for (const value of values) text += typeof value === "string" ? value : strText(value, rt);
      return rt.made(text);
    };
  }
}

/** Inside autoescape: the whole is marked as soon as one part is. */
function joinMarkup(rt: Runtime, values: readonly Value[]): Value {
  if (!values.some((value) => value instanceof Markup)) {
    return rt.made(values.map((value) => strText(value, rt)).join(""));
  }
  const parts = values.map((value) =>
    value instanceof Markup ? value.text : escapeText(strText(value, rt)),
  );
  return new Markup(rt.made(parts.join("")));
}

function undefinedName(rt: Runtime | null, name: string): Undefined {
  return new Undefined(
    () => `'${name}' is undefined`,
    "undefined",
    () => (rt === null ? "" : suggest(name, rt.context.names())),
  );
}
