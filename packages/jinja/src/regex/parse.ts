import type { AssertKind, CharTest, ParsedRegex, RegexNode } from "./ast.ts";
import {
  anyChar,
  caseVariants,
  classEscape,
  ignoringCase,
  negate,
  notNewline,
  propertyTest,
  tabled,
} from "./char-sets.ts";
import { ESCAPED_ASSERTS, LOOKS, NEWLINE } from "./constants.ts";
import { charEscape, regexError } from "./escapes.ts";
import { parseSet } from "./parse-set.ts";

export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly verbose: boolean;
  readonly ascii: boolean;
}

const NO_FLAGS: Flags = {
  ignoreCase: false,
  multiline: false,
  dotAll: false,
  verbose: false,
  ascii: false,
};
const FLAG_NAMES: Readonly<Record<string, keyof Flags>> = {
  i: "ignoreCase",
  m: "multiline",
  s: "dotAll",
  x: "verbose",
  a: "ascii",
};
const EMPTY: RegexNode = { kind: "empty" };
const MAX_DEPTH = 60;
const MAX_LENGTH = 20_000;

/** Parses a pattern of Python's `regex` library; throws TemplateError of kind regex. */
export function parseRegex(source: string): ParsedRegex {
  return new RegexParser(source).parse();
}

class RegexParser {
  private readonly source: string;
  private readonly names = new Map<string, number>();
  private readonly openGroups = new Set<number>();
  private groupCount = 0;
  private highestReference: { index: number; position: number } = { index: 0, position: 0 };
  private pos = 0;
  private depth = 0;
  private flags = NO_FLAGS;

  constructor(source: string) {
    this.source = source;
  }

  parse(): ParsedRegex {
    if (this.source.length > MAX_LENGTH) throw regexError("pattern too long", MAX_LENGTH);
    const root = this.parseChoice();
    if (this.pos < this.source.length) throw regexError("unbalanced parenthesis", this.pos);
    if (this.highestReference.index > this.groupCount) {
      throw regexError("invalid group reference", this.highestReference.position);
    }
    return { root, groupCount: this.groupCount, names: this.names };
  }

