import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { AlertFacts } from "../integrations/facts.ts";
import type { GroupStatus } from "./model.ts";

/** A group as a client of another product's alert API sees it. */
export interface LookedUpGroup {
  id: number;
  publicId: string;
  status: GroupStatus;
  title: string;
  alertsCount: number;
  startedAt: Instant;
  lastAlertAt: Instant;
  silencedUntil: Instant | null;
  /** What the module read from the first alert. */
  facts: AlertFacts | null;
}

/** What a client may know of a group. `key`: the text its alerts are grouped by. */
export type GroupName =
  | { kind: "publicId"; publicId: string }
  | { kind: "rowId"; rowId: number }
  | { kind: "key"; key: string };

/** The group of this integration that a client means: of several with one key the open one, else the newest. */
export async function lookUpGroup(
  db: Connection,
  integrationId: IntegrationId,
  name: GroupName,
): Promise<LookedUpGroup | undefined> {
  const result = await sql<LookedUpGroup>`
    select g.id, g.public_id as "publicId", g.status, g.title, g.alerts_count as "alertsCount", g.started_at as "startedAt",
      g.last_alert_at as "lastAlertAt", g.silenced_until as "silencedUntil", a.facts
    from alert_groups g left join alerts a on a.id = g.first_alert_id
    where g.integration_id = ${integrationId} and ${condition(integrationId, name)}
    order by g.is_open desc, g.started_at desc limit 1`.execute(db);
  return result.rows[0];
}

/** By key in two parts, each with an index of its own. */
function condition(integrationId: IntegrationId, name: GroupName): RawBuilder<unknown> {
  switch (name.kind) {
    case "publicId":
      return sql`g.public_id = ${name.publicId}`;
    case "rowId":
      return sql`g.id = ${name.rowId}`;
    case "key":
      return sql`g.id in (
        select id from alert_groups where integration_id = ${integrationId} and is_open
          and grouping_key = decode(md5(${name.key}), 'hex')
        union all
        (select id from alert_groups where integration_id = ${integrationId} and status = 'resolved'
          and grouping_key = decode(md5(${name.key}), 'hex') order by started_at desc limit 1))`;
  }
}
