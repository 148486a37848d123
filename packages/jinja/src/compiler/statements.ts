import { escapeText } from "../core/escape.ts";
import { isTrue, unpack } from "../core/iterate.ts";
import { strText } from "../core/repr.ts";
import { TemplateError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import type {
  AutoescapeNode,
  BlockNode,
  Expression,
  FilterBlockNode,
  IfNode,
  LoaderNode,
  SetBlockNode,
  SetNode,
  Statement,
  Target,
  WithNode,
} from "../syntax/ast.ts";
import { Markup, Namespace, Undefined, type Value } from "../values.ts";
import type { BlockTable } from "./blocks.ts";
import { ExpressionCompiler } from "./expressions.ts";
import {
  blockText,
  compileEnter,
  compileLeave,
  compileRead,
  type Evaluate,
  type Execute,
  type Frame,
  innerFrame,
  sequence,
  type Unit,
} from "./frame.ts";
import { compileFor, type Store } from "./loops.ts";
import { compileCallBlock, compileMacro } from "./macros.ts";
import { analyze } from "./scope.ts";

/** Turns statements into closures. */
export class StatementCompiler {
  readonly unit: Unit;
  readonly expressions: ExpressionCompiler;
  private readonly blocks: BlockTable;

  constructor(unit: Unit, blocks: BlockTable) {
    this.unit = unit;
    this.blocks = blocks;
    this.expressions = new ExpressionCompiler(unit);
  }

  compileExpression(node: Expression, frame: Frame): Evaluate {
    return this.expressions.compile(node, frame);
  }

  compileBody(nodes: readonly Statement[], frame: Frame): Execute {
    return sequence(nodes.map((node) => this.compile(node, frame)));
  }

  private compile(node: Statement, frame: Frame): Execute {
    switch (node.kind) {
      case "data": {
        const { text } = node;
        return (rt) => rt.write(text);
      }
      case "output":
        return this.compileOutput(node.node, frame);
      case "if":
        return this.compileIf(node, frame);
      case "for":
        return compileFor(this, node, frame);
      case "set":
        return this.compileSet(node, frame);
      case "setblock":
        return this.compileSetBlock(node, frame);
      case "with":
        return this.compileWith(node, frame);
      case "macro":
        return compileMacro(this, node, frame);
      case "callblock":
        return compileCallBlock(this, node, frame);
      default:
        return this.compileRare(node, frame);
    }
  }

  private compileRare(
    node: FilterBlockNode | AutoescapeNode | BlockNode | LoaderNode,
    frame: Frame,
  ): Execute {
    switch (node.kind) {
      case "filterblock":
        return this.compileFilterBlock(node, frame);
      case "autoescape":
        return this.compileAutoescape(node, frame);
      case "block":
        return this.compileBlock(node, frame);
      case "loader":
        return this.compileLoader(node, frame);
    }
  }

  private compileOutput(node: Expression, frame: Frame): Execute {
    const evaluate = this.compileExpression(node, frame);
    const mark = this.unit.mark(node);
    return (rt) => {
      const value = evaluate(rt);
      if (typeof value === "string" && !rt.autoescape) {
        rt.write(value);
        return;
      }
      rt.node = mark;
      writeValue(rt, value);
    };
  }

  private compileIf(node: IfNode, frame: Frame): Execute {
    const soft = { ...frame, soft: true };
    const branches = [node, ...node.elifs].map((branch) => ({
      test: this.compileExpression(branch.test, soft),
      body: this.compileBody(branch.body, soft),
    }));
    const otherwise = this.compileBody(node.otherwise, soft);
    return (rt) => {
      for (const { test, body } of branches) {
        if (isTrue(test(rt))) {
          body(rt);
          return;
        }
      }
      otherwise(rt);
    };
  }

  compileStore(target: Target, frame: Frame): Store {
    if (target.kind === "tuple") {
      const stores = target.items.map((item) => this.compileStore(item as Target, frame));
      return (rt, value) => {
        const items = unpack(rt, value, stores.length);
        for (const [index, store] of stores.entries()) store(rt, items[index] ?? null);
      };
    }
    if (target.kind === "nsref") return this.compileNamespaceStore(target, frame);
    const { name } = target;
    const ident = frame.scope.find(name);
    if (ident === undefined) return this.unit.fail(`cannot assign to '${name}'`, target);
    const { slot } = frame.fn.locate(ident);
    if (frame.toplevel && this.unit.exportsVariables) {
      return (rt, value) => {
        rt.frame.slots[slot] = value;
        rt.context.exported.set(name, value);
      };
    }
    return (rt, value) => {
      rt.frame.slots[slot] = value;
    };
  }

  private compileNamespaceStore(target: Extract<Target, { kind: "nsref" }>, frame: Frame): Store {
    const read = this.compileNamespaceRead(target, frame);
    return (rt, value) => {
      const { attributes } = read(rt);
      if (attributes.size >= rt.limits.collectionSize) rt.reserveItems(attributes.size + 1);
      attributes.set(target.attribute, value);
    };
  }

  private compileNamespaceRead(
    target: Extract<Target, { kind: "nsref" }>,
    frame: Frame,
  ): (rt: Runtime) => Namespace {
    const ident = frame.scope.find(target.name);
    const read = ident === undefined ? () => undefined : compileRead(frame.fn, ident);
    const mark = this.unit.mark(target);
    return (rt) => {
      const value = read(rt);
      if (value instanceof Namespace) return value;
      rt.node = mark;
      throw new TemplateError("runtime", "cannot assign attribute on non-namespace object");
    };
  }

  private compileSet(node: SetNode, frame: Frame): Execute {
    const evaluate = this.compileExpression(node.node, frame);
    const store = this.compileStore(node.target, frame);
    const mark = this.unit.mark(node);
    const checks = namespaceRefs(node.target).map((ref) => this.compileNamespaceRead(ref, frame));
    return (rt) => {
      for (const check of checks) check(rt);
      const value = evaluate(rt);
      rt.node = mark;
      store(rt, value);
    };
  }

  private compileSetBlock(node: SetBlockNode, frame: Frame): Execute {
    const inner = innerFrame(frame);
    analyze(inner.scope, node.body);
    if (node.filter !== null) analyze(inner.scope, [node.filter]);
    const enter = compileEnter(inner);
    const body = this.compileBody(node.body, inner);
    const filter = node.filter === null ? null : this.compileExpression(node.filter, inner);
    const leave = compileLeave(inner);
    const checks = namespaceRefs(node.target).map((ref) => this.compileNamespaceRead(ref, frame));
    const store = this.compileStore(node.target, frame);
    return (rt) => {
      for (const check of checks) check(rt);
      enter(rt);
      const text = captureBlock(rt, body);
      rt.block = rt.autoescape ? new Markup(text) : text;
      const value = filter === null ? rt.block : filter(rt);
      leave(rt);
      store(rt, rt.autoescape && !(value instanceof Markup) ? new Markup(strText(value, rt)) : value);
    };
  }

  private compileFilterBlock(node: FilterBlockNode, frame: Frame): Execute {
    const inner = innerFrame(frame);
    analyze(inner.scope, [...node.body, node.filter]);
    const enter = compileEnter(inner);
    const body = this.compileBody(node.body, inner);
    const filter = this.compileExpression(node.filter, inner);
    const leave = compileLeave(inner);
    return (rt) => {
      enter(rt);
      const text = captureBlock(rt, body);
      rt.block = rt.autoescape ? new Markup(text) : text;
      const value = filter(rt);
      leave(rt);
      rt.write(blockText(value));
    };
  }

  private compileWith(node: WithNode, frame: Frame): Execute {
    const inner = innerFrame(frame);
    analyze(inner.scope, node.targets);
    analyze(inner.scope, node.body);
    const enter = compileEnter(inner);
    const stores = node.targets.map((target) => this.compileStore(target, inner));
    const values = node.values.map((value) => this.compileExpression(value, frame));
    const body = this.compileBody(node.body, inner);
    const leave = compileLeave(inner);
    return (rt) => {
      enter(rt);
      for (const [index, store] of stores.entries()) store(rt, values[index]?.(rt) ?? null);
      body(rt);
      leave(rt);
    };
  }

  private compileAutoescape(node: AutoescapeNode, frame: Frame): Execute {
    const inner = innerFrame(frame);
    analyze(inner.scope, [node.value, ...node.body]);
    const enter = compileEnter(inner);
    const value = this.compileExpression(node.value, inner);
    const body = this.compileBody(node.body, inner);
    const leave = compileLeave(inner);
    return (rt) => {
      const saved = rt.autoescape;
      enter(rt);
      rt.autoescape = isTrue(value(rt));
      body(rt);
      rt.autoescape = saved;
      leave(rt);
    };
  }

  private compileBlock(node: BlockNode, frame: Frame): Execute {
    const run = this.blocks.add(node);
    if (!node.scoped) return (rt) => run(rt, rt.context);
    const locals = Array.from(frame.scope.storedNames(), ([name, ident]) => ({
      name,
      read: compileRead(frame.fn, ident),
    }));
    return (rt) => {
      const values = new Map<string, Value>();
      for (const { name, read } of locals) {
        const value = read(rt);
        if (value !== undefined) values.set(name, value);
      }
      run(rt, rt.context.derive(values));
    };
  }

  /** There are no other templates: running one of these tags fails, unless missing ones are ignored. */
  private compileLoader(node: LoaderNode, frame: Frame): Execute {
    if (node.tag === "extends" && !frame.toplevel) {
      this.unit.fail("cannot use extend from a non top-level scope", node);
    }
    const template = this.compileExpression(node.template, frame);
    const mark = this.unit.mark(node);
    return (rt) => {
      const name = template(rt);
      rt.node = mark;
      if (name instanceof Undefined) throw name.error();
      if (!node.ignoreMissing) throw new TemplateError("no-template", strText(name, rt));
    };
  }
}

/** Runs the body of a block in a buffer; its variables are those of the current function. */
export function captureBlock(rt: Runtime, body: Execute): string {
  const text = rt.capture(() => body(rt));
  rt.reserveText(text.length >> 2);
  return text;
}

export function writeValue(rt: Runtime, value: Value): void {
  const text = strText(value, rt);
  rt.write(rt.autoescape && !(value instanceof Markup) ? escapeText(text) : text);
}

function namespaceRefs(target: Target): Extract<Target, { kind: "nsref" }>[] {
  if (target.kind === "nsref") return [target];
  return target.kind === "tuple" ? target.items.flatMap((item) => namespaceRefs(item as Target)) : [];
}
