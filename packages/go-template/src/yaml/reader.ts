import type { CallContext, Value } from "../values/model.ts";

/** The text is not YAML; the wording follows Go's yaml package. */
export class YamlError extends Error {
  override readonly name = "YamlError";

  constructor(message: string, line = 0) {
    super(line === 0 ? `yaml: ${message}` : `yaml: line ${line}: ${message}`);
  }
}

const maxDepth = 200;

/** A place in a YAML text, with what parsers share: anchors, depth and the budget. */
export class Reader {
  readonly text: string;
  readonly anchors = new Map<string, Value>();
  position = 0;
  private depth = 0;
  private readonly context: CallContext;

  constructor(text: string, context: CallContext) {
    this.text = text;
    this.context = context;
  }

  /** The character at an offset from here; empty at the end. */
  peek(offset = 0): string {
    return this.text.charAt(this.position + offset);
  }

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Columns from the start of the line. */
  get column(): number {
    return this.position - (this.text.lastIndexOf("\n", this.position - 1) + 1);
  }

  /** Line breaks before this place. */
  get line(): number {
    return this.lineAt(this.position);
  }

  /** Line breaks before a place. Slow: for errors only. */
  lineAt(position: number): number {
    let line = 0;
    for (let at = this.text.indexOf("\n"); at >= 0 && at < position; at = this.text.indexOf("\n", at + 1))
      line++;
    return line;
  }

  /** Gives up on the structure. The end of an unfinished line counts as the next line, as in Go's parser. */
  fail(message: string): never {
    throw new YamlError(message, this.line + (this.isAtEnd && this.column > 0 ? 1 : 0));
  }

  /** Gives up on a token: Go counts its line from 1, unless it is the first. */
  failScan(message: string): never {
    const { line } = this;
    throw new YamlError(message, line === 0 ? 0 : line + 1);
  }

  /** Whether what is here ends a token: white space or the end. */
  isBlank(offset = 0): boolean {
    const character = this.peek(offset);
    return (
      character === "" || character === " " || character === "\t" || character === "\n" || character === "\r"
    );
  }

  /** Skips spaces, line ends and comments. */
  skipToContent(): void {
    for (;;) {
      while (!this.isAtEnd && this.isBlank()) this.position++;
      if (this.peek() !== "#") return;
      this.skipLine();
    }
  }

  /** Skips spaces on this line, and a comment behind them. */
  skipSpaces(): void {
    while (this.peek() === " " || this.peek() === "\t") this.position++;
    if (this.peek() === "#" && (this.position === 0 || this.isBlank(-1))) this.skipLine();
  }

  /** Whether only spaces or a comment follow on this line. */
  isLineDone(): boolean {
    const character = this.peek();
    return character === "" || character === "\n" || character === "\r";
  }

  /** Parses something one level deeper, and pays for it. */
  nested<T>(parse: () => T): T {
    this.context.charge(40);
    if (++this.depth > maxDepth) throw new YamlError(`exceeded max depth of ${maxDepth}`);
    const result = parse();
    this.depth--;
    return result;
  }

  private skipLine(): void {
    const end = this.text.indexOf("\n", this.position);
    this.position = end < 0 ? this.text.length : end;
  }
}
