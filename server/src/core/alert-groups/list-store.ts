import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import { escapeLike } from "../../platform/db/escape-like.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { type GroupSummary, summaryColumns, summaryJoins } from "./detail-store.ts";
import type { GroupStatus } from "./model.ts";

/** A place in a list that is ordered by time, newest first. */
export interface TimePosition {
  at: Instant;
  id: number;
}

export interface GroupListFilter {
  publicIds?: readonly string[] | undefined;
  /** One of them; undefined: any. */
  statuses?: readonly GroupStatus[] | undefined;
  integrationId?: IntegrationId | undefined;
  /** Part of the title, case does not matter. */
  text?: string | undefined;
  /** All of them must be there. */
  labels?: readonly { key: string; value: string }[] | undefined;
}

/** Groups that began before `before`, newest first. */
export async function listGroupSummaries(
  db: Connection,
  filter: GroupListFilter,
  slice: { before: TimePosition | undefined; limit: number },
): Promise<GroupSummary[]> {
  const result = await sql<GroupSummary>`
    with page as materialized (
      select id from (${newestOfEach(filter, slice)}) found order by started_at desc, id desc limit ${slice.limit})
    select ${summaryColumns} from page join alert_groups g on g.id = page.id ${summaryJoins}
    order by g.started_at desc, g.id desc`.execute(db);
  return result.rows;
}

/** Each state is read from its own stretch of the index, so that a few open groups among a million are found at once. */
function newestOfEach(
  filter: GroupListFilter,
  { before, limit }: { before: TimePosition | undefined; limit: number },
): RawBuilder<unknown> {
  const statuses = filter.statuses ?? [undefined];
  const parts = statuses.map(
    (
      status,
    ) => sql`(select g.id, g.started_at from alert_groups g where ${toCondition(filter, { status, before })}
      order by g.started_at desc, g.id desc limit ${limit})`,
  );
  return sql.join(parts, sql` union all `);
}

function toCondition(
  { publicIds, integrationId, text, labels }: GroupListFilter,
  { status, before }: { status: GroupStatus | undefined; before?: TimePosition | undefined },
): RawBuilder<unknown> {
  const conditions = [sql`true`];
  if (publicIds !== undefined) conditions.push(sql`g.public_id = any(${publicIds})`);
  if (status !== undefined) conditions.push(sql`g.status = ${status}`);
  if (integrationId !== undefined) conditions.push(sql`g.integration_id = ${integrationId}`);
  if (text !== undefined) conditions.push(sql`g.title ilike ${`%${escapeLike(text)}%`}`);
  for (const { key, value } of labels ?? [])
    conditions.push(sql`g.labels @> ${JSON.stringify({ [key]: value })}::jsonb`);
  if (before !== undefined) conditions.push(sql`(g.started_at, g.id) < (${before.at}, ${before.id})`);
  return sql.join(conditions, sql` and `);
}

/**
 * How many groups are in each state, whatever states the filter names; counted up to `limit`, so that a million resolved
 * ones cost nothing.
 */
export async function countGroupsByStatus(
  db: Connection,
  filter: Omit<GroupListFilter, "statuses">,
  limit: number,
): Promise<Record<GroupStatus, number>> {
  const upTo = (status: GroupStatus) => sql`(select count(*) from (
      select from alert_groups g where ${toCondition(filter, { status })} limit ${limit}) found)`;
  const result = await sql<Record<GroupStatus, number>>`
    select ${upTo("firing")} as firing, ${upTo("acknowledged")} as acknowledged, ${upTo("silenced")} as silenced,
      ${upTo("resolved")} as resolved`.execute(db);
  return result.rows[0] ?? { firing: 0, acknowledged: 0, silenced: 0, resolved: 0 };
}
