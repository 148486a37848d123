import { LimitReached } from "./errors.ts";

/** Bounds on what one template may cost. */
export interface Limits {
  /** Units of work of one render; a unit is roughly a tenth of a microsecond. */
  readonly maxSteps: number;
  /** Length of the output, in UTF-16 units. */
  readonly maxOutput: number;
  /** Length of any text a template builds on the way, in UTF-16 units. */
  readonly maxText: number;
  /** Depth of template calls. */
  readonly maxDepth: number;
  /** Nesting of parentheses and of control blocks in a source text. */
  readonly maxNesting: number;
  /** Length of a source text, in UTF-16 units. */
  readonly maxSource: number;
}

/** Generous for notifications, and small enough to stop every template within 50 ms. */
export const defaultLimits: Limits = {
  maxSteps: 200_000,
  maxOutput: 1 << 20,
  maxText: 1 << 20,
  maxDepth: 1_000,
  maxNesting: 200,
  maxSource: 1 << 16,
};

/** The work one render may still do. */
export class Budget {
  readonly limits: Limits;
  private left: number;

  constructor(limits: Limits) {
    this.limits = limits;
    this.left = limits.maxSteps;
  }

  /** Pays for work about to be done. Throws LimitReached when nothing is left. */
  charge(units: number): void {
    this.left -= units;
    if (this.left < 0) throw new LimitReached(`exceeded the limit of ${this.limits.maxSteps} steps`);
  }

  /** Throws LimitReached when a text may not become this long. */
  limitText(length: number): void {
    if (length > this.limits.maxText) {
      throw new LimitReached(`exceeded the text limit of ${this.limits.maxText} characters`);
    }
  }

  /** Pays for a text of this length before it is built. */
  chargeText(length: number): void {
    this.limitText(length);
    this.charge(1 + (length >> 4));
  }
}
