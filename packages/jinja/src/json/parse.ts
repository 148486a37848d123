import { TemplateError } from "../errors.ts";
import { Dict, Float, type Value } from "../values.ts";

/** JSON text that is not JSON. Line and column are 1-based, offset is 0-based; all count UTF-16 units. */
export class JsonSyntaxError extends Error {
  readonly line: number;
  readonly column: number;
  readonly offset: number;

  constructor(reason: string, text: string, offset: number) {
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - before.lastIndexOf("\n");
    super(`${reason}: line ${line} column ${column} (char ${offset})`);
    this.name = "JsonSyntaxError";
    this.line = line;
    this.column = column;
    this.offset = offset;
  }
}

export interface JsonLimits {
  /** Nested arrays and objects. */
  readonly depth?: number;
}

const DEFAULT_DEPTH = 200;

/**
 * Parses JSON into template values: key order and the kind of numbers are kept (`1` int of any size, `1.0` and `1e2`
 * float). Like Python's `json.loads` it takes `NaN` and `Infinity`. Throws JsonSyntaxError, and TemplateError of kind
 * limit when nested too deeply.
 */
export function parseJson(text: string, limits: JsonLimits = {}): Value {
  return new JsonParser(text, limits.depth ?? DEFAULT_DEPTH).parse();
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const CLOSE_BRACKET = 0x5d;
const CLOSE_BRACE = 0x7d;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
/** The longest digits that are always a safe integer. */
const SAFE_DIGITS = 15;
const MAX_DIGITS = 4300;

class JsonParser {
  private readonly text: string;
  private readonly maxDepth: number;
  private pos = 0;
  private depth = 0;

  constructor(text: string, maxDepth: number) {
    this.text = text;
    this.maxDepth = maxDepth;
  }

  parse(): Value {
    if (this.text.charCodeAt(0) === 0xfeff) {
      this.fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
    }
    this.skipSpace();
    const value = this.parseValue();
    this.skipSpace();
    if (this.pos < this.text.length) this.fail("Extra data", this.pos);
    return value;
  }

  private parseValue(): Value {
    switch (this.text.charCodeAt(this.pos)) {
      case QUOTE:
        this.pos += 1;
        return this.parseString();
      case 0x7b:
        return this.parseObject();
      case 0x5b:
        return this.parseArray();
      case 0x74:
        return this.parseWord("true", true);
      case 0x66:
        return this.parseWord("false", false);
      case 0x6e:
        return this.parseWord("null", null);
      case 0x4e:
        return this.parseWord("NaN", new Float(Number.NaN));
      case 0x49:
        return this.parseWord("Infinity", new Float(Number.POSITIVE_INFINITY));
      default:
        return this.parseNumber();
    }
  }

  private parseObject(): Dict {
    this.open();
    const entries = new Map<string, Value>();
    const { text } = this;
    let code = this.skipSpace();
    if (code === CLOSE_BRACE) return this.closeObject(entries);
    while (true) {
      if (code !== QUOTE) this.fail("Expecting property name enclosed in double quotes", this.pos);
      this.pos += 1;
      const key = this.parseString();
      code = text.charCodeAt(this.pos);
      if (code !== COLON) {
        code = this.skipSpace();
        if (code !== COLON) this.fail("Expecting ':' delimiter", this.pos);
      }
      this.pos += 1;
      if (text.charCodeAt(this.pos) <= 0x20) this.skipSpace();
      const value = this.parseValue();
      entries.set(key.charCodeAt(0) === 0 ? `\u0000s${key}` : key, value);
      code = this.skipSpace();
      if (code === CLOSE_BRACE) return this.closeObject(entries);
      if (code !== COMMA) this.fail("Expecting ',' delimiter", this.pos);
      this.pos += 1;
      code = this.skipSpace();
    }
  }

  private closeObject(entries: Map<string, Value>): Dict {
    this.pos += 1;
    this.depth -= 1;
    const dict = new Dict(entries);
    for (const key of entries.keys()) {
      if (key.charCodeAt(0) !== 0) continue;
      dict.originals ??= new Map();
      dict.originals.set(key, key.slice(2));
    }
    return dict;
  }

  private parseArray(): Value[] {
    this.open();
    const items: Value[] = [];
    if (this.skipSpace() === CLOSE_BRACKET) {
      this.pos += 1;
      this.depth -= 1;
      return items;
    }
    while (true) {
      items.push(this.parseValue());
      const code = this.skipSpace();
      if (code === CLOSE_BRACKET) {
        this.pos += 1;
        this.depth -= 1;
        return items;
      }
      if (code !== COMMA) this.fail("Expecting ',' delimiter", this.pos);
      this.pos += 1;
      this.skipSpace();
    }
  }

  private open(): void {
    this.pos += 1;
    this.depth += 1;
    if (this.depth > this.maxDepth) throw new TemplateError("limit", "the JSON text is nested too deeply");
  }

  /** The text whose opening quote has just been read. */
  private parseString(): string {
    const { text } = this;
    const start = this.pos;
    for (let pos = start; ; pos += 1) {
      const code = text.charCodeAt(pos);
      if (code === QUOTE) {
        this.pos = pos + 1;
        return text.slice(start, pos);
      }
      if (code === BACKSLASH) return this.parseEscaped(start, pos);
      if (code < 0x20) this.fail("Invalid control character at", pos);
      if (pos >= text.length) this.fail("Unterminated string starting at", start - 1);
    }
  }

  private parseEscaped(start: number, firstSlash: number): string {
    const { text } = this;
    let result = text.slice(start, firstSlash);
    let pos = firstSlash;
    let plainFrom = pos;
    while (true) {
      const code = text.charCodeAt(pos);
      if (code === QUOTE) {
        this.pos = pos + 1;
        return result + text.slice(plainFrom, pos);
      }
      if (code === BACKSLASH) {
        result += text.slice(plainFrom, pos) + this.unescape(pos);
        pos += text[pos + 1] === "u" ? 6 : 2;
        plainFrom = pos;
        continue;
      }
      if (code < 0x20) this.fail("Invalid control character at", pos);
      if (pos >= text.length) this.fail("Unterminated string starting at", start - 1);
      pos += 1;
    }
  }

  private unescape(slash: number): string {
    const sign = this.text[slash + 1];
    switch (sign) {
      case '"':
      case "\\":
      case "/":
        return sign;
      case "n":
        return "\n";
      case "t":
        return "\t";
      case "r":
        return "\r";
      case "b":
        return "\b";
      case "f":
        return "\f";
      case "u": {
        const digits = this.text.slice(slash + 2, slash + 6);
        if (!/^[\da-fA-F]{4}$/.test(digits)) this.fail("Invalid \\uXXXX escape", slash + 1);
        return String.fromCharCode(Number.parseInt(digits, 16));
      }
      default:
        return this.fail("Invalid \\escape", slash);
    }
  }

  private parseWord(word: string, value: Value): Value {
    if (!this.text.startsWith(word, this.pos)) this.fail("Expecting value", this.pos);
    this.pos += word.length;
    return value;
  }

  private parseNumber(): Value {
    NUMBER.lastIndex = this.pos;
    const match = NUMBER.exec(this.text);
    if (match === null) {
      if (this.text.startsWith("-Infinity", this.pos)) {
        return this.parseWord("-Infinity", new Float(Number.NEGATIVE_INFINITY));
      }
      return this.fail("Expecting value", this.pos);
    }
    const [digits, fraction, exponent] = match;
    const start = this.pos;
    this.pos += digits.length;
    if (fraction !== undefined || exponent !== undefined) return new Float(Number(digits));
    if (digits.length <= SAFE_DIGITS) return Number(digits) + 0;
    if (digits.length > MAX_DIGITS) this.fail("Number has too many digits", start);
    const small = Number(digits);
    return Number.isSafeInteger(small) ? small + 0 : BigInt(digits);
  }

  private skipSpace(): number {
    while (true) {
      const code = this.text.charCodeAt(this.pos);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
      this.pos += 1;
    }
  }

  private fail(reason: string, offset: number): never {
    throw new JsonSyntaxError(reason, this.text, offset);
  }
}
