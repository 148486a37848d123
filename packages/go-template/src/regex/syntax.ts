import type { CharClass } from "./char-class.ts";

/** What a position must be for an assertion to hold. */
export type Assertion = "textStart" | "textEnd" | "lineStart" | "lineEnd" | "wordBoundary" | "noWordBoundary";

/** A parsed regular expression. */
export type Expression =
  | { readonly kind: "empty" }
  | { readonly kind: "char"; readonly charClass: CharClass }
  | { readonly kind: "assert"; readonly assertion: Assertion }
  | { readonly kind: "capture"; readonly index: number; readonly body: Expression }
  | { readonly kind: "concat"; readonly parts: readonly Expression[] }
  | { readonly kind: "alternate"; readonly choices: readonly Expression[] }
  | {
      readonly kind: "repeat";
      readonly body: Expression;
      readonly min: number;
      /** Undefined: no upper bound. */
      readonly max: number | undefined;
      readonly isGreedy: boolean;
    };

/** An expression with its groups: names by index, an empty text for unnamed ones. */
export interface ParsedRegex {
  readonly expression: Expression;
  readonly groupNames: readonly string[];
}

/** The text is not a regular expression; the wording is Go's. */
export class RegexError extends Error {
  override readonly name = "RegexError";

  constructor(code: string, piece: string) {
    super(`error parsing regexp: ${code}: \`${piece}\``);
  }
}
