import { isPrintable, quoteText } from "../format/quote.ts";
import { codePointAt } from "../values/text.ts";
import { keywords, type Token, type TokenKind } from "./tokens.ts";

const leftDelimiter = "{{";
const rightDelimiter = "}}";
const endOfText = -1;
const wordCharacter = /^[\p{L}\p{Nd}_]$/u;

/** Cuts a template source into tokens, on demand: the parser's errors depend on how far the lexer has read. */
export class Lexer {
  private input: string;
  private position = 0;
  private start = 0;
  private line = 1;
  private startLine = 1;
  private parenDepth = 0;
  private insideAction = false;

  constructor(input: string) {
    this.input = input;
  }

  /** The next token; after an error or the end, always `eof`. */
  next(): Token {
    if (this.insideAction) return this.lexAction();
    return this.lexText();
  }

  private lexText(): Token {
    for (;;) {
      const delimiter = this.input.indexOf(leftDelimiter, this.position);
      if (delimiter < 0) return this.lexRest();
      const text = this.lexTextBefore(delimiter);
      if (text) return text;
      const action = this.lexLeftDelimiter();
      if (action) return action;
    }
  }

  private lexRest(): Token {
    this.position = this.input.length;
    if (this.position > this.start) {
      this.countLines();
      return this.emit("text");
    }
    return { kind: "eof", position: this.position, text: "EOF", line: this.startLine };
  }

  private lexTextBefore(delimiter: number): Token | undefined {
    if (delimiter === this.position) return undefined;
    let end = delimiter;
    if (this.hasTrimMarkerAfter(delimiter + leftDelimiter.length)) {
      while (end > this.start && isSpace(this.input.charCodeAt(end - 1))) end--;
    }
    this.position = end;
    this.countLines();
    const token = this.emit("text");
    this.position = delimiter;
    this.skip();
    return token.text === "" ? undefined : token;
  }

  /** Undefined after a comment, which yields no token. */
  private lexLeftDelimiter(): Token | undefined {
    this.position += leftDelimiter.length;
    const isTrimmed = this.hasTrimMarkerAfter(this.position);
    const afterMarker = this.position + (isTrimmed ? 2 : 0);
    if (this.input.startsWith("/*", afterMarker)) {
      this.position = afterMarker;
      this.skip();
      return this.lexComment();
    }
    const token = this.emit("leftDelimiter");
    this.insideAction = true;
    this.position = afterMarker;
    this.skip();
    this.parenDepth = 0;
    return token;
  }

  private lexComment(): Token | undefined {
    const end = this.input.indexOf("*/", this.position + 2);
    if (end < 0) return this.fail("unclosed comment");
    this.position = end + 2;
    const delimiter = this.rightDelimiterHere();
    if (!delimiter) return this.fail("comment ends before closing delimiter");
    this.position += rightDelimiter.length + (delimiter === "trimming" ? 2 : 0);
    if (delimiter === "trimming") this.skipSpaces();
    this.skip();
    return undefined;
  }

  private lexRightDelimiter(isTrimming: boolean): Token {
    if (isTrimming) {
      this.position += 2;
      this.skip();
    }
    this.position += rightDelimiter.length;
    const token = this.emit("rightDelimiter");
    if (isTrimming) {
      this.skipSpaces();
      this.skip();
    }
    this.insideAction = false;
    return token;
  }

  private lexAction(): Token {
    const delimiter = this.rightDelimiterHere();
    if (delimiter) {
      if (this.parenDepth > 0) return this.fail("unclosed left paren");
      return this.lexRightDelimiter(delimiter === "trimming");
    }
    const code = this.peek();
    if (code === endOfText) return this.fail("unclosed action");
    if (isSpace(code)) return this.lexSpace();
    if (isDigit(code) || code === 0x2b || code === 0x2d) return this.lexNumber();
    if (code === 0x2e) return this.lexDot();
    if (isWord(code)) return this.lexIdentifier();
    this.advance();
    return this.lexPunctuation(code);
  }

  private lexPunctuation(code: number): Token {
    switch (String.fromCodePoint(code)) {
      case "=":
        return this.emit("assign");
      case ":":
        if (this.peek() !== 0x3d) return this.fail("expected :=");
        this.advance();
        return this.emit("declare");
      case "|":
        return this.emit("pipe");
      case '"':
        return this.lexQuoted('"', "string", "unterminated quoted string");
      case "'":
        return this.lexQuoted("'", "charConstant", "unterminated character constant");
      case "`":
        return this.lexRawString();
      case "$":
        return this.atTerminator() ? this.emit("variable") : this.lexName("variable");
      case "(":
        this.parenDepth++;
        return this.emit("leftParen");
      case ")":
        if (--this.parenDepth < 0) return this.fail("unexpected right paren");
        return this.emit("rightParen");
      default:
        if (code < 0x7f && isPrintable(code)) return this.emit("char");
        return this.fail(`unrecognized character in action: ${describeCodePoint(code)}`);
    }
  }

  /** A run of spaces, without the one that belongs to a following ` -}}`. */
  private lexSpace(): Token {
    while (isSpace(this.peek())) this.advance();
    const last = this.position - 1;
    if (this.input.startsWith(`-${rightDelimiter}`, this.position)) {
      if (last === this.start) {
        this.position = last;
        this.recountLine();
        return this.lexRightDelimiter(true);
      }
      this.position = last;
      this.recountLine();
    }
    return this.emit("space");
  }

  private lexIdentifier(): Token {
    this.skipWord();
    const word = this.input.slice(this.start, this.position);
    if (!this.atTerminator()) return this.failAtCharacter();
    const keyword = keywords.get(word);
    if (keyword) return this.emit(keyword);
    return this.emit(word === "true" || word === "false" ? "bool" : "identifier");
  }

