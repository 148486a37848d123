import { codePointAt, isRawByte } from "../values/text.ts";

const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** Go's `strconv.IsPrint`. */
export function isPrintable(code: number): boolean {
  if (code < 0x7f) return code >= 0x20;
  return printable.test(String.fromCodePoint(code));
}

const shortEscapes = new Map([
  [0x07, "\\a"],
  [0x08, "\\b"],
  [0x0c, "\\f"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x09, "\\t"],
  [0x0b, "\\v"],
]);

/** Go's `strconv.Quote`, or `QuoteToASCII` when `asciiOnly`. */
export function quoteText(text: string, asciiOnly = false): string {
  let quoted = '"';
  for (let i = 0; i < text.length; ) {
    const unit = text.charCodeAt(i);
    if (isRawByte(unit)) {
      quoted += `\\x${hexadecimal(unit - 0xdc00, 2)}`;
      i++;
      continue;
    }
    const code = codePointAt(text, i);
    quoted += escapeCodePoint(code, '"', asciiOnly);
    i += code > 0xffff ? 2 : 1;
  }
  return `${quoted}"`;
}

/** Go's `strconv.QuoteRune`; a value outside Unicode is quoted as U+FFFD. */
export function quoteRune(code: number, asciiOnly = false): string {
  const isValid = code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return `'${escapeCodePoint(isValid ? code : 0xfffd, "'", asciiOnly)}'`;
}

/** Go's `strconv.CanBackquote`: one line without control characters, backquotes or stray bytes. */
export function canBackquote(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) i++;
    else if (isRawByte(unit) || unit === 0xfeff || unit === 0x60 || unit === 0x7f) return false;
    else if (unit < 0x20 && unit !== 0x09) return false;
  }
  return true;
}

function escapeCodePoint(code: number, quote: string, asciiOnly: boolean): string {
  if (code === quote.charCodeAt(0) || code === 0x5c) return `\\${String.fromCharCode(code)}`;
  if (code < 0x80 ? code >= 0x20 && code < 0x7f : !asciiOnly && isPrintable(code)) {
    return String.fromCodePoint(code);
  }
  const short = shortEscapes.get(code);
  if (short !== undefined) return short;
  if (code < 0x20 || code === 0x7f) return `\\x${hexadecimal(code, 2)}`;
  return code > 0xffff ? `\\U${hexadecimal(code, 8)}` : `\\u${hexadecimal(code, 4)}`;
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
