/** Python's str.isspace for one UTF-16 unit (no white space lies beyond the basic plane). */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

export function skipSpace(text: string, from: number): number {
  let pos = from;
  while (pos < text.length && isSpace(text.charCodeAt(pos))) pos += 1;
  return pos;
}

export function rstripText(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export function stripText(text: string): string {
  const tail = rstripText(text);
  return tail.slice(skipSpace(tail, 0));
}

/** Python's `str.split()` without arguments, at most `limit` cuts (negative: no bound). */
export function splitSpace(text: string, limit = -1): string[] {
  const parts: string[] = [];
  let pos = skipSpace(text, 0);
  while (pos < text.length) {
    if (limit >= 0 && parts.length === limit) {
      parts.push(rstripText(text.slice(pos)));
      return parts;
    }
    let end = pos;
    while (end < text.length && !isSpace(text.charCodeAt(end))) end += 1;
    parts.push(text.slice(pos, end));
    pos = skipSpace(text, end);
  }
  return parts;
}
