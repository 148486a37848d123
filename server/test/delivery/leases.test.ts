import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type ClaimedDelivery,
  type ClaimLimits,
  claimDeliveries,
  releaseDeliveries,
} from "../../src/core/outgoing-webhooks/delivery-store.ts";
import { type FinishedDelivery, finishDeliveries } from "../../src/core/outgoing-webhooks/result-store.ts";
import { answer, type Receiver, startReceiver } from "./receiver.ts";
import { createWorld, eventOf, eventually, type World } from "./world.ts";

let world: World;
let receiver: Receiver;

beforeEach(async () => {
  world = await createWorld();
  receiver = await startReceiver(answer(200));
});
afterEach(async () => {
  await receiver.close();
  await world.close();
});

const generous: ClaimLimits = { total: 100, standard: 100, perWebhook: new Map(), leaseMarginMs: 5_000 };

function delivered(delivery: ClaimedDelivery): FinishedDelivery {
  return {
    delivery,
    retryInMs: null,
    askedMs: 0,
    record: {
      startedMsAgo: 5,
      result: "delivered",
      cause: "response",
      errorPart: null,
      error: null,
      request: { method: "POST", url: receiver.url, headers: {}, body: "{}", trigger: null },
      response: { status: 200, headers: {}, body: "ok" },
      timings: { total: 5 },
    },
  };
}

/** What a worker that was killed, frozen or cut off leaves behind. */
async function endLeases(): Promise<void> {
  await sql`update deliveries set claimed_until = now() - interval '1 second'`.execute(world.handle.db);
}

async function results(): Promise<string[]> {
  const rows = await sql<{ result: string }>`select result from attempts order by id`.execute(
    world.handle.db,
  );
  return rows.rows.map((row) => row.result);
}

test("a claimed delivery is nobody else's until its lease is over", async () => {
  const { db } = world.handle;
  await world.makeWebhook({ url: receiver.url });
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  const first = await claimDeliveries(db, generous);
  expect(first).toHaveLength(1);
  expect(await claimDeliveries(db, generous)).toHaveLength(0);
  await endLeases();
  const second = await claimDeliveries(db, generous);
  expect(second).toHaveLength(1);
  expect(second[0]?.claimToken).not.toBe(first[0]?.claimToken);
  expect(second[0]?.messageId).toBe(first[0]?.messageId);
});

test("the lease covers the webhook's deadline and the margin", async () => {
  const { db } = world.handle;
  await world.makeWebhook({ url: receiver.url, deadlineMs: 20_000 });
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  await claimDeliveries(db, generous);
  const rows = await sql<{ seconds: number }>`
    select extract(epoch from claimed_until - now())::float8 as seconds from deliveries`.execute(db);
  expect(rows.rows[0]?.seconds).toBeGreaterThan(24);
  expect(rows.rows[0]?.seconds).toBeLessThanOrEqual(25);
});

test("a worker that was frozen past its lease changes nothing any more; its try is noted as superseded", async () => {
  const { db } = world.handle;
  await world.makeWebhook({ url: receiver.url });
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  const [frozen] = await claimDeliveries(db, generous);
  await endLeases();
  const [current] = await claimDeliveries(db, generous);
  if (!frozen || !current) throw new Error("nothing claimed");
  expect(await finishDeliveries(db, [delivered(frozen)], "frozen")).toMatchObject({ ids: [] });
  expect(await finishDeliveries(db, [{ ...delivered(frozen), retryInMs: 1000 }], "frozen")).toMatchObject({
    ids: [],
  });
  await releaseDeliveries(db, [frozen]);
  const rows = await sql<{ claim_token: number }>`select claim_token from deliveries`.execute(db);
  expect(rows.rows).toEqual([{ claim_token: current.claimToken }]);
  expect(await finishDeliveries(db, [delivered(current)], "current")).toMatchObject({ ids: [current.id] });
  expect(await finishDeliveries(db, [delivered(current)], "current")).toMatchObject({ ids: [] });
  expect(await results()).toEqual(["superseded", "superseded", "delivered", "superseded"]);
});

