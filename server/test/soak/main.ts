/** Two servers on one database: `npm run soak -- --seconds 120 --rate 100 --seed 1`. Exits 1 when a promise was broken. */
import { parseArgs } from "node:util";
import { runSoak, type SoakReport } from "./soak-run.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "120" },
    rate: { type: "string", default: "100" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});

const restartForMs = readNumber("seconds", values.seconds) * 1_000;
let endsAtMs: number | undefined;
const report = await runSoak({
  seed: readNumber("seed", values.seed),
  ratePerSecond: readNumber("rate", values.rate),
  wantsRestart() {
    endsAtMs ??= performance.now() + restartForMs;
    return performance.now() < endsAtMs;
  },
  restartEveryMs: 5_000,
  webhookDeadlineMs: 10_000,
  settleWithinMs: 120_000,
  tell: (text) => console.log(text),
});
console.log(describe(report));
process.exitCode = report.violations.length === 0 ? 0 : 1;

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number) && number >= 0) return number;
  throw new Error(`--${name} must be a number, not "${text}"`);
}

function describe(report: SoakReport): string {
  const { sender, takeOver, violations } = report;
  const statuses = [...sender.statuses].map(([status, times]) => `${status}: ${times}`).join(", ");
  return [
    `seed ${values.seed}`,
    `${report.alerts} alerts, ${sender.repeats} repetitions, answers ${statuses}; longest ${Math.round(sender.longestAnswerMs)} ms`,
    `${report.restarts} restarts in turn, the slowest ${Math.round(report.slowestRestartMs)} ms until ready again`,
    `${report.stateChanges} state changes, ${report.receipts} requests at the receiver`,
    `${report.doubledByRestarts} messages doubled by restarts`,
    `one of two killed with ${takeOver.inFlight.size} messages in flight: the last was taken over after ${Math.round(takeOver.largestGapMs)} ms; ${report.doubledByKill} messages arrived twice`,
    violations.length === 0 ? "All promises were kept." : `BROKEN PROMISES\n  ${violations.join("\n  ")}`,
  ].join("\n");
}
