import { valueError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";

export interface WrapOptions {
  readonly width: number;
  readonly breakLong: boolean;
  readonly breakHyphens: boolean;
}

const BLANK = "[\\t\\n\\x0b\\x0c\\r ]";
const WORD_PUNCTUATION = "[\\p{L}\\p{N}_!\"'&.,?]";
const LETTER = "[\\p{L}_]";

/** Python's textwrap chunks: blanks, words cut after hyphens, em-dashes. */
const CHUNK = new RegExp(
  `(${BLANK}+|(?<=${WORD_PUNCTUATION})-{2,}(?=[\\p{L}\\p{N}_])|[^\\t\\n\\x0b\\x0c\\r ]+?(?:` +
    `-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${LETTER}-))(?=${LETTER}-?${LETTER})|(?=${BLANK}|$)|(?<=${WORD_PUNCTUATION})(?=-{2,}[\\p{L}\\p{N}_])))`,
  "u",
);
const SIMPLE_CHUNK = new RegExp(`(${BLANK}+)`, "u");

/** Python's `textwrap.wrap` of one line, without expanding tabs or replacing blanks. */
export function wrapLine(rt: Runtime, line: string, options: WrapOptions): string[] {
  if (options.width <= 0) throw valueError(`invalid width ${options.width} (must be > 0)`);
  const chunks = line.split(options.breakHyphens ? CHUNK : SIMPLE_CHUNK).filter((chunk) => chunk !== "");
  rt.reserveItems(chunks.length);
  return new Wrapper(rt, chunks.reverse(), options).run();
}

class Wrapper {
  private readonly rt: Runtime;
  /** Still to be placed, the next one last. */
  private readonly chunks: string[];
  private readonly options: WrapOptions;
  private readonly lines: string[] = [];

  constructor(rt: Runtime, chunks: string[], options: WrapOptions) {
    this.rt = rt;
    this.chunks = chunks;
    this.options = options;
  }

  run(): string[] {
    while (this.chunks.length > 0) {
      this.rt.spend(2);
      const line = this.takeLine();
      if (line.at(-1)?.trim() === "") line.pop();
      if (line.length > 0) this.lines.push(line.join(""));
    }
    return this.lines;
  }

  private takeLine(): string[] {
    const { chunks } = this;
    const line: string[] = [];
    let length = 0;
    if (this.lines.length > 0 && chunks.at(-1)?.trim() === "") chunks.pop();
    for (let chunk = chunks.at(-1); chunk !== undefined; chunk = chunks.at(-1)) {
      if (length + chunk.length > this.options.width) {
        if (chunk.length > this.options.width) this.breakWord(line, chunk, length);
        break;
      }
      line.push(chunk);
      length += chunk.length;
      chunks.pop();
    }
    return line;
  }

  /** A word longer than a line: cut, or alone on its line. */
  private breakWord(line: string[], chunk: string, length: number): void {
    const room = this.options.width - length;
    if (this.options.breakLong) {
      const hyphen = this.options.breakHyphens ? chunk.lastIndexOf("-", room - 1) : -1;
      const useHyphen = hyphen > 0 && /[^-]/.test(chunk.slice(0, hyphen));
      const end = useHyphen ? hyphen + 1 : room;
      line.push(chunk.slice(0, end));
      this.chunks[this.chunks.length - 1] = chunk.slice(end);
    } else if (line.length === 0) {
      line.push(chunk);
      this.chunks.pop();
    }
  }
}
