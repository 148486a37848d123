import type {
  ChainNode,
  CommandNode,
  IdentifierNode,
  Operand,
  PipeNode,
  VariableNode,
} from "../syntax/ast.ts";
import { nodeText } from "../syntax/node-text.ts";
import type { GoFunction, Value } from "../values/model.ts";
import { anyType, valueType } from "../values/types.ts";
import { zeroOf } from "../values/values.ts";
import {
  type Argument,
  type Arguments,
  type Call,
  callFunction,
  callShortCircuit,
  type Final,
  type FunctionCall,
  missing,
} from "./calls.ts";
import { evaluateField, type FieldSite, fieldSite, type Piped } from "./fields.ts";
import { compileConstant, literalArgument } from "./literal-arguments.ts";
import type { Run } from "./run.ts";
import { canBeNil, validateType } from "./validate.ts";

/** The functions templates may call. */
export interface FunctionTable {
  readonly functions: ReadonlyMap<string, GoFunction>;
  readonly builtins: ReadonlyMap<string, GoFunction>;
}

/** Evaluates a pipeline; a nil interface comes out as no value. */
export type Pipeline = (run: Run, dot: Value) => Value;
type Command = (run: Run, dot: Value, final: Final) => Value;

export function compilePipeline(table: FunctionTable, pipe: PipeNode): Pipeline {
  const evaluate = compileCommands(table, pipe);
  if (pipe.variables.length === 0) return evaluate;
  const names = pipe.variables.map((variable) => variable.name);
  if (!pipe.isAssignment) {
    return (run, dot) => {
      const value = evaluate(run, dot);
      for (const name of names) run.push(name, value);
      return value;
    };
  }
  return (run, dot) => {
    const value = evaluate(run, dot);
    for (const name of names) run.assign(name, value, false);
    return value;
  };
}

function compileCommands(table: FunctionTable, pipe: PipeNode): Pipeline {
  const [first, ...rest] = pipe.commands.map((command) => compileCommand(table, command));
  if (!first) return () => undefined;
  if (rest.length === 0) {
    return (run, dot) => {
      run.node = pipe;
      const value = first(run, dot, missing);
      return value === null ? undefined : value;
    };
  }
  return (run, dot) => {
    run.node = pipe;
    let value = first(run, dot, missing);
    for (const command of rest) value = command(run, dot, value === null ? undefined : value);
    return value === null ? undefined : value;
  };
}

function compileCommand(table: FunctionTable, command: CommandNode): Command {
  const [first, ...rest] = command.operands;
  const args = rest.map((operand) => compileArgument(table, operand));
  switch (first.kind) {
    case "field":
      return compileField(first.path, first, args);
    case "chain":
      return compileChain(table, first, args);
    case "variable":
      return compileVariable(first, args);
    case "identifier":
      return compileCall(table, first, command, args);
    case "pipe": {
      const pipeline = compilePipeline(table, first);
      return (run, dot, final) => {
        rejectArguments(run, first, args, final);
        const value = pipeline(run, dot);
        run.isFromInterface = false;
        return value;
      };
    }
    default:
      return compileLiteral(first, args);
  }
}

/** Compiles an operand in the place of an argument: literals take the type the parameter asks for. */
function compileArgument(table: FunctionTable, operand: Operand): Argument {
  const evaluate = compileValue(table, operand);
  if (evaluate) {
    return (run, dot, type) => {
      run.node = operand;
      const value = evaluate(run, dot);
      return type ? validateType(run, value, type) : value;
    };
  }
  if (operand.kind === "nil") {
    return (run, _dot, type) => {
      run.node = operand;
      if (type && canBeNil(type)) return type.name === valueType.name ? undefined : zeroOf(type);
      return run.fail(`cannot assign nil to ${type?.name ?? anyType.name}`);
    };
  }
  const constant = operand.kind === "number" ? compileConstant(operand) : undefined;
  return (run, _dot, type) => {
    run.node = operand;
    return literalArgument(run, { operand, constant, type: type ?? anyType });
  };
}

