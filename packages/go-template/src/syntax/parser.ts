import { quoteText } from "../format/quote.ts";
import { type BranchNode, isEmptyBody, type ListNode, type Node, type Source } from "./ast.ts";
import { parsePipeline, unquoteToken } from "./parse-pipeline.ts";
import { type ParseOptions, ParseState } from "./parse-state.ts";
import type { Token } from "./tokens.ts";

/** What ends a list: `{{end}}` or `{{else}}`. */
interface Terminator {
  readonly kind: "endMark" | "elseMark";
}
type Parsed = Node | Terminator;

/** The templates of one source by name; the text outside definitions has the source's own name. */
export type Definitions = Map<string, ListNode>;

/** Parses one source. Throws ParseFailure or LimitReached. */
export function parseSource(source: Source, options: ParseOptions): Definitions {
  const state = new ParseState(source, options);
  const definitions: Definitions = new Map();
  const parser = { state, definitions };
  const nodes: Node[] = [];
  const { position } = state.tokens.peek();
  while (state.tokens.peek().kind !== "eof") {
    if (parseDefine(parser)) continue;
    const node = parseTextOrAction(parser);
    if (!isTerminator(node)) nodes.push(node);
    else state.fail(`unexpected ${terminatorText(node)}`, terminatorText(node));
  }
  addDefinition(parser, source.name, { kind: "list", position, source, nodes });
  return definitions;
}

interface Parser {
  readonly state: ParseState;
  readonly definitions: Definitions;
}

function addDefinition({ state, definitions }: Parser, name: string, body: ListNode): void {
  const existing = definitions.get(name);
  if (!existing || isEmptyBody(existing)) definitions.set(name, body);
  else if (!isEmptyBody(body))
    state.fail(`template: multiple definition of template ${quoteText(name)}`, name);
}

/** Consumes a `{{define}}` if one is next: only the top level may hold one. */
function parseDefine(parser: Parser): boolean {
  const { tokens } = parser.state;
  if (tokens.peek().kind !== "leftDelimiter") return false;
  const delimiter = tokens.next();
  if (tokens.nextNonSpace().kind !== "define") {
    tokens.backupWith(delimiter);
    return false;
  }
  const context = "define clause";
  parser.state.inNewScope(() => {
    const token = tokens.nextNonSpace();
    if (token.kind !== "string" && token.kind !== "rawString") parser.state.unexpected(token, context);
    const name = unquoteToken(parser.state, token);
    parser.state.expect("rightDelimiter", context);
    addDefinition(parser, name, parseBody(parser, context));
  });
  return true;
}

/** A list that must end with `{{end}}`. */
function parseBody(parser: Parser, context: string): ListNode {
  const { list, end } = parseList(parser);
  if (end.kind !== "endMark") parser.state.fail(`unexpected ${terminatorText(end)} in ${context}`);
  return list;
}

function parseList(parser: Parser): { list: ListNode; end: Terminator } {
  const { state } = parser;
  const { position } = state.tokens.peekNonSpace();
  const nodes: Node[] = [];
  while (state.tokens.peekNonSpace().kind !== "eof") {
    const node = parseTextOrAction(parser);
    if (isTerminator(node))
      return { list: { kind: "list", position, source: state.source, nodes }, end: node };
    nodes.push(node);
  }
  return state.fail("unexpected EOF");
}

function parseTextOrAction(parser: Parser): Parsed {
  const { state } = parser;
  const token = state.tokens.nextNonSpace();
  if (token.kind === "text") {
    return { kind: "text", position: token.position, source: state.source, text: token.text };
  }
  if (token.kind !== "leftDelimiter") state.unexpected(token, "input");
  state.scope.actionLine = token.line;
  const node = parseAction(parser);
  state.scope.actionLine = 0;
  return node;
}