  private peek(): string {
    return this.source[this.pos] ?? "";
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.pos)) return false;
    this.pos += text.length;
    return true;
  }

  private parseChoice(): RegexNode {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw regexError("pattern nested too deeply", this.pos);
    const saved = this.flags;
    const items = [this.parseSequence()];
    while (this.take("|")) items.push(this.parseSequence());
    this.flags = saved;
    this.depth -= 1;
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: "choice", items };
  }

  private parseSequence(): RegexNode {
    const items: RegexNode[] = [];
    while (true) {
      if (this.flags.verbose) this.skipVerbose();
      const char = this.peek();
      if (char === "" || char === "|" || char === ")") break;
      const item = this.parseQuantified();
      if (item !== null) items.push(item);
    }
    const [only] = items;
    if (only === undefined) return EMPTY;
    return items.length === 1 ? only : { kind: "sequence", items };
  }

  private skipVerbose(): void {
    const match = /^(?:\s|#[^\n]*)+/.exec(this.source.slice(this.pos));
    if (match !== null) this.pos += match[0].length;
  }

  private parseQuantified(): RegexNode | null {
    const start = this.pos;
    if (this.parseBounds() !== null) throw regexError("nothing to repeat", start);
    const atom = this.parseAtom();
    if (atom === null) return null;
    if (this.flags.verbose) this.skipVerbose();
    const bounds = this.parseBounds();
    if (bounds === null) return atom;
    const [min, max] = bounds;
    const mode = this.take("?") ? "lazy" : this.take("+") ? "possessive" : "greedy";
    const next = this.pos;
    if (this.parseBounds() !== null) throw regexError("multiple repeat", next);
    const repeat: RegexNode = { kind: "repeat", body: atom, min, max, greedy: mode !== "lazy" };
    return mode === "possessive" ? { kind: "atomic", body: repeat } : repeat;
  }

  private parseBounds(): readonly [number, number] | null {
    if (this.take("*")) return [0, Infinity];
    if (this.take("+")) return [1, Infinity];
    if (this.take("?")) return [0, 1];
    const match = /^\{(?:(\d+)(,(\d*))?|,(\d+))\}/.exec(this.source.slice(this.pos, this.pos + 40));
    if (match === null) return null;
    const [whole, low, comma, high, onlyHigh] = match;
    const start = this.pos;
    this.pos += whole.length;
    const min = Number(low ?? 0);
    const max =
      onlyHigh !== undefined ? Number(onlyHigh) : comma === undefined ? min : Number(high || Infinity);
    if (min > max) throw regexError("min repeat greater than max repeat", start + 1);
    return [min, max];
  }

  private parseAtom(): RegexNode | null {
    const char = this.peek();
    switch (char) {
      case "(":
        return this.parseGroup();
      case "[": {
        const start = this.pos;
        const set = parseSet(this.source, start, this.flags.ascii);
        this.pos = set.end;
        const test = this.flags.ignoreCase ? ignoringCase(set.test) : set.test;
        return { kind: "set", test: set.negated ? negate(test) : tabled(test) };
      }
      case ".":
        this.pos += 1;
        return { kind: "set", test: this.flags.dotAll ? anyChar : notNewline };
      case "^":
        this.pos += 1;
        return this.assertion(this.flags.multiline ? "line-start" : "start");
      case "$":
        this.pos += 1;
        return this.assertion(this.flags.multiline ? "line-end" : "end-or-newline");
      case "\\":
        return this.parseEscape();
      default: {
        const code = this.source.codePointAt(this.pos) ?? 0;
        this.pos += code > 0xffff ? 2 : 1;
        return this.literal(code);
      }
    }
  }

  private assertion(assert: AssertKind): RegexNode {
    return { kind: "assert", assert, ascii: this.flags.ascii };
  }

  private literal(code: number): RegexNode {
    const variants = this.flags.ignoreCase ? caseVariants(code) : [code];
    if (variants.length === 1) return { kind: "char", code };
    return { kind: "set", test: tabled((candidate) => variants.includes(candidate)) };
  }

  private setNode(test: CharTest): RegexNode {
    return { kind: "set", test };
  }

  private parseEscape(): RegexNode {
    const start = this.pos;
    this.pos += 1;
    const letter = this.peek();
    const classTest = classEscape(letter, this.flags.ascii);
    const assert = ESCAPED_ASSERTS[letter];
    if (letter !== "" && (classTest !== undefined || assert !== undefined)) {
      this.pos += 1;
      return classTest === undefined ? this.assertion(assert ?? "start") : this.setNode(classTest);
    }
    if (letter === "p" || letter === "P") return this.parseProperty();
    if (letter === "R") {
      this.pos += 1;
      return NEWLINE;
    }
    if (letter === "h") {
      this.pos += 1;
      return this.setNode(propertyTest("blank") ?? anyChar);
    }
    if (letter === "g") return this.parseNamedReference();
    if (/[1-9]/.test(letter)) return this.parseNumberReference(start);
    const escaped = charEscape(this.source, this.pos);
    if (escaped === undefined) throw regexError(`bad escape \\${letter}`, this.pos + 1);
    this.pos = escaped.end;
    return this.literal(escaped.code);
  }

  private parseProperty(): RegexNode {
    const match = /^([pP])(?:\{(\^?)([^}]*)\}|([A-Za-z]))/.exec(this.source.slice(this.pos, this.pos + 80));
    if (match === null) throw regexError("bad escape \\p", this.pos + 1);
    const [whole, letter, caret, long, short] = match;
    this.pos += whole.length;
    const test = propertyTest(long ?? short ?? "");
    if (test === undefined) throw regexError("unknown property", this.pos);
    return this.setNode((letter === "P") !== (caret === "^") ? negate(test) : test);
  }

  private parseNumberReference(start: number): RegexNode {
    const octal = /^[0-3][0-7]{2}/.exec(this.source.slice(this.pos, this.pos + 3))?.[0];
    if (octal !== undefined) {
      this.pos += 3;
      return this.literal(Number.parseInt(octal, 8));
    }
    const digits = /^\d{1,2}/.exec(this.source.slice(this.pos, this.pos + 2))?.[0] ?? "0";
    this.pos += digits.length;
    return this.reference(Number(digits), start + 1 + digits.length);
  }

  private parseNamedReference(): RegexNode {
    const match = /^g<([^>]*)>/.exec(this.source.slice(this.pos));
    if (match === null) throw regexError("missing group name", this.pos + 1);
    const position = this.pos + 2;
    this.pos += match[0].length;
    return this.reference(this.groupIndex(match[1] ?? "", position), position);
  }

  private groupIndex(name: string, position: number): number {
    if (/^\d{1,4}$/.test(name)) return Number(name);
    const index = this.names.get(name);
    if (index === undefined) throw regexError("unknown group", position);
    return index;
  }

  private reference(index: number, position: number): RegexNode {
    if (this.openGroups.has(index)) throw regexError("cannot refer to an open group", position);
    if (index > this.highestReference.index) this.highestReference = { index, position };
    return { kind: "backref", index, ignoreCase: this.flags.ignoreCase };
  }

  private parseGroup(): RegexNode | null {
    const start = this.pos;
    this.pos += 1;
    if (!this.take("?")) return this.finishCapture(this.newGroup(null));
    for (const [sign, ahead, negative] of LOOKS) {
      if (this.take(sign)) return { kind: "look", ahead, negative, body: this.finishGroup() };
    }
    if (this.take(":")) return this.finishGroup();
    if (this.take(">")) return { kind: "atomic", body: this.finishGroup() };
    if (this.take("#")) return this.skipComment(start);
    if (this.take("(")) return this.parseCondition();
    if (this.take("P=")) return this.parseOldReference();
    if (this.take("P<") || this.take("<")) return this.finishCapture(this.newGroup(this.parseGroupName()));
    return this.parseFlags();
  }

  private finishGroup(): RegexNode {
    const body = this.parseChoice();
    if (!this.take(")")) throw regexError("missing )", this.pos);
    return body;
  }

  private finishCapture(index: number): RegexNode {
    this.openGroups.add(index);
    const body = this.finishGroup();
    this.openGroups.delete(index);
    return { kind: "group", index, body };
  }

  private newGroup(name: string | null): number {
    const known = name === null ? undefined : this.names.get(name);
    if (known !== undefined) return known;
    this.groupCount += 1;
    if (name !== null) this.names.set(name, this.groupCount);
    return this.groupCount;
  }

  private parseGroupName(): string {
    const end = this.source.indexOf(">", this.pos);
    if (end < 0) throw regexError("missing >", this.source.length);
    const name = this.source.slice(this.pos, end);
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)) {
      throw regexError("bad character in group name", this.pos + 1);
    }
    this.pos = end + 1;
    return name;
  }

  private skipComment(start: number): null {
    const end = this.source.indexOf(")", this.pos);
    if (end < 0) throw regexError("missing ), unterminated comment", start);
    this.pos = end + 1;
    return null;
  }

  private parseOldReference(): RegexNode {
    const start = this.pos;
    const end = this.source.indexOf(")", start);
    if (end < 0) throw regexError("missing ), unterminated name", start);
    this.pos = end + 1;
    return this.reference(this.groupIndex(this.source.slice(start, end), start), start);
  }

  private parseCondition(): RegexNode {
    const start = this.pos;
    const end = this.source.indexOf(")", start);
    if (end < 0) throw regexError("missing )", this.source.length);
    this.pos = end + 1;
    const index = this.groupIndex(this.source.slice(start, end), start);
    if (index > this.groupCount) throw regexError("invalid group reference", start);
    const yes = this.parseSequence();
    const no = this.take("|") ? this.parseSequence() : EMPTY;
    if (this.peek() === "|") throw regexError("conditional backref with more than two branches", this.pos);
    if (!this.take(")")) throw regexError("missing )", this.pos);
    return { kind: "condition", index, yes, no };
  }

  /** `(?i)`, which lasts to the end of the group, or `(?i-m:…)`. */
  private parseFlags(): RegexNode | null {
    const match = /^([a-zA-Z]*|V[01])(?:-([a-zA-Z]+))?([):])/.exec(
      this.source.slice(this.pos, this.pos + 20),
    );
    if (match === null) throw regexError("unknown extension", this.pos);
    const [whole, on = "", off = "", close] = match;
    const flags = this.withFlags(this.withFlags(this.flags, on, true), off, false);
    this.pos += whole.length;
    if (close === ")") {
      if (whole === ")") throw regexError("unknown extension", this.pos - 1);
      this.flags = flags;
      return null;
    }
    const saved = this.flags;
    this.flags = flags;
    const body = this.finishGroup();
    this.flags = saved;
    return body;
  }

  private withFlags(flags: Flags, letters: string, value: boolean): Flags {
    let result = flags;
    for (const letter of letters.replace(/V[01]/, "")) {
      const name = FLAG_NAMES[letter];
      if (name !== undefined) result = { ...result, [name]: value };
      else if (letter === "u") result = { ...result, ascii: !value };
      else throw regexError("unknown extension", this.pos);
    }
    return result;
  }
}
