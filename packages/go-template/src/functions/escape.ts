import { isPrintable } from "../format/quote.ts";
import { codePointAt, toBytes } from "../values/text.ts";

const htmlEscapes: ReadonlyMap<string, string> = new Map([
  ["\0", "\ufffd"],
  ['"', "&#34;"],
  ["'", "&#39;"],
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
]);

/** `html`: the five special characters, and NUL. */
export function escapeHtml(text: string): string {
  return text.replace(/[\0"'&<>]/g, (character) => htmlEscapes.get(character) ?? character);
}

const scriptEscapes: ReadonlyMap<number, string> = new Map([
  [0x5c, "\\\\"],
  [0x27, "\\'"],
  [0x22, '\\"'],
  [0x3c, "\\u003C"],
  [0x3e, "\\u003E"],
  [0x26, "\\u0026"],
  [0x3d, "\\u003D"],
]);

/** `js`: safe inside a JavaScript string literal. */
export function escapeScript(text: string): string {
  return text.replace(/[\\'"<>&=]|[^ -\u007f]/gu, escapeScriptCharacter);
}

function escapeScriptCharacter(character: string): string {
  const code = codePointAt(character, 0);
  const known = scriptEscapes.get(code);
  if (known !== undefined) return known;
  if (code >= 0x80 && isPrintable(code)) return String.fromCodePoint(code);
  return `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** What each byte becomes in a form. */
const queryBytes = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (character === " ") return "+";
  return /[A-Za-z0-9\-_.~]/.test(character)
    ? character
    : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
});

/** `urlquery`: form encoding, byte by byte, space as `+`. */
export function escapeQuery(text: string): string {
  if (!/[^A-Za-z0-9\-_.~]/.test(text)) return text;
  let escaped = "";
  for (const byte of toBytes(text)) escaped += queryBytes[byte] ?? "";
  return escaped;
}
