import { limitError, placeOf, TemplateError } from "../errors.ts";
import { at } from "../values.ts";
import type { Span } from "./ast.ts";
import type { LexToken, TokenType } from "./lexer.ts";

const DESCRIPTIONS: Readonly<Record<TokenType, string>> = {
  data: "template data / text",
  variable_begin: "begin of print statement",
  variable_end: "end of print statement",
  block_begin: "begin of statement block",
  block_end: "end of statement block",
  name: "name",
  string: "string",
  integer: "integer",
  float: "float",
  operator: "operator",
  eof: "end of template",
};

/** Operations that one expression may chain (`a.b.c`, `x|f|g`, `1 + 1 + 1`); deeper trees would overflow the stack. */
const MAX_CHAIN = 2000;

/** A cursor over the tokens with the checks and messages that all parsing functions share. */
export class TokenStream {
  readonly source: string;
  private readonly tokens: readonly LexToken[];
  private readonly maxDepth: number;
  private index = 0;
  private depth = 0;
  private chain = 0;

  constructor(source: string, tokens: readonly LexToken[], maxDepth: number) {
    this.source = source;
    this.tokens = tokens;
    this.maxDepth = maxDepth;
  }

  get current(): LexToken {
    return at(this.tokens, this.index);
  }
  get next(): LexToken {
    return at(this.tokens, Math.min(this.index + 1, this.tokens.length - 1));
  }
  /** The end of the token before the current one. */
  get lastEnd(): number {
    return this.index === 0 ? 0 : at(this.tokens, this.index - 1).end;
  }

  advance(): LexToken {
    const token = this.current;
    if (token.type !== "eof") this.index += 1;
    return token;
  }
  isOperator(value: string): boolean {
    const token = this.current;
    return token.type === "operator" && token.value === value;
  }
  isName(value: string): boolean {
    const token = this.current;
    return token.type === "name" && token.value === value;
  }
  skipOperator(value: string): boolean {
    if (!this.isOperator(value)) return false;
    this.index += 1;
    return true;
  }
  skipName(value: string): boolean {
    if (!this.isName(value)) return false;
    this.index += 1;
    return true;
  }
  expect(type: TokenType): LexToken {
    if (this.current.type !== type) this.failExpected(type === "name" ? "name" : DESCRIPTIONS[type]);
    return this.advance();
  }
  expectOperator(value: string): LexToken {
    if (!this.isOperator(value)) this.failExpected(value);
    return this.advance();
  }
  expectName(value: string): LexToken {
    if (!this.isName(value)) this.failExpected(value);
    return this.advance();
  }

  /** Runs `parse` one level deeper; deep nesting ends in a limit error. */
  nested<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > this.maxDepth) this.failLimit("the template is nested too deeply");
    const result = parse();
    this.depth -= 1;
    return result;
  }
  /** Counts one more link of an operator chain. */
  link(): void {
    this.chain += 1;
    if (this.chain > MAX_CHAIN) this.failLimit("an expression has too many operations");
  }
  startExpression(): void {
    this.chain = 0;
  }

  fail(message: string, span: Span = this.current): never {
    throw new TemplateError("syntax", message).locate(placeOf(this.source, span.start, span.end));
  }
  private failLimit(message: string): never {
    const { start, end } = this.current;
    throw limitError(message).locate(placeOf(this.source, start, end));
  }
  private failExpected(what: string): never {
    if (this.current.type === "eof") this.fail(`unexpected end of template, expected ${quote(what)}.`);
    this.fail(`expected token ${quote(what)}, got ${quote(describe(this.current))}`);
  }
}

/** How Jinja names a token in messages. */
export function describe(token: LexToken): string {
  return token.type === "name" || token.type === "operator" ? token.value : DESCRIPTIONS[token.type];
}

export function quote(text: string): string {
  return `'${text}'`;
}
