import { once } from "node:events";
import { createInterface } from "node:readline";
import type { LoadResult } from "../load/job.ts";
import { runLoad, startService } from "../processes.ts";
import {
  createAlertmanager,
  createWebhook,
  type Product,
  startProduct,
  untilZero,
  waitingRequests,
} from "../product.ts";
import { judge, type Row, worse } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { percentile } from "../statistics.ts";

/** How long a sender waits for its 2xx at half of the rate that the server can take. */
export async function measureAnswerTime(settings: BenchSettings, receivedPerSecond: number): Promise<Row[]> {
  const product = await startProduct();
  try {
    const url = await createAlertmanager(product, "Half load");
    await runLoad({ url, seconds: 1 });
    await untilZero(product, waitingRequests);
    const commitMs = await measureCommit(product);
    const ratePerSecond = Math.round(receivedPerSecond / 2);
    const { p50Ms, p99Ms } = await timeAnswers(url, ratePerSecond, settings.latencySeconds);
    const limits = { p50: 2 * commitMs + 2, p99: 10 * commitMs + 20 };
    const isEnough = p50Ms <= limits.p50 && p99Ms <= limits.p99;
    const shownLimits = `${limits.p50.toFixed(1)} / ${limits.p99.toFixed(1)} ms`;
    return [
      {
        what: "answer to an alert under half load, p50 / p99",
        measured: `${ratePerSecond}/s; one commit ${commitMs.toFixed(2)} ms`,
        result: `${p50Ms.toFixed(1)} / ${p99Ms.toFixed(1)} ms`,
        atLeast: shownLimits,
        aim: shownLimits,
        verdict: isEnough ? "aim reached" : "MISSED",
      },
    ];
  } finally {
    await product.stop();
  }
}

/** At fixed moments, so that a late answer does not delay the next request. */
export function timeAnswers(url: string, ratePerSecond: number, seconds: number): Promise<LoadResult> {
  return runLoad({ url, seconds, ratePerSecond, connections: 128 });
}

const commits = 300;

/** Median time of a transaction with one 1 KB insert on a connection of its own, in milliseconds. */
async function measureCommit({ database }: Product): Promise<number> {
  await database.query("create table bench_commits (body text not null)");
  const times: number[] = [];
  for (let number = 0; number < commits; number += 1) {
    const startedAt = performance.now();
    await database.query("insert into bench_commits values ($1)", ["x".repeat(1000)]);
    times.push(performance.now() - startedAt);
  }
  return percentile(
    times.sort((one, other) => one - other),
    0.5,
  );
}

/** From sending an alert that opens a group to the first byte at the outgoing webhook, at 100 alerts per second. */
export async function measureAlertToWebhook(settings: BenchSettings): Promise<Row[]> {
  const product = await startProduct();
  const probe = await startService("latency");
  try {
    const url = await createAlertmanager(product, "To webhook");
    await runLoad({ url, groups: 1_000, most: 1_000 });
    await untilZero(product, waitingRequests);
    await createWebhook(product, `${probe.url}hook`);
    const job = {
      url,
      connections: 8,
      seconds: settings.latencySeconds,
      most: 1_000_000,
      ratePerSecond: 100,
      groups: 10_000_000,
      firstNumber: 2_000,
    };
    probe.child.stdin?.end(`${JSON.stringify(job)}\n`);
    const { p50Ms, p99Ms, count, missing } = await readResult(probe.child.stdout);
    if (missing > 0) throw new Error(`${missing} alerts never reached the webhook`);
    return [
      {
        what: "alert sent → first byte at an outgoing webhook, 100/s, p50 / p99",
        measured: `${count} alerts`,
        result: `${p50Ms.toFixed(1)} / ${p99Ms.toFixed(1)} ms`,
        atLeast: "15 / 80 ms",
        aim: "10 / 60 ms",
        verdict: worse(
          judge(p50Ms, { atLeast: 15, aim: 10, isMoreBetter: false }),
          judge(p99Ms, { atLeast: 80, aim: 60, isMoreBetter: false }),
        ),
      },
    ];
  } finally {
    await probe.stop();
    await product.stop();
  }
}

interface ProbeResult {
  p50Ms: number;
  p99Ms: number;
  count: number;
  missing: number;
}

async function readResult(output: NodeJS.ReadableStream | null): Promise<ProbeResult> {
  if (output === null) throw new Error("the probe has no output");
  const [line] = await once(createInterface({ input: output }), "line");
  return JSON.parse(String(line)) as ProbeResult;
}
