import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Target } from "../crash/alert-source.ts";
import { createTarget, createWebhook } from "../crash/prepare-targets.ts";
import { countRemaining } from "../crash/records.ts";
import { type Sender, startSender } from "../crash/sender.ts";
import { createApiClient } from "../support/api-client.ts";
import { adminToken, type Cluster, startCluster } from "./cluster.ts";
import { type Footprint, watchFootprint } from "./footprint.ts";
import { type LedgerReceiver, paths, startLedgerReceiver } from "./ledger-receiver.ts";
import { type Breaker, judgeOutage, type OutageReport, readBreaker } from "./outage-rules.ts";
import { countStatements, ofDeliveries } from "./statement-counter.ts";

export interface OutageOptions {
  /** How long one of the two receivers is down. */
  outageMs: number;
  /** Alerts per second; each opens a group, which both receivers are told of. */
  ratePerSecond: number;
  /** Rate limit of the webhook whose receiver is down; null: none. */
  limitPerSecond: number | null;
  /** How long statements are counted while nothing else happens. */
  quietMs: number;
  tell: (text: string) => void;
}

type One = Cluster<readonly ["only"]>;

interface Scene extends OutageOptions {
  cluster: One;
  receiver: LedgerReceiver;
  sender: Sender;
}

const warmUpMs = 10_000;
const loadWindowMs = 5_000;
const settleWithinMs = 120_000;

/** One of two receivers is down for long while alerts come, the server is restarted in the middle, and then it is back. */
export async function runOutage(options: OutageOptions): Promise<OutageReport> {
  const cluster = await startCluster(["only"]);
  const receiver = await startLedgerReceiver();
  try {
    const target = await prepare(cluster, receiver, options.limitPerSecond);
    const idle = await countStatements(cluster.database, options.quietMs);
    const sender = startSender({
      next: createOpeningSource(target),
      origin: () => cluster.servers[0].origin(),
      ratePerSecond: options.ratePerSecond,
    });
    return await goThrough({ ...options, cluster, receiver, sender }, idle);
  } finally {
    await receiver.stop();
    await cluster.end();
  }
}

async function prepare(
  { servers: [server], database }: One,
  receiver: LedgerReceiver,
  limitPerSecond: number | null,
): Promise<Target> {
  const api = createApiClient(server.origin, adminToken);
  const target = await createTarget(api, "webhook", "Outage");
  for (const path of Object.values(paths))
    await createWebhook(api, "alert group created", receiver.url + path);
  await database.query("update webhooks set rate_per_second = $1 where url like '%' || $2", [
    limitPerSecond,
    paths.failing,
  ]);
  return target;
}

const filler = "The disk fills up; see the runbook. ".repeat(12);

/** Each alert opens a group of its own. */
function createOpeningSource({ path }: Target) {
  const run = randomUUID();
  let made = 0;
  return () => {
    made += 1;
    const uid = `${run}-${made}`;
    const body = { uid, key: uid, state: "alerting", title: `Disk ${made}`, text: filler };
    return { uid, path, body: JSON.stringify(body) };
  };
}

async function goThrough(scene: Scene, idle: number): Promise<OutageReport> {
  const { cluster, receiver, sender, tell } = scene;
  const { database } = cluster;
  await pause(warmUpMs);
  const loaded = await countStatements(database, loadWindowMs, ofDeliveries);
  const outage = await takeDown(scene);
  tell("the alerts end, the receiver is still down");
  const unanswered = await sender.finish(settleWithinMs);
  const unsettled = await untilHealthyIsServed(scene);
  const parkedIdle = await countStatements(database, scene.quietMs);
  const parked = await countParked(cluster);
  const back = await bringBack(scene, parked);
  const totals = countTotals(sender, receiver);
  const report = {
    ...{ alerts: sender.ledger.size, sender: sender.statistics(), idle, parkedIdle, loaded, parked },
    ...{ parkedLoaded: outage.parkedLoaded, footprints: outage.footprints },
    ...back,
    ...totals,
  };
  return judgeOutage(report, {
    breakers: outage.breakers,
    refusedAtMs: receiver.failing.refusedAtMs,
    problems: [
      ...outage.problems,
      ...unsettled,
      ...(unanswered === 0 ? [] : [`${unanswered} alerts were never answered with 2xx`]),
    ],
  });
}