function parseAction(parser: Parser): Parsed {
  const { state } = parser;
  const token = state.tokens.nextNonSpace();
  switch (token.kind) {
    case "block":
      return parseBlock(parser);
    case "break":
    case "continue":
      return parseJump(parser, token, token.kind);
    case "else":
      return parseElse(parser);
    case "end":
      state.expect("rightDelimiter", "end");
      return { kind: "endMark" };
    case "if":
    case "with":
    case "range": {
      const kind = token.kind;
      return state.nested(() => parseBranch(parser, kind));
    }
    case "template":
      return parseTemplateCall(parser);
    default: {
      state.tokens.backup();
      const { position } = state.tokens.peek();
      const pipe = parsePipeline(state, "command", "rightDelimiter");
      return { kind: "action", position, source: state.source, pipe };
    }
  }
}

function parseJump(parser: Parser, token: Token, kind: "break" | "continue"): Node {
  const { state } = parser;
  const next = state.tokens.nextNonSpace();
  if (next.kind !== "rightDelimiter") state.unexpected(next, `{{${kind}}}`);
  if (state.scope.rangeDepth === 0) state.fail(`{{${kind}}} outside {{range}}`, kind);
  return { kind, position: token.position, source: state.source };
}

/** `{{else if}}` and `{{else with}}` leave their keyword for the branch to find. */
function parseElse(parser: Parser): Terminator {
  const next = parser.state.tokens.peekNonSpace().kind;
  if (next !== "if" && next !== "with") parser.state.expect("rightDelimiter", "else");
  return { kind: "elseMark" };
}

function parseBranch(parser: Parser, kind: BranchNode["kind"]): BranchNode {
  const { state } = parser;
  const { scope } = state;
  const outerVariables = scope.variables.length;
  const pipe = parsePipeline(state, kind, "rightDelimiter");
  if (kind === "range") scope.rangeDepth++;
  const { list: body, end } = parseList(parser);
  if (kind === "range") scope.rangeDepth--;
  const otherwise = end.kind === "elseMark" ? parseOtherwise(parser, kind) : undefined;
  state.forgetVariables(outerVariables);
  return { kind, position: pipe.position, source: state.source, pipe, body, otherwise };
}

function parseOtherwise(parser: Parser, kind: BranchNode["kind"]): ListNode {
  const { state } = parser;
  const next = state.tokens.peek();
  if (kind !== "range" && next.kind === kind) {
    state.tokens.next();
    const branch = state.nested(() => parseBranch(parser, kind));
    return { kind: "list", position: next.position, source: state.source, nodes: [branch] };
  }
  const { list, end } = parseList(parser);
  if (end.kind !== "endMark") state.fail(`expected end; found ${terminatorText(end)}`);
  return list;
}

function parseBlock(parser: Parser): Node {
  const { state } = parser;
  const context = "block clause";
  const token = state.tokens.nextNonSpace();
  const name = parseTemplateName(parser, token, context);
  const pipe = parsePipeline(state, context, "rightDelimiter");
  state.nested(() => state.inNewScope(() => addDefinition(parser, name, parseBody(parser, context))));
  return { kind: "template", position: token.position, source: state.source, name, pipe };
}

function parseTemplateCall(parser: Parser): Node {
  const { state } = parser;
  const context = "template clause";
  const token = state.tokens.nextNonSpace();
  const name = parseTemplateName(parser, token, context);
  const hasPipe = state.tokens.nextNonSpace().kind !== "rightDelimiter";
  if (hasPipe) state.tokens.backup();
  const pipe = hasPipe ? parsePipeline(state, context, "rightDelimiter") : undefined;
  return { kind: "template", position: token.position, source: state.source, name, pipe };
}

function parseTemplateName(parser: Parser, token: Token, context: string): string {
  if (token.kind !== "string" && token.kind !== "rawString") parser.state.unexpected(token, context);
  return unquoteToken(parser.state, token);
}

function isTerminator(parsed: Parsed): parsed is Terminator {
  return parsed.kind === "endMark" || parsed.kind === "elseMark";
}

function terminatorText(terminator: Terminator): string {
  return terminator.kind === "endMark" ? "{{end}}" : "{{else}}";
}
