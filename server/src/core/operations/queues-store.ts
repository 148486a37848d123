import { sql } from "kysely";
import type { Database } from "../../platform/db/database.ts";
import { isFirstOfItsSubject } from "../outgoing-webhooks/delivery-store.ts";

/** Work that waits in the database, for every server together. Counts stop at 100,000. */
export interface Queues {
  intakeWaiting: number;
  /** Null when nothing waits. */
  intakeOldestSeconds: number | null;
  intakeParked: number;
  deliveriesPending: number;
  deliveriesDue: number;
  /** For how long the oldest has been due that nothing holds up: no breaker, no rate limit, no earlier message. */
  deliveriesOldestDueSeconds: number | null;
  deliveriesInFlight: number;
  breakersOpen: number;
  /** Deliveries that were given up because of failures of the server and wait for a person. */
  deadLetters: number;
  groupsFiring: number;
  groupsAcknowledged: number;
  groupsSilenced: number;
}

const countLimit = 100_000;
/** Of an ordered webhook so many are looked at for one that is not behind another. */
const orderedWindow = 100;

/** Grows when nobody sends, and only then: a message that waits for its receiver would hide workers that stand still. */
const oldestDueSeconds = sql`
  (select extract(epoch from now() - min(oldest.due_at))::float8
    from webhooks w left join webhook_health h on h.webhook_id = w.id
    cross join lateral (
      select min(due.due_at) as due_at from (
        select d.* from deliveries d
        where d.webhook_id = w.id and d.due_at <= now() and (d.claimed_until is null or d.claimed_until <= now())
        order by d.due_at, d.id limit case when w.is_ordered then ${orderedWindow}::integer else 1 end) due
      where not w.is_ordered or ${isFirstOfItsSubject}) oldest
    where h.opened_at is null and w.rate_per_second is null)`;

/** Reads all of it, within `timeoutMs` or not at all. */
export function readQueues(db: Database, timeoutMs: number): Promise<Queues> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('statement_timeout', ${String(timeoutMs)}, true)`.execute(tx);
    const result = await sql<Queues>`
      select i.*, d.*, (select count(*) from webhook_health where opened_at is not null) as "breakersOpen",
        (select count(*) from (select from dead_letters limit ${countLimit}) rows) as "deadLetters",
        ${countGroups("firing")} as "groupsFiring",
        ${countGroups("acknowledged")} as "groupsAcknowledged", ${countGroups("silenced")} as "groupsSilenced"
      from (select count(*) filter (where status = 'waiting') as "intakeWaiting",
          count(*) filter (where status = 'parked') as "intakeParked",
          extract(epoch from now() - min(received_at) filter (where status = 'waiting'))::float8
            as "intakeOldestSeconds"
        from (select status, received_at from intake where status in ('waiting', 'parked') order by id
          limit ${countLimit}) rows) i,
      (select count(*) as "deliveriesPending", count(*) filter (where due_at <= now() and not claimed)
            as "deliveriesDue",
          ${oldestDueSeconds} as "deliveriesOldestDueSeconds", count(*) filter (where claimed) as "deliveriesInFlight"
        from (select due_at, coalesce(claimed_until > now(), false) as claimed from deliveries
          limit ${countLimit}) rows) d`.execute(tx);
    const [row] = result.rows;
    if (!row) throw new Error("select without a row");
    return row;
  });
}

function countGroups(status: string) {
  return sql`(select count(*) from (select from alert_groups where status = ${status} limit ${countLimit}) found)`;
}
