import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { request } from "undici";
import { type Receiver, startReceiver } from "../delivery/receiver.ts";
import { openDatabase } from "./records.ts";
import { insertHistory } from "./replay-history.ts";
import { ServerUnderTest } from "./server-under-test.ts";

export interface ReplayCrashOptions {
  /** Past deliveries that were given up. */
  deliveries: number;
  perSecond: number;
  /** How often the server is killed while it replays them. */
  kills: number;
  /** Hears what happens while it happens. */
  tell?: (text: string) => void;
}

export interface ReplayCrashReport {
  requests: number;
  /** Requests that repeated one whose answer a kill had cut off. */
  repeated: number;
  /** How long messages of new alert groups took that came in between, in milliseconds. */
  newMessagesMs: readonly number[];
  tookMs: number;
  /** Every broken promise; empty when all were kept. */
  violations: readonly string[];
}

const adminToken = "crash-test-admin-token";
const settings = { TOCSIN_ADMIN_TOKEN: adminToken, TOCSIN_ALLOW_PRIVATE_NETWORKS: "127.0.0.0/8" };
/** Requests to one receiver that may be open when the server is killed. */
const openAtOnce = 128;
/** Longest time in which nothing happens. */
const patienceMs = 30_000;

/** Replays many deliveries, kills the server in the middle, and counts what was made how often. */
export async function runReplayCrash(options: ReplayCrashOptions): Promise<ReplayCrashReport> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-replay-"));
  const server = new ServerUnderTest(folder, settings);
  const receiver = await startReceiver();
  try {
    await server.start();
    return await replayAndAudit(options, server, receiver);
  } finally {
    await server.kill();
    await server.killDatabase();
    await receiver.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

interface ReplayState {
  id: string;
  state: string;
  total: number;
  queued: number;
  remaining: number;
}

async function replayAndAudit(
  options: ReplayCrashOptions,
  server: ServerUnderTest,
  receiver: Receiver,
): Promise<ReplayCrashReport> {
  const webhook = await call<{ id: string }>(server, "POST", "/webhooks", {
    ...{ name: "Replayed", url: receiver.url, dialect: "opsknight", deadline_ms: 2_000 },
  });
  const integration = await call<{ url: string }>(server, "POST", "/integrations", {
    ...{ name: "Replayed", type: "formatted_webhook" },
  });
  await withDatabase(server, (client) => insertHistory(client, webhook.id, options.deliveries));
  const startedAt = performance.now();
  const path = `/webhooks/${webhook.id}/replays`;
  const made = await call<ReplayState>(server, "POST", path, { per_second: options.perSecond });
  const newMessagesMs: number[] = [];
  for (let kill = 1; kill <= options.kills; kill++) {
    const goal = (made.total * kill) / (options.kills + 1);
    const reached = await untilReplay(server, `${path}/${made.id}`, ({ queued }) => queued >= goal);
    newMessagesMs.push(await timeNewMessage(new URL(integration.url).pathname, server, receiver));
    await server.kill();
    options.tell?.(`killed after ${reached.queued} of ${reached.total} were queued`);
    await server.start();
  }
  const last = await untilReplay(server, `${path}/${made.id}`, ({ state }) => state === "finished");
  const tookMs = performance.now() - startedAt;
  const log = await withDatabase(server, countTries);
  const requests = receiver.received.filter(({ headers }) => headers["webhook-replay"] === "true");
  const ids = new Set(requests.map(({ headers }) => headers["webhook-id"]));
  const repeated = requests.length - ids.size;
  const { deliveries } = options;
  const violations = [
    told(made.total === deliveries, `${made.total} of ${deliveries} were counted`),
    told(
      last.total === deliveries && last.queued === deliveries,
      `${last.queued} of ${last.total} were queued`,
    ),
    told(ids.size === deliveries, `${ids.size} of ${deliveries} arrived`),
    told(log.tries === deliveries, `${log.tries} tries were recorded`),
    told(log.deliveries === deliveries, `${log.deliveries} deliveries have a recorded try`),
    told(repeated <= options.kills * openAtOnce, `${repeated} requests were repeated`),
  ].flatMap((problem) => problem ?? []);
  return { requests: requests.length, repeated, newMessagesMs, tookMs, violations };
}

function told(isKept: boolean, problem: string): string | undefined {
  return isKept ? undefined : problem;
}

async function countTries(client: Awaited<ReturnType<typeof openDatabase>>) {
  const { rows } = await client.query<{ tries: number; deliveries: number }>(`
    select count(*)::int as tries, count(distinct delivery_public_id)::int as deliveries from attempts
    where result = 'delivered' and request_headers->>'webhook-replay' = 'true'`);
  return rows[0] ?? { tries: 0, deliveries: 0 };
}

/** From sending an alert that opens a group to the arrival of its message. */
async function timeNewMessage(path: string, server: ServerUnderTest, receiver: Receiver): Promise<number> {
  const title = `new while replaying ${performance.now()}`;
  const sentAt = performance.now();
  const answer = await request(server.origin() + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ alert_uid: title, title }),
  });
  await answer.body.dump();
  let seen = 0;
  for (;;) {
    const fresh = receiver.received.slice(seen);
    seen += fresh.length;
    if (fresh.some(({ headers, body }) => headers["webhook-replay"] === undefined && body.includes(title)))
      break;
    if (performance.now() > sentAt + patienceMs)
      throw new Error(`"${title}" (${answer.statusCode}) did not arrive`);
    await pause(2);
  }
  return performance.now() - sentAt;
}

async function untilReplay(
  server: ServerUnderTest,
  path: string,
  isSo: (replay: ReplayState) => boolean,
): Promise<ReplayState> {
  let changedAt = performance.now();
  let before = "";
  for (;;) {
    const replay = await call<ReplayState>(server, "GET", path);
    if (isSo(replay)) return replay;
    const text = JSON.stringify(replay);
    if (text !== before) changedAt = performance.now();
    before = text;
    if (performance.now() > changedAt + patienceMs) throw new Error(`the replay stands still: ${text}`);
    await pause(50);
  }
}

async function call<Answer>(
  server: ServerUnderTest,
  method: "GET" | "POST",
  path: string,
  body?: object,
): Promise<Answer> {
  const answer = await request(`${server.origin()}/api/v2${path}`, {
    method,
    headers: {
      authorization: `Bearer ${adminToken}`,
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
  return JSON.parse(text) as Answer;
}

async function withDatabase<Result>(
  server: ServerUnderTest,
  work: (client: Awaited<ReturnType<typeof openDatabase>>) => Promise<Result>,
): Promise<Result> {
  const client = await openDatabase(server.dataDir);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
