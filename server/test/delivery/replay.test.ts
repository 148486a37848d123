import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  cancelReplay,
  countReplay,
  findReplay,
  goOnWithReplay,
  type Replay,
  type ReplayChoice,
  replayDeliveries,
  testWebhook,
  type Webhook,
} from "../../src/core/outgoing-webhooks/index.ts";
import { type Caller, systemCaller } from "../../src/core/people/index.ts";
import { answer, type Receiver, startReceiver } from "./receiver.ts";
import { createWorld, eventOf, eventually, type World } from "./world.ts";

let world: World;
let receiver: Receiver;
let status = 200;
const failed: ReplayChoice = { kind: "filter", outcome: "failed" };

beforeAll(async () => {
  world = await createWorld();
  receiver = await startReceiver((request, response) => answer(status, "ok")(request, response));
});
afterAll(async () => {
  await world.close();
  await receiver.close();
});
afterEach(async () => {
  receiver.received.length = 0;
  status = 200;
  await sql`delete from webhooks`.execute(world.handle.db);
});

async function count(table: "deliveries" | "attempts", webhook: Webhook): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(table)} where webhook_id = ${webhook.id}`.execute(
    world.handle.db,
  );
  return result.rows[0]?.count ?? 0;
}

/** Tells a webhook of so many new groups and waits until each try is written down. */
async function deliver(webhook: Webhook, groups: number): Promise<void> {
  const attempts = await count("attempts", webhook);
  for (let made = 0; made < groups; made++)
    await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  await eventually(async () => (await count("attempts", webhook)) === attempts + groups);
}

const ids = () => receiver.received.map(({ headers }) => String(headers["webhook-id"])).sort();
const replay = (webhook: Webhook, choice: ReplayChoice, perSecond = 1000) =>
  replayDeliveries(world.ctx, systemCaller, webhook, { choice, perSecond });

/** The replay as it is now. */
async function read(webhook: Webhook, { publicId }: Replay): Promise<Replay> {
  const found = await findReplay(world.handle.db, webhook.id, publicId);
  if (!found) throw new Error("no replay");
  return found;
}

async function untilOver(webhook: Webhook, made: Replay): Promise<Replay> {
  await eventually(async () => (await read(webhook, made)).remaining === 0);
  return read(webhook, made);
}

/** Steps of a replay in which no time passes for its pace. */
async function step(times: number): Promise<number[]> {
  const queued: number[] = [];
  for (let round = 0; round < times; round++) {
    await sql`update replays set next_at = now(), tokens = 1000, tokens_at = now()`.execute(world.handle.db);
    queued.push((await goOnWithReplay(world.handle.db)) ?? -1);
  }
  return queued;
}

test("what was given up is made once more with its id and a mark; what arrived is not", async () => {
  const worker = world.startWorker();
  const jobs = world.startReplays();
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  status = 400;
  await deliver(webhook, 3);
  const given = ids();
  status = 200;
  await deliver(webhook, 2);
  receiver.received.length = 0;
  expect(await countReplay(world.ctx, systemCaller, webhook, failed)).toBe(3);
  const made = await replay(webhook, failed);
  expect(made).toMatchObject({ total: 3, remaining: 3, queued: 0 });
  expect(await untilOver(webhook, made)).toMatchObject({ total: 3, queued: 3 });
  expect(ids()).toEqual(given);
  expect(receiver.received.map(({ headers }) => headers["webhook-replay"])).toEqual(["true", "true", "true"]);
  expect(await countReplay(world.ctx, systemCaller, webhook, failed)).toBe(0);
  await Promise.all([worker.stop(), jobs.stop()]);
});

test("named deliveries are made once more however they ended, and not twice at a time", async () => {
  const worker = world.startWorker();
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  status = 400;
  await deliver(webhook, 1);
  status = 200;
  await deliver(webhook, 2);
  await worker.stop();
  const messageIds = ids().slice(0, 2);
  const choice: ReplayChoice = { kind: "named", messageIds };
  const made = await replay(webhook, choice);
  await step(3);
  const queued = await sql<{ public_id: string }>`
    select public_id from deliveries where webhook_id = ${webhook.id} order by 1`.execute(world.handle.db);
  expect(queued.rows.map((row) => row.public_id)).toEqual(messageIds);
  expect(await read(webhook, made)).toMatchObject({ total: 2, queued: 2, remaining: 2 });
  expect((await replay(webhook, choice)).total).toBe(0);
});

test("a delivery that the log does not know is named in the refusal", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  const choice: ReplayChoice = { kind: "named", messageIds: ["msg_nobody"] };
  await expect(replay(webhook, choice)).rejects.toThrow("msg_nobody");
});

test("what fails again in a replay is no part of that replay, and is one delivery of the next", async () => {
  const worker = world.startWorker();
  const jobs = world.startReplays();
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  status = 400;
  await deliver(webhook, 4);
  for (let round = 0; round < 2; round++) {
    const made = await untilOver(webhook, await replay(webhook, failed));
    expect(made).toMatchObject({ total: 4, queued: 4 });
  }
  expect(await count("attempts", webhook)).toBe(12);
  await Promise.all([worker.stop(), jobs.stop()]);
});

test("what arrived is chosen by its outcome, and a cause and a range narrow the choice", async () => {
  const worker = world.startWorker();
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  status = 400;
  await deliver(webhook, 2);
  status = 200;
  await deliver(webhook, 3);
  await worker.stop();
  const counted = (choice: Partial<ReplayChoice & { kind: "filter" }>) =>
    countReplay(world.ctx, systemCaller, webhook, { kind: "filter", outcome: "any", ...choice });
  expect(await counted({ outcome: "delivered" })).toBe(3);
  expect(await counted({})).toBe(5);
  expect(await counted({ cause: "response" })).toBe(5);
  expect(await counted({ cause: "timeout" })).toBe(0);
  expect(await counted({ until: "2020-01-01T00:00:00Z" })).toBe(0);
  expect(await counted({ since: "2020-01-01T00:00:00Z" })).toBe(5);
});

test("a message that was a test stays one, and is replayed only by name", async () => {
  const worker = world.startWorker();
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  status = 400;
  const group = await world.makeGroup();
  const messageId = await testWebhook(world.ctx, systemCaller, webhook, {
    groupId: group.id,
    type: "resolve",
  });
  await eventually(async () => (await count("attempts", webhook)) === 1);
  await worker.stop();
  expect(await countReplay(world.ctx, systemCaller, webhook, failed)).toBe(0);
  await replay(webhook, { kind: "named", messageIds: [messageId] });
  await step(1);
  const rows = await sql`select is_test from deliveries where webhook_id = ${webhook.id}`.execute(
    world.handle.db,
  );
  expect(rows.rows).toEqual([{ is_test: true }]);
});

test("a replay that is taken back queues no more and leaves nothing behind", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  const worker = world.startWorker();
  status = 400;
  await deliver(webhook, 4);
  await worker.stop();
  const made = await replay(webhook, failed);
  expect(await step(1)).toEqual([2]);
  const taken = await cancelReplay(world.ctx, systemCaller, webhook, made.publicId);
  expect(taken).toMatchObject({ total: 4, queued: 2, remaining: 0 });
  expect(taken.cancelledAt).not.toBeNull();
  expect(await step(1)).toEqual([-1]);
  expect(await count("deliveries", webhook)).toBe(0);
});

test("a new message waits behind few replayed ones, however many there are and however slow the receiver is", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  const worker = world.startWorker();
  status = 400;
  await deliver(webhook, 12);
  await worker.stop();
  await replay(webhook, failed);
  // Nobody takes anything.
  expect(await step(6)).toEqual([2, 0, 0, 0, 0, 0]);
  await sql`delete from deliveries`.execute(world.handle.db);
  expect(await step(1)).toEqual([2]);
});

test("while the receiver is left in peace or the webhook is off, a replay rests", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  const worker = world.startWorker();
  status = 400;
  await deliver(webhook, 3);
  await worker.stop();
  await replay(webhook, failed);
  const { db } = world.handle;
  await sql`update webhook_health set opened_at = now(), probe_at = now() + interval '1 hour'`.execute(db);
  expect(await step(1)).toEqual([0]);
  await sql`update webhook_health set opened_at = null, probe_at = null`.execute(db);
  await sql`update webhooks set is_enabled = false`.execute(db);
  expect(await step(1)).toEqual([-1]);
  await sql`update webhooks set is_enabled = true`.execute(db);
  expect(await step(2)).toEqual([2, 0]);
});

test("several servers go on with one replay together, each delivery queued once", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  const worker = world.startWorker();
  status = 400;
  await deliver(webhook, 40);
  const given = ids();
  receiver.received.length = 0;
  status = 200;
  const jobs = [world.startReplays(), world.startReplays(), world.startReplays()];
  await untilOver(webhook, await replay(webhook, failed));
  expect(ids()).toEqual(given);
  await Promise.all([worker.stop(), ...jobs.map((job) => job.stop())]);
});

test("only those who may point a webhook somewhere may send by hand", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  const editor: Caller = { user: null, role: "editor", label: "editor" };
  await expect(
    replayDeliveries(world.ctx, editor, webhook, { choice: failed, perSecond: 1 }),
  ).rejects.toThrow();
  await expect(testWebhook(world.ctx, editor, webhook, { type: "resolve" })).rejects.toThrow();
});

test("a test goes to its webhook alone and says that it is one", async () => {
  world.startWorker();
  const group = await world.makeGroup();
  const webhook = await world.makeWebhook({ url: `${receiver.url}/tested`, triggerType: "resolve" });
  await world.makeWebhook({ url: `${receiver.url}/other`, triggerType: "alert group created" });
  const type = "alert group created";
  const messageId = await testWebhook(world.ctx, systemCaller, webhook, { groupId: group.id, type });
  await receiver.arrivals(1);
  await eventually(async () => (await count("attempts", webhook)) === 1);
  expect(receiver.received.map(({ path, headers }) => ({ path, id: headers["webhook-id"] }))).toEqual([
    { path: "/tested", id: messageId },
  ]);
  expect(receiver.received[0]?.headers).toMatchObject({ "webhook-test": "true" });
});
