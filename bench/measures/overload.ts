import { setTimeout as pause } from "node:timers/promises";
import { startSender } from "../../server/test/crash/sender.ts";
import { residentMegabytes } from "../../server/test/support/resident-memory.ts";
import { alertBody } from "../load/alert-body.ts";
import { startService } from "../processes.ts";
import {
  askNumber,
  createAlertmanager,
  createWebhook,
  type Product,
  startProduct,
  untilZero,
  waitingRequests,
} from "../product.ts";
import { perSecond, type Row } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { databaseNow } from "../webhooks.ts";
import { measureFrozenStore } from "./frozen-store.ts";
import { measureCapacity } from "./intake.ts";

const times = 3;
const settleWithinMs = 180_000;
const mostGrowthMegabytes = 300;

/**
 * Three times as many alerts as can be received, from a sender that repeats what is refused, as Alertmanager does; then
 * alerts while nothing can be stored.
 */
export async function measureOverload(settings: BenchSettings): Promise<Row[]> {
  const echo = await startService("echo-server");
  const product = await startProduct();
  try {
    const url = await createAlertmanager(product, "Overload");
    await createWebhook(product, `${echo.url}hook`);
    const capacity = await measureCapacity(product, url, settings.seconds);
    const before = await countAlerts(product);
    const result = await offer(product, url, capacity * times, settings.overloadSeconds);
    await untilZero(product, waitingRequests);
    const stored = (await countAlerts(product)) - before;
    return [toRow(capacity, result, stored), await measureFrozenStore(product, url, settings.freezeSeconds)];
  } finally {
    await product.stop();
    await echo.stop();
  }
}

function countAlerts(product: Product): Promise<number> {
  return askNumber(product, "select count(*) from alerts");
}

interface Offered {
  alerts: number;
  acknowledged: number;
  repeats: number;
  statuses: ReadonlyMap<number, number>;
  longestAnswerMs: number;
  /** Webhooks that were called while the load lasted. */
  delivered: number;
  growthMegabytes: number;
}

async function offer(
  product: Product,
  url: string,
  ratePerSecond: number,
  seconds: number,
): Promise<Offered> {
  const { origin, pathname } = new URL(url);
  let made = 0;
  const before = (await residentMegabytes(product.server.pid)) ?? 0;
  const since = await databaseNow(product);
  const sender = startSender({
    next: () => {
      made += 1;
      return { uid: `over-${made}`, path: pathname, body: alertBody(made % 2_000, `over-${made}`) };
    },
    origin: () => origin,
    ratePerSecond,
  });
  let highest = before;
  for (let second = 0; second < seconds; second += 1) {
    await pause(1_000);
    highest = Math.max(highest, (await residentMegabytes(product.server.pid)) ?? 0);
  }
  const delivered = await product.database.query<{ count: number }>(
    "select count(*)::int as count from attempts where started_at > $1 and result = 'delivered'",
    [since],
  );
  await sender.finish(settleWithinMs);
  const { repeats, statuses, longestAnswerMs } = sender.statistics();
  return {
    alerts: sender.ledger.size,
    acknowledged: [...sender.ledger.values()].filter(({ isAcknowledged }) => isAcknowledged).length,
    ...{ repeats, statuses, longestAnswerMs },
    delivered: delivered.rows[0]?.count ?? 0,
    growthMegabytes: highest - before,
  };
}

function toRow(capacity: number, offered: Offered, stored: number): Row {
  const lost = offered.alerts - Math.min(offered.acknowledged, stored);
  const strange = [...offered.statuses.keys()].filter((status) => status >= 300 && status !== 503);
  const isKept =
    lost === 0 &&
    strange.length === 0 &&
    offered.delivered > 0 &&
    offered.growthMegabytes <= mostGrowthMegabytes;
  const statuses = [...offered.statuses].map(([status, count]) => `${status}: ${count}`).join(", ");
  return {
    what: `alerts offered at ${times} times what is received (${perSecond(capacity)})`,
    measured: [
      `${offered.alerts} alerts, ${offered.repeats} repetitions, answers ${statuses}`,
      `longest ${Math.round(offered.longestAnswerMs)} ms, ${offered.delivered} webhooks called meanwhile, memory +${Math.round(offered.growthMegabytes)} MB`,
    ].join("; "),
    result: `${lost} lost`,
    atLeast: `0 lost, only 200 and 503, +${mostGrowthMegabytes} MB`,
    aim: "the same",
    verdict: isKept ? "aim reached" : "MISSED",
  };
}
