import { splitSpace } from "./whitespace.ts";

const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\u00a0"],
  ["copy", "©"],
  ["reg", "®"],
  ["trade", "™"],
  ["hellip", "…"],
  ["mdash", "—"],
  ["ndash", "–"],
  ["laquo", "«"],
  ["raquo", "»"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["bull", "•"],
  ["middot", "·"],
  ["deg", "°"],
  ["euro", "€"],
  ["pound", "£"],
  ["yen", "¥"],
  ["cent", "¢"],
  ["sect", "§"],
  ["para", "¶"],
  ["times", "×"],
  ["divide", "÷"],
  ["plusmn", "±"],
  ["micro", "µ"],
  ["larr", "←"],
  ["uarr", "↑"],
  ["rarr", "→"],
  ["darr", "↓"],
  ["auml", "ä"],
  ["ouml", "ö"],
  ["uuml", "ü"],
  ["Auml", "Ä"],
  ["Ouml", "Ö"],
  ["Uuml", "Ü"],
  ["szlig", "ß"],
  ["eacute", "é"],
  ["egrave", "è"],
  ["agrave", "à"],
  ["aacute", "á"],
  ["ccedil", "ç"],
  ["ntilde", "ñ"],
  ["oslash", "ø"],
  ["aring", "å"],
  ["aelig", "æ"],
]);

/** Replaces character references: numeric ones, and the common named ones. */
export function unescapeHtml(text: string): string {
  return text.replace(/&(#\d+|#[xX][\da-fA-F]+|\w+);?/g, (whole: string, name: string) => {
    if (!name.startsWith("#")) return NAMED.get(name) ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
    return String.fromCodePoint(code);
  });
}

/** MarkupSafe's striptags: comments and tags out, blanks joined, references replaced. */
export function striptags(text: string): string {
  const withoutComments = cut(text, "<!--", "-->");
  return unescapeHtml(splitSpace(cut(withoutComments, "<", ">")).join(" "));
}

/** Removes every `open … close` stretch; an open one without end stays. */
function cut(text: string, open: string, close: string): string {
  let result = "";
  let pos = 0;
  while (true) {
    const start = text.indexOf(open, pos);
    const end = start < 0 ? -1 : text.indexOf(close, start);
    if (end < 0) return result + text.slice(pos);
    result += text.slice(pos, start);
    pos = end + close.length;
  }
}
