/** Whether a code point belongs to a set. */
export type CharTest = (code: number) => boolean;

export type AssertKind =
  | "start"
  | "end"
  | "line-start"
  | "line-end"
  | "end-or-newline"
  | "word-boundary"
  | "not-word-boundary"
  | "word-start"
  | "word-end";

export type RegexNode =
  | { readonly kind: "empty" }
  | { readonly kind: "char"; readonly code: number }
  | { readonly kind: "set"; readonly test: CharTest }
  | { readonly kind: "sequence"; readonly items: readonly RegexNode[] }
  | { readonly kind: "choice"; readonly items: readonly RegexNode[] }
  | { readonly kind: "group"; readonly index: number; readonly body: RegexNode }
  | {
      readonly kind: "repeat";
      readonly body: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
    }
  | { readonly kind: "assert"; readonly assert: AssertKind; readonly ascii: boolean }
  | { readonly kind: "look"; readonly ahead: boolean; readonly negative: boolean; readonly body: RegexNode }
  | { readonly kind: "atomic"; readonly body: RegexNode }
  | { readonly kind: "backref"; readonly index: number; readonly ignoreCase: boolean }
  | { readonly kind: "condition"; readonly index: number; readonly yes: RegexNode; readonly no: RegexNode };

export interface ParsedRegex {
  readonly root: RegexNode;
  readonly groupCount: number;
  readonly names: ReadonlyMap<string, number>;
}
