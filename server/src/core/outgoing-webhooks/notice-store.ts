import { sql } from "kysely";
import type { Transaction } from "../../platform/db/database.ts";
import type { WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { WebhookTrouble } from "../operator-notices/index.ts";

export interface DueNotice {
  id: WebhookId;
  publicId: string;
  percent: number;
  failingSince: Instant;
  disableAfterDays: number | null;
}

/** Webhooks that are on and fail for a share of their time that was not told yet; from now on it counts as told. */
export async function takeDueNotices(
  tx: Transaction,
  { percents, standardDays }: { percents: readonly number[]; standardDays: number },
): Promise<DueNotice[]> {
  const result = await sql<DueNotice>`
    with due as (
      select h.webhook_id, w.public_id, w.disable_after_days, p.percent
      from webhook_health h join webhooks w on w.id = h.webhook_id
      cross join lateral (
        select max(percent) as percent from unnest(${percents}::integer[]) as t (percent)
        where h.failing_since + make_interval(days => coalesce(w.disable_after_days, ${standardDays}::integer))
          * (percent / 100.0) <= now()) p
      where h.failing_since is not null and w.is_enabled and p.percent > h.noticed_percent
      order by h.webhook_id for update of h skip locked
    )
    update webhook_health h set noticed_percent = due.percent
    from due where h.webhook_id = due.webhook_id
    returning h.webhook_id as id, due.public_id as "publicId", due.percent, h.failing_since as "failingSince",
      due.disable_after_days as "disableAfterDays"`.execute(tx);
  return result.rows;
}

/** Tries that are counted for a notice. */
const mostCounted = 10_000;

interface TroubleRow {
  publicId: string;
  name: string;
  failingSince: Instant | null;
  disableAfterDays: number | null;
  failedTries: number;
  givenUp: number;
  lastAt: Instant | null;
  lastCause: string | null;
  lastStatus: number | null;
}

/** What a notice says about a webhook that is on; a try is written down a moment after it began. */
export async function findTrouble(
  tx: Transaction,
  id: WebhookId,
): Promise<Omit<WebhookTrouble, "percent" | "reason"> | undefined> {
  const result = await sql<TroubleRow>`
    with tried as materialized (
      select a.started_at, a.result, a.cause, a.response_status
      from webhook_health h join attempts a on a.webhook_id = h.webhook_id
      where h.webhook_id = ${id} and a.result in ('retry', 'failed') and a.result <> 'delivered'
        and a.started_at >= coalesce(h.failing_since, now()) - interval '1 minute'
      order by a.started_at desc limit ${mostCounted}
    )
    select w.public_id as "publicId", w.name, h.failing_since as "failingSince",
      w.disable_after_days as "disableAfterDays", counted.*, last.started_at as "lastAt", last.cause as "lastCause",
      last.response_status as "lastStatus"
    from webhooks w left join webhook_health h on h.webhook_id = w.id
    cross join (select count(*) as "failedTries", count(*) filter (where result = 'failed') as "givenUp" from tried) counted
    left join (select * from tried order by started_at desc limit 1) last on true
    where w.id = ${id} and w.is_enabled`.execute(tx);
  const [row] = result.rows;
  return row && toTrouble(row);
}

function toTrouble(row: TroubleRow): Omit<WebhookTrouble, "percent" | "reason"> {
  const { lastAt, lastCause } = row;
  return {
    webhook: { id: row.publicId, name: row.name },
    failingSince: row.failingSince,
    failedTries: row.failedTries,
    givenUp: row.givenUp,
    lastFailure:
      lastAt === null || lastCause === null ? null : { at: lastAt, cause: lastCause, status: row.lastStatus },
    disableAfterDays: row.disableAfterDays,
  };
}
