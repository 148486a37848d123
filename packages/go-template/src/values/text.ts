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

/** The same inside a render, which pays for looking at every byte. */
export function canonicalWithin(budget: { charge(units: number): void }, text: string): string {
  if (text.isWellFormed()) return text;
  budget.charge(text.length * 2);
  return canonicalText(text);
}

/** Length in bytes, as `len` counts. */
export function byteLength(text: string): number {
  if (text.isWellFormed()) return Buffer.byteLength(text, "utf8");
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80 || isRawByte(unit)) length++;
    else if (isHighSurrogate(unit)) {
      length += 4;
      i++;
    } else length += unit < 0x800 ? 2 : 3;
  }
  return length;
}

/** The bytes of a Go string. */
export function toBytes(text: string): Uint8Array {
  if (text.isWellFormed()) return Buffer.from(text, "utf8");
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes[length++] = unit;
    else if (isRawByte(unit)) bytes[length++] = unit - rawByteBase;
    else {
      const code = text.codePointAt(i) ?? replacement;
      length = encode(code, bytes, length);
      if (code > 0xffff) i++;
    }
  }
  return bytes.subarray(0, length);
}

/** The Go string made of these bytes. */
export function fromBytes(bytes: Uint8Array): string {
  const whole = decodeValid(bytes);
  if (whole !== undefined) return whole;
  let text = "";
  let start = 0;
  for (let i = 0; i < bytes.length; ) {
    const width = validWidth(bytes, i);
    if (width > 0) {
      i += width;
      continue;
    }
    if (i > start) text += decoder.decode(bytes.subarray(start, i));
    text += String.fromCharCode(rawByteBase + (bytes[i] ?? 0));
    i++;
    start = i;
  }
  return text + decoder.decode(bytes.subarray(start));
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

/** Lowest and highest second byte after a first byte that narrows it: no overlong forms, no surrogates. */
const secondBytes: ReadonlyMap<number, readonly [low: number, high: number]> = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]],
]);

/** Width of the valid sequence at this place, or 0: the table of Unicode 3.9. */
function validWidth(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const width = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (width === 0 || at + width > bytes.length) return 0;
  const [low, high] = secondBytes.get(first) ?? [0x80, 0xbf];
  const second = bytes[at + 1] ?? 0;
  if (second < low || second > high) return 0;
  for (let i = 2; i < width; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return width;
}

/** Writes the UTF-8 of a code point beyond ASCII; gives the place after it. */
function encode(code: number, bytes: Uint8Array, at: number): number {
  const width = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  const marks = [0, 0, 0xc0, 0xe0, 0xf0];
  for (let i = width - 1, rest = code; i >= 0; i--, rest >>= 6) {
    bytes[at + i] = i === 0 ? (marks[width] ?? 0) | rest : 0x80 | (rest & 0x3f);
  }
  return at + width;
}
