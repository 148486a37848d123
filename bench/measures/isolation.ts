import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { alertBody } from "../load/alert-body.ts";
import { runLoad, startService } from "../processes.ts";
import {
  createAlertmanager,
  createWebhook,
  type Product,
  startProduct,
  untilZero,
  waitingRequests,
} from "../product.ts";
import { judge, perSecond, type Row } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { percentile } from "../statistics.ts";

const healthyWebhooks = 90;
const hangingWebhooks = 10;
const groups = 300;
const freshAlerts = 20;

/** What receivers that hang, and a backlog of one of them, cost the others. */
export async function measureIsolation(settings: BenchSettings): Promise<Row[]> {
  const echo = await startService("echo-server");
  const hanging = await listen(createServer());
  const fresh = await startArrivals();
  const product = await startProduct();
  try {
    const url = await createAlertmanager(product, "Isolation");
    await createWebhook(product, `${fresh.url}/fresh`);
    await runLoad({ url, groups, most: groups });
    await untilZero(product, waitingRequests);
    await makeWebhooks(product, { healthy: `${echo.url}healthy`, hanging: `${hanging.url}/hanging` });
    const perWebhook = Math.ceil(settings.deliveriesPerRound / healthyWebhooks / 2);
    await deliverHealthy(product, perWebhook);
    const alone = await deliverHealthy(product, perWebhook);
    const calmMs = await timeFreshAlerts(url, fresh, 0);
    await queue(product, "Hanging %", settings.backlog / hangingWebhooks);
    const beside = await deliverHealthy(product, perWebhook);
    const besideMs = await timeFreshAlerts(url, fresh, freshAlerts);
    return [toThroughputRow(alone, beside), toDelayRow(settings.backlog, calmMs, besideMs)];
  } finally {
    await product.stop();
    await echo.stop();
    hanging.server.close();
    fresh.server.close();
  }
}

interface Listening {
  server: Server;
  url: string;
}

function listen(server: Server): Promise<Listening> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    });
  });
}

interface Arrivals extends Listening {
  /** Resolves with the moment of the next request. */
  next(): Promise<number>;
}

async function startArrivals(): Promise<Arrivals> {
  let onArrival: ((at: number) => void) | undefined;
  const server = createHttpServer((incoming, outgoing) => {
    onArrival?.(performance.now());
    incoming.resume();
    outgoing.end("ok");
  });
  return {
    ...(await listen(server)),
    next: () =>
      new Promise((resolve) => {
        onArrival = resolve;
      }),
  };
}

/**
 * All wait for something that does not happen; their deliveries are queued by hand. Messages are short: one that shows
 * everything would hold what the other receivers sent back.
 */
async function makeWebhooks(
  { database }: Product,
  urls: { healthy: string; hanging: string },
): Promise<void> {
  await database.query(
    `with made as (
       insert into webhooks (public_id, name, trigger_type, http_method, url, forward_all, data)
       select 'WHISO' || n, case when n <= $1 then 'Healthy ' else 'Hanging ' end || n, 'escalation', 'POST',
         case when n <= $1 then $3 else $4 end, false, '{"group": "{{ alert_group_id }}"}'
       from generate_series(1, $1::int + $2::int) n returning id)
     insert into webhook_health (webhook_id) select id from made`,
    [healthyWebhooks, hangingWebhooks, urls.healthy, urls.hanging],
  );
}

/** So many deliveries to each webhook with a name like this, due at once. */
async function queue({ database }: Product, name: string, perWebhook: number): Promise<void> {
  await database.query(
    `insert into deliveries (public_id, event_id, webhook_id, group_id)
     select 'msg_' || md5(random()::text || n), e.ids[1 + n % e.count], w.id, e.groups[1 + n % e.count]
     from generate_series(1, $2::int) n cross join (select id from webhooks where name like $1) w,
       (select array_agg(id) as ids, array_agg(group_id) as groups, count(*)::int as count from events) e`,
    [name, perWebhook],
  );
}

/** @returns deliveries per second, from the start of the first to the end of the last */
async function deliverHealthy(product: Product, perWebhook: number): Promise<number> {
  const { rows } = await product.database.query<{ now: string }>("select now()::text");
  await queue(product, "Healthy %", perWebhook);
  await untilZero(
    product,
    `select count(*) from (select from deliveries d join webhooks w on w.id = d.webhook_id
       where w.name like 'Healthy %' limit 1) as due`,
  );
  const measured = await product.database.query<{ rate: number }>(
    `select count(*)::float8 / extract(epoch from max(started_at + make_interval(secs => (timings->>'total')::float8 / 1000))
       - min(started_at))::float8 as rate
     from attempts a join webhooks w on w.id = a.webhook_id
     where w.name like 'Healthy %' and a.started_at > $1 and a.result = 'delivered'`,
    [rows[0]?.now],
  );
  return measured.rows[0]?.rate ?? Number.NaN;
}

/** Milliseconds from sending an alert that opens a group until its webhook is called, in rising order. */
async function timeFreshAlerts(url: string, arrivals: Arrivals, firstNumber: number): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < freshAlerts; number += 1) {
    const arrival = arrivals.next();
    const startedAt = performance.now();
    const group = 1_000_000 + firstNumber + number;
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: alertBody(group, `fresh-${group}`),
    });
    if (!answer.ok) throw new Error(`an alert was answered with ${answer.status} ${await answer.text()}`);
    await answer.text();
    times.push((await arrival) - startedAt);
  }
  return times.sort((one, other) => one - other);
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

function toDelayRow(backlog: number, calm: readonly number[], beside: readonly number[]): Row {
  const delayMs = percentile(beside, 0.5) - percentile(calm, 0.5);
  return {
    what: `delay of a fresh alert's webhook by a backlog of ${backlog.toLocaleString("en-US")} to receivers that hang`,
    measured: `p50 ${percentile(beside, 0.5).toFixed(0)} ms instead of ${percentile(calm, 0.5).toFixed(0)} ms`,
    result: `${delayMs.toFixed(0)} ms`,
    atLeast: "100 ms",
    aim: "20 ms",
    verdict: judge(delayMs, { atLeast: 100, aim: 20, isMoreBetter: false }),
  };
}
