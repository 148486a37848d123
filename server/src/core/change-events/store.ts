import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import { storableText } from "../../platform/storable-text.ts";
import type { ChangeEvent, NewChangeEvent } from "./model.ts";

export async function insertChangeEvent(db: Connection, event: NewChangeEvent): Promise<void> {
  await sql`
    insert into change_events (integration_id, changed_at, summary, source, payload)
    values (${event.integrationId}, ${event.changedAt?.toISOString() ?? null}, ${storableText(event.summary)},
      ${storableText(event.source)}, ${storableText(event.payload)})`.execute(db);
}

/** The newest changes of an integration, newest first. */
export async function listChangeEvents(
  db: Connection,
  integrationId: IntegrationId,
  slice: { beforeId: number | undefined; limit: number },
): Promise<ChangeEvent[]> {
  const result = await sql<ChangeEvent>`
    select id, received_at as "receivedAt", changed_at as "changedAt", summary, source, payload
    from change_events where integration_id = ${integrationId} and id < coalesce(${slice.beforeId ?? null}, 9e15)
    order by id desc limit ${slice.limit}`.execute(db);
  return result.rows;
}
