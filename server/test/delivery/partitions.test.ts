import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepAttempts } from "../../src/core/outgoing-webhooks/partitions.ts";
import { createWorld, eventOf, type World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

/** The days that have a partition of their own, relative to today. */
async function partitionDays(): Promise<number[]> {
  const result = await sql<{ day: number }>`
    select to_date(right(c.relname, 8), 'YYYYMMDD') - (now() at time zone 'UTC')::date as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'attempts'::regclass and c.relname ~ '^attempts_[0-9]{8}$' order by 1`.execute(
    world.handle.db,
  );
  return result.rows.map(({ day }) => day);
}

async function addPartition(daysAgo: number): Promise<void> {
  const day = await sql<{ name: string; from: string; to: string }>`
    select 'attempts_' || to_char(d, 'YYYYMMDD') as name, to_char(d, 'YYYY-MM-DD') as "from",
      to_char(d + 1, 'YYYY-MM-DD') as "to"
    from (select (now() at time zone 'UTC')::date - ${daysAgo}::integer as d) days`.execute(world.handle.db);
  const [row] = day.rows;
  if (!row) throw new Error("no day");
  await sql`create table ${sql.id(row.name)} partition of attempts
    for values from (${sql.lit(`${row.from}T00:00:00Z`)}) to (${sql.lit(`${row.to}T00:00:00Z`)})`.execute(
    world.handle.db,
  );
}

async function insertAttempt(daysAgo: number): Promise<void> {
  await sql`insert into attempts (delivery_id, delivery_public_id, event_id, event_type, webhook_id, group_id, number,
      started_at, result, cause, request_method, request_url, request_headers, worker)
    values (1, 'msg', 1, 'resolve', 1, 1, 1, now() - make_interval(days => ${daysAgo}), 'delivered', 'response', 'POST',
      'https://example.com', '{}', 'test')`.execute(world.handle.db);
}

async function countAttempts(table: "attempts" | "attempts_default"): Promise<number> {
  const result = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    world.handle.db,
  );
  return result.rows[0]?.count ?? -1;
}

test("today and three days ahead have a partition; making them again and at the same time does no harm", async () => {
  expect(await partitionDays()).toEqual([0, 1, 2, 3]);
  await Promise.all([1, 2, 3].map(() => keepAttempts(world.ctx, 30)));
  expect(await partitionDays()).toEqual([0, 1, 2, 3]);
});

test("attempts of today are not in the default partition", async () => {
  await insertAttempt(0);
  expect([await countAttempts("attempts"), await countAttempts("attempts_default")]).toEqual([1, 0]);
});

test("a day is dropped when all of it is older than the time of keeping, not before", async () => {
  for (const daysAgo of [29, 30, 31, 45]) await addPartition(daysAgo);
  await insertAttempt(45);
  await insertAttempt(29);
  await keepAttempts(world.ctx, 30);
  expect(await partitionDays()).toEqual([-30, -29, 0, 1, 2, 3]);
  expect(await countAttempts("attempts")).toBe(1);
});

test("what the default partition caught neither stops the housekeeping nor stays for ever", async () => {
  await sql`do $$ declare name text; begin
    for name in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'attempts'::regclass and c.relname <> 'attempts_default'
    loop execute format('drop table %I', name); end loop; end $$`.execute(world.handle.db);
  await insertAttempt(0);
  await insertAttempt(40);
  expect(await countAttempts("attempts_default")).toBe(2);
  await keepAttempts(world.ctx, 30);
  expect(await partitionDays()).toEqual([1, 2, 3]);
  expect(await countAttempts("attempts_default")).toBe(1);
});

test("old events go when nothing waits for them; new ones and those with a delivery stay", async () => {
  const { db } = world.handle;
  await world.makeWebhook({ url: "http://127.0.0.1:1/" });
  const group = await world.makeGroup();
  await world.announce(
    ["acknowledge", "resolve", "silence"].map((type) => eventOf(group, type as "resolve")),
  );
  await sql`update events set at = now() - interval '31 days' where type <> 'silence'`.execute(db);
  await sql`delete from deliveries where event_id in (select id from events where type in ('resolve', 'silence'))`.execute(
    db,
  );
  expect(await keepAttempts(world.ctx, 30)).toBeNull();
  const left = await sql<{ type: string }>`select type from events order by id`.execute(db);
  expect(left.rows.map(({ type }) => type)).toEqual(["acknowledge", "silence"]);
});

test("old replays go with what they chose from, unless some of them still wait", async () => {
  const { db } = world.handle;
  const webhook = await world.makeWebhook({ url: "https://example.com", triggerType: "resolve" });
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  for (const [publicId, days] of Object.entries({ gone: 31, waiting: 31, fresh: 29 })) {
    await sql`insert into replays (public_id, webhook_id, outcome, created_at)
      values (${publicId}, ${webhook.id}, 'failed', now() - make_interval(days => ${days}))`.execute(db);
  }
  await sql`update deliveries set replay_id = (select id from replays where public_id = 'waiting')`.execute(
    db,
  );
  await keepAttempts(world.ctx, 30);
  const left = await sql`select public_id from replays order by public_id`.execute(db);
  expect(left.rows).toEqual([{ public_id: "fresh" }, { public_id: "waiting" }]);
});
