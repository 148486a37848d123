/** A piece of text within a line. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong" | "emphasis"; children: Inline[] }
  | { kind: "link"; href: string; children: Inline[] };

export type Block =
  | { kind: "paragraph" | "quote"; lines: Inline[][] }
  | { kind: "heading"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "list"; isOrdered: boolean; items: Inline[][] }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] };

const maxCharacters = 100_000;
const maxDepth = 4;

/** Reads the Markdown that alert templates write. HTML in it is text like any other; links lead to web addresses only. */
export function parseMarkdown(source: string): Block[] {
  const lines = source.slice(0, maxCharacters).replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") at += 1;
    else if (/^\s*(?:```|~~~)/.test(line)) at = readCode(lines, at, blocks);
    else if (/^#{1,6}\s/.test(line)) {
      blocks.push({
        kind: "heading",
        children: parseInline(line.replace(/^#+\s+/, "").replace(/\s#+\s*$/, "")),
      });
      at += 1;
    } else if (listItem.test(line)) at = readList(lines, at, blocks);
    else if (line.includes("|") && tableRule.test(lines[at + 1] ?? "")) at = readTable(lines, at, blocks);
    else at = readParagraph(lines, at, blocks);
  }
  return blocks;
}

const listItem = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;
const blockStart = /^\s*(?:```|~~~)|^#{1,6}\s|^\s*(?:[-*+]|\d{1,9}[.)])\s+/;

function readCode(lines: readonly string[], start: number, blocks: Block[]): number {
  const fence = (lines[start] ?? "").trim().slice(0, 3);
  const after = lines.findIndex((line, at) => at > start && line.trim() === fence);
  const end = after === -1 ? lines.length : after;
  blocks.push({ kind: "code", text: lines.slice(start + 1, end).join("\n") });
  return end + 1;
}

function readList(lines: readonly string[], start: number, blocks: Block[]): number {
  const isOrdered = /^\s*\d/.test(lines[start] ?? "");
  const items: string[] = [];
  let at = start;
  for (; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (listItem.test(line)) items.push(line.replace(listItem, ""));
    else if (/^\s+\S/.test(line)) items.push(`${items.pop() ?? ""} ${line.trim()}`);
    else break;
  }
  blocks.push({ kind: "list", isOrdered, items: items.map((item) => parseInline(item)) });
  return at;
}

/** What stands under the head of a table: dashes, with a bar somewhere. */
const tableRule = /^(?=.*\|)\s*\|?(?:\s*:?-+:?\s*\|)*\s*(?::?-+:?)?\s*$/;

function readTable(lines: readonly string[], start: number, blocks: Block[]): number {
  let end = start + 2;
  while (lines[end]?.trim() && lines[end]?.includes("|")) end += 1;
  const rows = lines.slice(start + 2, end).map((line) => readCells(line));
  blocks.push({ kind: "table", head: readCells(lines[start] ?? ""), rows });
  return end;
}

function readCells(line: string): Inline[][] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => parseInline(cell.trim().replaceAll("\\|", "|")));
}

function readParagraph(lines: readonly string[], start: number, blocks: Block[]): number {
  let end = start + 1;
  while (end < lines.length && lines[end]?.trim() && !blockStart.test(lines[end] ?? "")) end += 1;
  const texts = lines.slice(start, end);
  const isQuote = texts.every((line) => /^\s*>/.test(line));
  const shown = isQuote ? texts.map((line) => line.replace(/^\s*>\s?/, "")) : texts;
  blocks.push({
    kind: isQuote ? "quote" : "paragraph",
    lines: shown.map((line) => parseInline(line.trim())),
  });
  return end;
}

const patterns =
  /`([^`]+)`|\*\*([^*]+(?:\*[^*]+)*)\*\*|__([^_]+)__|(?<![\w*])\*([^*\s][^*]*)\*|(?<!\w)_([^_\s][^_]*)_(?!\w)|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)|<?(https?:\/\/[^\s<>)"'`]*[^\s<>)"'`.,;:!?])>?/g;

function parseInline(text: string, depth = 0): Inline[] {
  if (depth > maxDepth) return [{ kind: "text", text }];
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(patterns)) {
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push(toInline(match, depth + 1));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

function toInline(match: RegExpMatchArray, depth: number): Inline {
  const [whole, code, strong, otherStrong, emphasis, otherEmphasis, label, href, address] = match;
  if (code !== undefined) return { kind: "code", text: code };
  const bold = strong ?? otherStrong;
  if (bold !== undefined) return { kind: "strong", children: parseInline(bold, depth) };
  const italic = emphasis ?? otherEmphasis;
  if (italic !== undefined) return { kind: "emphasis", children: parseInline(italic, depth) };
  if (label !== undefined && href !== undefined)
    return { kind: "link", href, children: [{ kind: "text", text: label }] };
  if (address !== undefined)
    return { kind: "link", href: address, children: [{ kind: "text", text: address }] };
  return { kind: "text", text: whole };
}
