import { claimDeliveries } from "../../server/src/core/outgoing-webhooks/delivery-store.ts";
import { openDatabase } from "../../server/src/platform/db/database.ts";
import type { WebhookId } from "../../server/src/platform/ids.ts";
import { connectToRunning } from "../../server/src/platform/postgres/index.ts";
import { runBareClient, type Service, startService } from "../processes.ts";
import { askNumber, type Product, productSettings, profileOptions, startProduct } from "../product.ts";
import { judge, perSecond, type Row } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { percentile } from "../statistics.ts";
import { deliverAll, prepareEvents, warmUp } from "./deliver.ts";

/** Receivers that the retries and attempts belong to, beside the one that is measured. */
const otherWebhooks = 20;
const days = 10;

/** Delivering and searching with as many waiting retries and recorded attempts as a large installation gathers. */
export async function measureFullTables(settings: BenchSettings): Promise<Row[]> {
  const echo = await startService("echo-server");
  const product = await startProduct({ nodeOptions: profileOptions(settings.profileDir, "full-tables") });
  try {
    await prepareEvents(product, echo, Math.max(warmUp, settings.deliveriesPerRound));
    await deliverAll(product, warmUp);
    const empty = await deliverAgainstYardstick(product, echo, settings);
    await fill(product, settings);
    await deliverAll(product, warmUp);
    const full = await deliverAgainstYardstick(product, echo, settings);
    return [
      toDeliveryRow(settings, empty, full),
      await measureClaim(product, settings),
      ...(await measureLog(product, settings)),
      await measureDrop(product),
    ];
  } finally {
    await product.stop();
    await echo.stop();
  }
}

interface Rate {
  delivered: number;
  ratio: number;
}

async function deliverAgainstYardstick(
  product: Product,
  echo: Service,
  settings: BenchSettings,
): Promise<Rate> {
  const before = await runBareClient(echo.url, settings.seconds);
  const delivered = await deliverAll(product, settings.deliveriesPerRound);
  const after = await runBareClient(echo.url, settings.seconds);
  return { delivered, ratio: delivered / ((before + after) / 2) };
}

/** Webhooks that wait for nothing new, their retries due in the coming day, and attempts of ten days. */
async function fill({ database }: Product, { retries, attempts }: BenchSettings): Promise<void> {
  await database.query(
    `with made as (
       insert into webhooks (public_id, name, trigger_type, http_method, url, forward_all, is_ordered, rate_per_second)
       select 'WHFULL' || n, 'Retries ' || n, 'escalation', 'POST', 'http://127.0.0.1:9/', true, n = 1,
         case when n = 2 then 50 end
       from generate_series(1, $1::int) n returning id)
     insert into webhook_health (webhook_id) select id from made`,
    [otherWebhooks],
  );
  await database.query(
    `insert into deliveries (public_id, event_id, webhook_id, group_id, attempts, due_at)
     select 'msg_full_' || n, e.ids[1 + n % e.count], w.ids[1 + n % $2::int], e.groups[1 + n % e.count], 3,
       now() + interval '10 minutes' + n % 86000 * interval '1 second'
     from generate_series(1, $1::int) n,
       (select array_agg(id order by id) as ids from webhooks where name like 'Retries %') w,
       (select array_agg(id) as ids, array_agg(group_id) as groups, count(*)::int as count
        from (select id, group_id from events order by id limit 1000) f) e`,
    [retries, otherWebhooks],
  );
  for (let day = 1; day < days; day += 1) await makePartition(database, day);
  for (let day = 0; day < days; day += 1) await fillDay(database, day, Math.round(attempts / days));
  await database.query("vacuum analyze attempts, deliveries");
}

function toDeliveryRow({ retries, attempts }: BenchSettings, empty: Rate, full: Rate): Row {
  const share = full.ratio / empty.ratio;
  const goal = { atLeast: 0.9, aim: 1, isMoreBetter: true };
  return {
    what: `deliveries beside ${millions(retries)} M retries and ${millions(attempts)} M attempts ÷ without`,
    measured: `${perSecond(full.delivered)} ÷ ${perSecond(empty.delivered)}, each against its yardstick`,
    result: share.toFixed(2),
    atLeast: goal.atLeast.toFixed(2),
    aim: goal.aim.toFixed(2),
    verdict: judge(share, goal),
  };
}

function millions(count: number): string {
  return (count / 1_000_000).toLocaleString("en-US");
}

const claims = 100;

/** What every server asks each second when nothing is due. */
async function measureClaim(product: Product, { retries }: BenchSettings): Promise<Row> {
  const running = await connectToRunning(product.dataDir);
  if (!running) throw new Error("the database of the server does not answer");
  const handle = openDatabase({
    target: running.connection,
    maxConnections: 1,
    statementTimeoutMs: 30_000,
    onError: () => {},
  });
  const limits = { total: 256, standard: 8, leaseMarginMs: 3_500 };
  const perWebhook = new Map<WebhookId, { remaining: number; busy: number }>();
  try {
    const times = await timesOf(claims, async () => {
      await claimDeliveries(handle.db, { ...limits, perWebhook });
    });
    return toTimeRow(`claim with nothing due beside ${millions(retries)} M retries, p95`, times, {
      atLeast: 20,
      aim: 5,
    });
  } finally {
    await handle.close();
  }
}

/** Milliseconds of each call, in rising order. */
async function timesOf(count: number, work: (number: number) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const startedAt = performance.now();
    await work(number);
    times.push(performance.now() - startedAt);
  }
  return times.sort((one, other) => one - other);
}

