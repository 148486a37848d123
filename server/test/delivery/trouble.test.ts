import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimDeliveries } from "../../src/core/outgoing-webhooks/delivery-store.ts";
import { findHealth, findLastFailure } from "../../src/core/outgoing-webhooks/health-store.ts";
import {
  countReplay,
  findWebhook,
  giveNotices,
  updateWebhook,
  type Webhook,
} from "../../src/core/outgoing-webhooks/index.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { answer, type Receiver, type Reply, startReceiver } from "./receiver.ts";
import { createWorld, eventOf, eventually, type World } from "./world.ts";

let world: World;
let receiver: Receiver;
let reply: Reply;

beforeEach(async () => {
  world = await createWorld();
  reply = answer(503);
  receiver = await startReceiver((request, response) => reply(request, response));
});
afterEach(async () => {
  await receiver.close();
  await world.close();
});

const generous = { total: 100, standard: 100, perWebhook: new Map(), leaseMarginMs: 5_000 };

async function announceMany(count: number): Promise<void> {
  const groups = await Promise.all(Array.from({ length: count }, () => world.makeGroup()));
  await world.announce(groups.map((group) => eventOf(group, "resolve")));
}

async function openBreaker(webhook: Webhook, probe: "due" | "far away"): Promise<void> {
  const seconds = probe === "due" ? -1 : 3600;
  await sql`update webhook_health set failures = 10, opened_at = now(), opened_reason = 'It answered 503.',
    probe_at = now() + make_interval(secs => ${seconds}) where webhook_id = ${webhook.id}`.execute(
    world.handle.db,
  );
}

const isOpen = async (webhook: Webhook) => (await findHealth(world.handle.db, webhook.id)).openedAt !== null;

/** A message to another receiver: once it has come, the workers have looked for work since. */
async function letWorkersLook(): Promise<void> {
  const other = await startReceiver();
  await world.makeWebhook({ url: other.url, triggerType: "silence" });
  await world.announce([eventOf(await world.makeGroup(), "silence")]);
  await other.arrivals(1);
  await other.close();
}

test("a receiver that fails again and again is left in peace, and why is shown", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  world.startWorker();
  await announceMany(20);
  await eventually(() => isOpen(webhook));
  const health = await findHealth(world.handle.db, webhook.id);
  expect(health.openedReason).toBe("It answered 503.");
  expect(health.probeAt).not.toBeNull();
  expect(health.failingSince).not.toBeNull();
  expect(health).toMatchObject({ delivered: 0, waiting: 20 });
  expect(await findLastFailure(world.handle.db, webhook.id)).toMatchObject({
    cause: "response",
    status: 503,
  });
});

test("while the breaker is open messages wait without using up a try, also after a restart", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  await openBreaker(webhook, "far away");
  const first = world.startWorker();
  await announceMany(5);
  await letWorkersLook();
  await first.stop();
  world.startWorker();
  await letWorkersLook();
  expect(receiver.received).toHaveLength(0);
  const rows = await sql<{ attempts: number }>`
    select attempts from deliveries where webhook_id = ${webhook.id}`.execute(world.handle.db);
  expect(rows.rows).toEqual(Array(5).fill({ attempts: 0 }));
});

test("a probe that is answered lets everything that waits go out", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  await openBreaker(webhook, "due");
  reply = answer(200);
  world.startWorker();
  await announceMany(30);
  await receiver.arrivals(30);
  await eventually(async () => !(await isOpen(webhook)));
  expect((await findHealth(world.handle.db, webhook.id)).failingSince).toBeNull();
});

test("a probe that fails keeps the breaker open, and the next one is later", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  await openBreaker(webhook, "due");
  const worker = world.startWorker();
  await announceMany(3);
  await eventually(() => worker.counts().retried === 1);
  const health = await findHealth(world.handle.db, webhook.id);
  expect(health.openedAt).not.toBeNull();
  expect(Date.parse(health.probeAt ?? "")).toBeGreaterThan(Date.parse(health.openedAt ?? ""));
  expect(receiver.received).toHaveLength(1);
});

test("a probe that is answered sends what waits at once, without the next look, and retries before their time", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  await announceMany(5);
  const { db } = world.handle;
  await sql`update deliveries set attempts = 9, due_at = now() + interval '1 hour'
    where id in (select max(id) from deliveries)`.execute(db);
  await openBreaker(webhook, "due");
  reply = answer(200);
  world.startWorker({ pollMs: 3_600_000 });
  await receiver.arrivals(5);
});

test("a probe is not made before the time that the receiver asked for", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  await openBreaker(webhook, "due");
  reply = answer(503, "", { "retry-after": "1800" });
  const worker = world.startWorker();
  await announceMany(1);
  await eventually(() => worker.counts().retried === 1);
  const result = await sql<{ seconds: number }>`
    select extract(epoch from probe_at - now())::float8 as seconds from webhook_health
    where webhook_id = ${webhook.id}`.execute(world.handle.db);
  expect(result.rows[0]?.seconds).toBeGreaterThan(1_700);
  expect(result.rows[0]?.seconds).toBeLessThanOrEqual(1_800);
});

