import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { Instant } from "../../platform/instant.ts";
import type { DialectName } from "./model.ts";

/** A webhook as lists show it, secrets left out. */
export interface ListedWebhook {
  id: number;
  publicId: string;
  name: string;
  isEnabled: boolean;
  disabledReason: string | null;
  teamPublicId: string | null;
  dialect: DialectName;
  triggerType: string;
  httpMethod: string;
  url: string;
  integrationFilter: string[];
  hasPassword: boolean;
  hasAuthorizationHeader: boolean;
  deadlineMs: number;
  createdAt: Instant;
  updatedAt: Instant;
  isBreakerOpen: boolean;
  failingSince: Instant | null;
  pendingDeliveries: number;
  lastAttemptAt: Instant | null;
  lastAttemptResult: string | null;
}

/** Webhooks that are not deleted, newest first. */
export async function listNewestWebhooks(
  db: Connection,
  slice: { beforeId: number | undefined; limit: number },
): Promise<ListedWebhook[]> {
  const before = slice.beforeId === undefined ? sql`true` : sql`w.id < ${slice.beforeId}`;
  const result = await sql<ListedWebhook>`
    select w.id, w.public_id as "publicId", w.name, w.is_enabled as "isEnabled",
      w.disabled_reason as "disabledReason", t.public_id as "teamPublicId", w.dialect, w.trigger_type as "triggerType",
      w.http_method as "httpMethod", w.url, w.integration_filter as "integrationFilter",
      w.sealed_password is not null as "hasPassword", w.sealed_authorization is not null as "hasAuthorizationHeader",
      w.deadline_ms as "deadlineMs", w.created_at as "createdAt", w.updated_at as "updatedAt",
      h.opened_at is not null as "isBreakerOpen", h.failing_since as "failingSince",
      (select count(*) from (select from deliveries d where d.webhook_id = w.id limit 1000) p) as "pendingDeliveries",
      a.started_at as "lastAttemptAt", a.result as "lastAttemptResult"
    from webhooks w left join teams t on t.id = w.team_id left join webhook_health h on h.webhook_id = w.id
    left join lateral (select started_at, result from attempts where webhook_id = w.id
      order by started_at desc limit 1) a on true
    where w.deleted_at is null and ${before} order by w.id desc limit ${slice.limit}`.execute(db);
  return result.rows;
}
