import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";

/** Statements per second that the servers send to PostgreSQL in the coming time, by its own count. */
export async function countStatements(database: pg.Client, ms: number): Promise<number> {
  const startedAt = performance.now();
  const before = await readCalls(database);
  await pause(ms);
  const made = (await readCalls(database)) - before;
  return (made / (performance.now() - startedAt)) * 1_000;
}

/** This question itself is left out. */
async function readCalls(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ calls: number }>(
    `select coalesce(sum(calls), 0)::float8 as calls from pg_stat_statements s join pg_database b on b.oid = s.dbid
     where b.datname = current_database() and s.query not like '%pg_stat_statements%'`,
  );
  return rows[0]?.calls ?? Number.NaN;
}
