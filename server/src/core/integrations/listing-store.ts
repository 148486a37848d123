import { sql } from "kysely";
import { z } from "zod";
import type { Connection } from "../../platform/db/database.ts";
import { escapeLike } from "../../platform/db/escape-like.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { collectingType, type Label, labelSchema } from "./model.ts";

/** An integration with what shows whether it is well. */
export interface ListedIntegration {
  id: IntegrationId;
  publicId: string;
  token: string;
  type: string;
  name: string;
  descriptionShort: string | null;
  teamPublicId: string | null;
  /** Overridden slots. */
  templates: Record<string, string>;
  labels: Label[];
  dynamicLabels: Label[];
  templateError: { slot: string; message: string; at: string } | null;
  createdAt: Instant;
  refusedRequests: number;
  parkedRequests: number;
  /** When its tool was last heard from; refused requests do not count. */
  lastRequestAt: Instant | null;
  /** Counted up to `countedGroups`. */
  firingGroups: number;
  /** The maintenance or debug mode it is in. */
  maintenance: { mode: string; startedAt: string; endsAt: string } | null;
}

const jsonColumns = z.object({
  templates: z.record(z.string(), z.string()),
  labels: z.array(labelSchema),
  dynamicLabels: z.array(labelSchema),
  templateError: z.object({ slot: z.string(), message: z.string(), at: z.string() }).nullable(),
  maintenance: z.object({ mode: z.string(), startedAt: z.string(), endsAt: z.string() }).nullable(),
});

export const countedGroups = 100;

const columns = sql.raw(`
  i.id, i.public_id as "publicId", i.token, i.type, i.name, i.description_short as "descriptionShort",
  t.public_id as "teamPublicId", i.templates, i.labels, i.dynamic_labels as "dynamicLabels",
  i.template_error as "templateError", i.created_at as "createdAt",
  (select count(*) from refused_requests r where r.integration_id = i.id) as "refusedRequests",
  (select count(*) from (select from intake where integration_id = i.id and status = 'parked' limit 1000) p)
    as "parkedRequests",
  (select max(r.received_at) from (${["waiting", "parked", "done"].map(newestRequest).join(" union all ")}) r)
    as "lastRequestAt",
  (select count(*) from (select from alert_groups where integration_id = i.id and status = 'firing'
    limit ${countedGroups}) g) as "firingGroups",
  (select jsonb_build_object('mode', m.mode, 'startedAt', ${utc("m.started_at")}, 'endsAt', ${utc("m.ends_at")})
    from maintenance_windows m where m.integration_id = i.id and m.ends_at > now()) as maintenance`);

/** One look into the index of each state: together they hold every row that is kept. Our own alerts are no sign of a tool. */
function newestRequest(status: string): string {
  return `(select received_at from intake where integration_id = i.id and status = '${status}'
    and not coalesce(request ? 'injected', false) order by id desc limit 1)`;
}

/** A moment inside JSON, which has no type for it. */
function utc(column: string): string {
  return `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Integrations that are not deleted, newest first; with `text`, those that have it in name or type. */
export async function listNewestIntegrations(
  db: Connection,
  { text }: { text: string | undefined },
  slice: { beforeId: number | undefined; limit: number },
): Promise<ListedIntegration[]> {
  const before = slice.beforeId === undefined ? sql`true` : sql`i.id < ${slice.beforeId}`;
  const pattern = `%${escapeLike(text ?? "")}%`;
  const matches = text === undefined ? sql`true` : sql`(i.name ilike ${pattern} or i.type ilike ${pattern})`;
  const result = await sql<ListedIntegration>`
    select ${columns} from integrations i left join teams t on t.id = i.team_id
    where i.deleted_at is null and i.type <> ${collectingType} and ${before} and ${matches}
    order by i.id desc limit ${slice.limit}`.execute(db);
  return result.rows.map(toListed);
}

export async function findListedIntegration(
  db: Connection,
  publicId: string,
): Promise<ListedIntegration | undefined> {
  const result = await sql<ListedIntegration>`
    select ${columns} from integrations i left join teams t on t.id = i.team_id
    where i.deleted_at is null and i.type <> ${collectingType} and i.public_id = ${publicId}`.execute(db);
  return result.rows.map(toListed)[0];
}

function toListed(row: ListedIntegration): ListedIntegration {
  return { ...row, ...jsonColumns.parse(row) };
}
