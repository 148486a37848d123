import { quoteText } from "../format/quote.ts";
import type { CommandNode, Operand, PipeNode, VariableNode } from "./ast.ts";
import { LiteralError, parseNumber, unquote } from "./literals.ts";
import { nodeText } from "./node-text.ts";
import type { ParseState } from "./parse-state.ts";
import type { Token, TokenKind } from "./tokens.ts";

const operandStarts: ReadonlySet<TokenKind> = new Set<TokenKind>([
  "bool",
  "charConstant",
  "complex",
  "dot",
  "field",
  "identifier",
  "number",
  "nil",
  "rawString",
  "string",
  "variable",
  "leftParen",
]);
const literalKinds: ReadonlySet<Operand["kind"]> = new Set<Operand["kind"]>([
  "bool",
  "string",
  "number",
  "nil",
  "dot",
]);

/** Declarations and commands up to the closing token, which is consumed. */
export function parsePipeline(state: ParseState, context: string, end: TokenKind): PipeNode {
  const first = state.tokens.peekNonSpace();
  const { variables, isAssignment } = parseDeclarations(state, context);
  const commands: CommandNode[] = [];
  for (;;) {
    const token = state.tokens.nextNonSpace();
    if (token.kind === end) break;
    if (!operandStarts.has(token.kind)) state.unexpected(token, context);
    state.tokens.backup();
    commands.push(parseCommand(state));
  }
  checkCommands(state, commands, context);
  return { kind: "pipe", position: first.position, source: state.source, isAssignment, variables, commands };
}

/** A string literal's value; errors get the position of the parser. */
export function unquoteToken(state: ParseState, token: Token): string {
  return located(state, token, () => unquote(token.text));
}

interface Declarations {
  readonly variables: VariableNode[];
  readonly isAssignment: boolean;
}

/** `$x :=`, `$x =`, or `$i, $e :=` for range; anything else is left for the commands. */
function parseDeclarations(state: ParseState, context: string): Declarations {
  const { tokens } = state;
  const variables: VariableNode[] = [];
  for (;;) {
    const variable = tokens.peekNonSpace();
    if (variable.kind !== "variable") return { variables, isAssignment: false };
    tokens.next();
    // "$x foo" and "$x := 1" differ only after the space: it must be put back in the first case.
    const adjacent = tokens.peek();
    const following = tokens.peekNonSpace();
    const isComma = following.kind === "char" && following.text === ",";
    if (following.kind !== "assign" && following.kind !== "declare" && !isComma) {
      if (adjacent.kind === "space") tokens.backupWithTwo(variable, adjacent);
      else tokens.backupWith(variable);
      return { variables, isAssignment: false };
    }
    tokens.nextNonSpace();
    variables.push(variableNode(state, variable.position, variable.text));
    state.declare(variable.text);
    if (!isComma) return { variables, isAssignment: following.kind === "assign" };
    if (context !== "range" || variables.length >= 2) state.fail(`too many declarations in ${context}`);
    const next = tokens.peekNonSpace().kind;
    if (next !== "variable" && next !== "rightDelimiter" && next !== "rightParen") {
      state.fail("range can only initialize variables");
    }
  }
}

function checkCommands(state: ParseState, commands: readonly CommandNode[], context: string): void {
  if (commands.length === 0) state.fail(`missing value for ${context}`);
  commands.forEach((command, index) => {
    const [first] = command.operands;
    if (index > 0 && literalKinds.has(first.kind)) {
      state.fail(`non executable command in pipeline stage ${index + 1}`, nodeText(first));
    }
  });
}

function parseCommand(state: ParseState): CommandNode {
  const { position } = state.tokens.peekNonSpace();
  const operands: Operand[] = [];
  for (;;) {
    state.tokens.peekNonSpace();
    const operand = parseOperand(state);
    if (operand) operands.push(operand);
    const token = state.tokens.next();
    if (token.kind === "space") continue;
    if (token.kind === "rightDelimiter" || token.kind === "rightParen") state.tokens.backup();
    else if (token.kind !== "pipe") state.unexpected(token, "operand");
    break;
  }
  const [first, ...rest] = operands;
  if (!first) state.fail("empty command");
  return { kind: "command", position, source: state.source, operands: [first, ...rest] };
}

/** A term and the fields taken from it. Undefined when no operand follows. */
function parseOperand(state: ParseState): Operand | undefined {
  const { tokens, source } = state;
  const operand = parseTerm(state);
  if (!operand || tokens.peek().kind !== "field") return operand;
  const { position } = tokens.peek();
  const path: string[] = [];
  while (tokens.peek().kind === "field") path.push(tokens.next().text.slice(1));
  // Go takes the position of the first added field here, also for `.a.b`.
  if (operand.kind === "field") return { ...operand, position, path: [...operand.path, ...path] };
  if (operand.kind === "variable") return { ...operand, position, path: [...operand.path, ...path] };
  if (literalKinds.has(operand.kind)) {
    state.fail(`unexpected . after term ${quoteText(nodeText(operand))}`, nodeText(operand));
  }
  return { kind: "chain", position, source, operand, path };
}

function parseTerm(state: ParseState): Operand | undefined {
  const token = state.tokens.nextNonSpace();
  const at = { position: token.position, source: state.source };
  switch (token.kind) {
    case "identifier":
      if (!state.options.isFunction(token.text)) {
        state.fail(`function ${quoteText(token.text)} not defined`, token.text);
      }
      return { kind: "identifier", ...at, name: token.text };
    case "dot":
      return { kind: "dot", ...at };
    case "nil":
      return { kind: "nil", ...at };
    case "variable":
      if (!state.isDeclared(token.text)) {
        state.fail(`undefined variable ${quoteText(token.text)}`, token.text);
      }
      return variableNode(state, token.position, token.text);
    case "field":
      return { kind: "field", ...at, path: [token.text.slice(1)] };
    case "bool":
      return { kind: "bool", ...at, value: token.text === "true" };
    case "charConstant":
    case "complex":
    case "number": {
      const value = located(state, token, () => parseNumber(token.text, token.kind));
      return { kind: "number", ...at, text: token.text, ...value };
    }
    case "leftParen":
      return state.nested(() => parsePipeline(state, "parenthesized pipeline", "rightParen"));
    case "string":
    case "rawString":
      return { kind: "string", ...at, quoted: token.text, value: unquoteToken(state, token) };
    default:
      state.tokens.backup();
      return undefined;
  }
}

function variableNode(state: ParseState, position: number, name: string): VariableNode {
  return { kind: "variable", position, source: state.source, name, path: [] };
}

function located<T>(state: ParseState, token: Token, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof LiteralError) state.fail(error.message, token.text);
    throw error;
  }
}
