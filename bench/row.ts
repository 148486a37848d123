import type { Spread } from "./statistics.ts";

/** One line of the result. */
export interface Row {
  what: string;
  measured: string;
  /** The part of the goal that counts: a ratio, or an absolute value with its unit. */
  result: string;
  atLeast: string;
  aim: string;
  verdict: Verdict;
}

export type Verdict = "aim reached" | "enough" | "MISSED" | "informative";

/** `isMoreBetter`: throughput; otherwise the value is a cost. */
export function judge(value: number, goal: { atLeast: number; aim: number; isMoreBetter: boolean }): Verdict {
  const reaches = (limit: number) => (goal.isMoreBetter ? value >= limit : value <= limit);
  if (reaches(goal.aim)) return "aim reached";
  return reaches(goal.atLeast) ? "enough" : "MISSED";
}

const fromBest = ["aim reached", "enough", "MISSED"] as const;

/** Of two figures in one row. */
export function worse(one: Verdict, other: Verdict): Verdict {
  return fromBest.findLast((verdict) => verdict === one || verdict === other) ?? "informative";
}

export function showSpread({ median, least, most }: Spread, digits: number): string {
  const show = (value: number) => value.toFixed(digits);
  return least === most ? show(median) : `${show(median)} (${show(least)}–${show(most)})`;
}

export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString("en-US")}/s`;
}

const columns = ["What", "Measured", "Result", "At least", "Aim", "Verdict"];

/** As a Markdown table, so that it can stand in the documentation as it is. */
export function showTable(rows: readonly Row[]): string {
  const lines = rows.map(({ what, measured, result, atLeast, aim, verdict }) => [
    what,
    measured,
    result,
    atLeast,
    aim,
    verdict,
  ]);
  return [columns, columns.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
