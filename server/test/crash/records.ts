import pg from "pg";
import { connectToRunning } from "../../src/platform/postgres/index.ts";

/** What the database says in the end. */
export interface Records {
  /** Stored alerts by the uid in their payload. */
  alertCounts: ReadonlyMap<string, number>;
  /** State changes by `group kind`. */
  changes: ReadonlyMap<string, number>;
  /** Groups with a change made by a person. */
  takenByUser: ReadonlySet<string>;
  /** Recorded tries that reached the receiver, by message. */
  attempts: ReadonlyMap<string, number>;
  /** Recorded tries whose answer came too late, or not at all, by message. */
  timeouts: ReadonlyMap<string, number>;
  /** Rules that hold in the database alone and are broken, with an example each. */
  broken: readonly string[];
}

export interface Remaining {
  intake: number;
  deliveries: number;
}

/** A connection of the test's own to the database of the running server. */
export async function openDatabase(dataDir: string): Promise<pg.Client> {
  const running = await connectToRunning(dataDir);
  if (!running) throw new Error("the database of the server does not answer");
  const client = new pg.Client(running.connection);
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** How much work is left. */
export async function countRemaining(client: pg.Client): Promise<Remaining> {
  const { rows } = await client.query<Remaining>(
    `select (select count(*)::int from intake where status = 'waiting') as intake,
      (select count(*)::int from deliveries) as deliveries`,
  );
  return rows[0] ?? { intake: 0, deliveries: 0 };
}

/**
 * Makes every webhook give up a request after so long, which ends the leases of a killed server sooner: a short test
 * cannot wait for the usual ones.
 */
export async function shortenDeadlines(client: pg.Client, deadlineMs: number): Promise<void> {
  await client.query("update webhooks set deadline_ms = $1", [deadlineMs]);
}

export async function readRecords(client: pg.Client): Promise<Records> {
  return {
    alertCounts: await count(
      client,
      "select payload::jsonb->>'uid' as name, count(*)::int as count from alerts group by 1",
    ),
    changes: await count(
      client,
      `select g.public_id || ' ' || t.kind as name, count(*)::int as count
        from timeline_entries t join alert_groups g on g.id = t.group_id
        where t.kind in ('registered', 'acknowledged', 'resolved') group by 1`,
    ),
    takenByUser: new Set(
      (
        await count(
          client,
          `select g.public_id as name, count(*)::int as count
            from timeline_entries t join alert_groups g on g.id = t.group_id
            where t.kind = 'acknowledged' and t.actor = 'user' group by 1`,
        )
      ).keys(),
    ),
    attempts: await count(
      client,
      `select delivery_public_id as name, count(*)::int as count from attempts
        where response_status is not null group by 1`,
    ),
    timeouts: await readTimeouts(client),
    broken: await findBroken(client),
  };
}

export function readTimeouts(client: pg.Client): Promise<Map<string, number>> {
  return count(
    client,
    `select delivery_public_id as name, count(*)::int as count from attempts
      where response_status is null and cause = 'timeout' group by 1`,
  );
}

async function count(client: pg.Client, query: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string | null; count: number }>(query);
  return new Map(rows.map((row) => [row.name ?? "", row.count]));
}

/** Each query finds offenders. */
const rules: Readonly<Record<string, string>> = {
  "two open groups for one integration, route and key": `
    select min(public_id) as example from alert_groups where is_open
    group by integration_id, route_id, grouping_key having count(*) > 1`,
  "a group whose count of alerts is wrong": `
    select g.public_id as example from alert_groups g
    where g.alerts_count <> (select count(*) from alerts a where a.group_id = g.id)`,
  "a group whose first or last alert is not its first or last": `
    select g.public_id as example from alert_groups g
    join (select group_id, min(id) as first, max(id) as last from alerts group by 1) a on a.group_id = g.id
    where (g.first_alert_id, g.last_alert_id) is distinct from (a.first, a.last)`,
  "a group that was not registered exactly once": `
    select g.public_id as example from alert_groups g
    where 1 <> (select count(*) from timeline_entries t where t.group_id = g.id and t.kind = 'registered')`,
  "a resolved group that was not resolved exactly once, or another that was": `
    select g.public_id as example from alert_groups g
    where (g.status = 'resolved')::int <>
      (select count(*) from timeline_entries t where t.group_id = g.id and t.kind = 'resolved')`,
  "a firing alert in a group that had been resolved before": `
    select g.public_id as example from alerts a join alert_groups g on g.id = a.group_id
    where not a.is_resolve_signal
      and a.id > (select min(r.id) from alerts r where r.group_id = a.group_id and r.is_resolve_signal)`,
  "events of a group that are not numbered 1, 2, 3, …": `
    select g.public_id as example from events e join alert_groups g on g.id = e.group_id
    group by g.id having count(*) <> max(e.sequence) or count(distinct e.sequence) <> count(*)`,
  "a request that was parked": "select 'intake ' || id as example from intake where status = 'parked'",
  "a request that was refused": "select 'refused request ' || id as example from refused_requests",
  "a delivery that was given up": `
    select delivery_public_id as example from attempts where result = 'failed'`,
};

async function findBroken(client: pg.Client): Promise<string[]> {
  const broken: string[] = [];
  for (const [rule, query] of Object.entries(rules)) {
    const { rows } = await client.query<{ example: string }>(query);
    const [first] = rows;
    if (first) broken.push(`${rule}: ${rows.length} times, for example ${first.example}`);
  }
  return broken;
}
