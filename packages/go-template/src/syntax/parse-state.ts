import { LimitReached } from "../errors.ts";
import type { Source } from "./ast.ts";
import { TokenStream } from "./token-stream.ts";
import { type Token, type TokenKind, tokenText } from "./tokens.ts";

/** Why and where a source is not a template. */
export class ParseFailure extends Error {
  override readonly name = "ParseFailure";
  readonly line: number;
  readonly piece: string;

  constructor(message: string, line: number, piece: string) {
    super(message);
    this.line = line;
    this.piece = piece;
  }
}

/** What belongs to one definition while it is parsed: a body inside `define` or `block` starts anew. */
export interface DefinitionScope {
  /** Names in order of declaration, and how often each is declared now. */
  readonly variables: string[];
  readonly counts: Map<string, number>;
  rangeDepth: number;
  actionLine: number;
}

/** What the parser checks names against, and how deep it may go. */
export interface ParseOptions {
  readonly isFunction: (name: string) => boolean;
  readonly maxNesting: number;
}

/** The state shared by the functions of the parser. */
export class ParseState {
  readonly source: Source;
  readonly options: ParseOptions;
  readonly tokens: TokenStream;
  scope: DefinitionScope = newScope();
  private nesting = 0;

  constructor(source: Source, options: ParseOptions) {
    this.source = source;
    this.options = options;
    this.tokens = new TokenStream(source.text);
  }

  declare(name: string): void {
    const { variables, counts } = this.scope;
    variables.push(name);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  isDeclared(name: string): boolean {
    return (this.scope.counts.get(name) ?? 0) > 0;
  }

  /** Forgets the variables declared after the first `count`. */
  forgetVariables(count: number): void {
    const { variables, counts } = this.scope;
    for (const name of variables.splice(count)) counts.set(name, (counts.get(name) ?? 1) - 1);
  }

  fail(message: string, piece = ""): never {
    throw new ParseFailure(message, this.tokens.line, piece);
  }

  /** Consumes the next token, which must be of this kind. */
  expect(kind: TokenKind, context: string): Token {
    const token = this.tokens.nextNonSpace();
    if (token.kind !== kind) this.unexpected(token, context);
    return token;
  }

  unexpected(token: Token, context: string): never {
    if (token.kind !== "error") this.fail(`unexpected ${tokenText(token)} in ${context}`, token.text);
    const started = this.scope.actionLine;
    if (started === 0 || started === token.line) this.fail(token.text);
    const place = `started at ${this.source.name}:${started}`;
    this.fail(`${token.text}${token.text.endsWith(" action") ? "" : " in action"} ${place}`);
  }

  /** Parses something one level deeper. Throws LimitReached below the nesting limit. */
  nested<T>(parse: () => T): T {
    if (++this.nesting > this.options.maxNesting) {
      throw new LimitReached(`exceeded the nesting limit of ${this.options.maxNesting}`);
    }
    const result = parse();
    this.nesting--;
    return result;
  }

  /** Parses a definition with variables and ranges of its own. */
  inNewScope<T>(parse: () => T): T {
    const outer = this.scope;
    this.scope = newScope();
    const result = parse();
    this.scope = outer;
    return result;
  }
}

function newScope(): DefinitionScope {
  return { variables: ["$"], counts: new Map([["$", 1]]), rangeDepth: 0, actionLine: 0 };
}
