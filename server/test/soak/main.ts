/**
 * Two servers on one database: `npm run soak -- --minutes 1 --seconds 120 --rate 100 --seed 1`, and a receiver that is
 * down: `npm run soak -- outage --minutes 60 --rate 100`. Exits 1 when a promise was broken.
 */
import { parseArgs } from "node:util";
import { describeFootprint } from "./footprint.ts";
import { mostSecondsToCatchUp, type OutageReport } from "./outage-rules.ts";
import { runOutage } from "./outage-run.ts";
import { runSoak, type SoakReport } from "./soak-run.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string", default: "1" },
    seconds: { type: "string", default: "120" },
    rate: { type: "string", default: "100" },
    limit: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});

const tell = (text: string) => console.log(text);
const [what] = positionals;
if (what !== undefined && what !== "outage") throw new Error(`There is no soak "${what}", only "outage".`);
const violations = what === "outage" ? await soakOutage() : await soakServers();
tell(violations.length === 0 ? "All promises were kept." : `BROKEN PROMISES\n  ${violations.join("\n  ")}`);
process.exitCode = violations.length === 0 ? 0 : 1;

async function soakServers(): Promise<readonly string[]> {
  const restartForMs = readNumber("seconds", values.seconds) * 1_000;
  let endsAtMs: number | undefined;
  const report = await runSoak({
    seed: readNumber("seed", values.seed),
    ratePerSecond: readNumber("rate", values.rate),
    calmMs: readNumber("minutes", values.minutes) * 60_000,
    wantsRestart() {
      endsAtMs ??= performance.now() + restartForMs;
      return performance.now() < endsAtMs;
    },
    restartEveryMs: 5_000,
    webhookDeadlineMs: 10_000,
    settleWithinMs: 120_000,
    tell,
  });
  tell(describe(report));
  return report.violations;
}

async function soakOutage(): Promise<readonly string[]> {
  const report = await runOutage({
    outageMs: readNumber("minutes", values.minutes) * 60_000,
    ratePerSecond: readNumber("rate", values.rate),
    limitPerSecond: values.limit === undefined ? null : readNumber("limit", values.limit),
    quietMs: 20_000,
    tell,
  });
  tell(describeOutage(report));
  return report.violations;
}

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number) && number >= 0) return number;
  throw new Error(`--${name} must be a number, not "${text}"`);
}

function describe(report: SoakReport): string {
  const { sender, takeOver } = report;
  const statuses = [...sender.statuses].map(([status, times]) => `${status}: ${times}`).join(", ");
  return [
    `seed ${values.seed}`,
    `${report.alerts} alerts, ${sender.repeats} repetitions, answers ${statuses}; longest ${Math.round(sender.longestAnswerMs)} ms`,
    ...describeFootprint(report.footprint, ["a", "b"]),
    `${report.restarts} restarts in turn, the slowest ${Math.round(report.slowestRestartMs)} ms until ready again`,
    `${report.stateChanges} state changes, ${report.receipts} requests at the receiver`,
    `${report.doubledByRestarts} messages doubled by restarts`,
    `one of two killed with ${takeOver.inFlight.size} messages in flight: the last was taken over after ${Math.round(takeOver.largestGapMs)} ms; ${report.doubledByKill} messages arrived twice`,
  ].join("\n");
}

function describeOutage(report: OutageReport): string {
  const { sender, parked, rateAfter, allAfterMs, footprints } = report;
  const statuses = [...sender.statuses].map(([status, times]) => `${status}: ${times}`).join(", ");
  const isMuch = parked > mostSecondsToCatchUp * rateAfter;
  return [
    `${report.alerts} alerts, ${sender.repeats} repetitions, answers ${statuses}`,
    `${report.refused} requests at the receiver that was down, ${report.probes} of them probes`,
    `statements a second: ${report.idle.toFixed(1)} idle, ${report.parkedIdle.toFixed(1)} with ${parked} messages parked; ` +
      `of deliveries, under load: ${report.loaded.toFixed(0)}, ${report.parkedLoaded.toFixed(0)} while one receiver is down`,
    `the receiver is back: first message after ${(report.firstAfterMs / 1_000).toFixed(1)} s, all ${parked} after ` +
      `${(allAfterMs / 1_000).toFixed(1)} s (at most ${mostSecondsToCatchUp}), ${rateAfter} a second` +
      (isMuch ? `; that is more than ${mostSecondsToCatchUp} s of this rate` : ""),
    `${report.lost} lost, ${report.doubled} doubled`,
    ...footprints.flatMap((footprint, at) => [
      at === 0 ? "before the restart:" : "after the restart:",
      ...describeFootprint(footprint, ["only"]).map((line) => `  ${line}`),
    ]),
  ].join("\n");
}
