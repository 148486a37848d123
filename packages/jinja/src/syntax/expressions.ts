import type {
  Arguments,
  BinaryOperator,
  CallNode,
  CompareOperator,
  Expression,
  FilterNode,
  SliceNode,
  Span,
} from "./ast.ts";
import { parseArguments } from "./call-arguments.ts";
import { NO_ARGUMENTS, nameNode, parseFloatLiteral, parseInteger } from "./literals.ts";
import { describe, quote, type TokenStream } from "./token-stream.ts";

const ENDS = new Set<string>([",", ")", "]", "}"]);
const COMPARE = new Set<string>(["==", "!=", "<", "<=", ">", ">="]);
const TEST_ARGUMENT_START = new Set<string>(["[", "{"]);
const NO_TEST_ARGUMENT = new Set<string>(["else", "or", "and"]);

export interface TupleOptions {
  readonly withCondition?: boolean;
  /** A name that ends the tuple, besides the usual ends. */
  readonly endName?: string;
  readonly explicitParentheses?: boolean;
}

/** Parses one expression with Jinja's precedences. */
export class ExpressionParser {
  readonly stream: TokenStream;

  constructor(stream: TokenStream) {
    this.stream = stream;
  }

  protected span(start: number): Span {
    return { start, end: Math.max(this.stream.lastEnd, start) };
  }

  parseExpression(withCondition = true): Expression {
    if (this.isAlone()) return this.parsePrimary();
    return this.stream.nested(() => (withCondition ? this.parseCondition() : this.parseOr()));
  }

  /** Whether the expression is one name or literal: most are, and need no descent through the operators. */
  private isAlone(): boolean {
    const { current, next } = this.stream;
    if (current.type !== "name" && current.type !== "integer" && current.type !== "float") return false;
    if (current.value === "not") return false;
    return (
      next.type === "variable_end" ||
      next.type === "block_end" ||
      (next.type === "operator" && ENDS.has(next.value))
    );
  }

  /** An expression, or a tuple when commas follow. */
  parseTuple(options: TupleOptions = {}): Expression {
    return this.parseTupleOf(options, () => this.parseExpression(options.withCondition ?? true));
  }

  protected parseTupleOf(options: TupleOptions, parseItem: () => Expression): Expression {
    const { stream } = this;
    const start = stream.current.start;
    const items: Expression[] = [];
    let isTuple = false;
    while (true) {
      if (items.length > 0) stream.expectOperator(",");
      if (this.isTupleEnd(options.endName)) break;
      items.push(parseItem());
      if (!stream.isOperator(",")) break;
      isTuple = true;
    }
    const [only] = items;
    if (!isTuple && only !== undefined) return only;
    if (!isTuple && options.explicitParentheses !== true) {
      stream.fail(`Expected an expression, got ${quote(describe(stream.current))}`);
    }
    return { kind: "tuple", items, ...this.span(start) };
  }

  private isTupleEnd(endName: string | undefined): boolean {
    const { type } = this.stream.current;
    if (type === "variable_end" || type === "block_end" || this.stream.isOperator(")")) return true;
    return endName !== undefined && this.stream.isName(endName);
  }

  private parseCondition(): Expression {
    const { stream } = this;
    const start = stream.current.start;
    let then = this.parseOr();
    while (stream.skipName("if")) {
      stream.link();
      const test = this.parseOr();
      const otherwise = stream.skipName("else") ? stream.nested(() => this.parseCondition()) : null;
      then = { kind: "condition", test, then, otherwise, ...this.span(start) };
    }
    return then;
  }

  private parseOr(): Expression {
    return this.parseLogic("or", () => this.parseLogic("and", () => this.parseNot()));
  }

  private parseLogic(kind: "and" | "or", parseSide: () => Expression): Expression {
    const start = this.stream.current.start;
    let left = parseSide();
    while (this.stream.skipName(kind)) {
      this.stream.link();
      const right = parseSide();
      left = { kind, left, right, ...this.span(start) };
    }
    return left;
  }

  private parseNot(): Expression {
    const start = this.stream.current.start;
    if (!this.stream.skipName("not")) return this.parseCompare();
    const node = this.stream.nested(() => this.parseNot());
    return { kind: "not", node, ...this.span(start) };
  }