test("what a dead worker had claimed is delivered by another one after the lease", async () => {
  await world.makeWebhook({ url: receiver.url });
  const group = await world.makeGroup();
  await world.announce(Array.from({ length: 5 }, () => eventOf(group, "resolve")));
  await claimDeliveries(world.handle.db, generous);
  const worker = world.startWorker();
  await endLeases();
  await eventually(() => worker.counts().delivered === 5);
  expect(receiver.received).toHaveLength(5);
});

test("a released delivery is due as before", async () => {
  const { db } = world.handle;
  await world.makeWebhook({ url: receiver.url });
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  await releaseDeliveries(db, await claimDeliveries(db, generous));
  expect(await claimDeliveries(db, generous)).toHaveLength(1);
});

test("no webhook gets more than its share of a claim, and one with few open requests comes first", async () => {
  const { db } = world.handle;
  const flooded = await world.makeWebhook({ url: receiver.url, triggerType: "acknowledge" });
  const busy = await world.makeWebhook({ url: receiver.url, triggerType: "silence" });
  const fresh = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  const group = await world.makeGroup();
  await world.announce(Array.from({ length: 1000 }, () => eventOf(group, "acknowledge")));
  await world.announce(Array.from({ length: 10 }, () => eventOf(group, "silence")));
  await world.announce([eventOf(group, "resolve")]);
  const claimed = await claimDeliveries(db, {
    total: 4,
    standard: 8,
    perWebhook: new Map([[busy.id, { busy: 3, remaining: 5 }]]),
    leaseMarginMs: 5_000,
  });
  const taken = (id: number) => claimed.filter(({ webhook }) => webhook.id === id).length;
  expect([taken(flooded.id), taken(busy.id), taken(fresh.id)]).toEqual([3, 0, 1]);
  const rest = await claimDeliveries(db, { ...generous, standard: 8 });
  expect(rest.filter(({ webhook }) => webhook.id === flooded.id)).toHaveLength(8);
});

test("two workers that claim at the same time never get the same delivery", async () => {
  const { db } = world.handle;
  await world.makeWebhook({ url: receiver.url });
  const group = await world.makeGroup();
  await world.announce(Array.from({ length: 60 }, () => eventOf(group, "resolve")));
  const claims = await Promise.all(
    Array.from({ length: 6 }, () => claimDeliveries(db, { ...generous, total: 10 })),
  );
  const ids = claims.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(0);
});

test("results are written by the ids of their rows, although the statistics still call the queue empty", async () => {
  const { db } = world.handle;
  await world.makeWebhook({ url: receiver.url });
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  const fill = () =>
    sql`insert into deliveries (public_id, event_id, webhook_id, group_id)
      select 'msg_' || n, e.id, w.id, e.group_id from events e, webhooks w, generate_series(1, 30000) n`.execute(
      db,
    );
  await fill();
  await sql`delete from deliveries`.execute(db);
  await sql`analyze deliveries`.execute(db);
  await fill();
  const claimed = await claimDeliveries(db, { ...generous, total: 1_000, standard: 1_000 });
  const half = claimed.map((delivery, index) => ({
    ...delivered(delivery),
    retryInMs: index % 2 === 0 ? null : 60_000,
  }));
  const { ids } = await db.transaction().execute(async (tx) => {
    // A join that goes through all results for each row takes half a minute.
    await sql`set local statement_timeout = '10s'`.execute(tx);
    return finishDeliveries(tx, half, "test");
  });
  expect(ids).toHaveLength(1_000);
  const later = await sql<{ count: number }>`
    select count(*) from deliveries where attempts = 1 and due_at > now() + interval '50 seconds'`.execute(
    db,
  );
  expect(later.rows[0]?.count).toBe(500);
});
