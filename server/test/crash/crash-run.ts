import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { type ApiClient, createApiClient } from "../support/api-client.ts";
import { createAlertSource, type Target } from "./alert-source.ts";
import { audit } from "./audit.ts";
import { type Disruption, type DisruptionKind, disrupt } from "./disruptions.ts";
import { createTarget, createWebhook } from "./prepare-targets.ts";
import { createRandom, type Random } from "./random.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { countRemaining, openDatabase, readRecords, shortenDeadlines } from "./records.ts";
import { startResponder } from "./responder.ts";
import { type SenderStatistics, startSender } from "./sender.ts";
import { ServerUnderTest } from "./server-under-test.ts";

export interface CrashOptions {
  seed: number;
  /** Alerts per second that the sender offers. */
  ratePerSecond: number;
  /** The next thing to break; null: it is enough. */
  nextDisruption: (random: Random) => DisruptionKind | null;
  /** Calm between two disruptions, at most, in milliseconds. */
  longestCalmMs: number;
  /** Deadline of a webhook's request; with it end the leases of a server that was killed. */
  webhookDeadlineMs: number;
  /** Milliseconds after the last disruption in which everything must have been done. */
  settleWithinMs: number;
  /** Hears what happens while it happens. */
  tell?: (text: string) => void;
}

export interface CrashReport {
  seed: number;
  alerts: number;
  sender: SenderStatistics;
  acknowledgedByApi: number;
  stateChanges: number;
  receipts: number;
  duplicates: number;
  settledInMs: number;
  disruptions: readonly Disruption[];
  /** Every broken promise; empty when all were kept. */
  violations: readonly string[];
}

const adminToken = "crash-test-admin-token";
const settings = { TOCSIN_ADMIN_TOKEN: adminToken, TOCSIN_ALLOW_PRIVATE_NETWORKS: "127.0.0.0/8" };
const triggerTypes = ["alert group created", "acknowledge", "resolve", "status change"];

/** Runs a server under load in a folder of its own, breaks it again and again, and audits what it promised. */
export async function runCrashTest(options: CrashOptions): Promise<CrashReport> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-crash-"));
  const random = createRandom(options.seed);
  const server = new ServerUnderTest(folder, settings);
  const receiver = await startReceiver(createRandom(options.seed + 1));
  try {
    await server.start();
    return await breakAndAudit({ options, random, server, receiver });
  } finally {
    await server.kill();
    await server.killDatabase();
    await receiver.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

interface Scene {
  options: CrashOptions;
  random: Random;
  server: ServerUnderTest;
  receiver: Receiver;
}

async function breakAndAudit({ options, random, server, receiver }: Scene): Promise<CrashReport> {
  const api = createApiClient(server.origin, adminToken);
  const targets = await prepare(api, server, receiver, options);
  const { seed, ratePerSecond } = options;
  const next = createAlertSource(targets, seed);
  const sender = startSender({ next, origin: server.origin, ratePerSecond });
  const responder = startResponder(api, createRandom(seed + 2));
  const disruptions = await breakThings(options, random, server);
  receiver.calm();
  await responder.stop();
  const settling = performance.now();
  const unanswered = await sender.finish(options.settleWithinMs);
  const database = await openDatabase(server.dataDir);
  const unsettled = await settle(database, settling + options.settleWithinMs);
  const settledInMs = performance.now() - settling;
  const records = await readRecords(database);
  await database.end();
  const stopProblem = await server.stop();
  const { violations, duplicates } = audit({
    sent: sender.ledger,
    acknowledgedByApi: responder.acknowledged,
    receipts: receiver.receipts,
    disruptions,
    records,
  });
  return {
    seed,
    alerts: sender.ledger.size,
    sender: sender.statistics(),
    acknowledgedByApi: responder.acknowledged.size,
    stateChanges: [...records.changes.values()].reduce((sum, times) => sum + times, 0),
    receipts: receiver.receipts.length,
    duplicates,
    settledInMs,
    disruptions,
    violations: [
      ...unsettled,
      ...(unanswered === 0 ? [] : [`${unanswered} alerts were never answered with 2xx`]),
      ...judgeStatuses(sender.statistics()),
      ...(stopProblem === undefined ? [] : [stopProblem]),
      ...violations,
    ],
  };
}

async function prepare(
  api: ApiClient,
  server: ServerUnderTest,
  receiver: Receiver,
  { webhookDeadlineMs }: CrashOptions,
): Promise<[Target, ...Target[]]> {
  const first = await createTarget(api, "webhook", "Crash webhook");
  const second = await createTarget(api, "formatted_webhook", "Crash formatted webhook");
  const third = await createTarget(api, "alertmanager", "Crash Alertmanager");
  for (const trigger of triggerTypes) {
    await createWebhook(api, trigger, `${receiver.url}/${trigger.replaceAll(" ", "-")}`);
  }
  const database = await openDatabase(server.dataDir);
  await shortenDeadlines(database, webhookDeadlineMs);
  await database.end();
  return [first, second, third];
}

async function breakThings(
  { nextDisruption, longestCalmMs, tell }: CrashOptions,
  random: Random,
  server: ServerUnderTest,
): Promise<Disruption[]> {
  const disruptions: Disruption[] = [];
  for (;;) {
    await pause(longestCalmMs * (0.3 + 0.7 * random.next()));
    const kind = nextDisruption(random);
    if (kind === null) return disruptions;
    const disruption = await disrupt(server, kind, random);
    disruptions.push(disruption);
    tell?.(`${kind}; ready again after ${Math.round(disruption.endedAtMs - disruption.beganAtMs)} ms`);
  }
}

const checkEveryMs = 100;

/** Waits until nothing is left to do. @returns what is left when the time is up */
async function settle(database: pg.Client, giveUpAtMs: number): Promise<string[]> {
  for (;;) {
    const { intake, deliveries } = await countRemaining(database);
    if (intake === 0 && deliveries === 0) return [];
    if (performance.now() > giveUpAtMs) {
      return [`${intake} requests wait for their groups and ${deliveries} deliveries are left in the end`];
    }
    await pause(checkEveryMs);
  }
}

/** Senders drop what got a 4xx, so an overloaded or broken server must not answer one. */
function judgeStatuses({ statuses, vague }: SenderStatistics): string[] {
  const wrong = [...statuses]
    .filter(([status]) => status >= 300 && status !== 503)
    .map(([status, times]) => `${times} alerts were answered with ${status}`);
  return vague === 0 ? wrong : [...wrong, `${vague} answers with 503 had no Retry-After`];
}
