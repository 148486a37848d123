import type { Runtime } from "../runtime.ts";
import type { CallBlockNode, Expression, MacroNode, Statement } from "../syntax/ast.ts";
import { Undefined, type Value } from "../values.ts";
import type { ExpressionCompiler } from "./expressions.ts";
import {
  blockText,
  compileEnter,
  type Evaluate,
  type Execute,
  type Frame,
  FunctionScope,
  innerFrame,
  type Unit,
} from "./frame.ts";
import type { Store } from "./loops.ts";
import { type MacroBody, makeMacro } from "./macro.ts";
import { analyze, countNodes, findUndeclared } from "./scope.ts";

/** What macros need of the statement compiler. */
export interface MacroHost {
  readonly unit: Unit;
  readonly expressions: ExpressionCompiler;
  compileExpression(node: Expression, frame: Frame): Evaluate;
  compileStore(target: MacroNode["args"][number], frame: Frame): Store;
  compileBody(nodes: readonly Statement[], frame: Frame): Execute;
}

export function compileMacro(host: MacroHost, node: MacroNode, frame: Frame): Execute {
  const macro = compileMacroBody(host, node, frame);
  const store = host.compileStore(
    { kind: "name", name: node.name, context: "store", start: node.start, end: node.end },
    frame,
  );
  return (rt) => store(rt, makeMacro(macro, rt.frame));
}

/** `{% call(...) f(...) %}body{% endcall %}`: the body is a macro given to the call as `caller`. */
export function compileCallBlock(host: MacroHost, node: CallBlockNode, frame: Frame): Execute {
  const macro = compileMacroBody(host, node, frame);
  const call = host.expressions.compileCall(node.call, frame, (rt) => makeMacro(macro, rt.frame));
  return (rt) => rt.write(blockText(call(rt)));
}

function compileMacroBody(host: MacroHost, node: MacroNode | CallBlockNode, frame: Frame): MacroBody {
  const fn = new FunctionScope(frame.fn, frame.scope.level + 1);
  const inner = innerFrame(frame, fn);
  const children = [...node.args, ...node.defaults, ...node.body];
  analyze(inner.scope, children);
  const parameters = node.args.map((arg) => arg.name);
  const special = specialParameters(host, node, parameters);
  for (const name of special) inner.scope.declareParameter(name);
  analyze(inner.scope, children);
  const slots = [...parameters, ...special].map((name) => {
    const ident = inner.scope.find(name) ?? inner.scope.declareParameter(name);
    return fn.locate(ident).slot;
  });
  const enter = compileEnter(inner);
  const fillDefaults = compileDefaults(host, node, inner);
  const body = host.compileBody(node.body, inner);
  return {
    name: node.kind === "macro" ? node.name : null,
    parameters,
    takesCaller: special.includes("caller"),
    takesKwargs: special.includes("kwargs"),
    takesVarargs: special.includes("varargs"),
    cost: countNodes(node.body) + 4,
    frameSize: () => fn.size,
    assign: (rt, values) => {
      for (const [index, slot] of slots.entries()) rt.frame.slots[slot] = values[index];
    },
    body: (rt) => {
      enter(rt);
      fillDefaults(rt);
      body(rt);
    },
  };
}

/** The parameters a body has by using them: `caller`, `kwargs`, `varargs`, in this order. */
function specialParameters(
  host: MacroHost,
  node: MacroNode | CallBlockNode,
  parameters: readonly string[],
): string[] {
  const used = findUndeclared(node.body, ["caller", "kwargs", "varargs"]);
  const explicitCaller = parameters.indexOf("caller");
  if (used.has("caller") && explicitCaller >= 0) {
    const hasDefault = explicitCaller >= parameters.length - node.defaults.length;
    if (!hasDefault) {
      host.unit.fail(
        'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.',
        node,
      );
    }
  }
  return ["caller", "kwargs", "varargs"].filter((name) => used.has(name) && !parameters.includes(name));
}

function compileDefaults(host: MacroHost, node: MacroNode | CallBlockNode, frame: Frame): Execute {
  const steps = node.args.map((arg, index) => {
    const value = node.defaults[index - (node.args.length - node.defaults.length)];
    const fallback: (rt: Runtime) => Value =
      value === undefined
        ? () => new Undefined(() => `parameter '${arg.name}' was not provided`)
        : host.compileExpression(value, frame);
    const ident = frame.scope.find(arg.name);
    return { slot: ident === undefined ? 0 : frame.fn.locate(ident).slot, fallback };
  });
  return (rt) => {
    for (const { slot, fallback } of steps) {
      if (rt.frame.slots[slot] === undefined) rt.frame.slots[slot] = fallback(rt);
    }
  };
}
