import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  cancelReplay,
  countReplay,
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
const failed: ReplayChoice = { kind: "failed" };

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

const ids = () => receiver.received.map(({ headers }) => headers["webhook-id"]).sort();
const replay = (webhook: Webhook, choice: ReplayChoice, perSecond = 1000) =>
  replayDeliveries(world.ctx, systemCaller, webhook, { choice, perSecond });

test("what was given up is made once more with its id and a mark; what arrived is not", async () => {
  const worker = world.startWorker();
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  status = 400;
  await deliver(webhook, 3);
  const given = ids();
  status = 200;
  await deliver(webhook, 2);
  receiver.received.length = 0;
  expect(await countReplay(world.ctx, systemCaller, webhook, failed)).toBe(3);
  expect(await replay(webhook, failed)).toMatchObject({ total: 3, remaining: 3 });
  await eventually(async () => (await count("deliveries", webhook)) === 0);
  expect(ids()).toEqual(given);
  expect(receiver.received.map(({ headers }) => headers["webhook-replay"])).toEqual(["true", "true", "true"]);
  expect(await countReplay(world.ctx, systemCaller, webhook, failed)).toBe(0);
  await worker.stop();
});

test("one delivery is made once more however it ended, and not twice at a time", async () => {
  const worker = world.startWorker();
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  await deliver(webhook, 2);
  await worker.stop();
  const [messageId] = ids();
  const choice: ReplayChoice = { kind: "one", messageId: String(messageId) };
  expect((await replay(webhook, choice)).total).toBe(1);
  expect((await replay(webhook, choice)).total).toBe(0);
});

test("a replay that is taken back leaves nothing behind, and its pace spreads what falls due", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  const worker = world.startWorker();
  status = 400;
  await deliver(webhook, 4);
  await worker.stop();
  const made = await replay(webhook, failed, 2);
  const due = await sql<{ gap: number }>`
    select extract(epoch from max(due_at) - min(due_at))::float8 as gap from deliveries
    where webhook_id = ${webhook.id}`.execute(world.handle.db);
  expect(due.rows[0]?.gap).toBeCloseTo(1.5);
  const taken = await cancelReplay(world.ctx, systemCaller, webhook, made.publicId);
  expect(taken).toMatchObject({ total: 4, remaining: 0 });
  expect(taken.cancelledAt).not.toBeNull();
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
