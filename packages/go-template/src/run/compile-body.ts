import { describeValue, printAction } from "../format/print.ts";
import { quoteText } from "../format/quote.ts";
import type { BranchNode, ListNode, Node, TemplateNode } from "../syntax/ast.ts";
import { Dictionary, Integer, List, Pointer, type Value } from "../values/model.ts";
import { chargeSorting, sortedKeys } from "../values/sorted-keys.ts";
import { anyType } from "../values/types.ts";
import { indirect, integerOf, isTrue } from "../values/values.ts";
import { compilePipeline, type FunctionTable } from "./compile-expression.ts";
import type { Body, Flow, Run } from "./run.ts";

/** Compiles a list of nodes into one function that renders them. */
export function compileBody(table: FunctionTable, list: ListNode): Body {
  const steps = list.nodes.map((node) => compileNode(table, node));
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return (run, dot) => {
    for (const step of steps) {
      const flow = step(run, dot);
      if (flow) return flow;
    }
    return undefined;
  };
}

function compileNode(table: FunctionTable, node: Node): Body {
  switch (node.kind) {
    case "text": {
      const { text } = node;
      return (run) => {
        run.charge(1);
        run.write(text);
        return undefined;
      };
    }
    case "action": {
      const pipeline = compilePipeline(table, node.pipe);
      const isSilent = node.pipe.variables.length > 0;
      return (run, dot) => {
        run.charge(2);
        const value = pipeline(run, dot);
        if (isSilent) return undefined;
        run.node = node;
        run.write(typeof value === "string" ? value : printAction(run, value));
        return undefined;
      };
    }
    case "if":
    case "with":
      return compileCondition(table, node);
    case "range":
      return compileRange(table, node);
    case "break":
    case "continue":
      return () => node.kind;
    case "template":
      return compileTemplateCall(table, node);
    case "list":
      return compileBody(table, node);
  }
}

function compileCondition(table: FunctionTable, node: BranchNode): Body {
  const condition = compilePipeline(table, node.pipe);
  const body = compileBody(table, node.body);
  const otherwise = node.otherwise && compileBody(table, node.otherwise);
  const setsDot = node.kind === "with";
  return (run, dot) => {
    run.charge(2);
    const mark = run.mark();
    run.node = node;
    const value = condition(run, dot);
    let flow: Flow;
    if (!isTrue(value)) flow = otherwise?.(run, dot);
    else if (setsDot) flow = withDot(run, value, body);
    else flow = body(run, dot);
    run.popTo(mark);
    return flow;
  };
}

function withDot(run: Run, dot: Value, body: Body): Flow {
  const outer = run.isDotFromInterface;
  run.isDotFromInterface = false;
  const flow = body(run, dot);
  run.isDotFromInterface = outer;
  return flow;
}

function compileTemplateCall(table: FunctionTable, node: TemplateNode): Body {
  const pipeline = node.pipe && compilePipeline(table, node.pipe);
  const { name } = node;
  return (run, dot) => {
    run.charge(2);
    run.node = node;
    const body = run.set.bodies.get(name);
    if (!body) return run.fail(`template ${quoteText(name)} not defined`);
    run.callTemplate(name, body, pipeline?.(run, dot));
    return undefined;
  };
}

function compileRange(table: FunctionTable, node: BranchNode): Body {
  const loop: Loop = {
    node,
    names: node.pipe.variables.map((variable) => variable.name),
    isAssignment: node.pipe.isAssignment,
    body: compileBody(table, node.body),
  };
  const pipeline = compilePipeline(table, node.pipe);
  const otherwise = node.otherwise && compileBody(table, node.otherwise);
  return (run, dot) => {
    run.charge(2);
    const mark = run.mark();
    const outer = run.isDotFromInterface;
    run.node = node;
    const outcome = iterate(run, loop, indirect(pipeline(run, dot)));
    run.isDotFromInterface = outer;
    const flow = outcome === "empty" ? otherwise?.(run, dot) : undefined;
    run.popTo(mark);
    return flow;
  };
}

interface Loop {
  readonly node: BranchNode;
  readonly names: readonly string[];
  readonly isAssignment: boolean;
  readonly body: Body;
}
type Outcome = "empty" | "done";

/** Runs the body for each element, as far as `break` lets it. */
function iterate(run: Run, loop: Loop, value: Value): Outcome {
  if (value === undefined) return "empty";
  if (value instanceof List) return iterateList(run, loop, value);
  if (value instanceof Dictionary) return iterateMap(run, loop, value);
  const count = integerOf(value);
  if (count !== undefined) return iterateNumbers(run, loop, { count, value });
  const isNil = value === null || (value instanceof Pointer && value.isNil);
  return run.fail(`range can't iterate over ${isNil ? "<nil>" : describeValue(run, value)}`);
}

function iterateList(run: Run, loop: Loop, list: List): Outcome {
  const { items } = list;
  const isFromInterface = list.type.elem === anyType;
  for (let index = 0; index < items.length; index++) {
    const iteration = { key: BigInt(index), element: items[index], isFromInterface };
    if (!iterateOnce(run, loop, iteration)) break;
  }
  return items.length === 0 ? "empty" : "done";
}

function iterateMap(run: Run, loop: Loop, map: Dictionary): Outcome {
  const isFromInterface = map.type.elem === anyType;
  chargeSorting(run, map);
  for (const key of sortedKeys(map)) {
    const iteration = { key, element: map.entries.get(key), isFromInterface };
    if (!iterateOnce(run, loop, iteration)) break;
  }
  return map.entries.size === 0 ? "empty" : "done";
}

function iterateNumbers(run: Run, loop: Loop, { count, value }: { count: bigint; value: Value }): Outcome {
  if (loop.names.length > 1) {
    run.fail(`can't use ${describeValue(run, value)} to iterate over more than one variable`);
  }
  for (let number = 0n; number < count; number++) {
    const element = value instanceof Integer ? new Integer(value.type, number) : number;
    if (!iterateOnce(run, loop, { key: undefined, element, isFromInterface: false })) break;
  }
  return count <= 0n ? "empty" : "done";
}

interface Iteration {
  readonly key: Value;
  readonly element: Value;
  readonly isFromInterface: boolean;
}

/** False after a `break`. */
function iterateOnce(run: Run, loop: Loop, iteration: Iteration): boolean {
  run.charge(2);
  const mark = run.mark();
  if (loop.names.length > 0) setLoopVariables(run, loop, iteration);
  run.isDotFromInterface = iteration.isFromInterface;
  const flow = loop.body(run, iteration.element);
  run.popTo(mark);
  return flow !== "break";
}

/** One variable takes the element, two take key and element. */
function setLoopVariables(run: Run, loop: Loop, { key, element, isFromInterface }: Iteration): void {
  const [first = "", second] = loop.names;
  if (loop.isAssignment) {
    if (second !== undefined) run.assign(first, key, false);
    run.assign(second ?? first, element, isFromInterface);
    return;
  }
  run.setFromTop(1, element, isFromInterface);
  if (second !== undefined) run.setFromTop(2, key, false);
}
