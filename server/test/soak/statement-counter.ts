import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";

/** What every statement has that claims deliveries or ends them. */
export const ofDeliveries = "%claim_token%";

/**
 * Statements per second like this that the servers send to PostgreSQL in the coming time, by its own count. Under load
 * the number of those that store and group alerts says more about the machine: the slower it is, the more share one.
 */
export async function countStatements(database: pg.Client, ms: number, like = "%"): Promise<number> {
  const startedAt = performance.now();
  const before = await readCalls(database, like);
  await pause(ms);
  const made = (await readCalls(database, like)) - before;
  return (made / (performance.now() - startedAt)) * 1_000;
}

/** This question itself is left out. */
async function readCalls(database: pg.Client, like: string): Promise<number> {
  const { rows } = await database.query<{ calls: number }>(
    `select coalesce(sum(calls), 0)::float8 as calls from pg_stat_statements s join pg_database b on b.oid = s.dbid
     where b.datname = current_database() and s.query like $1 and s.query not like '%pg_stat_statements%'`,
    [like],
  );
  return rows[0]?.calls ?? Number.NaN;
}