interface Outage {
  parkedLoaded: number;
  footprints: Footprint[];
  /** Before the restart and right after it. */
  breakers: [Breaker, Breaker];
  problems: string[];
}

/** The receiver goes down, and the server is restarted in the middle of that time. */
async function takeDown({ cluster, receiver, outageMs, tell }: Scene): Promise<Outage> {
  const { servers, database } = cluster;
  const [server] = servers;
  receiver.setDown(true);
  tell(`one receiver is down for ${outageMs / 1_000} s`);
  await pause(Math.min(warmUpMs, outageMs / 6));
  const first = await watchFootprint(servers, database);
  const parkedLoaded = await countStatements(database, loadWindowMs, ofDeliveries);
  await pause(Math.max(0, outageMs / 2 - warmUpMs - loadWindowMs));
  const before = await first.finish();
  const breakerBefore = await readBreaker(database, paths.failing);
  const problem = await server.stop();
  await server.start();
  const breakerAfter = await readBreaker(database, paths.failing);
  tell("restarted the server");
  await pause(Math.min(warmUpMs, outageMs / 6));
  const second = await watchFootprint(servers, database);
  await pause(Math.max(0, outageMs / 2 - warmUpMs));
  return {
    parkedLoaded,
    footprints: [before, await second.finish()],
    breakers: [breakerBefore, breakerAfter],
    problems: problem === undefined ? [] : [problem],
  };
}

const checkEveryMs = 100;

/** Waits until only messages of the receiver that is down are left. */
async function untilHealthyIsServed({ cluster }: Scene): Promise<string[]> {
  const giveUpAt = performance.now() + settleWithinMs;
  for (;;) {
    const { intake, deliveries } = await countRemaining(cluster.database);
    const left = deliveries - (await countParked(cluster));
    if (intake === 0 && left === 0) return [];
    if (performance.now() > giveUpAt)
      return [`${intake} alerts and ${left} messages to the healthy receiver were not done in time`];
    await pause(checkEveryMs);
  }
}

async function countParked({ database }: One): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::int as count from deliveries d join webhooks w on w.id = d.webhook_id where w.url like '%' || $1`,
    [paths.failing],
  );
  return rows[0]?.count ?? Number.NaN;
}

const patienceAfterMs = 60_000;

/** The receiver takes messages again. Waits until all that was parked is gone, or nothing has moved for a minute. */
async function bringBack({ cluster, receiver, tell }: Scene, parked: number) {
  const { failing } = receiver;
  const takenBefore = failing.taken.size;
  const backAtMs = Date.now();
  receiver.setDown(false);
  tell(`the receiver is back; ${parked} messages wait for it`);
  let firstAfterMs = Number.NaN;
  let left = parked;
  for (let changedAt = Date.now(); left > 0 && Date.now() < changedAt + patienceAfterMs; ) {
    await pause(checkEveryMs);
    if (Number.isNaN(firstAfterMs) && failing.taken.size > takenBefore) firstAfterMs = Date.now() - backAtMs;
    const now = await countParked(cluster);
    if (now < left) changedAt = Date.now();
    left = now;
  }
  const counts = [...failing.takenBySecond]
    .filter(([second]) => second * 1_000 > backAtMs)
    .map(([, count]) => count);
  const sorted = counts.sort((one, other) => one - other);
  return {
    firstAfterMs,
    allAfterMs: failing.lastTakenAtMs - backAtMs,
    rateAfter: sorted[Math.floor(sorted.length / 2)] ?? 0,
  };
}

function countTotals({ ledger }: Sender, { healthy, failing }: LedgerReceiver) {
  let lost = 0;
  let doubled = 0;
  for (const { uid, isAcknowledged } of ledger.values()) {
    for (const { taken } of [healthy, failing]) {
      const times = taken.get(uid) ?? 0;
      if (times === 0 && isAcknowledged) lost += 1;
      if (times > 1) doubled += 1;
    }
  }
  return { lost, doubled };
}
