import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readQueues } from "../../src/core/operations/queues-store.ts";
import type { Webhook } from "../../src/core/outgoing-webhooks/index.ts";
import { createWorld, eventOf, type TestGroup, type World } from "./world.ts";

let world: World;
let group: TestGroup;
beforeEach(async () => {
  world = await createWorld();
  group = await world.makeGroup();
});
afterEach(() => world.close());

const url = "https://example.com/";

async function oldestDueSeconds(): Promise<number | null> {
  const { deliveriesOldestDueSeconds } = await readQueues(world.handle.db, 2_000);
  return deliveriesOldestDueSeconds === null ? null : Math.floor(deliveriesOldestDueSeconds / 100) * 100;
}

/** The deliveries of the webhook, the first of them first, due so many seconds ago. */
async function announceDue({ id }: Webhook, ...secondsAgo: number[]): Promise<void> {
  for (const [index] of secondsAgo.entries()) {
    await world.announce([eventOf(group, index % 2 === 0 ? "acknowledge" : "resolve")]);
  }
  await sql`update deliveries d set due_at = now() - make_interval(secs => s.seconds)
    from (select id, row_number() over (order by id) as place from deliveries where webhook_id = ${id}) o
    join unnest(${secondsAgo}::float8[]) with ordinality as s (seconds, place) using (place)
    where d.id = o.id`.execute(world.handle.db);
}

test("a message that nobody sends is told as overdue", async () => {
  const webhook = await world.makeWebhook({ url });
  expect(await oldestDueSeconds()).toBe(null);
  await announceDue(webhook, -50, 200, 400);
  expect(await oldestDueSeconds()).toBe(400);
});

test("a receiver that is left in peace hides no other's overdue message, and has none itself", async () => {
  const failing = await world.makeWebhook({ url });
  await announceDue(failing, 800);
  await sql`insert into webhook_health (webhook_id) values (${failing.id}) on conflict do nothing`.execute(
    world.handle.db,
  );
  await sql`update webhook_health set opened_at = now(), probe_at = now() + interval '1 hour'
    where webhook_id = ${failing.id}`.execute(world.handle.db);
  expect(await oldestDueSeconds()).toBe(null);
  await announceDue(await world.makeWebhook({ url }), 200);
  expect(await oldestDueSeconds()).toBe(200);
});

test("what waits for a rate limit or for an earlier message about the same group is not overdue", async () => {
  const paced = await world.makeWebhook({ url, control: { ratePerSecond: 1 } });
  await announceDue(paced, 800);
  const ordered = await world.makeWebhook({ url, control: { isOrdered: true } });
  // The first one is tried again in a minute.
  await announceDue(ordered, -60, 600);
  expect(await oldestDueSeconds()).toBe(null);
  await sql`update deliveries set due_at = now() - interval '300 seconds' where due_at > now()`.execute(
    world.handle.db,
  );
  expect(await oldestDueSeconds()).toBe(300);
});
