import { limitError } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { type NativeFunction, type Runtime, Frame as RuntimeFrame } from "../runtime.ts";
import { type BlockNode, childrenOf, type Node, type Span, type Statement } from "../syntax/ast.ts";
import { normalizeSource, parseTemplate } from "../syntax/parser.ts";
import { BlockTable } from "./blocks.ts";
import { compileEnter, type Frame, FunctionScope, Unit } from "./frame.ts";
import { analyze, countNodes, findUndeclared, Scope } from "./scope.ts";
import { StatementCompiler } from "./statements.ts";

export interface Vocabulary {
  readonly filters: ReadonlyMap<string, NativeFunction>;
  readonly tests: ReadonlyMap<string, NativeFunction>;
  readonly limits: Limits;
}

export interface Program {
  /** The normalized template text that spans refer to. */
  readonly source: string;
  readonly spans: readonly Span[];
  run(rt: Runtime): void;
}

/** Compiles a template to closures; throws TemplateError for what Jinja finds before rendering. */
export function compileProgram(source: string, vocabulary: Vocabulary): Program {
  const { limits } = vocabulary;
  if (source.length > limits.templateLength && [...source].length > limits.templateLength) {
    throw limitError(`Template exceeds length limit (${[...source].length} > ${limits.templateLength})`);
  }
  try {
    return compileStatements(normalizeSource(source), vocabulary);
  } catch (error) {
    if (error instanceof RangeError) throw limitError("the template is nested too deeply");
    throw error;
  }
}

function compileStatements(source: string, vocabulary: Vocabulary): Program {
  const body = parseTemplate(source, vocabulary.limits.parseDepth);
  const unit = new Unit(source, vocabulary.filters, vocabulary.tests);
  const blocks = new BlockTable(unit);
  for (const block of findBlocks(body)) {
    blocks.declare(block);
    unit.exportsVariables = true;
  }
  const compiler = new StatementCompiler(unit, blocks);
  const fn = new FunctionScope(null, 0);
  const frame: Frame = { scope: new Scope(null), fn, toplevel: true, soft: false };
  const usesSelf = findUndeclared(body, ["self"]).size > 0;
  const selfSlot = usesSelf ? fn.locate(frame.scope.declareParameter("self")).slot : null;
  analyze(frame.scope, body);
  const enter = compileEnter(frame);
  const execute = compiler.compileBody(body, frame);
  blocks.compileAll((nodes, blockFrame) => compiler.compileBody(nodes, blockFrame));
  const cost = countNodes(body);
  return {
    source,
    spans: unit.spans,
    run: (rt) => {
      rt.spend(cost);
      rt.frame = new RuntimeFrame(fn.size, null);
      if (selfSlot !== null) rt.frame.slots[selfSlot] = blocks.reference();
      enter(rt);
      execute(rt);
    },
  };
}

/** All blocks, outer ones before those inside them. */
function findBlocks(nodes: readonly Statement[]): BlockNode[] {
  const found: BlockNode[] = [];
  const walk = (node: Node): void => {
    if (node.kind === "block") found.push(node);
    for (const child of childrenOf(node)) walk(child);
  };
  for (const node of nodes) walk(node);
  return found;
}
