import { fromCodePoint } from "../values/text.ts";
import type { Reader } from "./reader.ts";

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["t", "\t"],
  ["\t", "\t"],
  ["n", "\n"],
  ["v", "\v"],
  ["f", "\f"],
  ["r", "\r"],
  ["e", "\x1b"],
  [" ", " "],
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
  ["N", "\u0085"],
  ["_", "\u00a0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
]);
const numericEscapes: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** A quoted scalar, single or double; the reader stands on the opening quote. */
export function readQuoted(reader: Reader): string {
  const quote = reader.peek();
  reader.position++;
  const parts: string[] = [];
  for (;;) {
    const character = reader.peek();
    if (character === "") reader.failScan("found unexpected end of stream");
    if (character === quote) {
      if (quote === '"' || reader.peek(1) !== "'") break;
      parts.push("'");
      reader.position += 2;
    } else if (character === "\\" && quote === '"') parts.push(readEscape(reader));
    else if (reader.isBlank()) parts.push(readBlanks(reader));
    else {
      parts.push(character);
      reader.position++;
    }
  }
  reader.position++;
  return parts.join("");
}

/** Blanks inside a quoted scalar: kept on one line, folded where a line breaks. */
function readBlanks(reader: Reader): string {
  const start = reader.position;
  while (reader.peek() === " " || reader.peek() === "\t") reader.position++;
  if (!reader.isLineDone()) return reader.text.slice(start, reader.position);
  return readFold(reader);
}

/** Passes line breaks and the indentation after them. */
export function readFold(reader: Reader): string {
  let breaks = 0;
  while (!reader.isAtEnd && reader.isBlank()) {
    if (reader.peek() === "\n") breaks++;
    reader.position++;
  }
  return breaks > 1 ? "\n".repeat(breaks - 1) : " ";
}

function readEscape(reader: Reader): string {
  const letter = reader.peek(1);
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) {
    reader.position += 2;
    return simple;
  }
  if (letter === "\n") {
    reader.position += 2;
    while (reader.peek() === " " || reader.peek() === "\t") reader.position++;
    return "";
  }
  const length = numericEscapes.get(letter);
  if (length === undefined) reader.failScan("found unknown escape character");
  const digits = reader.text.slice(reader.position + 2, reader.position + 2 + length);
  if (digits.length < length || !/^[0-9A-Fa-f]+$/.test(digits)) {
    reader.failScan("did not find expected hexdecimal number");
  }
  const code = Number.parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
    reader.failScan("found invalid Unicode character escape code");
  reader.position += 2 + length;
  return fromCodePoint(code);
}

/** One line of a plain scalar: up to a comment, `: `, or in flow context a bracket or comma. */
export function readPlainLine(reader: Reader, isFlow: boolean): string {
  const start = reader.position;
  for (;;) {
    const character = reader.peek();
    if (character === "" || character === "\n" || character === "\r") break;
    if (character === "#" && reader.position > start && reader.isBlank(-1)) break;
    if (character === ":" && endsKey(reader, isFlow)) break;
    if (isFlow && ",[]{}".includes(character)) break;
    reader.position++;
  }
  return trimBlanks(reader.text.slice(start, reader.position));
}

/** Whether the colon here separates key and value. */
export function endsKey(reader: Reader, isFlow: boolean): boolean {
  return reader.isBlank(1) || (isFlow && ",[]{}".includes(reader.peek(1)));
}

/** A literal (`|`) or folded (`>`) scalar; the reader stands on its first character. */
export function readBlockScalar(reader: Reader, parentIndent: number): string {
  const header = /^[|>]([-+]?)([1-9]?)([-+]?)/.exec(reader.text.slice(reader.position, reader.position + 4));
  const isFolded = reader.peek() === ">";
  const chomping = header?.[1] || header?.[3] || "";
  reader.position += header?.[0].length ?? 1;
  reader.skipSpaces();
  if (!reader.isLineDone()) reader.failScan("did not find expected comment or line break");
  if (!reader.isAtEnd) reader.position = reader.text.indexOf("\n", reader.position) + 1;
  const explicit = header?.[2] ? Math.max(parentIndent, 0) + Number(header[2]) : undefined;
  const lines = readBlockLines(reader, parentIndent, explicit);
  const isCutOff = reader.isAtEnd && !reader.text.endsWith("\n");
  return chomp(isFolded ? foldBlock(lines) : lines.join("\n"), isCutOff ? "-" : chomping, lines.length > 0);
}

/** The lines of a block scalar without their indentation. */
function readBlockLines(reader: Reader, parentIndent: number, explicit: number | undefined): string[] {
  const lines: string[] = [];
  let indent = explicit;
  while (!reader.isAtEnd) {
    const end = reader.text.indexOf("\n", reader.position);
    const line = reader.text.slice(reader.position, end < 0 ? undefined : end).replace(/\r$/, "");
    const spaces = line.length - line.trimStart().length;
    const isBlank = line.trim() === "";
    if (!isBlank) {
      indent ??= spaces;
      if (spaces < indent || indent <= parentIndent) break;
    }
    lines.push(isBlank && line.length <= (indent ?? 0) ? "" : line.slice(indent ?? spaces));
    reader.position = end < 0 ? reader.text.length : end + 1;
  }
  return lines;
}

function foldBlock(lines: readonly string[]): string {
  let text = "";
  lines.forEach((line, index) => {
    const next = lines[index + 1];
    text += line;
    if (next === undefined) return;
    const isKept = line === "" || next === "" || /^[ \t]/.test(line) || /^[ \t]/.test(next);
    if (!isKept) text += " ";
    else if (line === "" || next !== "" || /^[ \t]/.test(line)) text += "\n";
  });
  return text;
}

/** What becomes of the line breaks at the end: kept (`+`), dropped (`-`), or one. */
function chomp(text: string, chomping: string, hasLines: boolean): string {
  if (chomping === "+") return hasLines ? `${text}\n` : "";
  let end = text.length;
  while (end > 0 && text[end - 1] === "\n") end--;
  const content = text.slice(0, end);
  return chomping === "-" || content === "" ? content : `${content}\n`;
}

function trimBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return text.slice(0, end);
}
