import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimDeliveries } from "../../src/core/outgoing-webhooks/delivery-store.ts";
import { type Received, type Receiver, type Reply, startReceiver } from "./receiver.ts";
import { createWorld, eventOf, eventually, type TestGroup, type World } from "./world.ts";

let world: World;
let receiver: Receiver;
let statusOf: (request: Received) => number;
/** What was answered with 200, in order: group and sequence number. */
let taken: { group: string; sequence: number }[];

const reply: Reply = (request, response) => {
  const status = statusOf(request);
  if (status === 200) {
    const sequence = Number(request.headers["tocsin-event-sequence"]);
    taken.push({ group: groupOf(request), sequence });
  }
  response.writeHead(status, status === 429 ? { "retry-after": "3600" } : {}).end();
};

function groupOf({ body }: Received): string {
  return String(JSON.parse(body).alert_group_id);
}

beforeEach(async () => {
  world = await createWorld();
  statusOf = () => 200;
  taken = [];
  receiver = await startReceiver(reply);
});
afterEach(async () => {
  await receiver.close();
  await world.close();
});

const generous = { total: 100, standard: 100, perWebhook: new Map(), leaseMarginMs: 5_000 };

async function makeGroups(count: number): Promise<TestGroup[]> {
  return Promise.all(Array.from({ length: count }, () => world.makeGroup()));
}

/** So many changes of each group, in turn. */
async function announceChanges(groups: readonly TestGroup[], changes: number): Promise<void> {
  for (let change = 0; change < changes; change++) {
    await world.announce(groups.map((group) => eventOf(group, change % 2 === 0 ? "acknowledge" : "resolve")));
  }
}

test("an ordered webhook hears of each group's changes in order, whatever fails and however many servers send", async () => {
  let requests = 0;
  statusOf = () => {
    requests += 1;
    return requests % 5 === 0 ? 503 : 200;
  };
  await world.makeWebhook({ url: receiver.url, control: { isOrdered: true } });
  const groups = await makeGroups(10);
  for (let server = 0; server < 3; server++) world.startWorker();
  await announceChanges(groups, 8);
  await eventually(() => taken.length >= 80);
  for (const { publicId } of groups) {
    const sequences = taken.filter(({ group }) => group === publicId).map(({ sequence }) => sequence);
    expect(sequences).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  }
});

test("a group whose message does not arrive holds up its own later ones, and no other group's", async () => {
  const [blocked, ...others] = await makeGroups(5);
  if (!blocked) throw new Error("no group");
  statusOf = (request) => (groupOf(request) === blocked.publicId ? 429 : 200);
  await world.makeWebhook({ url: receiver.url, control: { isOrdered: true } });
  world.startWorker();
  await announceChanges([blocked, ...others], 3);
  await eventually(() => taken.length === 12);
  const tries = receiver.received.filter((request) => groupOf(request) === blocked.publicId);
  expect(new Set(tries.map(({ headers }) => headers["tocsin-event-sequence"]))).toEqual(new Set(["1"]));
});

test("when an ordered message is given up the next one goes out", async () => {
  const [group] = await makeGroups(1);
  if (!group) throw new Error("no group");
  statusOf = ({ headers }) => (headers["tocsin-event-sequence"] === "1" ? 404 : 200);
  await world.makeWebhook({ url: receiver.url, control: { isOrdered: true } });
  world.startWorker();
  await announceChanges([group], 3);
  await eventually(() => taken.length === 2);
  expect(taken.map(({ sequence }) => sequence)).toEqual([2, 3]);
});

test("of an ordered webhook's messages about one group one at a time is claimed", async () => {
  await world.makeWebhook({ url: receiver.url, control: { isOrdered: true } });
  const [group] = await makeGroups(1);
  if (!group) throw new Error("no group");
  await announceChanges([group], 4);
  const claims = await Promise.all([1, 2, 3].map(() => claimDeliveries(world.handle.db, generous)));
  expect(claims.flat().map(({ event }) => event.sequence)).toEqual([1]);
});

test("an ordered message that is tried again is found, however many wait for it", async () => {
  await world.makeWebhook({ url: receiver.url, control: { isOrdered: true } });
  const [group] = await makeGroups(1);
  if (!group) throw new Error("no group");
  await announceChanges([group], 1);
  const { db } = world.handle;
  await sql`insert into deliveries (public_id, event_id, webhook_id, group_id, due_at)
    select 'msg_' || n, d.event_id, d.webhook_id, d.group_id, d.due_at from deliveries d, generate_series(1, 5000) n`.execute(
    db,
  );
  await sql`update deliveries set attempts = 1, due_at = now() where id = (select min(id) from deliveries)`.execute(
    db,
  );
  expect((await claimDeliveries(db, generous)).map(({ attempts }) => attempts)).toEqual([1]);
});

async function saveTokens(seconds: number): Promise<void> {
  await sql`update webhook_health set tokens = 0,
    tokens_at = now() - make_interval(secs => ${seconds})`.execute(world.handle.db);
}

test("a rate limit holds over all servers, and waiting uses up no tries", async () => {
  await world.makeWebhook({ url: receiver.url, control: { ratePerSecond: 50 } });
  const groups = await makeGroups(30);
  await announceChanges(groups, 1);
  const startedAt = performance.now();
  await saveTokens(60);
  const claims = await Promise.all([1, 2, 3].map(() => claimDeliveries(world.handle.db, generous)));
  const starts = claims.flat().map(({ startInMs }) => startInMs);
  const taken = starts.length;
  // Two at once after a pause, and those of the next fifth of a second; on a busy machine another one comes every 20 ms.
  expect(taken).toBeGreaterThanOrEqual(12);
  expect(taken).toBeLessThanOrEqual(12 + Math.ceil((performance.now() - startedAt) / 20));
  expect(starts.filter((start) => start === 0)).toHaveLength(2);
  expect(Math.max(...starts)).toBeLessThanOrEqual(200);
  const waiting = await sql<{ attempts: number }>`
    select attempts from deliveries where claim_token is null`.execute(world.handle.db);
  expect(waiting.rows).toEqual(Array(30 - taken).fill({ attempts: 0 }));
});

test("everything that a rate limit holds back is sent in time", async () => {
  await world.makeWebhook({ url: receiver.url, control: { ratePerSecond: 40 } });
  world.startWorker();
  world.startWorker();
  await announceChanges(await makeGroups(20), 1);
  await eventually(() => taken.length === 20);
});

test("a schedule of one's own is kept to: one try and one for each delay", async () => {
  statusOf = () => 503;
  await world.makeWebhook({ url: receiver.url, control: { retry: { kind: "own", delaysSeconds: [1, 2] } } });
  const worker = world.startWorker();
  await announceChanges(await makeGroups(1), 1);
  await eventually(() => worker.counts().failed === 1);
  expect(receiver.received).toHaveLength(3);
});

test("a message that is older than its time is not sent, and that is noted", async () => {
  await world.makeWebhook({ url: receiver.url, control: { expiresAfterSeconds: 600 } });
  await announceChanges(await makeGroups(1), 1);
  await sql`update deliveries set created_at = now() - interval '11 minutes'`.execute(world.handle.db);
  const worker = world.startWorker();
  await eventually(() => worker.counts().failed === 1);
  expect(receiver.received).toHaveLength(0);
  const rows = await sql`select result, cause from attempts`.execute(world.handle.db);
  expect(rows.rows).toEqual([{ result: "failed", cause: "expired" }]);
});
