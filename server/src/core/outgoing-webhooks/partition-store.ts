import { sql } from "kysely";
import type { Database } from "../../platform/db/database.ts";

/** Any number no other part of the server uses for an advisory lock. */
const partitionLock = 7_268_114;

/** Longest wait for a lock, so that no writer of attempts waits longer behind us. */
const lockTimeout = "100ms";

/** A row of this length stays whole: to compress it and to store its bodies apart costs more than the rest of writing it. */
const inlineBytes = 4_080;

interface Day {
  name: string;
  from: string;
  to: string;
}

/**
 * Makes the partitions of today and the following days (UTC, database clock), where they are missing. A day that the
 * default partition has caught already stays there.
 */
export async function createPartitions(db: Database, daysAhead: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${partitionLock})`.execute(tx);
    const days = await sql<Day>`
      select 'attempts_' || to_char(day, 'YYYYMMDD') as name, to_char(day, 'YYYY-MM-DD') as "from",
        to_char(day + interval '1 day', 'YYYY-MM-DD') as "to"
      from generate_series(date_trunc('day', now() at time zone 'UTC'),
        date_trunc('day', now() at time zone 'UTC') + make_interval(days => ${daysAhead}), interval '1 day') as day
      where to_regclass('attempts_' || to_char(day, 'YYYYMMDD')) is null and not exists (
        select from attempts_default a where a.started_at >= day at time zone 'UTC'
          and a.started_at < (day + interval '1 day') at time zone 'UTC')`.execute(tx);
    for (const { name, from, to } of days.rows) {
      await sql`create table ${sql.id(name)} partition of attempts
        for values from (${sql.lit(`${from}T00:00:00Z`)}) to (${sql.lit(`${to}T00:00:00Z`)})
        with (toast_tuple_target = ${sql.lit(inlineBytes)})`.execute(tx);
    }
  });
}

/** Partitions whose last moment is further back than this, oldest first. */
export async function findOldPartitions(db: Database, keepDays: number): Promise<string[]> {
  const result = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'attempts'::regclass and c.relname ~ '^attempts_\\d{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < (now() at time zone 'UTC')::date - ${keepDays}::integer
    order by c.relname`.execute(db);
  return result.rows.map((row) => row.name);
}

/** Removes a whole day at once. @throws when readers keep the table locked for longer than writers may wait */
export async function dropPartition(db: Database, name: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = ${sql.lit(lockTimeout)}`.execute(tx);
    await sql`drop table if exists ${sql.id(name)}`.execute(tx);
  });
}

/** Removes what the default partition caught on a day without a partition of its own. */
export async function removeOldStrays(db: Database, keepDays: number): Promise<void> {
  await sql`delete from attempts_default where started_at < now() - make_interval(days => ${keepDays})`.execute(
    db,
  );
}

/** Removes replays that were asked for that long ago and of which nothing waits; what they chose from is gone as well. */
export async function removeOldReplays(db: Database, keepDays: number): Promise<void> {
  await sql`
    delete from replays r where r.created_at < now() - make_interval(days => ${keepDays})
      and not exists (select from deliveries d where d.replay_id = r.id)`.execute(db);
}

/**
 * Removes old events that wait for nothing.
 * @returns how many; fewer than `limit` means that there are no more
 */
export async function removeOldEvents(db: Database, keepDays: number, limit: number): Promise<number> {
  const result = await sql`
    delete from events where id in (
      select e.id from events e
      where e.at < now() - make_interval(days => ${keepDays})
        and not exists (select from deliveries d where d.event_id = e.id)
        and not exists (select from dead_letters l where l.event_id = e.id)
      order by e.id limit ${limit})`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}
