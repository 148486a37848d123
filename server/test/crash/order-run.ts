import { setTimeout as pause } from "node:timers/promises";
import { adminToken, type Cluster, startCluster } from "../soak/cluster.ts";
import { findClaims } from "../soak/take-over.ts";
import { createApiClient } from "../support/api-client.ts";
import { findOvertaken } from "./order.ts";
import { createTarget, createWebhook } from "./prepare-targets.ts";
import { createRandom } from "./random.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { countRemaining, readTimeouts, shortenDeadlines } from "./records.ts";
import { insertPastEvents } from "./replay-history.ts";

export interface OrderCrashOptions {
  seed: number;
  groups: number;
  /** Of each group. */
  changes: number;
  /** Hears what happens while it happens. */
  tell: (text: string) => void;
}

export interface OrderCrashReport {
  requests: number;
  failed: number;
  /** Messages that arrived again after they had been taken. */
  repeated: number;
  /** Until all but the blocked group's had arrived, from the first. */
  othersMs: number;
  violations: readonly string[];
}

type Three = Cluster<readonly ["a", "b", "c"]>;

const failing = 0.2;
const deadlineMs = 2_000;
/** Delays before the next tries, in seconds: soon, and more of them than a run takes. */
const delays = [1, 1, 2, 2, 5, 5, 5, 5, ...Array<number>(22).fill(10)];
/** Longest time in which nothing arrives. */
const patienceMs = 60_000;
const checkEveryMs = 50;

/**
 * Three servers send an ordered webhook's messages to a receiver that refuses a fifth of the tries, and everything about
 * one group until the others are done; one server is killed in the middle.
 */
export async function runOrderCrash(options: OrderCrashOptions): Promise<OrderCrashReport> {
  const cluster = await startCluster(["a", "b", "c"]);
  const random = createRandom(options.seed);
  let blocked = "";
  const receiver = await startReceiver(random, ({ groupId }) =>
    groupId === blocked || random.isLikely(failing) ? 503 : 200,
  );
  try {
    await prepare(cluster, receiver, options);
    blocked = await queueAll(cluster, options);
    return await killAndAudit(options, cluster, { ...receiver, blocked });
  } finally {
    await receiver.stop();
    await cluster.end();
  }
}

async function prepare(
  { servers, database }: Three,
  { url }: Receiver,
  { groups, changes }: OrderCrashOptions,
) {
  const api = createApiClient(servers[0].origin, adminToken);
  await createTarget(api, "webhook", "Order");
  await createWebhook(api, "escalation", `${url}/ordered`);
  await database.query(
    "update webhooks set is_ordered = true, retry_schedule = 'own', retry_delays_s = $1::integer[]",
    [delays],
  );
  await shortenDeadlines(database, deadlineMs);
  await insertPastEvents(database, groups, changes);
}

/** In turn over the groups, as changes come. @returns the group whose messages are refused */
async function queueAll({ database }: Three, { groups, changes, tell }: OrderCrashOptions): Promise<string> {
  const { rows } = await database.query<{ blocked: string }>(
    "select public_id as blocked from alert_groups order by id limit 1",
  );
  await database.query(
    `insert into deliveries (public_id, event_id, webhook_id, group_id)
     select 'msg_' || e.id, e.id, w.id, e.group_id from events e cross join webhooks w order by e.sequence, e.group_id`,
  );
  tell(`${groups} groups with ${changes} changes each are due`);
  return rows[0]?.blocked ?? "";
}

interface Blocking extends Receiver {
  blocked: string;
}

async function killAndAudit(
  { groups, changes, tell }: OrderCrashOptions,
  cluster: Three,
  receiver: Blocking,
): Promise<OrderCrashReport> {
  const startedAt = performance.now();
  const others = (groups - 1) * changes;
  await untilTaken(receiver, others / 2);
  const claimed = await killOne(cluster);
  tell(`killed one of three with ${claimed.size} messages claimed, and started it again`);
  await untilTaken(receiver, others);
  const othersMs = performance.now() - startedAt;
  tell("all are there but those of the blocked group, which may go now");
  const early = receiver.receipts.filter(
    ({ groupId, status }) => groupId === receiver.blocked && status === 200,
  );
  receiver.calm();
  await untilTaken(receiver, groups * changes);
  const { deliveries } = await untilNothingIsLeft(cluster);
  const late = await readTimeouts(cluster.database);
  const repeated = findRepeated(receiver);
  const unexplained = repeated.filter((id) => !claimed.has(id) && !late.has(id));
  const overtaken = findOvertaken(receiver.receipts);
  return {
    requests: receiver.receipts.length,
    failed: receiver.receipts.filter(({ status }) => status === 503).length,
    repeated: repeated.length,
    othersMs,
    violations: [
      ...when(overtaken.length, "messages were overtaken by later ones about their group"),
      ...when(groups * changes - countTaken(receiver), "messages never arrived"),
      ...when(unexplained.length, "messages were repeated that no kill and no deadline cut off"),
      ...when(early.length, "messages of the blocked group were taken although they were refused"),
      ...when(deliveries, "deliveries are left in the end"),
    ],
  };
}

/** @returns the messages that somebody worked on at the kill: at most these may arrive twice */
async function killOne({ servers: [, victim], database }: Three): Promise<ReadonlySet<string>> {
  await victim.kill();
  const claims = await findClaims(database);
  await victim.start();
  return new Set(claims.map(({ public_id }) => public_id));
}

function countTaken({ receipts }: Receiver): number {
  return new Set(receipts.filter(({ status }) => status === 200).map(({ messageId }) => messageId)).size;
}

/** Returns when so many messages were taken, or when nothing has arrived for long. */
async function untilTaken(receiver: Receiver, count: number): Promise<void> {
  let requests = 0;
  for (let changedAt = performance.now(); performance.now() < changedAt + patienceMs; ) {
    if (countTaken(receiver) >= count) return;
    if (receiver.receipts.length > requests) changedAt = performance.now();
    requests = receiver.receipts.length;
    await pause(checkEveryMs);
  }
}

async function untilNothingIsLeft({ database }: Three) {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const remaining = await countRemaining(database);
    if (remaining.deliveries === 0 || performance.now() > giveUpAt) return remaining;
    await pause(checkEveryMs);
  }
}

function findRepeated({ receipts }: Receiver): string[] {
  const taken = receipts.filter(({ status }) => status === 200);
  const byMessage = Map.groupBy(taken, ({ messageId }) => messageId);
  return [...byMessage].filter(([, all]) => all.length > 1).map(([messageId]) => messageId);
}

function when(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}
