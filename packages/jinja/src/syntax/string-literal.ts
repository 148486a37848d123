type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\n": "",
};
const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const HEX_FORM: Readonly<Record<string, string>> = { x: "\\xXX", u: "\\uXXXX", U: "\\UXXXXXXXX" };

/**
 * Decodes the inside of a string literal as Jinja does: `encode("ascii", "backslashreplace")`, then
 * `decode("unicode-escape")`. Unknown escapes stay as they are.
 */
export function decodeString(raw: string): Decoded {
  if (!raw.includes("\\")) return { ok: true, text: raw };
  let text = "";
  let pos = 0;
  while (pos < raw.length) {
    const slash = raw.indexOf("\\", pos);
    if (slash < 0) return { ok: true, text: text + raw.slice(pos) };
    text += raw.slice(pos, slash);
    const decoded = decodeEscape(raw, slash);
    if (typeof decoded === "string") return { ok: false, message: decoded };
    text += decoded.text;
    pos = decoded.end;
  }
  return { ok: true, text };
}

/** The character of the escape at `slash`, or the message of the error. */
function decodeEscape(raw: string, slash: number): { text: string; end: number } | string {
  const sign = raw[slash + 1];
  if (sign === undefined) return "\\ at end of string";
  const simple = SIMPLE[sign];
  if (simple !== undefined) return { text: simple, end: slash + 2 };
  const length = HEX_LENGTH[sign];
  if (length !== undefined) return decodeHex(raw, slash, length);
  if (sign >= "0" && sign <= "7") {
    const digits = /^[0-7]{1,3}/.exec(raw.slice(slash + 1, slash + 4))?.[0] ?? sign;
    return { text: String.fromCodePoint(Number.parseInt(digits, 8)), end: slash + 1 + digits.length };
  }
  if (sign === "N") return "unknown Unicode character name";
  const code = raw.codePointAt(slash + 1) ?? 0;
  if (code < 0x80) return { text: `\\${sign}`, end: slash + 2 };
  // The replaced form of a character that is not ASCII begins with a backslash, and this one escapes it.
  const replaced =
    code < 0x100 ? `x${hex(code, 2)}` : code < 0x10000 ? `u${hex(code, 4)}` : `U${hex(code, 8)}`;
  return { text: `\\${replaced}`, end: slash + (code > 0xffff ? 3 : 2) };
}

function decodeHex(raw: string, slash: number, length: number): { text: string; end: number } | string {
  const sign = raw[slash + 1] ?? "x";
  const digits = raw.slice(slash + 2, slash + 2 + length);
  if (digits.length < length || !/^[\da-fA-F]+$/.test(digits)) return `truncated ${HEX_FORM[sign]} escape`;
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) return "illegal Unicode character";
  return { text: String.fromCodePoint(code), end: slash + 2 + length };
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, "0");
}
