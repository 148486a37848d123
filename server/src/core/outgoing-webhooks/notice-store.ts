import { sql } from "kysely";
import type { Transaction } from "../../platform/db/database.ts";
import type { WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

export interface DueNotice {
  id: WebhookId;
  publicId: string;
  percent: number;
  failingSince: Instant;
  failures: number;
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
      h.failures, due.disable_after_days as "disableAfterDays"`.execute(tx);
  return result.rows;
}
