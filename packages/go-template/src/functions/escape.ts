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
  let escaped = "";
  for (let i = 0; i < text.length; ) {
    const code = codePointAt(text, i);
    escaped += scriptEscapes.get(code) ?? escapeScriptCharacter(code);
    i += code > 0xffff ? 2 : 1;
  }
  return escaped;
}

function escapeScriptCharacter(code: number): string {
  const isPlain = code < 0x80 ? code >= 0x20 : isPrintable(code);
  if (isPlain) return String.fromCodePoint(code);
  return `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** `urlquery`: form encoding, byte by byte, space as `+`. */
export function escapeQuery(text: string): string {
  let escaped = "";
  for (const byte of toBytes(text)) {
    if (byte === 0x20) escaped += "+";
    else if (isUnreserved(byte)) escaped += String.fromCharCode(byte);
    else escaped += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return escaped;
}

function isUnreserved(byte: number): boolean {
  return /[A-Za-z0-9\-_.~]/.test(String.fromCharCode(byte));
}
