import { type CpuTime, readCpuTime } from "../cpu.ts";
import { programPath, runBareClient, runLoad, type Service, startService } from "../processes.ts";
import {
  askNumber,
  createAlertmanager,
  createWebhook,
  dueDeliveries,
  type Installation,
  type Product,
  profileOptions,
  startProduct,
  untilZero,
  waitingRequests,
} from "../product.ts";
import { judge, perSecond, type Row, showSpread } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { spreadOf, takeRounds } from "../statistics.ts";
import { databaseNow } from "../webhooks.ts";

/** The webhook of the receiver; others may wait for something else. */
const measuredWebhook = "(select id from webhooks order by id limit 1)";

/** Deliveries before the first measured one: code is compiled, the receiver has earned its share of connections. */
export const warmUp = 2_000;

/** What is sent: about as much as the yardstick posts, or all that OnCall's form tells of an event. */
const messages = {
  "1 KB": {
    forward_all: false,
    data: JSON.stringify({
      id: "{{ alert_group_id }}",
      event: "{{ event.type }}",
      title: "{{ alert_group.title }}",
      state: "{{ alert_group.state }}",
      link: "{{ alert_group.permalinks.web }}",
      integration: "{{ integration.name }}",
      summary: "{{ alert_payload.commonAnnotations.summary }}",
      description: "{{ alert_payload.alerts[0].annotations.description }}",
      runbook: "{{ alert_payload.alerts[0].annotations.runbook_url }}",
      started_at: "{{ alert_payload.alerts[0].startsAt }}",
      created_at: "{{ alert_group.created_at }}",
      graph: "{{ alert_payload.alerts[0].generatorURL }}",
      source: "{{ alert_payload.externalURL }}",
      labels: "{% for key, value in alert_payload.commonLabels.items() %}{{ key }}={{ value }} {% endfor %}",
    }),
  },
  "the whole event": { forward_all: true, data: null },
} as const;

/** Deliveries per second of a backlog to one receiver, against a bare client that posts 1 KB to the same receiver. */
export async function measureDeliveries(settings: BenchSettings): Promise<Row[]> {
  const echo = await startService("echo-server");
  const product = await startProduct({ nodeOptions: profileOptions(settings.profileDir, "deliver") });
  try {
    await prepareEvents(product, echo, Math.max(warmUp, settings.deliveriesPerRound));
    const short = await measureMessages(product, { echo, settings, name: "1 KB" });
    const whole = await measureMessages(product, { echo, settings, name: "the whole event" });
    return [
      { ...short, what: "deliveries, attempts recorded ÷ bare client-to-echo" },
      { ...whole, what: "the same when each message tells the whole event", verdict: "informative" },
    ];
  } finally {
    await product.stop();
    await echo.stop();
  }
}

interface MessageMeasure {
  echo: Service;
  settings: BenchSettings;
  name: keyof typeof messages;
}

async function measureMessages(product: Product, { echo, settings, name }: MessageMeasure): Promise<Row> {
  await product.api.call("PUT", `/webhooks/${await measuredId(product)}/`, messages[name]);
  await deliverAll(product, warmUp);
  const used: CpuTime[] = [];
  const rounds = await takeRounds(
    settings.rounds,
    () => runBareClient(echo.url, settings.seconds),
    () => deliverAll(product, settings.deliveriesPerRound, (work) => watchCpu(product, work, used)),
  );
  const goal = { atLeast: 0.35, aim: 0.55, isMoreBetter: true };
  const ratio = spreadOf(rounds.map((round) => round.product / round.yardstick));
  const delivered = spreadOf(rounds.map((round) => round.product)).median;
  const bare = spreadOf(rounds.map((round) => round.yardstick)).median;
  const size = `${((await messageBytes(product)) / 1_000).toFixed(1)} KB each`;
  return {
    what: name,
    measured: `${perSecond(delivered)} of ${perSecond(bare)}, ${size}${showCpu(used, settings.deliveriesPerRound)}`,
    result: showSpread(ratio, 3),
    atLeast: goal.atLeast.toFixed(2),
    aim: goal.aim.toFixed(2),
    verdict: judge(ratio.median, goal),
  };
}

async function watchCpu(product: Product, work: () => Promise<void>, used: CpuTime[]): Promise<void> {
  const before = await readCpuTime(product);
  await work();
  const after = await readCpuTime(product);
  if (!before || !after) return;
  used.push({ server: after.server - before.server, database: after.database - before.database });
}

async function measuredId({ database }: Product): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `select public_id as id from webhooks where id = ${measuredWebhook}`,
  );
  return rows[0]?.id ?? "";
}