test("that a receiver is left in peace, and that it is back, is counted once each", async () => {
  await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  world.startWorker();
  await announceMany(20);
  const counted = async () => {
    const { text } = await world.ctx.metrics.render();
    return text.split("\n").filter((line) => line.startsWith("tocsin_webhook_breaker_changes_total{"));
  };
  await eventually(async () => (await counted()).length === 1);
  reply = answer(200);
  await eventually(async () => (await counted()).length === 2);
  expect(await counted()).toEqual([
    'tocsin_webhook_breaker_changes_total{state="opened"} 1',
    'tocsin_webhook_breaker_changes_total{state="closed"} 1',
  ]);
});

test("of several servers one makes the probe", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  await announceMany(10);
  await openBreaker(webhook, "due");
  const claims = await Promise.all([1, 2, 3].map(() => claimDeliveries(world.handle.db, generous)));
  expect(claims.flat()).toHaveLength(1);
  expect(await claimDeliveries(world.handle.db, generous)).toHaveLength(0);
});

test("a receiver that refuses a message in good order is not left in peace", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  reply = answer(404);
  const worker = world.startWorker();
  await announceMany(15);
  await eventually(() => worker.counts().failed === 15);
  const health = await findHealth(world.handle.db, webhook.id);
  expect(health.openedAt).toBeNull();
  expect(health.failingSince).not.toBeNull();
});

test("a new address is tried at once", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  await openBreaker(webhook, "far away");
  reply = answer(200);
  world.startWorker();
  await announceMany(1);
  await updateWebhook(world.ctx, systemCaller, webhook, { url: `${receiver.url}/new` });
  await receiver.arrivals(1);
});

async function failFor(webhook: Webhook, days: number): Promise<void> {
  await sql`update webhook_health set failing_since = now() - make_interval(secs => ${days * 86_400})
    where webhook_id = ${webhook.id}`.execute(world.handle.db);
}

async function notices(): Promise<unknown[]> {
  const rows = await sql<{ action: string; percent: number | null }>`
    select action, (detail->>'percent')::integer as percent from audit_entries
    where action in ('failing', 'switched_off') order by id`.execute(world.handle.db);
  return rows.rows.map(({ action, percent }) => percent ?? action);
}

test("people are told at 50, 70, 90 and 100 percent, once each, and the webhook is switched off when its owner chose so", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, control: { disableAfterDays: 10 } });
  for (const days of [4.9, 5.1, 5.2, 7.1, 9.1, 10.1, 10.2]) {
    await failFor(webhook, days);
    await Promise.all([giveNotices(world.ctx), giveNotices(world.ctx)]);
  }
  expect(await notices()).toEqual([50, 70, 90, 100, "switched_off"]);
  const rows = await sql`select is_enabled, disabled_reason from webhooks`.execute(world.handle.db);
  expect(rows.rows).toEqual([{ is_enabled: false, disabled_reason: "Nothing was delivered for 10 days." }]);
});

test("a webhook is never switched off for failing unless its owner chose so", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url });
  await failFor(webhook, 80);
  await giveNotices(world.ctx);
  expect(await notices()).toEqual([100]);
  const rows = await sql`select is_enabled from webhooks`.execute(world.handle.db);
  expect(rows.rows).toEqual([{ is_enabled: true }]);
});

test("410 switches off at once and leaves a notice", async () => {
  await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  reply = answer(410);
  world.startWorker();
  await announceMany(1);
  await eventually(async () => (await notices()).length === 1);
  expect(await notices()).toEqual(["switched_off"]);
});

const now = ({ publicId }: Webhook) => findWebhook(world.ctx, systemCaller, publicId);

test.each([
  ["by hand", 400],
  ["by 410", 410],
])("once a webhook is on again that was switched off %s, its outage names all that was given up", async (_name, status) => {
  const webhook = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  world.startWorker();
  reply = answer(200);
  await announceMany(1);
  await receiver.arrivals(1);
  reply = answer(status);
  await announceMany(2);
  await eventually(async () => (await givenUp(webhook)) === 2);
  if (status !== 410) await updateWebhook(world.ctx, systemCaller, webhook, { isEnabled: false });
  await eventually(async () => (await now(webhook))?.isEnabled === false);
  expect((await now(webhook))?.outage?.until).toBeNull();
  const on = await updateWebhook(world.ctx, systemCaller, webhook, { isEnabled: true });
  const outage = on.kind === "saved" ? on.webhook.outage : null;
  expect(await givenUp(webhook, outage)).toBe(2);
  const renamed = await updateWebhook(world.ctx, systemCaller, webhook, { name: "another" });
  expect(renamed.kind === "saved" && renamed.webhook.outage).toEqual(outage);
});

test("a webhook that was never on has had no outage when it is switched on", async () => {
  const webhook = await world.makeWebhook({ url: receiver.url, isEnabled: false });
  const on = await updateWebhook(world.ctx, systemCaller, webhook, { isEnabled: true });
  expect(on).toMatchObject({ kind: "saved", webhook: { isEnabled: true, outage: null } });
});

async function givenUp(webhook: Webhook, within?: Webhook["outage"]): Promise<number> {
  const until = within?.until ?? undefined;
  const choice = { kind: "filter", outcome: "failed", since: within?.since, until } as const;
  return countReplay(world.ctx, systemCaller, webhook, choice);
}
