import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { Change, Source } from "./model.ts";
import type { Reading, Readings } from "./rules.ts";

export interface ChangeRow extends Change {
  source: Source;
  rowId: number;
}

/** The highest id of every source; old removals are forgotten, their numbers go on. */
export async function readNewestIds(db: Connection): Promise<Record<Source, number>> {
  const result = await sql<Record<Source, number>>`
    select coalesce((select max(id) from timeline_entries), 0) as timeline,
      coalesce((select max(id) from alerts), 0) as alerts,
      coalesce((select max(id) from incident_timeline_entries), 0) as incidents,
      coalesce(pg_sequence_last_value('removed_groups_id_seq'::regclass), 0) as removals`.execute(db);
  const [row] = result.rows;
  if (!row) throw new Error("select without a row");
  return row;
}

/** What was added behind the readings, at most `limit` rows of each source, and what was missing and has come. */
export async function findChanges(db: Connection, readings: Readings, limit: number): Promise<ChangeRow[]> {
  const ofGroups = { column: "group_id", owner: "alert_groups", kind: "alert group" } as const;
  const ofIncidents = { column: "incident_id", owner: "incidents", kind: "incident" } as const;
  const added = [
    addedTo({ source: "timeline", table: "timeline_entries", ...ofGroups }, readings.timeline, limit),
    addedTo({ source: "alerts", table: "alerts", ...ofGroups }, readings.alerts, limit),
    addedTo(
      { source: "incidents", table: "incident_timeline_entries", ...ofIncidents },
      readings.incidents,
      limit,
    ),
    removed(readings.removals, limit),
  ];
  return (await sql<ChangeRow>`${sql.join(added, sql` union all `)}`.execute(db)).rows;
}

/** Nothing is left of these groups but their ids. */
function removed({ last, missing }: Reading, limit: number): RawBuilder<ChangeRow> {
  const source: Source = "removals";
  return sql`
    select ${source}::text as source, gone.id as "rowId", 'alert group' as kind, gone.public_id as id from (
      (select id, public_id from removed_groups where id > ${last} order by id limit ${limit})
      union all
      (select id, public_id from removed_groups where id = any(${[...missing.keys()]}::bigint[]))
    ) gone`;
}

interface Origin {
  source: Source;
  table: string;
  column: string;
  owner: string;
  kind: Change["kind"];
}

function addedTo(
  { source, table, column, owner, kind }: Origin,
  { last, missing }: Reading,
  limit: number,
): RawBuilder<ChangeRow> {
  const [from, owned] = [sql.table(table), sql.ref(column)];
  return sql`
    select ${source}::text as source, added.id as "rowId", ${kind}::text as kind, o.public_id as id from (
      (select id, ${owned} as owner_id from ${from} where id > ${last} order by id limit ${limit})
      union all
      (select id, ${owned} as owner_id from ${from} where id = any(${[...missing.keys()]}::bigint[]))
    ) added join ${sql.table(owner)} o on o.id = added.owner_id`;
}