  private parseCompare(): Expression {
    const start = this.stream.current.start;
    const first = this.parseSum();
    const rest: [CompareOperator, Expression][] = [];
    for (let op = this.takeCompare(); op !== null; op = this.takeCompare()) {
      this.stream.link();
      rest.push([op, this.parseSum()]);
    }
    return rest.length === 0 ? first : { kind: "compare", first, rest, ...this.span(start) };
  }

  private takeCompare(): CompareOperator | null {
    const { stream } = this;
    const { type, value } = stream.current;
    if (type === "operator" && COMPARE.has(value)) {
      stream.advance();
      return value as CompareOperator;
    }
    if (stream.skipName("in")) return "in";
    if (stream.isName("not") && stream.next.type === "name" && stream.next.value === "in") {
      stream.advance();
      stream.advance();
      return "not in";
    }
    return null;
  }

  private parseSum(): Expression {
    return this.parseBinary(["+", "-"], () => this.parseConcat());
  }

  private parseConcat(): Expression {
    const start = this.stream.current.start;
    const parseItem = () => this.parseBinary(["*", "/", "//", "%"], () => this.parsePower());
    const items = [parseItem()];
    while (this.stream.skipOperator("~")) {
      this.stream.link();
      items.push(parseItem());
    }
    const [only] = items;
    if (items.length === 1 && only !== undefined) return only;
    return { kind: "concat", items, ...this.span(start) };
  }

  private parsePower(): Expression {
    return this.parseBinary(["**"], () => this.parseUnary(true));
  }

  private parseBinary(operators: readonly BinaryOperator[], parseSide: () => Expression): Expression {
    const start = this.stream.current.start;
    let left = parseSide();
    while (true) {
      const { type, value } = this.stream.current;
      if (type !== "operator") return left;
      const operator = operators.find((candidate) => candidate === value);
      if (operator === undefined) return left;
      this.stream.link();
      this.stream.advance();
      const right = parseSide();
      left = { kind: "binary", operator, left, right, ...this.span(start) };
    }
  }

  private parseUnary(withFilter: boolean): Expression {
    const { stream } = this;
    const start = stream.current.start;
    let node: Expression;
    if (stream.isOperator("-") || stream.isOperator("+")) {
      const operator = stream.advance().value === "-" ? "-" : "+";
      const inner = stream.nested(() => this.parseUnary(false));
      node = { kind: "unary", operator, node: inner, ...this.span(start) };
    } else {
      node = this.parsePrimary();
    }
    node = this.parsePostfix(node);
    return withFilter ? this.parseFilters(node) : node;
  }

  parsePrimary(): Expression {
    const { stream } = this;
    const token = stream.current;
    switch (token.type) {
      case "name":
        stream.advance();
        return nameNode(token.value, token);
      case "string":
        return this.parseStrings();
      case "integer":
      case "float": {
        stream.advance();
        const value = token.type === "float" ? parseFloatLiteral(token.value) : parseInteger(token.value);
        return { kind: "const", value, start: token.start, end: token.end };
      }
      default:
        return this.parseBracketed();
    }
  }

  private parseStrings(): Expression {
    const start = this.stream.current.start;
    let value = "";
    while (this.stream.current.type === "string") value += this.stream.advance().value;
    return { kind: "const", value, ...this.span(start) };
  }

  private parseBracketed(): Expression {
    const { stream } = this;
    const token = stream.current;
    if (stream.skipOperator("(")) {
      const node = this.parseTuple({ explicitParentheses: true });
      stream.expectOperator(")");
      return { ...node, ...this.span(token.start) };
    }
    if (stream.skipOperator("[")) {
      const items = this.parseList("]", () => this.parseExpression());
      return { kind: "list", items, ...this.span(token.start) };
    }
    if (stream.skipOperator("{")) {
      const pairs = this.parseList("}", () => this.parsePair());
      return { kind: "dict", pairs, ...this.span(token.start) };
    }
    return stream.fail(`unexpected ${quote(describe(token))}`);
  }

  private parsePair(): readonly [Expression, Expression] {
    const key = this.parseExpression();
    this.stream.expectOperator(":");
    return [key, this.parseExpression()];
  }

  private parseList<T>(closer: string, parseItem: () => T): T[] {
    const items: T[] = [];
    while (!this.stream.isOperator(closer)) {
      if (items.length > 0) this.stream.expectOperator(",");
      if (this.stream.isOperator(closer)) break;
      items.push(parseItem());
    }
    this.stream.expectOperator(closer);
    return items;
  }

