import { TemplateError } from "../errors.ts";
import type { ParsedRegex } from "./ast.ts";
import { charEscape, regexError } from "./escapes.ts";

/** Parts of a replacement: text, or the number of a group. */
export interface Replacement {
  readonly parts: readonly (string | number)[];
  /** A reference to a group that does not exist; the original notices it when there is something to replace. */
  readonly problem: TemplateError | null;
}

/** Parses a replacement text (`\1`, `\g<name>`, `\n`); throws TemplateError of kind regex. */
export function parseReplacement(source: string, regex: ParsedRegex): Replacement {
  const parts: (string | number)[] = [];
  let pos = 0;
  while (pos < source.length) {
    const slash = source.indexOf("\\", pos);
    if (slash < 0) break;
    parts.push(source.slice(pos, slash));
    const [part, end] = parseEscape(source, slash + 1, regex);
    parts.push(part);
    pos = end;
  }
  parts.push(source.slice(pos));
  const isMissing = parts.some((part) => typeof part === "number" && part > regex.groupCount);
  return { parts, problem: isMissing ? regexError("invalid group reference", 0) : null };
}

function parseEscape(source: string, pos: number, regex: ParsedRegex): [string | number, number] {
  const letter = source[pos] ?? "";
  if (letter === "g") return parseGroup(source, pos + 1, regex);
  const octal = /^(?:0[0-7]{0,2}|[0-3][0-7]{2})/.exec(source.slice(pos, pos + 3))?.[0];
  if (octal !== undefined) return [String.fromCodePoint(Number.parseInt(octal, 8)), pos + octal.length];
  const digits = /^\d{1,2}/.exec(source.slice(pos, pos + 2))?.[0];
  if (digits !== undefined) return [Number(digits), pos + digits.length];
  if (letter === "b") return ["\b", pos + 1];
  if (letter === "\\") return ["\\", pos + 1];
  const escaped = charEscape(source, pos);
  if (escaped === undefined) throw regexError(`bad escape \\${letter}`, pos + 1);
  const isNamed = /[a-zA-Z0-9]/.test(letter);
  const text = String.fromCodePoint(escaped.code);
  return [isNamed ? text : `\\${text}`, escaped.end];
}

function parseGroup(source: string, pos: number, regex: ParsedRegex): [number, number] {
  const match = /^<([^>]*)>/.exec(source.slice(pos));
  if (match === null) throw regexError("missing group name", pos + 1);
  const name = match[1] ?? "";
  const end = pos + match[0].length;
  if (/^\d{1,4}$/.test(name)) return [Number(name), end];
  const index = regex.names.get(name);
  if (index !== undefined) return [index, end];
  if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name))
    throw regexError("bad character in group name", pos + 1);
  throw new TemplateError("index", "unknown group");
}
