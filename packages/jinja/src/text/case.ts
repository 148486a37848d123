/** Digraphs whose title case is a letter of its own. */
const TITLE: Readonly<Record<string, string>> = {
  "\u01c4": "\u01c5",
  "\u01c5": "\u01c5",
  "\u01c6": "\u01c5",
  "\u01c7": "\u01c8",
  "\u01c8": "\u01c8",
  "\u01c9": "\u01c8",
  "\u01ca": "\u01cb",
  "\u01cb": "\u01cb",
  "\u01cc": "\u01cb",
  "\u01f1": "\u01f2",
  "\u01f2": "\u01f2",
  "\u01f3": "\u01f2",
};

function titleChar(char: string): string {
  const special = TITLE[char];
  if (special !== undefined) return special;
  const [first = "", ...rest] = char.toUpperCase();
  return first + rest.join("").toLowerCase();
}

/** Python's str.capitalize. */
export function capitalizeText(text: string): string {
  const first = text.codePointAt(0);
  if (first === undefined) return "";
  const char = String.fromCodePoint(first);
  return titleChar(char) + lowerFrom(text, char.length);
}

/** Lower case of the rest of a text; the part before matters for the Greek final sigma. */
function lowerFrom(text: string, start: number): string {
  if (!text.includes("\u03a3")) return text.slice(start).toLowerCase();
  const head = text.slice(0, start);
  return text.toLowerCase().slice(head.toLowerCase().length);
}

/** Whether a character has case. */
export function isCased(char: string): boolean {
  return /^[\p{Lowercase}\p{Uppercase}\p{Lt}]$/u.test(char);
}

/** Python's str.title: every letter after something without case begins a word. */
export function titleText(text: string): string {
  let result = "";
  let inWord = false;
  for (const char of text) {
    result += inWord ? char.toLowerCase() : titleChar(char);
    inWord = isCased(char);
  }
  return result;
}

export function swapCaseText(text: string): string {
  let result = "";
  for (const char of text) {
    result += /\p{Uppercase}/u.test(char)
      ? char.toLowerCase()
      : /\p{Lowercase}/u.test(char)
        ? char.toUpperCase()
        : char;
  }
  return result;
}

/** Python's str.casefold, by way of the upper case where that is the same. */
export function casefoldText(text: string): string {
  let result = "";
  for (const char of text) result += foldChar(char);
  return result;
}

function foldChar(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return char.toLowerCase();
  // The dotless i folds to itself, Cherokee folds to capitals.
  if (code === 0x131) return char;
  if ((code >= 0x13f8 && code <= 0x13fd) || (code >= 0xab70 && code <= 0xabbf)) return char.toUpperCase();
  if (code >= 0x13a0 && code <= 0x13f5) return char;
  let folded = "";
  for (const upper of char.toUpperCase()) folded += upper.toLowerCase();
  return folded;
}
