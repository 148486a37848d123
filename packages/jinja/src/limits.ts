/** Bounds of one compilation or rendering. All are counts, not times: the same template always ends the same way. */
export interface Limits {
  /** Characters of template text. */
  readonly templateLength: number;
  /** Nested tags or brackets that the parser follows. */
  readonly parseDepth: number;
  /** Operations of one render; long texts and lists cost more than one. */
  readonly steps: number;
  /** UTF-16 units written by one render. */
  readonly outputLength: number;
  /** UTF-16 units of one text value, also widths and paddings. */
  readonly textLength: number;
  /** UTF-16 units of all texts made by one render, kept or not. */
  readonly totalText: number;
  /** Entries of one list or dict. */
  readonly collectionSize: number;
  /** Nested calls (macros, recursive loops) and nested containers. */
  readonly depth: number;
  /** Bits of an integer. */
  readonly integerBits: number;
  /** Elements that range() may have. */
  readonly rangeSize: number;
  /** Steps of one regular-expression call; beyond it the filters give None, as after the old engine's time-out. */
  readonly regexCallSteps: number;
  /** Steps of all regular-expression calls of one render. */
  readonly regexSteps: number;
}

export const DEFAULT_LIMITS: Limits = {
  templateLength: 50_000,
  parseDepth: 100,
  steps: 200_000,
  outputLength: 1_000_000,
  textLength: 1_000_000,
  totalText: 4_000_000,
  collectionSize: 20_000,
  depth: 100,
  integerBits: 65_536,
  rangeSize: 100_000,
  regexCallSteps: 150_000,
  regexSteps: 300_000,
};
