import type {
  BlockNode,
  Expression,
  ForNode,
  IfNode,
  LoaderNode,
  NameNode,
  Signature,
  Span,
  Statement,
  Target,
} from "./ast.ts";
import { ExpressionParser } from "./expressions.ts";
import { normalizeSource, tokenize } from "./lexer.ts";
import { quote, TokenStream } from "./token-stream.ts";

/** Parses a normalized template (see `normalizeSource`); throws TemplateError of kind syntax or limit. */
export function parseTemplate(source: string, maxDepth: number): Statement[] {
  return new Parser(new TokenStream(source, tokenize(source), maxDepth)).parse();
}

export { normalizeSource };

type Ends = readonly string[];

class Parser extends ExpressionParser {
  private readonly tags: string[] = [];
  private readonly ends: Ends[] = [];

  parse(): Statement[] {
    return this.parseBody(null);
  }

  /** Statements up to one of the end tags (which is left current), or to the end of the template. */
  private parseBody(ends: Ends | null): Statement[] {
    const { stream } = this;
    const body: Statement[] = [];
    if (ends !== null) this.ends.push(ends);
    while (stream.current.type !== "eof") {
      const token = stream.advance();
      stream.startExpression();
      if (token.type === "data") {
        body.push({ kind: "data", text: token.value, start: token.start, end: token.end });
      } else if (token.type === "variable_begin") {
        const node = this.parseTuple();
        stream.expect("variable_end");
        body.push({ kind: "output", node, start: node.start, end: node.end });
      } else {
        if (ends?.some((name) => stream.isName(name))) break;
        this.parseStatement(body);
        stream.expect("block_end");
      }
    }
    if (ends !== null) this.ends.pop();
    return body;
  }

  /** The body of a tag: from the end of the tag to one of `ends`, which is consumed and returned. */
  private parseBlock(ends: Ends): { body: Statement[]; end: string } {
    const { stream } = this;
    stream.skipOperator(":");
    stream.expect("block_end");
    const body = stream.nested(() => this.parseBody(ends));
    if (stream.current.type === "eof") this.failEnd(null, [...this.ends, ends]);
    return { body, end: stream.advance().value };
  }

  private parseStatement(body: Statement[]): void {
    const { stream } = this;
    const tag = stream.current;
    if (tag.type !== "name") stream.fail("tag name expected");
    this.tags.push(tag.value);
    switch (tag.value) {
      case "for":
        body.push(this.parseFor());
        break;
      case "if":
        body.push(this.parseIf());
        break;
      case "block":
        body.push(this.parseBlockTag());
        break;
      case "print":
        this.parsePrint(body);
        break;
      default:
        body.push(this.parseSimpleTag(tag.value));
    }
    this.tags.pop();
  }

  private parseSimpleTag(tag: string): Statement {
    switch (tag) {
      case "set":
        return this.parseSet();
      case "macro":
        return this.parseMacro();
      case "call":
        return this.parseCallBlock();
      case "filter":
        return this.parseFilterBlock();
      case "with":
        return this.parseWith();
      case "autoescape":
        return this.parseAutoescape();
      case "include":
      case "import":
      case "from":
      case "extends":
        return this.parseLoader(tag);
      default:
        this.tags.pop();
        return this.failEnd(tag, this.ends);
    }
  }

