/**
 * Many byte strings as one binary parameter: PostgreSQL cuts them out again with `substring(bytes from start for
 * length)`. An array parameter would travel as escaped text, several times larger and slower.
 */
export interface Packed {
  bytes: Buffer;
  /** From 1, as SQL counts. */
  starts: number[];
  lengths: number[];
}

export function packBytes(parts: readonly Buffer[]): Packed {
  const starts: number[] = [];
  let next = 1;
  for (const part of parts) {
    starts.push(next);
    next += part.length;
  }
  return { bytes: Buffer.concat(parts), starts, lengths: parts.map((part) => part.length) };
}
