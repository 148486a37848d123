import { sql } from "kysely";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readQueues } from "../../src/core/operations/queues-store.ts";
import {
  countDeadLetters,
  countReplay,
  createWebhook,
  deleteWebhook,
  dismissDeadLetters,
  giveFailureNotice,
  listDeadLetters,
  type NewWebhookInput,
  redriveDeadLetters,
  replayDeliveries,
  testWebhook,
  updateWebhook,
  type Webhook,
} from "../../src/core/outgoing-webhooks/index.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { answer, type Receiver, startReceiver } from "./receiver.ts";
import { createWorld, eventOf, eventually, standardWebhook, type World } from "./world.ts";

let world: World;
let receiver: Receiver;
let logged: Record<string, unknown>[];

beforeEach(async () => {
  world = await createWorld();
  receiver = await startReceiver((request, response) =>
    answer(request.path === "/404" ? 404 : 200, "ok")(request, response),
  );
  logged = [];
  world.ctx.log = pino({ level: "info" }, { write: (line: string) => void logged.push(JSON.parse(line)) });
});
afterEach(async () => {
  await receiver.close();
  await world.close();
});

const once: Partial<NewWebhookInput> = {
  triggerType: "resolve",
  control: { retry: { kind: "own", delaysSeconds: [0] } },
};

/** A webhook whose password the server cannot open: every try fails for a reason of ours. */
async function makeBroken(path = "/"): Promise<Webhook> {
  const webhook = await world.makeWebhook({
    ...once,
    url: receiver.url + path,
    username: "u",
    password: "p",
  });
  await sql`update webhooks set sealed_password = '\\x00' where id = ${webhook.id}`.execute(world.handle.db);
  return webhook;
}

async function mend(webhook: Webhook): Promise<void> {
  await updateWebhook(world.ctx, systemCaller, webhook, { password: "p" });
}

async function listen(path: string): Promise<Webhook> {
  const made = await createWebhook(world.ctx, systemCaller, {
    ...standardWebhook,
    ...{ name: path, url: receiver.url + path, dialect: "standard", triggerType: "every change" },
    dialectSettings: { events: ["delivery.server_failed"], signature: "v1", headers: {} },
  });
  if (made.kind === "refused") throw new Error(JSON.stringify(made.refusal));
  return made.webhook;
}

async function resolveGroups(count: number): Promise<void> {
  for (let made = 0; made < count; made++)
    await world.announce([eventOf(await world.makeGroup(), "resolve")]);
}

const letters = () => countDeadLetters(world.handle.db);
const all = { webhook: undefined, perSecond: 1000 };
const everything = { webhook: undefined, messageIds: undefined };
const arrivedAt = (path: string) => receiver.received.filter((request) => request.path === path);

async function anHourLater(): Promise<void> {
  const { db } = world.handle;
  await sql`update dead_letter_notices set told_at = told_at - interval '61 minutes'`.execute(db);
  await sql`update attempts set started_at = started_at - interval '61 minutes'`.execute(db);
}

