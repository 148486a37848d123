import type { LoadResult } from "../load/job.ts";
import { runLoad } from "../processes.ts";
import {
  askNumber,
  createAlertmanager,
  type Product,
  startProduct,
  untilZero,
  waitingRequests,
} from "../product.ts";
import { judge, type Row } from "../row.ts";
import type { BenchSettings } from "../settings.ts";

/** 10,000 identical alerts in a minute. */
const floodPerSecond = 10_000 / 60;
const burst = 10_000;
const burstSeconds = 5;
const quietPerSecond = 50;

type Window = Pick<LoadResult, "p50Ms" | "p99Ms">;

/** How long the sender of one integration waits for its answers while another integration is flooded. */
export async function measureFlood(settings: BenchSettings): Promise<Row[]> {
  const product = await startProduct();
  try {
    const quiet = await createAlertmanager(product, "Quiet");
    const flood = await createAlertmanager(product, "Flooded");
    const most = Math.round(settings.floodSeconds * floodPerSecond);
    const measureQuiet = (seconds: number) => sendQuietly(quiet, seconds);
    await measureQuiet(2);
    const before = await measureQuiet(settings.latencySeconds);
    const flooded = await during(
      () => runLoad({ url: flood, most, ratePerSecond: floodPerSecond, groups: 1 }),
      () => measureQuiet(settings.floodSeconds),
    );
    await untilZero(product, waitingRequests);
    const between = await measureQuiet(settings.latencySeconds);
    const struck = await during(
      () => runLoad({ url: flood, most: burst, groups: 1 }),
      () => measureQuiet(burstSeconds),
    );
    await untilZero(product, waitingRequests);
    const after = await measureQuiet(settings.latencySeconds);
    await expectOneGroup(product, most + burst);
    const shown = most.toLocaleString("en-US");
    return [
      toRow(`${shown} identical alerts in ${settings.floodSeconds} s`, flooded, mean(before, between)),
      { ...toRow(`${burst.toLocaleString("en-US")} at once`, struck, mean(between, after)), ...untold },
    ];
  } finally {
    await product.stop();
  }
}

/** Everybody waits while the machine is full; how long is worth knowing and no goal. */
const untold = { atLeast: "", aim: "", verdict: "informative" } as const;

async function sendQuietly(url: string, seconds: number): Promise<LoadResult> {
  const load = await runLoad({ url, seconds, ratePerSecond: quietPerSecond, connections: 16 });
  if (load.failed > 0) throw new Error(`${load.failed} alerts of the quiet integration were refused`);
  return load;
}

async function during(flood: () => Promise<LoadResult>, measure: () => Promise<LoadResult>): Promise<Window> {
  const [flooding, measured] = await Promise.all([flood(), measure()]);
  if (flooding.failed > 0) throw new Error(`${flooding.failed} alerts of the flood were refused`);
  return measured;
}

/** Nothing of the flood is lost, and it pages once. */
async function expectOneGroup(product: Product, alerts: number): Promise<void> {
  const own = "integration_id = (select id from integrations where name = 'Flooded')";
  const groups = await askNumber(product, `select count(*) from alert_groups where ${own}`);
  const counted = await askNumber(product, `select sum(alerts_count) from alert_groups where ${own}`);
  if (groups !== 1 || counted !== alerts)
    throw new Error(`the flood of ${alerts} alerts became ${groups} groups with ${counted}`);
}

function mean(one: Window, other: Window): Window {
  return { p50Ms: (one.p50Ms + other.p50Ms) / 2, p99Ms: (one.p99Ms + other.p99Ms) / 2 };
}

function toRow(what: string, flooded: Window, alone: Window): Row {
  const show = ({ p50Ms, p99Ms }: Window) => `${p50Ms.toFixed(1)} / ${p99Ms.toFixed(1)} ms`;
  const ratio = flooded.p50Ms / alone.p50Ms;
  return {
    what: `answers to one integration while another gets ${what} ÷ without, p50 / p99`,
    measured: `${show(flooded)} of ${show(alone)}`,
    result: `${ratio.toFixed(2)} / ${(flooded.p99Ms / alone.p99Ms).toFixed(2)}`,
    atLeast: "2 / –",
    aim: "1.2 / –",
    verdict: judge(ratio, { atLeast: 2, aim: 1.2, isMoreBetter: false }),
  };
}