  private failEnd(tag: string | null, stack: readonly Ends[]): never {
    const looking = stack.at(-1)?.map(quote).join(" or ");
    const message = [tag === null ? "Unexpected end of template." : `Encountered unknown tag ${quote(tag)}.`];
    if (looking !== undefined) {
      message.push(
        tag !== null && stack.some((names) => names.includes(tag))
          ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${looking}.`
          : `Jinja was looking for the following tags: ${looking}.`,
      );
    }
    const innermost = this.tags.at(-1);
    if (innermost !== undefined) {
      message.push(`The innermost block that needs to be closed is ${quote(innermost)}.`);
    }
    return this.stream.fail(message.join(" "));
  }

  private parseSet(): Statement {
    const { stream } = this;
    const start = stream.advance().start;
    const target = this.parseTarget({ withNamespace: true });
    if (stream.skipOperator("=")) {
      const node = this.parseTuple();
      return { kind: "set", target, node, ...this.span(start) };
    }
    let filter = null;
    while (stream.skipOperator("|")) filter = this.parseFilter(filter);
    const span = this.span(start);
    const { body } = this.parseBlock(["endset"]);
    return { kind: "setblock", target, filter, body, ...span };
  }

  private parseFor(): ForNode {
    const { stream } = this;
    const start = stream.advance().start;
    const target = this.parseTarget({ endName: "in" });
    stream.expectName("in");
    const iter = this.parseTuple({ withCondition: false, endName: "recursive" });
    const test = stream.skipName("if") ? this.parseExpression() : null;
    const recursive = stream.skipName("recursive");
    const span = this.span(start);
    const { body, end } = this.parseBlock(["endfor", "else"]);
    const otherwise = end === "endfor" ? [] : this.parseBlock(["endfor"]).body;
    return { kind: "for", target, iter, body, otherwise, test, recursive, ...span };
  }

  private parseIf(): IfNode {
    const start = this.stream.advance().start;
    const test = this.parseTuple({ withCondition: false });
    const span = this.span(start);
    let { body, end } = this.parseBlock(["elif", "else", "endif"]);
    const main = body;
    const elifs: IfNode[] = [];
    while (end === "elif") {
      const elifStart = this.stream.current.start;
      const elifTest = this.parseTuple({ withCondition: false });
      const elifSpan = this.span(elifStart);
      ({ body, end } = this.parseBlock(["elif", "else", "endif"]));
      elifs.push({ kind: "if", test: elifTest, body, elifs: [], otherwise: [], ...elifSpan });
    }
    const otherwise = end === "else" ? this.parseBlock(["endif"]).body : [];
    return { kind: "if", test, body: main, elifs, otherwise, ...span };
  }

  private parseWith(): Statement {
    const { stream } = this;
    const start = stream.advance().start;
    const targets: Target[] = [];
    const values: Expression[] = [];
    while (stream.current.type !== "block_end") {
      if (targets.length > 0) stream.expectOperator(",");
      targets.push(asParameters(this.parseTarget({})));
      stream.expectOperator("=");
      values.push(this.parseExpression());
    }
    const span = this.span(start);
    return { kind: "with", targets, values, body: this.parseBlock(["endwith"]).body, ...span };
  }

  private parseAutoescape(): Statement {
    const start = this.stream.advance().start;
    const value = this.parseExpression();
    const span = this.span(start);
    return { kind: "autoescape", value, body: this.parseBlock(["endautoescape"]).body, ...span };
  }

  private parseBlockTag(): BlockNode {
    const { stream } = this;
    const start = stream.advance().start;
    const name = stream.expect("name").value;
    const scoped = stream.skipName("scoped");
    const required = stream.skipName("required");
    if (stream.isOperator("-")) {
      stream.fail(
        "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.",
      );
    }
    const span = this.span(start);
    const { body } = this.parseBlock(["endblock"]);
    if (required && !body.every((node) => node.kind === "data" && node.text.trim() === "")) {
      stream.fail("Required blocks can only contain comments or whitespace");
    }
    stream.skipName(name);
    return { kind: "block", name, scoped, required, body, ...span };
  }

  private parseLoader(tag: LoaderNode["tag"]): LoaderNode {
    const { stream } = this;
    const start = stream.advance().start;
    const template = this.parseExpression();
    const names: string[] = [];
    let ignoreMissing = false;
    if (tag === "import") {
      stream.expectName("as");
      names.push(this.parseTargetName().name);
    } else if (tag === "from") {
      this.parseImportedNames(names);
    } else if (tag === "include" && stream.isName("ignore") && stream.next.value === "missing") {
      stream.advance();
      stream.advance();
      ignoreMissing = true;
    }
    if (tag !== "extends") this.skipContext();
    return { kind: "loader", tag, template, ignoreMissing, names, ...this.span(start) };
  }

  private parseImportedNames(names: string[]): void {
    const { stream } = this;
    stream.expectName("import");
    while (true) {
      if (names.length > 0) stream.expectOperator(",");
      if (this.skipContext()) return;
      const target = this.parseTargetName();
      if (target.name.startsWith("_")) {
        stream.fail("names starting with an underline can not be imported", target);
      }
      names.push(stream.skipName("as") ? this.parseTargetName().name : target.name);
      if (this.skipContext() || !stream.isOperator(",")) return;
    }
  }

  private skipContext(): boolean {
    const { stream } = this;
    const begins = stream.isName("with") || stream.isName("without");
    if (!begins || stream.next.type !== "name" || stream.next.value !== "context") return false;
    stream.advance();
    stream.advance();
    return true;
  }

  private parseSignature(): Signature {
    const { stream } = this;
    const args: NameNode[] = [];
    const defaults: Expression[] = [];
    stream.expectOperator("(");
    while (!stream.isOperator(")")) {
      if (args.length > 0) stream.expectOperator(",");
      const name = this.parseTargetName();
      if (args.some((arg) => arg.name === name.name)) {
        stream.fail(`duplicate argument ${quote(name.name)} in macro definition`, name);
      }
      if (stream.skipOperator("=")) defaults.push(this.parseExpression());
      else if (defaults.length > 0) stream.fail("non-default argument follows default argument");
      args.push({ ...name, context: "param" });
    }
    stream.expectOperator(")");
    return { args, defaults };
  }

  private parseCallBlock(): Statement {
    const { stream } = this;
    const tag = stream.advance();
    const signature = stream.isOperator("(") ? this.parseSignature() : { args: [], defaults: [] };
    const call = this.parseExpression();
    if (call.kind !== "call") return stream.fail("expected call", tag);
    const span = this.span(tag.start);
    const { body } = this.parseBlock(["endcall"]);
    return { kind: "callblock", call, ...signature, body, ...span };
  }

  private parseFilterBlock(): Statement {
    const start = this.stream.advance().start;
    let filter = this.parseFilter(null);
    while (this.stream.skipOperator("|")) filter = this.parseFilter(filter);
    const span = this.span(start);
    return { kind: "filterblock", filter, body: this.parseBlock(["endfilter"]).body, ...span };
  }

  private parseMacro(): Statement {
    const start = this.stream.advance().start;
    const { name } = this.parseTargetName();
    const signature = this.parseSignature();
    const span = this.span(start);
    return { kind: "macro", name, ...signature, body: this.parseBlock(["endmacro"]).body, ...span };
  }

  private parsePrint(body: Statement[]): void {
    const { stream } = this;
    stream.advance();
    let first = true;
    while (stream.current.type !== "block_end") {
      if (!first) stream.expectOperator(",");
      first = false;
      const node = this.parseExpression();
      body.push({ kind: "output", node, start: node.start, end: node.end });
    }
  }

  private parseTargetName(): NameNode {
    const token = this.stream.expect("name");
    return this.toTarget(
      { kind: "name", name: token.value, context: "load", start: token.start, end: token.end },
      false,
    ) as NameNode;
  }

  private parseTarget(options: { endName?: string; withNamespace?: boolean }): Target {
    const parsePart = (): Expression => {
      const { stream } = this;
      const token = stream.current;
      const dotted = token.type === "name" && stream.next.type === "operator" && stream.next.value === ".";
      if (options.withNamespace !== true || !dotted || RESERVED.has(token.value)) return this.parsePrimary();
      stream.advance();
      stream.advance();
      const attribute = stream.expect("name").value;
      return { kind: "nsref", name: token.value, attribute, ...this.span(token.start) };
    };
    return this.toTarget(this.parseTupleOf(options, parsePart), true);
  }

  /** The expression as something to assign to; fails for what cannot be. */
  private toTarget(node: Expression, canBeTuple: boolean): Target {
    if (node.kind === "nsref") return node;
    if (node.kind === "name" && !RESERVED.has(node.name)) return { ...node, context: "store" };
    if (node.kind === "tuple" && canBeTuple) {
      return { ...node, items: node.items.map((item) => this.toTarget(item, true)) };
    }
    return this.stream.fail(`can't assign to ${quote(TARGET_NAMES[node.kind] ?? node.kind)}`, node);
  }
}

const RESERVED = new Set(["true", "false", "none", "True", "False", "None"]);
const TARGET_NAMES: Readonly<Partial<Record<Expression["kind"], string>>> = { const: "const" };

function asParameters(target: Target): Target {
  if (target.kind === "name") return { ...target, context: "param" };
  if (target.kind === "tuple") {
    return { ...target, items: target.items.map((item) => asParameters(item as Target)) };
  }
  return target satisfies Span & { kind: "nsref" };
}
