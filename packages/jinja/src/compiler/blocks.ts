import { TemplateError } from "../errors.ts";
import { Behaving, Callable, type Names, type Runtime, Frame as RuntimeFrame } from "../runtime.ts";
import type { BlockNode } from "../syntax/ast.ts";
import { Markup, Undefined, type Value } from "../values.ts";
import { compileEnter, type Execute, type Frame, FunctionScope, type Unit } from "./frame.ts";
import { analyze, countNodes, findUndeclared, Scope } from "./scope.ts";

export type RunBlock = (rt: Runtime, context: Names) => void;

/** The blocks of a template: without inheritance a named part that `self` can print again. */
export class BlockTable {
  private readonly unit: Unit;
  private readonly nodes = new Map<string, BlockNode>();
  private readonly runs = new Map<string, RunBlock>();

  constructor(unit: Unit) {
    this.unit = unit;
  }

  /** Registers a block of the source; names must be unique. */
  declare(node: BlockNode): void {
    if (this.nodes.has(node.name)) this.unit.fail(`block '${node.name}' defined twice`, node);
    this.nodes.set(node.name, node);
  }

  /** What a block tag does where it stands. The block itself is compiled by `compileAll`. */
  add(node: BlockNode): RunBlock {
    const mark = this.unit.mark(node);
    return (rt, context) => {
      if (node.required) {
        rt.node = mark;
        throw new TemplateError("runtime", `Required block '${node.name}' not found`);
      }
      this.runs.get(node.name)?.(rt, context);
    };
  }

  compileAll(compileBody: (nodes: BlockNode["body"], frame: Frame) => Execute): void {
    for (const node of this.nodes.values()) this.runs.set(node.name, this.compileOne(node, compileBody));
  }

  private compileOne(
    node: BlockNode,
    compileBody: (nodes: BlockNode["body"], frame: Frame) => Execute,
  ): RunBlock {
    const fn = new FunctionScope(null, 0);
    const frame: Frame = { scope: new Scope(null), fn, toplevel: false, soft: false };
    const special = findUndeclared(node.body, ["self", "super"]);
    const slots = [...special].map((name) => ({
      name,
      slot: fn.locate(frame.scope.declareParameter(name)).slot,
    }));
    analyze(frame.scope, node.body);
    const enter = compileEnter(frame);
    const body = compileBody(node.body, frame);
    const cost = countNodes(node.body) + 2;
    return (rt, context) => {
      const { frame: savedFrame, context: savedContext } = rt;
      rt.enter();
      rt.spend(cost);
      rt.frame = new RuntimeFrame(fn.size, null);
      rt.context = context;
      try {
        for (const { name, slot } of slots) {
          rt.frame.slots[slot] =
            name === "self"
              ? this.reference()
              : new Undefined(() => `there is no parent block called '${node.name}'.`);
        }
        enter(rt);
        body(rt);
      } finally {
        rt.frame = savedFrame;
        rt.context = savedContext;
        rt.leave();
      }
    };
  }

  /** The value of `self`. */
  reference(): Value {
    return new TemplateReference(this.runs);
  }
}

class TemplateReference extends Behaving {
  override readonly typeName = "TemplateReference";
  private readonly runs: ReadonlyMap<string, RunBlock>;

  constructor(runs: ReadonlyMap<string, RunBlock>) {
    super();
    this.runs = runs;
  }

  override member(_rt: Runtime, name: string): Value | undefined {
    const run = this.runs.get(name);
    if (run === undefined) return undefined;
    return new Callable(
      name,
      (rt) => {
        const text = rt.capture(() => run(rt, rt.context));
        return rt.autoescape ? new Markup(text) : text;
      },
      "BlockReference",
    );
  }

  strText(): string {
    return this.reprText();
  }

  reprText(): string {
    return "<TemplateReference None>";
  }
}