/** Operands that have a value of their own; undefined for literals. */
function compileValue(table: FunctionTable, operand: Operand): Pipeline | undefined {
  switch (operand.kind) {
    case "dot":
      return (run, dot) => {
        run.isFromInterface = run.isDotFromInterface;
        return dot;
      };
    case "field":
      return withoutFinal(compileField(operand.path, operand, []));
    case "variable":
      return withoutFinal(compileVariable(operand, []));
    case "chain":
      return withoutFinal(compileChain(table, operand, []));
    case "identifier":
      return withoutFinal(compileCall(table, operand, operand, []));
    case "pipe": {
      const pipeline = compilePipeline(table, operand);
      return (run, dot) => {
        const value = pipeline(run, dot);
        run.isFromInterface = false;
        return value;
      };
    }
    default:
      return undefined;
  }
}

function withoutFinal(command: (run: Run, dot: Value, final: typeof missing) => Value): Pipeline {
  return (run, dot) => command(run, dot, missing);
}

/** `.A.B` on dot. */
function compileField(path: readonly string[], node: Operand, args: Arguments): Command {
  const sites = fieldSites(path, node, args);
  return (run, dot, final) => {
    run.node = node;
    run.isFromInterface = run.isDotFromInterface;
    return walkFields(run, { sites, receiver: dot, dot, final });
  };
}

/** `(pipeline).A.B` or `function.A.B`. */
function compileChain(table: FunctionTable, node: ChainNode, args: Arguments): Command {
  const start = compileArgument(table, node.operand);
  const sites = fieldSites(node.path, node, args);
  return (run, dot, final) => {
    run.node = node;
    const receiver = start(run, dot, undefined);
    return walkFields(run, { sites, receiver, dot, final });
  };
}

/** `$x` or `$x.A.B`. */
function compileVariable(node: VariableNode, args: Arguments): Command {
  const sites = fieldSites(node.path, node, args);
  const { name } = node;
  return (run, dot, final) => {
    run.node = node;
    const value = run.lookup(name);
    if (sites.length > 0) return walkFields(run, { sites, receiver: value, dot, final });
    rejectArguments(run, node, args, final);
    return value;
  };
}

/** A function call. Without a command of its own (as an argument) it has no arguments. */
function compileCall(
  table: FunctionTable,
  node: IdentifierNode,
  errorNode: Call["node"],
  args: Arguments,
): Command {
  const { name } = node;
  const own = table.functions.get(name);
  const callee = own ?? table.builtins.get(name);
  if (!callee) {
    return (run) => {
      run.node = node;
      return run.fail(`"${name}" is not a defined function`);
    };
  }
  const call: FunctionCall = { name, node: errorNode, callee, args };
  const evaluate = !own && (name === "and" || name === "or") ? callShortCircuit : callFunction;
  const isInterface = callee.result === anyType;
  return (run, dot, final) => {
    run.node = node;
    const value = evaluate(run, dot, call, final);
    run.isFromInterface = isInterface;
    return value;
  };
}

function compileLiteral(node: Operand, args: Arguments): Command {
  const evaluate = literalValue(node);
  return (run, dot, final) => {
    run.node = node;
    rejectArguments(run, node, args, final);
    run.isFromInterface = node.kind === "dot" && run.isDotFromInterface;
    return evaluate(run, dot);
  };
}

function literalValue(node: Operand): Pipeline {
  switch (node.kind) {
    case "dot":
      return (_run, dot) => dot;
    case "bool":
    case "string":
      return () => node.value;
    case "number":
      return compileConstant(node);
    case "nil":
      return (run) => run.fail("nil is not a command");
    default:
      return (run) => run.fail(`can't evaluate command "${nodeText(node)}"`);
  }
}

function rejectArguments(run: Run, node: Operand, args: readonly Argument[], final: Final): void {
  if (args.length === 0 && final === missing) return;
  run.fail(`can't give argument to non-function ${nodeText(node)}`);
}

function fieldSites(path: readonly string[], node: Operand, args: Arguments): FieldSite[] {
  return path.map((name, index) => fieldSite(name, node, index === path.length - 1 ? args : []));
}

interface Walk extends Piped {
  readonly sites: readonly FieldSite[];
  readonly receiver: Value;
}

function walkFields(run: Run, { sites, receiver, dot, final }: Walk): Value {
  let value = receiver;
  const last = sites.length - 1;
  for (let i = 0; i <= last; i++) {
    const site = sites[i];
    if (site) value = evaluateField(run, site, value, { dot, final: i === last ? final : missing });
  }
  return value;
}