async function waiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from deliveries`.execute(
    world.handle.db,
  );
  return rows[0]?.count ?? 0;
}

test("of receiver, policy, template and server only the server's failures land there, and log, metric and notice tell them apart", async () => {
  await world.makeWebhook({ ...once, name: "receiver", url: `${receiver.url}/404` });
  await world.makeWebhook({ ...once, name: "policy", url: "http://10.1.2.3/" });
  await world.makeWebhook({ ...once, name: "template", url: `${receiver.url}/{{ alert_payload.a.b }}` });
  const broken = await makeBroken();
  await listen("/listener");
  const worker = world.startWorker();
  await resolveGroups(2);
  await eventually(() => worker.counts().failed === 8);
  const found = await listDeadLetters(world.handle.db, undefined, { beforeId: undefined, limit: 10 });
  expect(found.map(({ webhookName, attempts, eventType }) => [webhookName, attempts, eventType])).toEqual([
    [broken.name, 2, "resolve"],
    [broken.name, 2, "resolve"],
  ]);
  const blamed = logged.filter(({ msg }) => msg === "a delivery failed because of a mistake of the server");
  expect(new Set(blamed.map((line) => line.webhook))).toEqual(new Set([broken.publicId]));
  const { text } = await world.ctx.metrics.render();
  const failed = [...text.matchAll(/attempts_total\{result="failed",cause="(\w+)"\} (\d+)/g)];
  expect(failed.map(([, cause, count]) => `${cause} ${count}`).sort()).toEqual([
    ...["internal 2", "policy 2", "response 2", "template 2"],
  ]);
  expect((await readQueues(world.handle.db, 2_000)).deadLetters).toBe(2);
  expect(await giveFailureNotice(world.ctx)).toBe(true);
  await eventually(() => arrivedAt("/listener").length === 1);
  expect(JSON.parse(arrivedAt("/listener")[0]?.body ?? "")).toMatchObject({
    type: "delivery.server_failed",
    data: { count: 2, new_count: 2, webhooks: [{ id: broken.publicId, name: broken.name, count: 2 }] },
  });
});

test("they stand until they are sent again, over all webhooks, each once with the id it had", async () => {
  const [one, two] = [await makeBroken("/one"), await makeBroken("/two")];
  const worker = world.startWorker();
  world.startReplays();
  await resolveGroups(3);
  await eventually(async () => (await letters()) === 6);
  const ids = (await listDeadLetters(world.handle.db, undefined, { beforeId: undefined, limit: 10 })).map(
    ({ messageId }) => messageId,
  );
  await mend(one);
  await mend(two);
  const redriven = await Promise.all([1, 2].map(() => redriveDeadLetters(world.ctx, systemCaller, all)));
  expect(redriven.reduce((sum, { total }) => sum + total, 0)).toBe(6);
  expect(await letters()).toBe(0);
  await receiver.arrivals(6);
  await eventually(async () => (await waiting()) === 0);
  expect(receiver.received.map(({ headers }) => headers["webhook-id"]).sort()).toEqual(ids.sort());
  expect(worker.counts().delivered).toBe(6);
});

test("what fails so once more comes back", async () => {
  await makeBroken();
  world.startWorker();
  world.startReplays();
  await resolveGroups(2);
  await eventually(async () => (await letters()) === 2);
  await redriveDeadLetters(world.ctx, systemCaller, all);
  expect(await letters()).toBe(0);
  await eventually(async () => (await letters()) === 2);
});

test("those of a webhook that is switched off stay, and those of a deleted one go", async () => {
  const [off, gone] = [await makeBroken(), await makeBroken()];
  world.startWorker();
  await resolveGroups(1);
  await eventually(async () => (await letters()) === 2);
  await updateWebhook(world.ctx, systemCaller, off, { isEnabled: false });
  await deleteWebhook(world.ctx, systemCaller, gone);
  expect(await redriveDeadLetters(world.ctx, systemCaller, all)).toEqual({ replays: [], total: 0, left: 1 });
  expect(await letters()).toBe(1);
});

test("a replay of what failed takes them with it", async () => {
  const webhook = await makeBroken();
  world.startWorker();
  world.startReplays();
  await resolveGroups(2);
  await eventually(async () => (await letters()) === 2);
  await mend(webhook);
  const choice = { kind: "filter", outcome: "failed" } as const;
  await replayDeliveries(world.ctx, systemCaller, webhook, { choice, perSecond: 1000 });
  await receiver.arrivals(2);
  expect(await letters()).toBe(0);
});

test("dismissed ones are counted no more, named or all, and are no part of what is sent again", async () => {
  const webhook = await makeBroken();
  world.startWorker();
  await resolveGroups(3);
  await eventually(async () => (await letters()) === 3);
  const [newest] = await listDeadLetters(world.handle.db, webhook.id, { beforeId: undefined, limit: 1 });
  const named = { webhook, messageIds: [newest?.messageId ?? ""] };
  expect(await dismissDeadLetters(world.ctx, systemCaller, named)).toBe(1);
  expect(await letters()).toBe(2);
  expect(await dismissDeadLetters(world.ctx, systemCaller, everything)).toBe(2);
  expect(await redriveDeadLetters(world.ctx, systemCaller, all)).toEqual({ replays: [], total: 0, left: 0 });
});

test("a test message that fails so is no dead letter: who asked for it sees it in the log", async () => {
  const webhook = await makeBroken();
  const worker = world.startWorker();
  await world.makeGroup();
  await testWebhook(world.ctx, systemCaller, webhook, { type: "resolve" });
  await eventually(() => worker.counts().failed === 1);
  expect(await letters()).toBe(0);
});

test("people are told once an hour at most over several servers, and not of a notice that was lost the same way", async () => {
  await makeBroken();
  const lost = await listen("/lost");
  await updateWebhook(world.ctx, systemCaller, lost, { control: once.control ?? {} });
  const loseIt = () =>
    sql`insert into webhook_secrets (webhook_id, sealed) values (${lost.id}, '\\x00')`.execute(
      world.handle.db,
    );
  await listen("/heard");
  world.startWorker();
  const tell = async () => {
    const given = await Promise.all([1, 2, 3].map(() => giveFailureNotice(world.ctx)));
    return given.filter(Boolean).length;
  };
  await resolveGroups(1);
  await eventually(async () => (await letters()) === 1);
  await loseIt();
  expect(await tell()).toBe(1);
  await eventually(async () => (await letters()) === 2);
  await sql`delete from webhook_secrets`.execute(world.handle.db);
  await resolveGroups(1);
  await eventually(async () => (await letters()) === 3);
  expect(await tell()).toBe(0);
  await loseIt();
  await anHourLater();
  expect(await tell()).toBe(1);
  await eventually(async () => (await letters()) === 4);
  await anHourLater();
  expect(await tell()).toBe(0);
  await eventually(() => arrivedAt("/heard").length === 2);
  const counts = arrivedAt("/heard").map(({ body }) => JSON.parse(body).data);
  expect(counts.map(({ count, new_count }) => [count, new_count])).toEqual([
    [1, 1],
    [3, 1],
  ]);
});

test("an event about the server is replayed once, and not when it arrived after all", async () => {
  const listener = await listen("/404");
  await makeBroken();
  world.startWorker();
  world.startReplays();
  await resolveGroups(1);
  await eventually(async () => (await letters()) === 1);
  await giveFailureNotice(world.ctx);
  await eventually(() => arrivedAt("/404").length === 1);
  await eventually(async () => (await waiting()) === 0);
  const failed = { kind: "filter", outcome: "failed" } as const;
  const count = () => countReplay(world.ctx, systemCaller, listener, failed);
  expect(await count()).toBe(1);
  const replay = () =>
    replayDeliveries(world.ctx, systemCaller, listener, { choice: failed, perSecond: 1000 });
  await replay();
  await eventually(() => arrivedAt("/404").length === 2);
  await eventually(async () => (await waiting()) === 0);
  expect(await count()).toBe(1);
  await updateWebhook(world.ctx, systemCaller, listener, { url: `${receiver.url}/well` });
  await replay();
  await eventually(() => arrivedAt("/well").length === 1);
  await eventually(async () => (await waiting()) === 0);
  expect(await count()).toBe(0);
});

test("that deliveries begin to fail so is told at once, long before they are given up, and their further tries are no news", async () => {
  const webhook = await world.makeWebhook({
    ...{ url: `${receiver.url}/`, username: "u", password: "p", triggerType: "resolve" },
    control: { retry: { kind: "own", delaysSeconds: [0, 0, 0, 0, 3_600] } },
  });
  await sql`update webhooks set sealed_password = '\\x00' where id = ${webhook.id}`.execute(world.handle.db);
  await listen("/heard");
  const worker = world.startWorker();
  await resolveGroups(1);
  await eventually(() => worker.counts().retried > 0);
  expect(await giveFailureNotice(world.ctx)).toBe(true);
  await eventually(() => arrivedAt("/heard").length === 1);
  const { data } = JSON.parse(arrivedAt("/heard")[0]?.body ?? "");
  expect(data).toMatchObject({ count: 0, new_count: 0, retrying: 1, oldest_at: null });
  expect(data.webhooks).toEqual([{ id: webhook.publicId, name: webhook.name, count: 0, retrying: 1 }]);
  await anHourLater();
  await eventually(() => worker.counts().retried > 3);
  expect(await giveFailureNotice(world.ctx)).toBe(false);
});