  private lexDot(): Token {
    const following = this.input.charCodeAt(this.position + 1);
    if (isDigit(following) || Number.isNaN(following)) return this.lexNumber();
    this.advance();
    return this.atTerminator() ? this.emit("dot") : this.lexName("field");
  }

  private lexName(kind: "field" | "variable"): Token {
    this.skipWord();
    return this.atTerminator() ? this.emit(kind) : this.failAtCharacter();
  }

  private lexQuoted(quote: string, kind: TokenKind, failure: string): Token {
    for (;;) {
      const code = this.peek();
      if (code === endOfText || code === 0x0a) return this.fail(failure);
      this.advance();
      if (code === quote.charCodeAt(0)) return this.emit(kind);
      if (code !== 0x5c) continue;
      const escaped = this.peek();
      if (escaped === endOfText || escaped === 0x0a) return this.fail(failure);
      this.advance();
    }
  }

  private lexRawString(): Token {
    const end = this.input.indexOf("`", this.position);
    if (end < 0) return this.fail("unterminated raw quoted string");
    for (let i = this.position; i < end; i++) if (this.input.charCodeAt(i) === 0x0a) this.line++;
    this.position = end + 1;
    return this.emit("rawString");
  }

  private lexNumber(): Token {
    if (!this.scanNumber()) return this.failAtNumber();
    const sign = this.peek();
    if (sign !== 0x2b && sign !== 0x2d) return this.emit("number");
    if (!this.scanNumber() || this.input[this.position - 1] !== "i") return this.failAtNumber();
    return this.emit("complex");
  }

  /** Accepts more than Go's numbers: whatever is wrong is found when the literal is converted. */
  private scanNumber(): boolean {
    this.accept(/[+-]/);
    let digits = /[0-9_]/;
    if (this.accept(/0/)) {
      if (this.accept(/[xX]/)) digits = /[0-9a-fA-F_]/;
      else if (this.accept(/[oO]/)) digits = /[0-7_]/;
      else if (this.accept(/[bB]/)) digits = /[01_]/;
    }
    this.acceptRun(digits);
    if (this.accept(/\./)) this.acceptRun(digits);
    const exponent = digits.source === "[0-9_]" ? /[eE]/ : digits.source.includes("a-f") ? /[pP]/ : undefined;
    if (exponent && this.accept(exponent)) {
      this.accept(/[+-]/);
      this.acceptRun(/[0-9_]/);
    }
    this.accept(/i/);
    if (!isWord(this.peek())) return true;
    this.advance();
    return false;
  }

  private accept(valid: RegExp): boolean {
    if (!valid.test(this.input.charAt(this.position))) return false;
    this.position++;
    return true;
  }

  private acceptRun(valid: RegExp): void {
    while (this.accept(valid));
  }

  /** A name must be followed by something that ends it, so that `.my-label` is an error and not a subtraction. */
  private atTerminator(): boolean {
    const code = this.peek();
    if (code === endOfText || isSpace(code)) return true;
    return (
      ".,|:)(".includes(String.fromCodePoint(code)) || this.input.startsWith(rightDelimiter, this.position)
    );
  }

  private rightDelimiterHere(): "plain" | "trimming" | undefined {
    if (this.input.startsWith(rightDelimiter, this.position)) return "plain";
    const isTrimming =
      isSpace(this.input.charCodeAt(this.position)) &&
      this.input.startsWith(`-${rightDelimiter}`, this.position + 1);
    return isTrimming ? "trimming" : undefined;
  }

  private hasTrimMarkerAfter(position: number): boolean {
    return this.input[position] === "-" && isSpace(this.input.charCodeAt(position + 1));
  }

  private peek(): number {
    return this.position < this.input.length ? codePointAt(this.input, this.position) : endOfText;
  }

  private advance(): void {
    const code = this.peek();
    if (code === 0x0a) this.line++;
    this.position += code > 0xffff ? 2 : 1;
  }

  private skipWord(): void {
    while (isWord(this.peek())) this.advance();
  }

  private skipSpaces(): void {
    while (isSpace(this.input.charCodeAt(this.position))) this.position++;
  }

  private countLines(): void {
    for (let i = this.start; i < this.position; i++) if (this.input.charCodeAt(i) === 0x0a) this.line++;
  }

  private recountLine(): void {
    if (this.input.charCodeAt(this.position) === 0x0a) this.line--;
  }

  private skip(): void {
    this.countLines();
    this.start = this.position;
    this.startLine = this.line;
  }

  private emit(kind: TokenKind): Token {
    const text = this.input.slice(this.start, this.position);
    const token: Token = { kind, position: this.start, text, line: this.startLine };
    this.start = this.position;
    this.startLine = this.line;
    return token;
  }

  private failAtCharacter(): Token {
    return this.fail(`bad character ${describeCodePoint(this.peek())}`);
  }

  private failAtNumber(): Token {
    return this.fail(`bad number syntax: ${quoteText(this.input.slice(this.start, this.position))}`);
  }

  private fail(message: string): Token {
    const token: Token = { kind: "error", position: this.start, text: message, line: this.startLine };
    this.input = "";
    this.start = 0;
    this.position = 0;
    this.insideAction = false;
    return token;
  }
}

/** Go's `%#U`. */
function describeCodePoint(code: number): string {
  const digits = code.toString(16).toUpperCase().padStart(4, "0");
  return `U+${digits}${isPrintable(code) ? ` '${String.fromCodePoint(code)}'` : ""}`;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWord(code: number): boolean {
  if (code < 0) return false;
  if (code < 0x80)
    return isDigit(code) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a);
  return wordCharacter.test(String.fromCodePoint(code));
}
