import { type Cluster, startCluster } from "../../server/test/soak/cluster.ts";
import { installationOf } from "../cluster.ts";
import { runLoad } from "../processes.ts";
import {
  askNumber,
  createAlertmanager,
  createWebhook,
  type Installation,
  untilZero,
  waitingRequests,
} from "../product.ts";
import { startArrivals } from "../receivers.ts";
import type { Row } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { leftFor, makeWebhooks, queueTo } from "../webhooks.ts";

const perSecond = 50;
const tolerance = 0.05;
const groups = 100;
/** How long the receiver may get nothing before the run counts as stuck. */
const patienceMs = 30_000;

type Three = Cluster<readonly ["first", "second", "third"]>;

/** Whether a limit of 50 messages per second is kept in every second, with one server and with three. */
export async function measurePace(settings: BenchSettings): Promise<Row[]> {
  const cluster = await startCluster(["first", "second", "third"], 1);
  const receiver = await startArrivals();
  try {
    const installation = installationOf(cluster);
    const url = await createAlertmanager(installation, "Pace");
    await createWebhook(installation, receiver.url);
    await runLoad({ url, groups, most: groups });
    await untilZero(installation, waitingRequests);
    await untilZero(installation, "select count(*) from deliveries");
    const one = await takeTurn(installation, "One", settings.paced);
    await startOthers(cluster);
    const three = await takeTurn(installation, "Three", settings.paced);
    return [toRow("one server", one), toRow("three servers", three)];
  } finally {
    await cluster.end();
    receiver.close();
  }
}

async function startOthers({ servers: [, second, third] }: Three): Promise<void> {
  await second.start();
  await third.start();
}

interface Turn {
  messages: number;
  /** Moments in rising order. */
  arrivals: readonly number[];
  /** Tries that were recorded, and the number of servers that made them. */
  tries: number;
  servers: number;
}

async function takeTurn(installation: Installation, name: string, messages: number): Promise<Turn> {
  const arrivals: number[] = [];
  const receiver = await startArrivals((at) => arrivals.push(at));
  try {
    await makeWebhooks(installation, { name, count: 1, url: receiver.url, ratePerSecond: perSecond });
    await queueTo(installation, name, messages);
    await untilQuiet(arrivals, messages);
    await untilZero(installation, leftFor(name));
    const made = `from attempts a join webhooks w on w.id = a.webhook_id where w.name like '${name} %'`;
    const tries = await askNumber(installation, `select count(*) ${made}`);
    const servers = await askNumber(installation, `select count(distinct worker) ${made}`);
    return { messages, arrivals, tries, servers };
  } finally {
    receiver.close();
  }
}

/** Returns when all have arrived, or when nothing has for a while. */
async function untilQuiet(arrivals: readonly number[], messages: number): Promise<void> {
  let seen = 0;
  let changedAt = performance.now();
  while (arrivals.length < messages && performance.now() < changedAt + patienceMs) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (arrivals.length > seen) changedAt = performance.now();
    seen = arrivals.length;
  }
}

const windowMs = 1_000;
const stepMs = 100;

/** How many arrive in each second that begins a tenth later than the last; the first second is told apart. */
function countWindows(arrivals: readonly number[]): { first: number; later: number[] } {
  const start = arrivals[0] ?? 0;
  const end = arrivals.at(-1) ?? 0;
  const countFrom = (from: number) => arrivals.filter((at) => at >= from && at < from + windowMs).length;
  const later: number[] = [];
  for (let from = start + windowMs; from + windowMs <= end; from += stepMs) later.push(countFrom(from));
  return { first: countFrom(start), later };
}

function toRow(servers: string, turn: Turn): Row {
  const { first, later } = countWindows(turn.arrivals);
  const least = Math.min(...later);
  const most = Math.max(...later);
  const outside = later.filter((count) => Math.abs(count - perSecond) > perSecond * tolerance).length;
  const hasAll = turn.arrivals.length === turn.messages && turn.tries === turn.messages;
  const gaps = turn.arrivals.slice(1).map((at, before) => at - (turn.arrivals[before] ?? at));
  const longestGap = Math.round(Math.max(0, ...gaps));
  const limits = `${perSecond * (1 - tolerance)}–${perSecond * (1 + tolerance)}`;
  return {
    what: `messages in any second to a receiver with a limit of ${perSecond}/s, ${servers}`,
    measured: [
      `${turn.arrivals.length} of ${turn.messages} arrived, ${turn.tries} tries by ${turn.servers} of the servers`,
      `${first} in the first second, then ${outside} of ${later.length} windows outside; longest gap ${longestGap} ms`,
    ].join("; "),
    result: `${least}–${most}`,
    atLeast: limits,
    aim: limits,
    verdict: hasAll && outside === 0 ? "aim reached" : "MISSED",
  };
}
