import { runLoad, startService } from "../processes.ts";
import {
  createAlertmanager,
  createWebhook,
  type Product,
  startProduct,
  untilZero,
  waitingRequests,
} from "../product.ts";
import { startArrivals, startHanging } from "../receivers.ts";
import { judge, perSecond, type Row } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { databaseNow, leftFor, makeWebhooks, queueTo } from "../webhooks.ts";
import { timeFreshAlerts, toDelayRow } from "./fresh-alerts.ts";

const healthyWebhooks = 90;
const hangingWebhooks = 10;
const groups = 300;
/** Each of them is told to all the healthy receivers at once; far fewer than can be delivered. */
const changesPerSecond = 2;

/** What receivers that hang, and a backlog of one receiver, cost the others. */
export async function measureIsolation(settings: BenchSettings): Promise<Row[]> {
  const echo = await startService("echo-server");
  const hanging = await startHanging();
  const fresh = await startArrivals();
  const product = await startProduct();
  try {
    const url = await createAlertmanager(product, "Isolation");
    await createWebhook(product, `${fresh.url}/fresh`);
    await runLoad({ url, groups, most: groups });
    await untilZero(product, waitingRequests);
    await makeWebhooks(product, { name: "Healthy", count: healthyWebhooks, url: `${echo.url}healthy` });
    await makeWebhooks(product, { name: "Hanging", count: hangingWebhooks, url: `${hanging.url}/hanging` });
    await makeWebhooks(product, { name: "Swamped", count: 1, url: `${echo.url}swamped` });
    const perWebhook = Math.ceil(settings.deliveriesPerRound / healthyWebhooks / 2);
    await deliverHealthy(product, perWebhook);
    const alone = await deliverHealthy(product, perWebhook);
    const steadyMs = await timeSteady(product, url, settings.latencySeconds);
    const calmMs = await timeFreshAlerts(url, fresh);
    await queueTo(product, "Hanging", settings.backlog / hangingWebhooks);
    const beside = await deliverHealthy(product, perWebhook);
    const steadyBesideMs = await timeSteady(product, url, settings.latencySeconds);
    const besideMs = await timeFreshAlerts(url, fresh);
    await product.database.query("delete from deliveries");
    await queueTo(product, "Swamped", settings.backlogOfOne);
    const swampedMs = await timeFreshAlerts(url, fresh);
    return [
      toThroughputRow(alone, beside),
      toSteadyRow(steadyMs, steadyBesideMs),
      toDelayRow(`${settings.backlog.toLocaleString("en-US")} to receivers that hang`, calmMs, besideMs),
      toDelayRow(`${settings.backlogOfOne.toLocaleString("en-US")} to one that answers`, calmMs, swampedMs),
    ];
  } finally {
    await product.stop();
    await echo.stop();
    hanging.close();
    fresh.close();
  }
}

/** @returns deliveries per second, from the start of the first to the end of the last */
async function deliverHealthy(product: Product, perWebhook: number): Promise<number> {
  const since = await databaseNow(product);
  await queueTo(product, "Healthy", perWebhook);
  await untilZero(product, leftFor("Healthy"));
  const { rows } = await product.database.query<{ rate: number }>(
    `select count(*)::float8 / extract(epoch from max(started_at + make_interval(secs => (timings->>'total')::float8 / 1000))
       - min(started_at))::float8 as rate
     from attempts a join webhooks w on w.id = a.webhook_id
     where w.name like 'Healthy %' and a.started_at > $1 and a.result = 'delivered'`,
    [since],
  );
  return rows[0]?.rate ?? Number.NaN;
}

/** New groups at a steady rate, each told to all the healthy receivers: 99th percentile from the change to the answer. */
async function timeSteady(product: Product, url: string, seconds: number): Promise<number> {
  const since = await databaseNow(product);
  await subscribeHealthy(product, "alert group created");
  const firstNumber = 2_000_000 + Math.floor(performance.now());
  await runLoad({
    ...{ url, seconds, ratePerSecond: changesPerSecond, connections: 4 },
    ...{ groups: 1_000_000_000, firstNumber },
  });
  await untilZero(product, waitingRequests);
  await untilZero(product, leftFor("Healthy"));
  await subscribeHealthy(product, "escalation");
  const { rows } = await product.database.query<{ p99: number }>(
    `select percentile_cont(0.99) within group (order by extract(epoch from a.started_at - e.at)::float8 * 1000
       + (a.timings->>'total')::float8) as p99
     from attempts a join webhooks w on w.id = a.webhook_id join events e on e.id = a.event_id
     where w.name like 'Healthy %' and a.started_at > $1 and a.result = 'delivered'`,
    [since],
  );
  return rows[0]?.p99 ?? Number.NaN;
}

async function subscribeHealthy({ database }: Product, triggerType: string): Promise<void> {
  await database.query("update webhooks set trigger_type = $1 where name like 'Healthy %'", [triggerType]);
}

function toThroughputRow(alone: number, beside: number): Row {
  const ratio = beside / alone;
  const goal = { atLeast: 0.9, aim: 1, isMoreBetter: true };
  return {
    what: `deliveries to ${healthyWebhooks} receivers while ${hangingWebhooks} others hang ÷ without those`,
    measured: `${perSecond(beside)} ÷ ${perSecond(alone)}`,
    result: ratio.toFixed(2),
    atLeast: goal.atLeast.toFixed(2),
    aim: goal.aim.toFixed(2),
    verdict: judge(ratio, goal),
  };
}

function toSteadyRow(aloneMs: number, besideMs: number): Row {
  const ratio = besideMs / aloneMs;
  return {
    what: `change → answer of ${healthyWebhooks} receivers, p99, while ${hangingWebhooks} others hang ÷ without those`,
    measured: `${changesPerSecond} changes/s to each; ${besideMs.toFixed(0)} ms ÷ ${aloneMs.toFixed(0)} ms`,
    result: ratio.toFixed(2),
    atLeast: "1.20",
    aim: "1.00",
    verdict: judge(ratio, { atLeast: 1.2, aim: 1, isMoreBetter: false }),
  };
}
