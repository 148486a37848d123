const SURROGATE = /[\ud800-\udfff]/;

/** Whether units and code points differ in a text; only then the slow paths are needed. */
export function hasSurrogates(text: string): boolean {
  return SURROGATE.test(text);
}

/** Number of code points. */
export function codePointLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = text.length;
  for (let index = 0; index < text.length - 1; index += 1) {
    if (isPair(text, index)) {
      count -= 1;
      index += 1;
    }
  }
  return count;
}

function isPair(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
}

/** The unit index of a code point index (clamped to the length). */
export function unitIndex(text: string, index: number): number {
  if (!SURROGATE.test(text)) return Math.min(index, text.length);
  let unit = 0;
  for (let count = 0; count < index && unit < text.length; count += 1) unit += isPair(text, unit) ? 2 : 1;
  return unit;
}

/** The code point index of a unit index. */
export function pointIndex(text: string, unit: number): number {
  return codePointLength(text.slice(0, unit));
}

/** Text from code point `start` to `stop`, both already within bounds. */
export function slicePoints(text: string, start: number, stop: number): string {
  if (!SURROGATE.test(text)) return text.slice(start, stop);
  const begin = unitIndex(text, start);
  return text.slice(begin, begin + unitIndex(text.slice(begin), stop - start));
}

/** Python's order of texts: by code points, where JavaScript compares units. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1;
  const end = Math.min(a.length, b.length);
  let index = 0;
  while (index < end && a.charCodeAt(index) === b.charCodeAt(index)) index += 1;
  if (index === end) return a.length - b.length;
  // The first different unit may be the second half of a pair whose first halves are equal.
  const start = index > 0 && (a.charCodeAt(index - 1) & 0xfc00) === 0xd800 ? index - 1 : index;
  return (a.codePointAt(start) ?? 0) - (b.codePointAt(start) ?? 0);
}
