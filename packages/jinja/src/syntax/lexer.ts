import { quoteText } from "../core/repr.ts";
import { placeOf, TemplateError } from "../errors.ts";
import { rstripText, skipSpace } from "../text/whitespace.ts";
import { decodeString } from "./string-literal.ts";

export type TokenType =
  | "data"
  | "variable_begin"
  | "variable_end"
  | "block_begin"
  | "block_end"
  | "name"
  | "string"
  | "integer"
  | "float"
  | "operator"
  | "eof";

export interface LexToken {
  readonly type: TokenType;
  /** Text of data and names, decoded strings, digits without underscores, the operator itself. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const FLOAT = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const NAME = /[\p{L}\p{N}\p{M}\p{Pc}\u00b7\u0387\u1369-\u1371\u19da\u2118\u212e]+/uy;
const PLAIN_NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
const OPERATOR = /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y;
const RAW = /\{%[-+]?\s*raw\s*(?:-%\}\s*|%\})/y;
const ENDRAW = /\{%([-+]?)\s*endraw\s*(?:\+%\}|-%\}\s*|%\})/g;
const COMMENT_END = /\+#\}|-#\}\s*|#\}/g;
const OPENING = /\{[{%#]/g;
const CLOSER: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]" };

/** Jinja reads templates with `\n` line ends and without one final line end. */
export function normalizeSource(source: string): string {
  const text = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}

/** Cuts a normalized template into tokens; throws the lexer's syntax errors. */
export function tokenize(source: string): LexToken[] {
  return new Lexer(source).run();
}

class Lexer {
  private readonly source: string;
  private readonly tokens: LexToken[] = [];
  private pos = 0;

  constructor(source: string) {
    this.source = source;
  }

  run(): LexToken[] {
    while (this.pos < this.source.length) this.lexRoot();
    this.push("eof", "", this.pos, this.pos);
    return this.tokens;
  }

  private lexRoot(): void {
    OPENING.lastIndex = this.pos;
    const match = OPENING.exec(this.source);
    if (match === null) {
      this.pushData(this.source.slice(this.pos), this.pos);
      this.pos = this.source.length;
      return;
    }
    const start = match.index;
    const sign = this.source[start + 2];
    const data = this.source.slice(this.pos, start);
    this.pushData(sign === "-" ? rstripText(data) : data, this.pos);
    this.pos = start + (sign === "-" || sign === "+" ? 3 : 2);
    if (match[0] === "{#") this.lexComment(start);
    else if (match[0] === "{%" && this.lexRaw(start)) return;
    else this.lexTag(match[0] === "{{" ? "variable" : "block", start);
  }

  private lexComment(start: number): void {
    COMMENT_END.lastIndex = this.pos;
    const match = COMMENT_END.exec(this.source);
    if (match === null) {
      // Jinja's lexer needs one character to report the missing end; a comment sign at the very end is silent.
      if (this.pos >= this.source.length) return;
      this.fail("Missing end of comment tag", start, start + 2);
    }
    this.pos = skipSpaceAfterDash(this.source, match.index, match[0]);
  }

  private lexRaw(start: number): boolean {
    RAW.lastIndex = start;
    const match = RAW.exec(this.source);
    if (match === null) return false;
    this.pos = skipSpaceAfterDash(this.source, start, match[0]);
    ENDRAW.lastIndex = this.pos;
    const end = ENDRAW.exec(this.source);
    if (end === null) {
      if (this.pos >= this.source.length) return true;
      this.fail("Missing end of raw directive", start, RAW.lastIndex);
    }
    const data = this.source.slice(this.pos, end.index);
    this.pushData(end[1] === "-" ? rstripText(data) : data, this.pos);
    this.pos = skipSpaceAfterDash(this.source, end.index, end[0]);
    return true;
  }

  private lexTag(kind: "variable" | "block", start: number): void {
    this.push(`${kind}_begin`, "", start, this.pos);
    const closing = kind === "variable" ? "}}" : "%}";
    const open: string[] = [];
    while (this.pos < this.source.length) {
      if (open.length === 0 && this.lexTagEnd(kind, closing)) return;
      const next = skipSpace(this.source, this.pos);
      if (next > this.pos) this.pos = next;
      else this.lexTagToken(open);
    }
  }

