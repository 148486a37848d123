import type { AssertKind, RegexNode } from "./ast.ts";
import { tabled } from "./char-sets.ts";

/** `(?=`, `(?!`, `(?<=`, `(?<!`: the sign, whether it looks ahead, whether it must not match. */
export const LOOKS: readonly (readonly [string, boolean, boolean])[] = [
  ["=", true, false],
  ["!", true, true],
  ["<=", false, false],
  ["<!", false, true],
];

/** Assertions written as an escape. */
export const ESCAPED_ASSERTS: Readonly<Record<string, AssertKind>> = {
  A: "start",
  Z: "end",
  z: "end",
  b: "word-boundary",
  B: "not-word-boundary",
  m: "word-start",
  M: "word-end",
};

/** `\\R`: any line end, never half of one. */
export const NEWLINE: RegexNode = {
  kind: "atomic",
  body: {
    kind: "choice",
    items: [
      {
        kind: "sequence",
        items: [
          { kind: "char", code: 13 },
          { kind: "char", code: 10 },
        ],
      },
      {
        kind: "set",
        test: tabled(
          (code) => (code >= 10 && code <= 13) || code === 0x85 || code === 0x2028 || code === 0x2029,
        ),
      },
    ],
  },
};
