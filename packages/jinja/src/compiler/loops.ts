import { isTrue, iterate } from "../core/iterate.ts";
import { type Runtime, Frame as RuntimeFrame } from "../runtime.ts";
import type { ForNode, Statement } from "../syntax/ast.ts";
import { Markup, type Next, type Value } from "../values.ts";
import {
  compileEnter,
  compileLeave,
  type Evaluate,
  type Execute,
  type Frame,
  FunctionScope,
  innerFrame,
  type Unit,
} from "./frame.ts";
import { LoopContext, type Recurse } from "./loop-context.ts";
import { analyze, countNodes, declareTarget, findUndeclared, someNode } from "./scope.ts";

export type Store = (rt: Runtime, value: Value) => void;

/** What loops need of the statement compiler. */
export interface LoopHost {
  readonly unit: Unit;
  compileExpression(node: ForNode["iter"], frame: Frame): Evaluate;
  compileStore(target: ForNode["target"], frame: Frame): Store;
  compileBody(nodes: readonly Statement[], frame: Frame): Execute;
}

type Filter = (rt: Runtime, iterable: Value) => Next;

interface LoopParts {
  readonly store: Store;
  readonly enter: Execute;
  readonly body: Execute;
  readonly otherwise: Execute | null;
  readonly leave: Execute;
  readonly filter: Filter | null;
  readonly loopSlot: number | null;
  readonly cost: number;
  readonly mark: number;
}

export function compileFor(host: LoopHost, node: ForNode, frame: Frame): Execute {
  if (someNode([node], (part) => part.kind === "name" && part.context === "store" && part.name === "loop")) {
    host.unit.fail("Can't assign to special loop variable in for-loop target", node);
  }
  const fn = node.recursive ? new FunctionScope(frame.fn, frame.scope.level + 1) : frame.fn;
  const parts = compileParts(host, node, frame, fn);
  const iter = host.compileExpression(node.iter, frame);
  if (node.recursive) return recursiveLoop(parts, iter, fn);
  return (rt) => runLoop(rt, parts, iter(rt), null);
}

function compileParts(host: LoopHost, node: ForNode, frame: Frame, fn: FunctionScope): LoopParts {
  const loopFrame = innerFrame(frame, fn);
  const isExtended =
    node.recursive ||
    findUndeclared(node.body, ["loop"]).size > 0 ||
    someNode([node], (part) => part.kind === "block" && part.scoped);
  const loopSlot = isExtended ? fn.locate(loopFrame.scope.declareParameter("loop")).slot : null;
  declareTarget(loopFrame.scope, node.target);
  analyze(loopFrame.scope, node.body);
  const filter = compileTest(host, node, frame);
  const store = host.compileStore(node.target, loopFrame);
  const body = host.compileBody(node.body, loopFrame);
  const elseFrame = innerFrame(frame, fn);
  analyze(elseFrame.scope, node.otherwise);
  const otherwise = node.otherwise.length === 0 ? null : compileElse(host, node, elseFrame);
  return {
    store,
    enter: compileEnter(loopFrame),
    body,
    otherwise,
    leave: compileLeave(loopFrame),
    filter,
    loopSlot,
    cost: countNodes(node.body) + 2,
    mark: host.unit.mark(node),
  };
}

function compileElse(host: LoopHost, node: ForNode, frame: Frame): Execute {
  const enter = compileEnter(frame);
  const body = host.compileBody(node.otherwise, frame);
  const leave = compileLeave(frame);
  return (rt) => {
    enter(rt);
    body(rt);
    leave(rt);
  };
}

/** The test of a loop runs in a function of its own: looking ahead must not touch the loop's variables. */
function compileTest(host: LoopHost, node: ForNode, frame: Frame): Filter | null {
  if (node.test === null) return null;
  const fn = new FunctionScope(frame.fn, frame.scope.level + 1);
  const testFrame = innerFrame(frame, fn);
  declareTarget(testFrame.scope, node.target);
  analyze(testFrame.scope, [node.test]);
  const enter = compileEnter(testFrame);
  const store = host.compileStore(node.target, testFrame);
  const test = host.compileExpression(node.test, testFrame);
  const cost = countNodes([node.test]) + 1;
  return (rt, iterable) => {
    const next = iterate(iterable);
    const inner = new RuntimeFrame(fn.size, rt.frame);
    let entered = false;
    return () => {
      const saved = rt.frame;
      rt.frame = inner;
      try {
        if (!entered) enter(rt);
        entered = true;
        for (let item = next(); item !== undefined; item = next()) {
          rt.spend(cost);
          store(rt, item);
          if (isTrue(test(rt))) return item;
        }
        return undefined;
      } finally {
        rt.frame = saved;
      }
    };
  };
}

interface Recursion {
  readonly recurse: Recurse;
  readonly depth0: number;
}

function runLoop(rt: Runtime, parts: LoopParts, iterable: Value, recursion: Recursion | null): void {
  const { store, enter, body, cost } = parts;
  rt.node = parts.mark;
  const next = parts.filter === null ? iterate(iterable) : parts.filter(rt, iterable);
  let advance = next;
  if (parts.loopSlot !== null) {
    const source = { iterable: parts.filter === null ? iterable : null, next };
    const loop = new LoopContext(source, recursion?.recurse ?? null, recursion?.depth0 ?? 0);
    rt.frame.slots[parts.loopSlot] = loop;
    advance = () => loop.advance();
  }
  let isEmpty = true;
  for (let item = advance(); item !== undefined; item = advance()) {
    rt.spend(cost);
    rt.node = parts.mark;
    store(rt, item);
    enter(rt);
    body(rt);
    isEmpty = false;
  }
  parts.leave(rt);
  if (isEmpty && parts.otherwise !== null) parts.otherwise(rt);
}

/** A recursive loop is a function: `loop(items)` runs it again, and its text is the result. */
function recursiveLoop(parts: LoopParts, iter: Evaluate, fn: FunctionScope): Execute {
  return (rt) => {
    const definedIn = rt.frame;
    const recurse: Recurse = (runtime, iterable, depth0) => {
      runtime.enter();
      const saved = runtime.frame;
      runtime.frame = new RuntimeFrame(fn.size, definedIn);
      try {
        const text = runtime.capture(() => runLoop(runtime, parts, iterable, { recurse, depth0 }));
        return runtime.autoescape ? new Markup(text) : text;
      } finally {
        runtime.frame = saved;
        runtime.leave();
      }
    };
    const result = recurse(rt, iter(rt), 0);
    rt.write(typeof result === "string" ? result : result instanceof Markup ? result.text : "");
  };
}