function toTimeRow(what: string, times: readonly number[], goal: { atLeast: number; aim: number }): Row {
  const p95 = percentile(times, 0.95);
  return {
    what,
    measured: `p50 ${percentile(times, 0.5).toFixed(1)} ms, longest ${(times.at(-1) ?? 0).toFixed(1)} ms`,
    result: `${p95.toFixed(1)} ms`,
    atLeast: `${goal.atLeast} ms`,
    aim: `${goal.aim} ms`,
    verdict: judge(p95, { ...goal, isMoreBetter: false }),
  };
}

const searches = 100;

/** The log of tries through the API: its newest page, and narrowed as people do who look for what went wrong. */
async function measureLog(product: Product, { attempts }: BenchSettings): Promise<Row[]> {
  const { rows } = await product.database.query<{ hook: string; alert_group: string; middle: Date }>(
    `select (select public_id from webhooks where name = 'Retries 3') as hook,
       (select g.public_id from alert_groups g join attempts a on a.group_id = g.id where a.event_type = 'escalation' limit 1)
         as alert_group,
       now() - interval '3 days' as middle`,
  );
  const [found] = rows;
  if (!found) throw new Error("select without a row");
  const webhook = `webhook=${found.hook}`;
  const until = found.middle.toISOString();
  const filters = [
    ...[webhook, `${webhook}&result=failed`, `${webhook}&result=failed&until=${until}`],
    ...[
      `alert_group=${found.alert_group}`,
      `result=failed`,
      `result=failed&until=${until}`,
      "cause=internal",
    ],
  ];
  const search = (query: string) => get(product, `/attempts?limit=50${query}`);
  const size = `${millions(attempts)} M attempts`;
  return [
    toTimeRow(`newest page of the log of ${size}, p95`, await timesOf(searches, () => search("")), {
      atLeast: 50,
      aim: 25,
    }),
    toTimeRow(
      `the same narrowed by webhook, result, time or alert group, p95`,
      await timesOf(searches, (number) => search(`&${filters[number % filters.length]}`)),
      { atLeast: 100, aim: 50 },
    ),
  ];
}

async function get({ server }: Product, path: string): Promise<void> {
  const answer = await fetch(`${server.url}/api/v2${path}`, {
    headers: { authorization: `Bearer ${productSettings.TOCSIN_ADMIN_TOKEN}` },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${text}`);
}

/** How long the housekeeping takes to drop the oldest day. */
async function measureDrop({ database }: Product): Promise<Row> {
  const { rows } = await database.query<{ name: string }>(`select name from (${dayBefore}) day`, [days - 1]);
  const name = rows[0]?.name ?? "";
  const count = await askNumber({ database }, `select count(*) from ${name}`);
  const startedAt = performance.now();
  await database.query(`drop table ${name}`);
  const ms = performance.now() - startedAt;
  return {
    what: "dropping a day of the log",
    measured: `${count.toLocaleString("en-US")} attempts`,
    result: `${ms.toFixed(0)} ms`,
    atLeast: "1000 ms",
    aim: "200 ms",
    verdict: judge(ms, { atLeast: 1_000, aim: 200, isMoreBetter: false }),
  };
}

/** The day so many days ago, in the words of the server's housekeeping. */
const dayBefore = `select d, 'attempts_' || to_char(d, 'YYYYMMDD') as name from (select (now() at time zone 'UTC')::date - $1::int as d) days`;

async function makePartition(database: Runner, daysAgo: number): Promise<void> {
  const { rows } = await database.query<{ statement: string }>(
    `select format('create table if not exists %I partition of attempts for values from (%L) to (%L)', name,
       d::text || 'T00:00:00Z', (d + 1)::text || 'T00:00:00Z') as statement from (${dayBefore}) day`,
    [daysAgo],
  );
  await database.query(rows[0]?.statement ?? "");
}

type Runner = { query: Product["database"]["query"] };

/** One in a hundred was given up, one in twenty was to be repeated; a thousand alert groups. */
async function fillDay(database: Runner, daysAgo: number, count: number): Promise<void> {
  await database.query(
    `insert into attempts (delivery_id, delivery_public_id, event_id, event_type, webhook_id, group_id, number, started_at,
       result, cause, request_method, request_url, request_headers, request_body, response_status, response_headers,
       response_body, timings, worker)
     select n, 'msg_full_' || n, 1 + n % 1000, 'escalation', w.ids[1 + n % array_length(w.ids, 1)], 1 + n % 100000, 1,
       day.begins + n * (least(interval '1 day', now() - day.begins) / $2::int),
       case when n % 100 = 0 then 'failed' when n % 20 = 0 then 'retry' else 'delivered' end, 'response', 'POST',
       'http://receiver.example.com/hook', '{"Content-Type":"application/json","User-Agent":"Tocsin"}',
       '{"event":{"type":"escalation"},"n":' || n || '}',
       case when n % 20 = 0 then 503 else 200 end, '{"content-type":"application/json"}', '{"ok":true}',
       '{"wait":1.2,"connect":0,"firstByte":2.1,"total":2.4}', 'bench'
     from (select d::timestamp at time zone 'UTC' as begins from (${dayBefore}) day) day, generate_series(1, $2::int) n,
       (select array_agg(id order by id) as ids from webhooks where name like 'Retries %') w`,
    [daysAgo, count],
  );
}
