import type { Runtime } from "../runtime.ts";

export interface LinkOptions {
  /** Attributes of the links, escaped, each with a blank before it. */
  readonly attributes: string;
  /** Shortens the shown text of a link. */
  readonly trim: (text: string) => string;
  readonly schemes: readonly string[];
}

const W = "[\\p{L}\\p{N}_";
/** Jinja's idea of a web address: http(s) or www with a plausible host, or a host under a well-known domain. */
const WEB = new RegExp(
  `^(?:(?:https?://|www\\.)(?:(?:${W}%\\-]+\\.)+)?(?:[a-z]{2,63}|xn--${W}%]{2,59})|` +
    `(?:${W}%\\-]{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)|` +
    "https?://(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[(?:[\\da-f]{0,4}:){2}(?:[\\da-f]{0,4}:?){1,6}\\]))" +
    "(?::\\d{1,5})?(?:[/?#]\\S*)?$",
  "iu",
);
const MAIL = new RegExp(`^\\S+@${W}]${W}.\\-]*\\.${W}]+$`, "u");
const MAX_WORD = 4000;

const BRACKETS = [
  ["(", ")"],
  ["<", ">"],
  ["&lt;", "&gt;"],
] as const;

/** Makes links of the addresses in an HTML-escaped text. */
export function linkUrls(rt: Runtime, escaped: string, options: LinkOptions): string {
  rt.spend(escaped.length >> 1);
  const words = escaped.split(/(\s+)/);
  rt.reserveItems(words.length);
  const linked = words.map((word) => (word.length > MAX_WORD ? word : linkWord(word, options)));
  return rt.made(linked.join(""));
}

function linkWord(word: string, options: LinkOptions): string {
  const head = /^(?:[(<]|&lt;)+/.exec(word)?.[0] ?? "";
  const { middle, tail } = balance(splitTail(word.slice(head.length)));
  return head + linkOf(middle, options) + tail;
}

interface Parts {
  readonly middle: string;
  readonly tail: string;
}

function splitTail(word: string): Parts {
  let end = word.length;
  while (end > 0) {
    if (word.endsWith("&gt;", end)) end -= 4;
    else if (/[)>.,\n]/.test(word[end - 1] ?? "")) end -= 1;
    else break;
  }
  return { middle: word.slice(0, end), tail: word.slice(end) };
}

/** Gives closing brackets that match opening ones inside the address back to it. */
function balance(parts: Parts): Parts {
  let { middle, tail } = parts;
  for (const [open, close] of BRACKETS) {
    const opened = count(middle, open);
    if (opened <= count(middle, close)) continue;
    for (let moves = Math.min(opened, count(tail, close)); moves > 0; moves -= 1) {
      const end = tail.indexOf(close) + close.length;
      middle += tail.slice(0, end);
      tail = tail.slice(end);
    }
  }
  return { middle, tail };
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function linkOf(text: string, { attributes, trim, schemes }: LinkOptions): string {
  if (WEB.test(text)) {
    const prefix = text.startsWith("https://") || text.startsWith("http://") ? "" : "https://";
    return `<a href="${prefix}${text}"${attributes}>${trim(text)}</a>`;
  }
  if (text.startsWith("mailto:") && MAIL.test(text.slice(7))) return `<a href="${text}">${text.slice(7)}</a>`;
  if (isMail(text)) return `<a href="mailto:${text}">${text}</a>`;
  const scheme = schemes.find((prefix) => text !== prefix && text.startsWith(prefix));
  return scheme === undefined ? text : `<a href="${text}"${attributes}>${text}</a>`;
}

function isMail(text: string): boolean {
  if (!text.includes("@") || text.startsWith("www.") || text.startsWith("@") || text.includes(":"))
    return false;
  return MAIL.test(text);
}
