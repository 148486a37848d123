import type { CharTest } from "./ast.ts";
import { classEscape, negate, propertyTest } from "./char-sets.ts";
import { charEscape, regexError } from "./escapes.ts";

export interface ParsedSet {
  /** Without the negation, which must be applied last. */
  readonly test: CharTest;
  readonly negated: boolean;
  readonly end: number;
}

type Member =
  | { readonly code: number; readonly end: number }
  | { readonly test: CharTest; readonly end: number };

/** Parses `[...]` beginning at `start`. */
export function parseSet(source: string, start: number, ascii: boolean): ParsedSet {
  return new SetParser(source, start, ascii).parse();
}

class SetParser {
  private readonly source: string;
  private readonly start: number;
  private readonly ascii: boolean;
  private readonly ranges: [number, number][] = [];
  private readonly tests: CharTest[] = [];

  constructor(source: string, start: number, ascii: boolean) {
    this.source = source;
    this.start = start;
    this.ascii = ascii;
  }

  parse(): ParsedSet {
    const { source } = this;
    let pos = this.start + 1;
    const negated = source[pos] === "^";
    if (negated) pos += 1;
    const first = pos;
    while (source[pos] !== "]" || pos === first) {
      if (pos >= source.length) throw regexError("unterminated character set", this.start);
      pos = this.parseItem(pos);
    }
    return { test: this.test(), negated, end: pos + 1 };
  }

  private parseItem(pos: number): number {
    const { source } = this;
    const low = this.parseMember(pos);
    const isRange =
      source[low.end] === "-" && source[low.end + 1] !== "]" && source[low.end + 1] !== undefined;
    if (!isRange || "test" in low) return this.add(low);
    const high = this.parseMember(low.end + 1);
    if ("test" in high) {
      // `[a-\d]`: the hyphen is a character.
      this.add(low);
      this.ranges.push([45, 45]);
      return this.add(high);
    }
    if (high.code < low.code) throw regexError("bad character range", high.end);
    this.ranges.push([low.code, high.code]);
    return high.end;
  }

  private add(member: Member): number {
    if ("test" in member) this.tests.push(member.test);
    else this.ranges.push([member.code, member.code]);
    return member.end;
  }

  private parseMember(pos: number): Member {
    const { source } = this;
    const posix = /^\[:(\^?)([a-zA-Z]+):\]/.exec(source.slice(pos, pos + 30));
    if (posix !== null) {
      const test = propertyTest(posix[2] ?? "");
      if (test === undefined) throw regexError("unknown property", pos);
      return { test: posix[1] === "^" ? negate(test) : test, end: pos + posix[0].length };
    }
    if (source[pos] === "\\") return this.parseEscape(pos + 1);
    const code = source.codePointAt(pos) ?? 0;
    return { code, end: pos + (code > 0xffff ? 2 : 1) };
  }

  private parseEscape(pos: number): Member {
    const { source } = this;
    const letter = source[pos] ?? "";
    const test = letter === "" ? undefined : classEscape(letter, this.ascii);
    if (test !== undefined) return { test, end: pos + 1 };
    if (letter === "b") return { code: 8, end: pos + 1 };
    if (letter === "p" || letter === "P") return this.parseProperty(pos);
    const octal = /^[0-7]{1,3}/.exec(source.slice(pos, pos + 3))?.[0];
    if (octal !== undefined) return { code: Number.parseInt(octal, 8), end: pos + octal.length };
    const escaped = charEscape(source, pos);
    if (escaped === undefined) throw regexError(`bad escape \\${letter}`, pos + 1);
    return escaped;
  }

  private parseProperty(pos: number): Member {
    const match = /^([pP])(?:\{(\^?)([^}]*)\}|([A-Za-z]))/.exec(this.source.slice(pos, pos + 80));
    const test = match === null ? undefined : propertyTest(match[3] ?? match[4] ?? "");
    if (match === null || test === undefined) throw regexError("unknown property", pos);
    const negated = (match[1] === "P") !== (match[2] === "^");
    return { test: negated ? negate(test) : test, end: pos + match[0].length };
  }

  private test(): CharTest {
    const { ranges, tests } = this;
    return (code) =>
      ranges.some(([low, high]) => code >= low && code <= high) || tests.some((test) => test(code));
  }
}
