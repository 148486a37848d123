import { isCased } from "./case.ts";

const DIGITS_BEYOND_DECIMAL =
  "\\u00b2\\u00b3\\u00b9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468\\u2474-\\u247c\\u2488-\\u2490\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792\\u{10a40}-\\u{10a43}\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}";
const IDEOGRAPHIC_NUMBERS =
  "\\u3007\\u4e00\\u4e03\\u4e07\\u4e09\\u4e24\\u4e5d\\u4e8c\\u4e94\\u4ebf\\u4edf\\u4f0d\\u5104\\u5146\\u516b\\u516d\\u5341\\u5343\\u56db\\u767e\\u842c\\u96f6";

/** The `is…` methods that ask the same of every character and are false for the empty text. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  isalpha: /^\p{L}+$/u,
  isdecimal: /^\p{Nd}+$/u,
  isdigit: new RegExp(`^[\\p{Nd}${DIGITS_BEYOND_DECIMAL}]+$`, "u"),
  isnumeric: new RegExp(`^[\\p{N}${IDEOGRAPHIC_NUMBERS}]+$`, "u"),
  isalnum: /^[\p{L}\p{N}]+$/u,
  isidentifier: /^[\p{ID_Start}_][\p{ID_Continue}]*$/u,
};

/** Python's str.isalpha, isdigit, ... by name. */
export function hasClass(text: string, name: string): boolean {
  return PATTERNS[name]?.test(text) === true;
}

const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

/** Python's str.istitle: capitals only after what has no case, small letters only after cased ones. */
export function isTitle(text: string): boolean {
  let found = false;
  let afterCased = false;
  for (const char of text) {
    const cased = isCased(char);
    if (cased && /[\p{Uppercase}\p{Lt}]/u.test(char) === afterCased) return false;
    found ||= cased;
    afterCased = cased;
  }
  return found;
}
