import { setTimeout as pause } from "node:timers/promises";
import { createAlertSource, type Target } from "../crash/alert-source.ts";
import { audit } from "../crash/audit.ts";
import { findOvertaken } from "../crash/order.ts";
import { createTarget, createWebhook } from "../crash/prepare-targets.ts";
import { createRandom } from "../crash/random.ts";
import { type Receiver, startReceiver } from "../crash/receiver.ts";
import { countRemaining, readRecords, shortenDeadlines } from "../crash/records.ts";
import { type SenderStatistics, startSender } from "../crash/sender.ts";
import { createApiClient } from "../support/api-client.ts";
import { adminToken, type Pair, startCluster } from "./cluster.ts";
import { type Footprint, watchFootprint } from "./footprint.ts";
import { killOneOfTwo, type TakeOver, takeOverWithinMs } from "./take-over.ts";

export interface SoakOptions {
  seed: number;
  /** Alerts per second that the sender offers to the two servers. */
  ratePerSecond: number;
  /** Time under load before anything is restarted, in which memory and tables are watched; the first part warms up. */
  calmMs: number;
  /** Whether to restart once more, in turn; asked before each. */
  wantsRestart: () => boolean;
  restartEveryMs: number;
  /** Deadline of a webhook's request; with it end the leases of the server that is killed. */
  webhookDeadlineMs: number;
  settleWithinMs: number;
  /** Hears what happens while it happens. */
  tell?: (text: string) => void;
}

export interface SoakReport {
  alerts: number;
  sender: SenderStatistics;
  footprint: Footprint;
  restarts: number;
  slowestRestartMs: number;
  stateChanges: number;
  receipts: number;
  /** Messages that arrived again after a success: in the restarts, and about the kill. */
  doubledByRestarts: number;
  doubledByKill: number;
  takeOver: TakeOver;
  /** Every broken promise; empty when all were kept. */
  violations: readonly string[];
}

const triggerTypes = ["alert group created", "acknowledge", "resolve", "status change"];
/** The webhook of these hears of each group's changes in order, whatever is restarted or killed. */
const orderedTrigger = "status change";

/** Restarts two servers in turn under load, kills one of them for good, and audits what they promised. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const cluster = await startCluster(["a", "b"]);
  const receiver = await startReceiver(createRandom(options.seed + 1));
  try {
    return await soak(options, cluster, receiver);
  } finally {
    await receiver.stop();
    await cluster.end();
  }
}

async function soak(options: SoakOptions, cluster: Pair, receiver: Receiver): Promise<SoakReport> {
  const { seed, ratePerSecond, settleWithinMs, tell } = options;
  const targets = await prepare(options, cluster, receiver);
  const random = createRandom(seed + 2);
  const sender = startSender({
    next: createAlertSource(targets, seed),
    // To a server that is away as well, as from a load balancer that has not noticed yet.
    origin: () => random.pick(cluster.servers).origin(),
    ratePerSecond,
  });
  const footprint = await watchCalm(options, cluster);
  const restarts = await restartInTurn(options, cluster);
  const doubledSoFar = findDoubled(receiver);
  const takeOver = await killOneOfTwo(cluster, receiver);
  tell?.(
    `killed one of two with ${takeOver.inFlight.size} messages in flight; all taken over after ${Math.round(takeOver.largestGapMs)} ms`,
  );
  receiver.calm();
  const unanswered = await sender.finish(settleWithinMs);
  const unsettled = await settle(cluster, settleWithinMs);
  const records = await readRecords(cluster.database);
  const stopProblem = await cluster.servers[0].stop();
  const { violations } = audit({
    sent: sender.ledger,
    acknowledgedByApi: new Set(),
    receipts: receiver.receipts,
    disruptions: [takeOver.disruption],
    records,
  });
  // An answer that came after the deadline is repeated by right, restart or not.
  const isInTime = (id: string) => !records.timeouts.has(id);
  const doubledByRestarts = doubledSoFar.filter(isInTime);
  const doubled = findDoubled(receiver).filter(isInTime);
  return {
    alerts: sender.ledger.size,
    sender: sender.statistics(),
    footprint,
    restarts: restarts.times.length,
    slowestRestartMs: Math.max(0, ...restarts.times),
    stateChanges: [...records.changes.values()].reduce((sum, times) => sum + times, 0),
    receipts: receiver.receipts.length,
    doubledByRestarts: doubledByRestarts.length,
    doubledByKill: doubled.length - doubledByRestarts.length,
    takeOver,
    violations: [
      ...restarts.problems,
      ...(stopProblem === undefined ? [] : [stopProblem]),
      ...(unanswered === 0 ? [] : [`${unanswered} alerts were never answered with 2xx`]),
      ...unsettled,
      ...judgeDoubled(doubledByRestarts, doubled, takeOver),
      ...judgeOrder(receiver),
      ...violations,
    ],
  };
}

async function prepare(
  { webhookDeadlineMs }: SoakOptions,
  { servers, database }: Pair,
  receiver: Receiver,
): Promise<[Target, ...Target[]]> {
  const api = createApiClient(servers[0].origin, adminToken);
  const first = await createTarget(api, "webhook", "Soak webhook");
  const second = await createTarget(api, "alertmanager", "Soak Alertmanager");
  for (const trigger of triggerTypes) {
    await createWebhook(api, trigger, `${receiver.url}/${trigger.replaceAll(" ", "-")}`);
  }
  await shortenDeadlines(database, webhookDeadlineMs);
  await database.query("update webhooks set is_ordered = true where trigger_type = $1", [orderedTrigger]);
  return [first, second];
}

const warmUp = { share: 0.2, mostMs: 300_000 };

async function watchCalm({ calmMs }: SoakOptions, { servers, database }: Pair): Promise<Footprint> {
  const warmUpMs = Math.min(calmMs * warmUp.share, warmUp.mostMs);
  await pause(warmUpMs);
  const watch = await watchFootprint(servers, database);
  await pause(calmMs - warmUpMs);
  return watch.finish();
}

interface Restarts {
  /** Milliseconds from the signal until it was ready again. */
  times: number[];
  problems: string[];
}

