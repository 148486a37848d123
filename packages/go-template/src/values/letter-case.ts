/** Code points (hexadecimal) that differ only in case and are not simply one capital and its small letter. */
const unusualOrbits =
  "4b 6b 212a; 53 73 17f; b5 39c 3bc; c5 e5 212b; df 1e9e; 1c4 1c5 1c6; 1c7 1c8 1c9; 1ca 1cb 1cc; " +
  "1f1 1f2 1f3; 345 399 3b9 1fbe; 392 3b2 3d0; 395 3b5 3f5; 398 3b8 3d1 3f4; 39a 3ba 3f0; 3a0 3c0 " +
  "3d6; 3a1 3c1 3f1; 3a3 3c2 3c3; 3a6 3c6 3d5; 3a9 3c9 2126; 412 432 1c80; 414 434 1c81; 41e 43e " +
  "1c82; 421 441 1c83; 422 442 1c84 1c85; 42a 44a 1c86; 462 463 1c87; 1c88 a64a a64b; 1e60 1e61 " +
  "1e9b; 1f80 1f88; 1f81 1f89; 1f82 1f8a; 1f83 1f8b; 1f84 1f8c; 1f85 1f8d; 1f86 1f8e; 1f87 1f8f; " +
  "1f90 1f98; 1f91 1f99; 1f92 1f9a; 1f93 1f9b; 1f94 1f9c; 1f95 1f9d; 1f96 1f9e; 1f97 1f9f; 1fa0 " +
  "1fa8; 1fa1 1fa9; 1fa2 1faa; 1fa3 1fab; 1fa4 1fac; 1fa5 1fad; 1fa6 1fae; 1fa7 1faf; 1fb3 1fbc; " +
  "1fc3 1fcc; 1ff3 1ffc";

/** Go's `unicode.ToUpper`: one code point for one; what has no single capital stays. */
export function upperCase(code: number): number {
  return iotaCapital(code) ?? single(String.fromCodePoint(code).toUpperCase()) ?? code;
}

/** Go's `unicode.ToLower`. */
export function lowerCase(code: number): number {
  if (code === 0x130) return 0x69;
  return single(String.fromCodePoint(code).toLowerCase()) ?? code;
}

/** Go's `strings.ToUpper`. */
export function toUpperText(text: string): string {
  return mapCodePoints(text, text.toUpperCase(), upperCase);
}

/** Go's `strings.ToLower`. */
export function toLowerText(text: string): string {
  return mapCodePoints(text, text.toLowerCase(), lowerCase);
}

/** A code point with all others that equal it when case is ignored. */
export function foldOrbit(code: number): readonly number[] {
  const unusual = orbits().get(code);
  if (unusual) return unusual;
  // The dotted and dotless i have no partners in Unicode's simple folding.
  if (code === 0x130 || code === 0x131) return [code];
  return [...new Set([code, upperCase(code), lowerCase(code)])];
}

/** Plain ASCII needs no look at each letter. */
function mapCodePoints(text: string, native: string, map: (code: number) => number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range is meant.
  if (/^[\x00-\x7f]*$/.test(text)) return native;
  let mapped = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    mapped += code >= 0xdc00 && code <= 0xdfff ? character : String.fromCodePoint(map(code));
  }
  return mapped;
}

/** Greek letters with iota subscript have a capital of one code point, which JavaScript spells with two. */
function iotaCapital(code: number): number | undefined {
  if (code >= 0x1f80 && code <= 0x1faf) return code | 8;
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? code + 9 : undefined;
}

function single(text: string): number | undefined {
  const code = text.codePointAt(0) ?? 0;
  return text.length === (code > 0xffff ? 2 : 1) ? code : undefined;
}

let orbitTable: ReadonlyMap<number, readonly number[]> | undefined;

function orbits(): ReadonlyMap<number, readonly number[]> {
  orbitTable ??= buildOrbits();
  return orbitTable;
}

function buildOrbits(): ReadonlyMap<number, readonly number[]> {
  const table = new Map<number, readonly number[]>();
  for (const group of unusualOrbits.split("; ")) {
    const members = group.split(" ").map((code) => Number.parseInt(code, 16));
    for (const member of members) table.set(member, members);
  }
  return table;
}
