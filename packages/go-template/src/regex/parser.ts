import {
  type CharClass,
  type ClassItem,
  perlClass,
  posixClass,
  propertyClass,
  rangeClass,
  singleClass,
  unionClass,
} from "./char-class.ts";
import { type Character, readCharacter, readEscape } from "./escapes.ts";
import { type Assertion, type Expression, type ParsedRegex, RegexError } from "./syntax.ts";

/** Deepest nesting of groups, and largest repeat count: Go's numbers. */
const maxNesting = 1000;
const maxRepeat = 1000;

/** Parses RE2 syntax as Go's regexp does. Throws RegexError. */
export function parseRegex(pattern: string): ParsedRegex {
  return new RegexParser(pattern).parse();
}

const anyCharacter: CharClass = { has: () => true, weight: 0 };
const anyButNewline: CharClass = { has: (code) => code !== 0x0a, weight: 0 };

interface Flags {
  readonly ignoresCase: boolean;
  readonly isMultiline: boolean;
  readonly dotMatchesNewline: boolean;
  readonly isLazy: boolean;
}

/** A group being read: finished alternatives and the one under way. */
interface Group {
  readonly choices: Expression[];
  parts: Expression[];
  /** The flags to return to after the group. */
  readonly outerFlags: Flags;
  readonly capture: number | undefined;
}

const assertionEscapes: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ["A", "textStart"],
  ["z", "textEnd"],
  ["b", "wordBoundary"],
  ["B", "noWordBoundary"],
]);

/** Reads a pattern from left to right with an explicit stack of groups. */
class RegexParser {
  private readonly pattern: string;
  private position = 0;
  private flags: Flags = { ignoresCase: false, isMultiline: false, dotMatchesNewline: false, isLazy: false };
  private readonly groups: Group[] = [];
  private readonly groupNames: string[] = [""];
  private group: Group;
  /** Where the repetition just read began: repeating it again is an error. */
  private lastRepeat: number | undefined;

  constructor(pattern: string) {
    this.pattern = pattern;
    this.group = this.newGroup(undefined);
  }

  parse(): ParsedRegex {
    while (this.position < this.pattern.length) {
      const repeatStart = this.readOne();
      this.lastRepeat = repeatStart;
    }
    if (this.groups.length > 0) throw new RegexError("missing closing )", this.pattern);
    return { expression: finishGroup(this.group), groupNames: this.groupNames };
  }

  /** Reads one piece; tells where it began if it was a repetition. */
  private readOne(): number | undefined {
    const start = this.position;
    const character = this.pattern.charAt(start);
    switch (character) {
      case "(":
        this.openGroup();
        return undefined;
      case ")":
        this.closeGroup();
        return undefined;
      case "|":
        this.group.choices.push(concat(this.group.parts));
        this.group.parts = [];
        this.position++;
        return undefined;
      case "*":
      case "+":
      case "?":
        this.position++;
        this.repeat(start, character === "+" ? 1 : 0, character === "?" ? 1 : undefined);
        return start;
      case "{":
        return this.readCounted(start);
      default:
        this.readAtom(character);
        return undefined;
    }
  }

  private readAtom(character: string): void {
    switch (character) {
      case "^":
        this.position++;
        this.add({ kind: "assert", assertion: this.flags.isMultiline ? "lineStart" : "textStart" });
        break;
      case "$":
        this.position++;
        this.add({ kind: "assert", assertion: this.flags.isMultiline ? "lineEnd" : "textEnd" });
        break;
      case ".": {
        this.position++;
        const { dotMatchesNewline } = this.flags;
        this.add({ kind: "char", charClass: dotMatchesNewline ? anyCharacter : anyButNewline });
        break;
      }
      case "[":
        this.add({ kind: "char", charClass: this.readClass() });
        break;
      case "\\":
        this.readBackslash();
        break;
      default:
        this.addLiteral(readCharacter(this.pattern, this.position));
    }
  }

  private add(expression: Expression): void {
    this.group.parts.push(expression);
  }

  private addLiteral({ code, end }: Character): void {
    this.position = end;
    this.add({ kind: "char", charClass: singleClass(code, this.flags.ignoresCase) });
  }

  private newGroup(capture: number | undefined): Group {
    return { choices: [], parts: [], outerFlags: this.flags, capture };
  }

  private openGroup(): void {
    if (this.pattern.startsWith("(?", this.position)) {
      this.openSpecialGroup();
      return;
    }
    this.position++;
    this.enterGroup(this.newCapture(""));
  }

