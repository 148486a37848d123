/** Python's ascii() of a repr. */
export function asciiRepr(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "ASCII"
  return text.replace(/[^\x00-\x7f]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
}