function messageBytes(product: Product): Promise<number> {
  return askNumber(
    product,
    `select octet_length(request_body) from attempts where webhook_id = ${measuredWebhook}
     order by started_at desc, id desc limit 1`,
  );
}

/** SQL statements that the server sends for each delivery of a backlog. */
export async function measureStatements(settings: BenchSettings): Promise<Row[]> {
  const counts = new StatementCounts();
  const echo = await startService("echo-server");
  const product = await startProduct({
    nodeOptions: ["--import", programPath("count-statements")],
    onLine: (line) => counts.hear(line),
  });
  try {
    await prepareEvents(product, echo, Math.max(warmUp, settings.deliveriesPerRound));
    await deliverAll(product, warmUp);
    const before = await counts.ask(product);
    await deliverAll(product, settings.deliveriesPerRound);
    const perDelivery = ((await counts.ask(product)) - before) / settings.deliveriesPerRound;
    const goal = { atLeast: 3, aim: 1, isMoreBetter: false };
    return [
      {
        what: "SQL statements per delivered event",
        measured: `${settings.deliveriesPerRound} deliveries`,
        result: perDelivery.toFixed(3),
        atLeast: "≤ 3",
        aim: "≤ 1",
        verdict: judge(perDelivery, goal),
      },
    ];
  } finally {
    await product.stop();
    await echo.stop();
  }
}

/** Makes groups, a webhook that wants them, and one real event to copy. */
export async function prepareEvents(product: Installation, echo: Service, groups: number): Promise<void> {
  const url = await createAlertmanager(product, "Deliveries");
  await runLoad({ url, groups, most: groups });
  await untilZero(product, waitingRequests);
  await createWebhook(product, `${echo.url}hook`);
  await runLoad({ url, groups: groups + 1, firstNumber: groups, most: 1 });
  await untilZero(product, waitingRequests);
  await untilZero(product, dueDeliveries);
}

/** Processor time of one delivery, which other work on the machine changes little. */
function showCpu(used: readonly CpuTime[], deliveries: number): string {
  if (used.length === 0) return "";
  const micros = (of: (cpu: CpuTime) => number) =>
    ((spreadOf(used.map(of)).median / deliveries) * 1_000).toFixed(0);
  return `; processor time of one: server ${micros((cpu) => cpu.server)} µs, PostgreSQL ${micros((cpu) => cpu.database)} µs`;
}

/** A backlog as it is after an outage: many events whose deliveries are due at once. @returns deliveries per second */
export async function deliverAll(
  product: Installation,
  count: number,
  watch = (work: () => Promise<void>) => work(),
): Promise<number> {
  const since = await databaseNow(product);
  await queueDeliveries(product, count);
  await watch(() => untilZero(product, dueDeliveries));
  return deliveriesPerSecond(product, since);
}

async function queueDeliveries(product: Installation, count: number): Promise<void> {
  await product.database.query(
    `with template as (select e.snapshot, e.type from events e order by id limit 1), made as (
       insert into events (group_id, type, sequence, snapshot, first_alert_id, last_alert_id)
       select g.id, t.type, 1, jsonb_set(t.snapshot, '{group,id}', to_jsonb(g.public_id)), g.first_alert_id, g.last_alert_id
       from (select * from alert_groups order by id limit $1) g, template t
       returning id, group_id)
     insert into deliveries (public_id, event_id, webhook_id, group_id)
     select 'msg_' || md5(random()::text), made.id, w.id, made.group_id from made, ${measuredWebhook} w`,
    [count],
  );
}

/** From the start of the first to the end of the last of the attempts since this moment. */
async function deliveriesPerSecond({ database }: Installation, since: string): Promise<number> {
  const { rows } = await database.query<{ rate: number }>(
    `select count(*)::float8 / extract(epoch from max(started_at + make_interval(secs => (timings->>'total')::float8 / 1000))
       - min(started_at))::float8 as rate
     from attempts a, ${measuredWebhook} w where a.webhook_id = w.id and a.started_at > $1 and a.result = 'delivered'`,
    [since],
  );
  return rows[0]?.rate ?? Number.NaN;
}

/** Asks the server for its count; see programs/count-statements.ts. */
class StatementCounts {
  #onCount: ((count: number) => void) | undefined;

  hear(line: string): void {
    const [, count] = /^statements: (\d+)$/.exec(line) ?? [];
    if (count !== undefined) this.#onCount?.(Number(count));
  }

  ask(product: Product): Promise<number> {
    return new Promise((resolve) => {
      this.#onCount = resolve;
      product.server.child.kill("SIGUSR2");
    });
  }
}
