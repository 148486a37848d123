import { Lexer } from "./lexer.ts";
import type { Token } from "./tokens.ts";

const noToken: Token = { kind: "eof", position: 0, text: "EOF", line: 0 };

/** Three tokens of look-ahead over the lexer, as Go's parser has: the line of its errors is that of the newest token. */
export class TokenStream {
  private readonly lexer: Lexer;
  private readonly tokens: [Token, Token, Token] = [noToken, noToken, noToken];
  private pending = 0;

  constructor(text: string) {
    this.lexer = new Lexer(text);
  }

  /** Line of the token read last. */
  get line(): number {
    return this.tokens[0].line;
  }

  next(): Token {
    if (this.pending > 0) this.pending--;
    else this.tokens[0] = this.lexer.next();
    return this.tokens[this.pending] ?? noToken;
  }

  peek(): Token {
    if (this.pending === 0) {
      this.pending = 1;
      this.tokens[0] = this.lexer.next();
    }
    return this.tokens[this.pending - 1] ?? noToken;
  }

  /** Puts the last token back. */
  backup(): void {
    this.pending++;
  }

  /** Puts back the last token and the one before it. */
  backupWith(earlier: Token): void {
    this.tokens[1] = earlier;
    this.pending = 2;
  }

  /** Puts back the last token and the two before it, the earliest given first. */
  backupWithTwo(earliest: Token, earlier: Token): void {
    this.tokens[1] = earlier;
    this.tokens[2] = earliest;
    this.pending = 3;
  }

  nextNonSpace(): Token {
    for (;;) {
      const token = this.next();
      if (token.kind !== "space") return token;
    }
  }

  peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.backup();
    return token;
  }
}