  private lexTagEnd(kind: "variable" | "block", closing: string): boolean {
    const { source, pos } = this;
    const signed = source[pos] === "-" || (kind === "block" && source[pos] === "+");
    const at = signed ? pos + 1 : pos;
    if (!source.startsWith(closing, at)) return false;
    this.push(`${kind}_end`, "", pos, at + 2);
    this.pos = signed && source[pos] === "-" ? skipSpace(source, at + 2) : at + 2;
    return true;
  }

  private lexTagToken(open: string[]): void {
    if (this.lexNumber() || this.lexName() || this.lexString(this.pos)) return;
    const start = this.pos;
    const operator = this.take(OPERATOR);
    if (operator === null) {
      const char = String.fromCodePoint(this.source.codePointAt(start) ?? 0);
      const index = [...this.source.slice(0, start)].length;
      this.fail(`unexpected char ${quoteText(char)} at ${index}`, start, start + char.length);
    }
    this.balance(operator, open, start);
    this.push("operator", operator, start, this.pos);
  }

  private lexNumber(): boolean {
    const start = this.pos;
    const code = this.source.charCodeAt(start);
    if (code < 48 || code > 57) return false;
    const float = this.source[start - 1] === "." ? null : this.take(FLOAT);
    const digits = float ?? this.take(INTEGER);
    if (digits === null) return false;
    this.push(float === null ? "integer" : "float", digits.replaceAll("_", ""), start, this.pos);
    return true;
  }

  private lexName(): boolean {
    const start = this.pos;
    const plain = this.take(PLAIN_NAME);
    const next = this.source.charCodeAt(this.pos);
    if (plain !== null && !(next > 0x7f)) {
      this.push("name", plain, start, this.pos);
      return true;
    }
    this.pos = start;
    const name = this.take(NAME);
    if (name === null) return false;
    if (!IDENTIFIER.test(name)) this.fail("Invalid character in identifier", start, this.pos);
    this.push("name", name, start, this.pos);
    return true;
  }

  private lexString(start: number): boolean {
    const quote = this.source[start];
    if (quote !== "'" && quote !== '"') return false;
    let end = start + 1;
    while (end < this.source.length && this.source[end] !== quote) end += this.source[end] === "\\" ? 2 : 1;
    if (end >= this.source.length) return false;
    const decoded = decodeString(this.source.slice(start + 1, end));
    if (!decoded.ok) this.fail(decoded.message, start, end + 1);
    this.pos = end + 1;
    this.push("string", decoded.text, start, this.pos);
    return true;
  }

  private balance(operator: string, open: string[], start: number): void {
    const closer = CLOSER[operator];
    if (closer !== undefined) open.push(closer);
    if (operator !== "}" && operator !== ")" && operator !== "]") return;
    const expected = open.pop();
    if (expected === undefined) this.fail(`unexpected '${operator}'`, start, this.pos);
    if (expected !== operator) {
      this.fail(`unexpected '${operator}', expected '${expected}'`, start, this.pos);
    }
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.pos;
    const match = pattern.exec(this.source);
    if (match === null) return null;
    this.pos = pattern.lastIndex;
    return match[0];
  }

  private pushData(text: string, start: number): void {
    if (text !== "") this.push("data", text, start, start + text.length);
  }

  private push(type: TokenType, value: string, start: number, end: number): void {
    this.tokens.push({ type, value, start, end });
  }

  private fail(message: string, start: number, end: number): never {
    throw new TemplateError("syntax", message).locate(placeOf(this.source, start, end));
  }
}

/** The end of a closing sign; one that begins with `-` takes the white space after it along. */
function skipSpaceAfterDash(source: string, start: number, sign: string): number {
  const close = sign.trimEnd();
  const end = start + close.length;
  return close.at(-3) === "-" ? skipSpace(source, end) : end;
}
