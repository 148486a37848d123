import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWebhook, giveNotices, type Webhook } from "../../src/core/outgoing-webhooks/index.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { createMessageMakers } from "../../src/payloads/index.ts";
import { standardEventNames } from "../../src/payloads/standard-events.ts";
import { answer, type Received, type Receiver, type Reply, startReceiver } from "./receiver.ts";
import { createWorld, eventOf, eventually, standardWebhook, type World } from "./world.ts";

let world: World;
let receiver: Receiver;
let listener: Receiver;
let reply: Reply;

beforeEach(async () => {
  world = await createWorld();
  reply = answer(503);
  receiver = await startReceiver((request, response) => reply(request, response));
  listener = await startReceiver();
});
afterEach(async () => {
  await Promise.all([receiver.close(), listener.close()]);
  await world.close();
});

/** A webhook of the Standard Webhooks form that hears of these events only. */
async function listen(url: string, events: readonly string[] = ["webhook.failing", "webhook.disabled"]) {
  const made = await createWebhook(world.ctx, systemCaller, {
    ...standardWebhook,
    ...{ name: `listens at ${url}`, url, dialect: "standard", triggerType: "every change" },
    dialectSettings: { events, signature: "v1", headers: {} },
  });
  if (made.kind === "refused") throw new Error(JSON.stringify(made.refusal));
  return made.webhook;
}

async function failFor(webhook: Webhook, days: number): Promise<void> {
  await sql`update webhook_health set failing_since = now() - make_interval(secs => ${days * 86_400})
    where webhook_id = ${webhook.id}`.execute(world.handle.db);
}

/** In the order of the events; messages may overtake each other. */
// biome-ignore lint/suspicious/noExplicitAny: what a receiver reads from JSON
function heard(): any[] {
  const sequence = (request: Received) => Number(request.headers["tocsin-event-sequence"]);
  return listener.received
    .toSorted((one, other) => sequence(one) - sequence(other))
    .map(({ body }) => JSON.parse(body));
}

test("another webhook hears of one that fails at 50, 70, 90 and 100 percent, once each over servers that restart", async () => {
  const failing = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  await listen(listener.url);
  const worker = world.startWorker();
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  await eventually(() => worker.counts().retried > 0);
  let running = worker;
  for (const days of [2.4, 2.6, 2.7, 3.6, 4.6, 5.1, 9]) {
    await failFor(failing, days);
    await running.stop();
    running = world.startWorker();
    await Promise.all([giveNotices(world.ctx), giveNotices(world.ctx)]);
  }
  await listener.arrivals(4);
  const bodies = heard();
  expect(bodies.map(({ type, data }) => [type, data.percent])).toEqual([
    ["webhook.failing", 50],
    ["webhook.failing", 70],
    ["webhook.failing", 90],
    ["webhook.failing", 100],
  ]);
  expect(bodies[0].data).toMatchObject({
    webhook: {
      ...{ id: failing.publicId, name: failing.name },
      url: `https://oncall.example.com/webhooks/${failing.publicId}`,
    },
    last_failure: { cause: "response", status: 503 },
    switched_off_after_days: null,
    reason: null,
  });
  expect(bodies[0].data.failed_tries).toBeGreaterThan(0);
  expect(listener.received.map(({ headers }) => headers["webhook-id"])).toHaveLength(4);
});

test("the last notice about a webhook that is switched off says so, and comes instead of the fourth", async () => {
  const failing = await world.makeWebhook({ url: receiver.url, control: { disableAfterDays: 10 } });
  await listen(listener.url);
  world.startWorker();
  for (const days of [5.1, 7.1, 9.1, 10.1, 12]) {
    await failFor(failing, days);
    await giveNotices(world.ctx);
  }
  await listener.arrivals(4);
  expect(heard().map(({ type, data }) => [type, data.percent])).toEqual([
    ["webhook.failing", 50],
    ["webhook.failing", 70],
    ["webhook.failing", 90],
    ["webhook.disabled", 100],
  ]);
  expect(heard()[3].data.reason).toBe("Nothing was delivered for 10 days.");
});

test("410 is told to another webhook at once", async () => {
  await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  await listen(listener.url);
  reply = answer(410);
  world.startWorker({ pollMs: 3_600_000 });
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  await listener.arrivals(1);
  expect(heard()[0]).toMatchObject({
    type: "webhook.disabled",
    data: { percent: null, reason: "The receiver answered 410 Gone." },
  });
});

test("a webhook is never told of itself, and two that hear of each other and fail make no loop", async () => {
  const [one, two] = [await listen(`${receiver.url}/one`), await listen(`${receiver.url}/two`)];
  world.startWorker();
  for (const days of [2.6, 3.6, 4.6, 5.1, 6, 7]) {
    await failFor(one, days);
    await failFor(two, days);
    await giveNotices(world.ctx);
  }
  const { rows } = await sql<{ webhook: string; about: string; count: number }>`
    select w.public_id as webhook, e.snapshot->'webhook'->>'id' as about, count(*) as count
    from events e join lateral (
      select webhook_id from deliveries d where d.event_id = e.id
      union select webhook_id from attempts a where a.event_id = e.id) told on true
    join webhooks w on w.id = told.webhook_id group by 1, 2 order by 1`.execute(world.handle.db);
  const ids = [one.publicId, two.publicId].sort();
  expect(rows).toEqual([
    { webhook: ids[0], about: ids[1], count: 4 },
    { webhook: ids[1], about: ids[0], count: 4 },
  ]);
});

test("a notice that fails to commit tells nobody", async () => {
  const failing = await world.makeWebhook({ url: receiver.url });
  await listen(listener.url);
  await failFor(failing, 3);
  await sql`create function refuse() returns trigger language plpgsql as 'begin raise exception ''no''; end'`.execute(
    world.handle.db,
  );
  await sql`create trigger refuse before insert on deliveries execute function refuse()`.execute(
    world.handle.db,
  );
  await expect(giveNotices(world.ctx)).rejects.toThrow();
  await sql`drop trigger refuse on deliveries`.execute(world.handle.db);
  world.startWorker();
  await giveNotices(world.ctx);
  await listener.arrivals(1);
  expect(heard().map(({ data }) => data.percent)).toEqual([50]);
});

test("webhooks that did not choose them, and those of the other forms, are sent nothing about other webhooks", async () => {
  const failing = await world.makeWebhook({ url: receiver.url, triggerType: "resolve" });
  const usual = standardEventNames.filter((name) => /^(alert_group|incident)\./.test(name));
  await listen(`${listener.url}/usual`, usual);
  for (const dialect of ["grafana", "opsknight"] as const) {
    const settings = createMessageMakers(world.ctx.publicUrl)[dialect].readSettings({});
    if (settings.kind !== "settings") throw new Error(settings.message);
    await world.makeWebhook({
      ...{ url: `${listener.url}/${dialect}`, dialect, triggerType: "every change" },
      dialectSettings: settings.settings,
    });
  }
  await world.makeWebhook({ url: `${listener.url}/oncall`, triggerType: "status change" });
  await failFor(failing, 3);
  await giveNotices(world.ctx);
  world.startWorker();
  await eventually(async () => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from deliveries`.execute(
      world.handle.db,
    );
    return rows[0]?.count === 0;
  });
  expect(listener.received).toEqual([]);
});
