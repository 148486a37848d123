/**
 * The crash tests in their long form: `npm run crash -- --minutes 10 --rate 500 --seed 1`, of a replay `npm run crash --
 * replay --deliveries 100000 --kills 2`, of order `npm run crash -- order --groups 100 --changes 100`. Exits 1 when a promise was broken.
 */
import { parseArgs } from "node:util";
import { type CrashReport, runCrashTest } from "./crash-run.ts";
import { disruptionKinds } from "./disruptions.ts";
import { runOrderCrash } from "./order-run.ts";
import { runReplayCrash } from "./replay-run.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string", default: "10" },
    rate: { type: "string", default: "500" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    deliveries: { type: "string", default: "100000" },
    kills: { type: "string", default: "2" },
    groups: { type: "string", default: "100" },
    changes: { type: "string", default: "100" },
  },
});

const tell = (text: string) => console.log(text);
const [what] = positionals;
const violations = await chooseTest(what)();
console.log(
  violations.length === 0 ? "All promises were kept." : `BROKEN PROMISES\n  ${violations.join("\n  ")}`,
);
process.exitCode = violations.length === 0 ? 0 : 1;

function chooseTest(name: string | undefined): () => Promise<readonly string[]> {
  switch (name) {
    case undefined:
      return crashAlerts;
    case "replay":
      return crashReplay;
    case "order":
      return crashOrder;
    default:
      throw new Error(`There is no crash test "${name}", only "replay" and "order".`);
  }
}

async function crashAlerts(): Promise<readonly string[]> {
  const endsAtMs = performance.now() + readNumber("minutes", values.minutes) * 60_000;
  const report = await runCrashTest({
    seed: readNumber("seed", values.seed),
    ratePerSecond: readNumber("rate", values.rate),
    nextDisruption: (random) => (performance.now() > endsAtMs ? null : random.pick(disruptionKinds)),
    longestCalmMs: 8_000,
    webhookDeadlineMs: 10_000,
    settleWithinMs: 120_000,
    tell,
  });
  tell(describe(report));
  return report.violations;
}

async function crashReplay(): Promise<readonly string[]> {
  const deliveries = readNumber("deliveries", values.deliveries);
  const report = await runReplayCrash({
    deliveries,
    kills: readNumber("kills", values.kills),
    perSecond: 1_000,
    tell,
  });
  const waits = report.newMessagesMs.map((ms) => `${Math.round(ms)} ms`).join(", ");
  tell(
    `${deliveries} deliveries replayed in ${Math.round(report.tookMs / 1_000)} s with ${report.requests} requests, ` +
      `${report.repeated} of them repeated one that a kill had cut off; new messages in between took ${waits}`,
  );
  return report.violations;
}

async function crashOrder(): Promise<readonly string[]> {
  const report = await runOrderCrash({
    seed: readNumber("seed", values.seed),
    groups: readNumber("groups", values.groups),
    changes: readNumber("changes", values.changes),
    tell,
  });
  tell(
    `${report.requests} requests, ${report.failed} refused; all but the blocked group's arrived in ` +
      `${(report.othersMs / 1_000).toFixed(1)} s; ${report.repeated} messages were repeated`,
  );
  return report.violations;
}

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number) && number >= 0) return number;
  throw new Error(`--${name} must be a number, not "${text}"`);
}

function describe(report: CrashReport): string {
  const { sender, disruptions } = report;
  const statuses = [...sender.statuses].map(([status, times]) => `${status}: ${times}`).join(", ");
  const lines = [
    `seed ${report.seed}`,
    `${report.alerts} alerts, ${sender.repeats} repetitions, answers ${statuses}; longest ${Math.round(sender.longestAnswerMs)} ms`,
    `${report.acknowledgedByApi} groups acknowledged through the API`,
    `${report.stateChanges} state changes, ${report.receipts} requests at the receiver, ${report.duplicates} of them repeated a success`,
    `settled ${Math.round(report.settledInMs)} ms after the last disruption`,
    ...disruptionKinds.map((kind) => {
      const times = disruptions
        .filter((disruption) => disruption.kind === kind)
        .map(({ beganAtMs, endedAtMs }) => Math.round(endedAtMs - beganAtMs))
        .sort((one, other) => one - other);
      const median = times[Math.floor(times.length / 2)] ?? 0;
      return `${kind}: ${times.length} times, ready again after ${median} ms (median), ${times.at(-1) ?? 0} ms (longest)`;
    }),
  ];
  return lines.join("\n");
}
