import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { Outage } from "./model.ts";

/** Serialises the servers that come back after an outage, so that only one of them makes up for it. */
const presenceLock = 0x544f4350n;

/** A server that says nothing for so long was away. */
const silenceSeconds = 6;
/** A server that starts believes only in others that were seen just now: it may be the successor of one. */
const neighbourSeconds = 3;

/**
 * Notes that this server runs, if it has run without a break.
 * @returns whether it has, and the seconds until the next heartbeat is due (null: none is watched)
 */
export async function continuePresence(
  db: Connection,
  server: string,
): Promise<{ isContinuous: boolean; nextDueSeconds: number | null }> {
  const result = await sql<{ isContinuous: boolean; nextDueSeconds: number | null }>`
    with seen as (
      update server_presence set seen_at = now()
      where server = ${server} and stopped_at is null and seen_at > now() - make_interval(secs => ${silenceSeconds})
      returning server
    )
    select exists (select from seen) as "isContinuous",
      (select extract(epoch from min(due_at) - now())::float8 from heartbeats where due_at is not null)
        as "nextDueSeconds"`.execute(db);
  return result.rows[0] ?? { isContinuous: false, nextDueSeconds: null };
}

/** Notes that this server runs again. @returns the time in which no server ran; undefined: there was always one */
export async function returnFromAbsence(tx: Transaction, server: string): Promise<Outage | undefined> {
  await sql`select pg_advisory_xact_lock(${presenceLock.toString()}::bigint)`.execute(tx);
  const result = await sql<Outage & { hasNeighbour: boolean }>`
    select max(coalesce(stopped_at, seen_at)) as "from", now() as until,
      coalesce(bool_or(server <> ${server} and stopped_at is null
        and seen_at > now() - make_interval(secs => ${neighbourSeconds})), false) as "hasNeighbour"
    from server_presence having count(*) > 0`.execute(tx);
  await sql`delete from server_presence where seen_at < now() - interval '1 day'`.execute(tx);
  await sql`
    insert into server_presence (server) values (${server})
    on conflict (server) do update set seen_at = now(), stopped_at = null`.execute(tx);
  const [known] = result.rows;
  return known === undefined || known.hasNeighbour ? undefined : { from: known.from, until: known.until };
}

/** Notes that this server stops, so that its successor knows the exact moment. */
export async function endPresence(db: Connection, server: string): Promise<void> {
  await sql`update server_presence set seen_at = now(), stopped_at = now() where server = ${server}`.execute(
    db,
  );
}