/** SIGTERM and a new start, one server after the other; the next begins so long after the last began, or when it is done. */
async function restartInTurn(options: SoakOptions, { servers }: Pair): Promise<Restarts> {
  const restarts: Restarts = { times: [], problems: [] };
  await pause(options.restartEveryMs / 2);
  for (let turn = 0; options.wantsRestart(); turn += 1) {
    const [first, second] = servers;
    const server = turn % 2 === 0 ? first : second;
    const beganAt = performance.now();
    const problem = await server.stop();
    await server.start();
    const tookMs = performance.now() - beganAt;
    restarts.times.push(tookMs);
    if (problem !== undefined) restarts.problems.push(problem);
    options.tell?.(`restart ${turn + 1}; ready again after ${Math.round(tookMs)} ms`);
    await pause(Math.max(0, options.restartEveryMs - tookMs));
  }
  return restarts;
}

/** Messages that arrived again although they had been answered with 200. */
function findDoubled({ receipts }: Receiver): string[] {
  const byMessage = Map.groupBy(receipts, ({ messageId }) => messageId);
  return [...byMessage]
    .filter(([, all]) => {
      const firstSuccess = all.findIndex(
        ({ status, answeredAtMs }) => status === 200 && answeredAtMs !== null,
      );
      return firstSuccess !== -1 && firstSuccess < all.length - 1;
    })
    .map(([messageId]) => messageId);
}

const shownExamples = 5;

function judgeDoubled(byRestarts: readonly string[], all: readonly string[], takeOver: TakeOver): string[] {
  const known = new Set(byRestarts);
  const unexplained = all.filter((id) => !known.has(id) && !takeOver.inFlight.has(id));
  const show = (ids: readonly string[]) => ids.slice(0, shownExamples).join(", ");
  return [
    ...(byRestarts.length === 0
      ? []
      : [`${byRestarts.length} messages arrived twice in restarts: ${show(byRestarts)}`]),
    ...(unexplained.length === 0
      ? []
      : [
          `${unexplained.length} messages arrived twice that were not in flight at the kill: ${show(unexplained)}`,
        ]),
    ...(takeOver.largestGapMs <= takeOverWithinMs
      ? []
      : [`the work of the killed server was taken over after ${Math.round(takeOver.largestGapMs)} ms only`]),
  ];
}

function judgeOrder({ receipts }: Receiver): string[] {
  const webhook = orderedTrigger.replaceAll(" ", "-");
  const overtaken = findOvertaken(receipts.filter((receipt) => receipt.webhook === webhook));
  return overtaken.length === 0
    ? []
    : [
        `${overtaken.length} messages of the ordered webhook were overtaken: ${overtaken.slice(0, shownExamples).join(", ")}`,
      ];
}

const checkEveryMs = 100;

/** Waits until nothing is left to do. @returns what is left when the time is up */
async function settle({ database }: Pair, withinMs: number): Promise<string[]> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const { intake, deliveries } = await countRemaining(database);
    if (intake === 0 && deliveries === 0) return [];
    if (performance.now() > giveUpAt) {
      return [`${intake} requests wait for their groups and ${deliveries} deliveries are left in the end`];
    }
    await pause(checkEveryMs);
  }
}
