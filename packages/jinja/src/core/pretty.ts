import { limitError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { splitLines } from "../text/lines.ts";
import { Dict, Tuple, type Value } from "../values.ts";
import { codePointLength } from "./code-points.ts";
import { ordered } from "./compare.ts";
import { quoteText, reprText } from "./repr.ts";
import { sortValues } from "./sort.ts";

const WIDTH = 80;
const MAX_DEPTH = 100;

/** Python's `pprint.pformat`: keys sorted, wrapped at 80 columns. */
export function prettyText(rt: Runtime, value: Value): string {
  const printer = new PrettyPrinter(rt);
  printer.print(value, { indent: 0, allowance: 0, level: 0 });
  return rt.made(printer.out);
}

interface Position {
  readonly indent: number;
  /** Characters that must still fit behind the value. */
  readonly allowance: number;
  readonly level: number;
}

class PrettyPrinter {
  out = "";
  private readonly rt: Runtime;

  constructor(rt: Runtime) {
    this.rt = rt;
  }

  print(value: Value, position: Position): void {
    if (position.level > MAX_DEPTH) throw limitError("a value is nested too deeply to print");
    this.rt.reserveText(this.out.length >> 6);
    const flat = this.flat(value, position.level);
    const room = WIDTH - position.indent - position.allowance;
    if (codePointLength(flat) <= room) this.out += flat;
    else if (value instanceof Dict) this.printDict(value, position);
    else if (Array.isArray(value)) this.printItems(["[", "]"], value, position);
    else if (value instanceof Tuple)
      this.printItems(["(", value.items.length === 1 ? ",)" : ")"], value.items, position);
    else if (typeof value === "string") this.printText(value, position);
    else this.out += flat;
  }

  /** The repr with sorted keys. */
  private flat(value: Value, depth: number): string {
    if (depth > MAX_DEPTH) throw limitError("a value is nested too deeply to print");
    this.rt.spend(1);
    if (value instanceof Dict) {
      const parts = this.sorted(value).map(
        ([key, item]) => `${this.flat(key, depth + 1)}: ${this.flat(item, depth + 1)}`,
      );
      return this.rt.made(`{${parts.join(", ")}}`);
    }
    const items = Array.isArray(value) ? value : value instanceof Tuple ? value.items : null;
    if (items === null) return reprText(value, this.rt);
    const parts = items.map((item) => this.flat(item, depth + 1)).join(", ");
    if (Array.isArray(value)) return this.rt.made(`[${parts}]`);
    return this.rt.made(items.length === 1 ? `(${parts},)` : `(${parts})`);
  }

  private sorted(dict: Dict): [Value, Value][] {
    const pairs = dict.pairs();
    const allTexts = pairs.every(([key]) => typeof key === "string");
    if (allTexts) {
      const order = sortValues(this.rt, dict.keys(), { keyOf: (key) => key, reverse: false });
      return order.map((key) => [key, dict.get(key) ?? null]);
    }
    return pairs.sort(([a], [b]) => this.safeOrder(a, b));
  }

  /** Keys that cannot be compared are ordered by their type's name. */
  private safeOrder(a: Value, b: Value): number {
    try {
      return ordered(this.rt, "<", a, b) ? -1 : ordered(this.rt, "<", b, a) ? 1 : 0;
    } catch {
      const left = typeof a;
      const right = typeof b;
      return left < right ? -1 : left > right ? 1 : 0;
    }
  }

  private printDict(dict: Dict, { indent, allowance, level }: Position): void {
    const pairs = this.sorted(dict);
    const inner = indent + 1;
    this.out += "{";
    for (const [index, [key, item]] of pairs.entries()) {
      const isLast = index === pairs.length - 1;
      const name = `${this.flat(key, level)}: `;
      this.out += name;
      this.print(item, {
        indent: inner + codePointLength(name),
        allowance: isLast ? allowance + 1 : 1,
        level: level + 1,
      });
      if (!isLast) this.out += `,\n${" ".repeat(inner)}`;
    }
    this.out += "}";
  }

  private printItems(
    [open, close]: readonly [string, string],
    items: readonly Value[],
    { indent, allowance, level }: Position,
  ): void {
    const inner = indent + 1;
    this.out += open;
    for (const [index, item] of items.entries()) {
      const isLast = index === items.length - 1;
      if (index > 0) this.out += `,\n${" ".repeat(inner)}`;
      this.print(item, { indent: inner, allowance: isLast ? allowance + close.length : 1, level: level + 1 });
    }
    this.out += close;
  }

  /** Long texts are cut at line ends and blanks into several literals, in brackets at the top level. */
  private printText(text: string, position: Position): void {
    const top = position.level === 0;
    const indent = position.indent + (top ? 1 : 0);
    const allowance = position.allowance + (top ? 1 : 0);
    const chunks = textChunks(text, WIDTH - indent, allowance);
    if (chunks.length === 1) {
      this.out += chunks[0] ?? "";
      return;
    }
    const body = chunks.join(`\n${" ".repeat(indent)}`);
    this.out += top ? `(${body})` : body;
  }
}

function textChunks(text: string, width: number, allowance: number): string[] {
  const chunks: string[] = [];
  const lines = splitLines(text, true);
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    const whole = quoteText(line);
    if (codePointLength(whole) <= width - (isLast ? allowance : 0)) chunks.push(whole);
    else chunks.push(...lineChunks(line, width, isLast ? allowance : 0));
  }
  return chunks;
}

function lineChunks(line: string, width: number, allowance: number): string[] {
  const chunks: string[] = [];
  const parts = line.match(/\S+\s*|\s+/g) ?? [];
  let current = "";
  for (const [index, part] of parts.entries()) {
    const room = index === parts.length - 1 ? width - allowance : width;
    if (codePointLength(quoteText(current + part)) > room) {
      if (current !== "") chunks.push(quoteText(current));
      current = part;
    } else {
      current += part;
    }
  }
  if (current !== "") chunks.push(quoteText(current));
  return chunks;
}
