/**
 * Go strings are bytes. Ours are JavaScript strings in which a byte outside valid UTF-8 is one lone unit
 * U+DC80…U+DCFF. A lone unit never occurs otherwise: all outside text passes `fromOutside` first.
 */
const rawByteBase = 0xdc00;
const replacement = 0xfffd;

/** Text from outside (data, sources): lone surrogates become U+FFFD, as Go's decoders do. */
export function fromOutside(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed();
}

/** Text for the outside: every stray byte becomes one U+FFFD. */
export function toOutside(text: string): string {
  return text.isWellFormed() ? text : canonicalText(text).toWellFormed();
}

/** Joins stray bytes that became valid UTF-8 by concatenation; call after building text from several parts. */
export function canonicalText(text: string): string {
  return text.isWellFormed() ? text : fromBytes(toBytes(text));
}

/** Length in bytes, as `len` counts. */
export function byteLength(text: string): number {
  return text.isWellFormed() ? Buffer.byteLength(text, "utf8") : toBytes(text).length;
}

/** The bytes of a Go string. */
export function toBytes(text: string): Uint8Array {
  if (text.isWellFormed()) return Buffer.from(text, "utf8");
  const parts: Uint8Array[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (isHighSurrogate(unit)) i++;
    else if (isRawByte(unit)) {
      if (i > start) parts.push(Buffer.from(text.slice(start, i), "utf8"));
      parts.push(Uint8Array.of(unit - rawByteBase));
      start = i + 1;
    }
  }
  parts.push(Buffer.from(text.slice(start), "utf8"));
  return Buffer.concat(parts);
}

/** The Go string made of these bytes. */
export function fromBytes(bytes: Uint8Array): string {
  const whole = decodeValid(bytes);
  if (whole !== undefined) return whole;
  let text = "";
  for (let i = 0; i < bytes.length; ) {
    const width = validWidth(bytes, i);
    if (width === 0) {
      text += String.fromCharCode(rawByteBase + (bytes[i] ?? 0));
      i++;
    } else {
      text += Buffer.from(bytes.subarray(i, i + width)).toString("utf8");
      i += width;
    }
  }
  return text;
}

/** The text of one code point; surrogates and values outside Unicode become U+FFFD, as in Go's `string(rune)`. */
export function fromCodePoint(code: number): string {
  const isValid = code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return String.fromCodePoint(isValid ? code : replacement);
}

/** The code point at a position of a Go string; a stray byte reads as U+FFFD. */
export function codePointAt(text: string, position: number): number {
  const code = text.codePointAt(position) ?? replacement;
  return code >= 0xd800 && code <= 0xdfff ? replacement : code;
}

/** Number of code points (a stray byte counts as one): the unit of printf widths and precisions. */
export function runeCount(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    if (isHighSurrogate(text.charCodeAt(i))) i++;
    count++;
  }
  return count;
}

/** The first `count` code points. */
export function firstRunes(text: string, count: number): string {
  let position = 0;
  for (let seen = 0; seen < count && position < text.length; seen++) {
    position += isHighSurrogate(text.charCodeAt(position)) ? 2 : 1;
  }
  return text.slice(0, position);
}

const whiteSpace = /\p{White_Space}/u;

/** `strings.TrimSpace`: Unicode White_Space, which is not what JavaScript's `trim` takes (U+FEFF, U+0085). */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && whiteSpace.test(text.charAt(start))) start++;
  while (end > start && whiteSpace.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Whether the unit at this place stands for a stray byte. */
export function isRawByte(unit: number): boolean {
  return unit >= 0xdc80 && unit <= 0xdcff;
}

/** Byte order of two Go strings: negative, zero or positive. JavaScript's own order is by UTF-16 unit. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  if (!(left.isWellFormed() && right.isWellFormed())) return Buffer.compare(toBytes(left), toBytes(right));
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return orderKey(a) - orderKey(b);
  }
  return left.length - right.length;
}

/** Surrogates (code points above U+FFFF) sort after every other unit. */
function orderKey(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeValid(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Width of the valid sequence at this place, or 0: the table of Unicode 3.9 (no overlong forms, no surrogates). */
function validWidth(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const width =
    first >= 0xc2 && first <= 0xdf
      ? 2
      : first >= 0xe0 && first <= 0xef
        ? 3
        : first >= 0xf0 && first <= 0xf4
          ? 4
          : 0;
  if (width === 0 || at + width > bytes.length) return 0;
  return decodeValid(bytes.subarray(at, at + width)) === undefined ? 0 : width;
}