  private newCapture(name: string): number {
    this.groupNames.push(name);
    return this.groupNames.length - 1;
  }

  private enterGroup(capture: number | undefined, flags = this.flags): void {
    if (this.groups.length >= maxNesting) throw new RegexError("expression nests too deeply", this.pattern);
    this.groups.push(this.group);
    this.group = this.newGroup(capture);
    this.flags = flags;
  }

  private openSpecialGroup(): void {
    const rest = this.pattern.slice(this.position);
    if (/^\(\?(P?<).{0,1}/su.test(rest) && rest.length > (rest[2] === "P" ? 4 : 3)) {
      this.openNamedGroup(rest);
      return;
    }
    const match = /^\(\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    if (!match) throw new RegexError("invalid or unsupported Perl syntax", unsupportedGroup(rest));
    const [whole, on = "", off = "", end] = match;
    const flags = changeFlags(changeFlags(this.flags, on, true), off, false);
    this.position += whole.length;
    if (end === ":") this.enterGroup(undefined, flags);
    else this.flags = flags;
  }

  private openNamedGroup(rest: string): void {
    const end = rest.indexOf(">");
    if (end < 0) throw new RegexError("invalid named capture", rest);
    const name = rest.slice(rest[2] === "P" ? 4 : 3, end);
    if (!/^[0-9A-Za-z_]+$/.test(name)) throw new RegexError("invalid named capture", rest.slice(0, end + 1));
    this.position += end + 1;
    this.enterGroup(this.newCapture(name));
  }

  private closeGroup(): void {
    const outer = this.groups.pop();
    if (!outer) throw new RegexError("unexpected )", this.pattern);
    const body = finishGroup(this.group);
    const { capture, outerFlags } = this.group;
    this.group = outer;
    this.flags = outerFlags;
    this.position++;
    this.add(capture === undefined ? body : { kind: "capture", index: capture, body });
  }

  /** `{n}`, `{n,}` or `{n,m}`; anything else is a literal brace. */
  private readCounted(start: number): number | undefined {
    const match = /^\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}/.exec(
      this.pattern.slice(start, start + 2100),
    );
    if (!match) {
      this.addLiteral(readCharacter(this.pattern, start));
      return undefined;
    }
    const [whole, low = "", comma, high] = match;
    const min = Number(low);
    const max = comma === undefined ? min : high === undefined ? undefined : Number(high);
    if (min > maxRepeat || (max !== undefined && (max > maxRepeat || min > max))) {
      throw new RegexError("invalid repeat count", whole);
    }
    this.position += whole.length;
    this.repeat(start, min, max);
    return start;
  }

  private repeat(start: number, min: number, max: number | undefined): void {
    let { isLazy } = this.flags;
    if (this.pattern[this.position] === "?") {
      this.position++;
      isLazy = !isLazy;
    }
    if (this.lastRepeat !== undefined) {
      const piece = this.pattern.slice(this.lastRepeat, this.position);
      throw new RegexError("invalid nested repetition operator", piece);
    }
    const body = this.group.parts.pop();
    const piece = this.pattern.slice(start, this.position);
    if (!body) throw new RegexError("missing argument to repetition operator", piece);
    const repeated: Expression = { kind: "repeat", body, min, max, isGreedy: !isLazy };
    if (countRepeats(repeated) > maxRepeat) throw new RegexError("invalid repeat count", piece);
    this.add(repeated);
  }

  private readBackslash(): void {
    const letter = this.pattern.charAt(this.position + 1);
    const assertion = assertionEscapes.get(letter);
    if (assertion) {
      this.position += 2;
      this.add({ kind: "assert", assertion });
    } else if (letter === "Q") this.readQuoted();
    else if (letter === "C") throw new RegexError("invalid escape sequence", "\\C");
    else {
      const item = this.readClassEscape();
      if (item) this.add({ kind: "char", charClass: this.classOf([item], false) });
      else this.addLiteral(readEscape(this.pattern, this.position));
    }
  }

  /** `\Q…\E`: the text between stands for itself. */
  private readQuoted(): void {
    const end = this.pattern.indexOf("\\E", this.position + 2);
    const stop = end < 0 ? this.pattern.length : end;
    this.position += 2;
    while (this.position < stop) this.addLiteral(readCharacter(this.pattern, this.position));
    if (end >= 0) this.position += 2;
  }

  /** `\d`, `\pL`, `\p{Greek}` and the like; undefined when the escape is a single character. */
  private readClassEscape(): ClassItem | undefined {
    const start = this.position;
    if (this.pattern[start] !== "\\") return undefined;
    const letter = this.pattern.charAt(start + 1);
    if (letter !== "p" && letter !== "P") {
      const item = perlClass(letter);
      if (item) this.position += 2;
      return item;
    }
    const isBraced = this.pattern[start + 2] === "{";
    const close = this.pattern.indexOf("}", start);
    if (isBraced && close < 0)
      throw new RegexError("invalid character class range", this.pattern.slice(start));
    const end = isBraced ? close + 1 : readCharacter(this.pattern, start + 2).end;
    const piece = this.pattern.slice(start, end);
    const name = isBraced ? piece.slice(3, -1) : piece.slice(2);
    const item = propertyClass(name, letter === "P");
    if (!item) throw new RegexError("invalid character class range", piece);
    this.position = end;
    return item;
  }

  private classOf(items: readonly ClassItem[], isNegated: boolean): CharClass {
    return unionClass(items, isNegated, this.flags.ignoresCase);
  }

  private readClass(): CharClass {
    const start = this.position;
    this.position++;
    const isNegated = this.pattern[this.position] === "^";
    if (isNegated) this.position++;
    const items: ClassItem[] = [];
    for (let isFirst = true; isFirst || this.pattern[this.position] !== "]"; isFirst = false) {
      items.push(this.readPosixClass() ?? this.readClassEscape() ?? this.readRange(start));
    }
    this.position++;
    return this.classOf(items, isNegated);
  }

  private readPosixClass(): ClassItem | undefined {
    if (!this.pattern.startsWith("[:", this.position)) return undefined;
    const end = this.pattern.indexOf(":]", this.position + 2);
    if (end < 0) return undefined;
    const name = this.pattern.slice(this.position + 2, end);
    const item = posixClass(name);
    if (!item) {
      throw new RegexError("invalid character class range", this.pattern.slice(this.position, end + 2));
    }
    this.position = end + 2;
    return item;
  }

  private readRange(classStart: number): ClassItem {
    const start = this.position;
    const low = this.readClassCharacter(classStart);
    const next = this.pattern[this.position + 1];
    if (this.pattern[this.position] !== "-" || next === undefined || next === "]") {
      return rangeClass(low, low);
    }
    this.position++;
    const high = this.readClassCharacter(classStart);
    if (high < low) {
      throw new RegexError("invalid character class range", this.pattern.slice(start, this.position));
    }
    return rangeClass(low, high);
  }

  private readClassCharacter(classStart: number): number {
    if (this.position >= this.pattern.length) {
      throw new RegexError("missing closing ]", this.pattern.slice(classStart));
    }
    const isEscape = this.pattern[this.position] === "\\";
    const { code, end } = (isEscape ? readEscape : readCharacter)(this.pattern, this.position);
    this.position = end;
    return code;
  }
}

function finishGroup(group: Group): Expression {
  const last = concat(group.parts);
  return group.choices.length === 0 ? last : { kind: "alternate", choices: [...group.choices, last] };
}

function concat(parts: readonly Expression[]): Expression {
  const [only] = parts;
  if (!only) return { kind: "empty" };
  return parts.length === 1 ? only : { kind: "concat", parts };
}

function changeFlags(flags: Flags, letters: string, value: boolean): Flags {
  return {
    ignoresCase: letters.includes("i") ? value : flags.ignoresCase,
    isMultiline: letters.includes("m") ? value : flags.isMultiline,
    dotMatchesNewline: letters.includes("s") ? value : flags.dotMatchesNewline,
    isLazy: letters.includes("U") ? value : flags.isLazy,
  };
}

/** What Go's parser had read of `(?…` when it gave up. */
function unsupportedGroup(rest: string): string {
  return /^\(\?[imsU]*(?:-[imsU]*)?.?/su.exec(rest)?.[0] ?? rest;
}

/** How often the innermost part can be repeated: nested counts multiply. */
function countRepeats(expression: Expression): number {
  switch (expression.kind) {
    case "repeat": {
      const own = Math.max(expression.max ?? expression.min, 1);
      return own * countRepeats(expression.body);
    }
    case "capture":
      return countRepeats(expression.body);
    case "concat":
      return Math.max(...expression.parts.map(countRepeats));
    case "alternate":
      return Math.max(...expression.choices.map(countRepeats));
    default:
      return 1;
  }
}