  protected parsePostfix(start: Expression): Expression {
    let node = start;
    while (true) {
      if (this.stream.isOperator(".") || this.stream.isOperator("[")) node = this.parseSubscript(node);
      else if (this.stream.isOperator("(")) node = this.parseCall(node);
      else return node;
      this.stream.link();
    }
  }

  private parseFilters(start: Expression): Expression {
    let node = start;
    while (true) {
      if (this.stream.skipOperator("|")) node = this.parseFilter(node);
      else if (this.stream.isName("is")) node = this.parseTest(node);
      else if (this.stream.isOperator("(")) node = this.parseCall(node);
      else return node;
      this.stream.link();
    }
  }

  private parseSubscript(node: Expression): Expression {
    const { stream } = this;
    const { start } = node;
    if (stream.skipOperator(".")) {
      const token = stream.advance();
      if (token.type === "name") {
        return { kind: "getattr", node, attribute: token.value, ...this.span(start) };
      }
      if (token.type !== "integer") stream.fail("expected name or number", token);
      const key: Expression = {
        kind: "const",
        value: parseInteger(token.value),
        start: token.start,
        end: token.end,
      };
      return { kind: "getitem", node, key, ...this.span(start) };
    }
    const open = stream.expectOperator("[");
    const keys: Expression[] = [];
    while (!stream.isOperator("]")) {
      if (keys.length > 0) stream.expectOperator(",");
      keys.push(this.parseSubscribed());
    }
    stream.expectOperator("]");
    const [only] = keys;
    const key: Expression =
      keys.length === 1 && only !== undefined
        ? only
        : { kind: "tuple", items: keys, ...this.span(open.start) };
    return { kind: "getitem", node, key, ...this.span(start) };
  }

  private parseSubscribed(): Expression {
    const { stream } = this;
    const start = stream.current.start;
    let begin: Expression | null = null;
    if (!stream.isOperator(":")) {
      begin = this.parseExpression();
      if (!stream.isOperator(":")) return begin;
    }
    stream.expectOperator(":");
    const stop = this.parseSlicePart();
    const step = stream.skipOperator(":") ? this.parseSlicePart() : null;
    const slice: SliceNode = { kind: "slice", begin, stop, step, ...this.span(start) };
    return slice;
  }

  private parseSlicePart(): Expression | null {
    const { stream } = this;
    if (stream.isOperator(":") || stream.isOperator("]") || stream.isOperator(",")) return null;
    return this.parseExpression();
  }

  protected parseCall(node: Expression): CallNode {
    const list = this.parseArguments();
    return { kind: "call", node, arguments: list, ...this.span(node.start) };
  }

  protected parseArguments(): Arguments {
    return parseArguments(this);
  }

  /** The filter after a `|`, or at the head of a filter block (then `node` is null). */
  protected parseFilter(node: Expression | null): FilterNode {
    const start = this.stream.current.start;
    const name = this.parseDottedName();
    const list = this.stream.isOperator("(") ? this.parseArguments() : NO_ARGUMENTS;
    return { kind: "filter", node, name, arguments: list, ...this.span(start) };
  }

  private parseDottedName(): string {
    let name = this.stream.expect("name").value;
    while (this.stream.skipOperator(".")) name += `.${this.stream.expect("name").value}`;
    return name;
  }

  private parseTest(node: Expression): Expression {
    const { stream } = this;
    stream.advance();
    const negated = stream.skipName("not");
    const start = stream.current.start;
    const name = this.parseDottedName();
    const test: Expression = {
      kind: "test",
      node,
      name,
      arguments: this.parseTestArguments(),
      ...this.span(start),
    };
    return negated ? { kind: "not", node: test, ...this.span(start) } : test;
  }

  private parseTestArguments(): Arguments {
    const { stream } = this;
    const { type, value } = stream.current;
    if (stream.isOperator("(")) return this.parseArguments();
    const starts =
      type === "string" ||
      type === "integer" ||
      type === "float" ||
      (type === "operator" && TEST_ARGUMENT_START.has(value)) ||
      (type === "name" && !NO_TEST_ARGUMENT.has(value));
    if (!starts) return NO_ARGUMENTS;
    if (stream.isName("is")) stream.fail("You cannot chain multiple tests with is");
    return { ...NO_ARGUMENTS, args: [this.parsePostfix(this.parsePrimary())] };
  }
}
