import { sql } from "kysely";
import type { Transaction } from "../../platform/db/database.ts";
import type { WebhookId } from "../../platform/ids.ts";
import { jsonbText } from "../../platform/storable-text.ts";
import type { IncidentEvent } from "./model.ts";

/**
 * Numbers the event and queues its deliveries: one statement.
 * @returns how many deliveries were queued
 */
export async function insertIncidentAnnouncement(
  tx: Transaction,
  { incidentId, type, snapshot }: IncidentEvent,
  messages: readonly { webhookId: WebhookId; messageId: string }[],
): Promise<number> {
  const result = await sql<{ count: number }>`
    with counted as (
      update incidents set event_sequence = event_sequence + 1 where id = ${incidentId} returning id, event_sequence
    ), added as (
      insert into events (incident_id, type, sequence, snapshot)
      select id, ${type}, event_sequence, ${jsonbText(snapshot)}::jsonb from counted returning id, incident_id
    ), queued as (
      insert into deliveries (public_id, event_id, webhook_id, incident_id)
      select m.message_id, added.id, m.webhook_id, added.incident_id
      from added cross join unnest(${messages.map((message) => message.messageId)}::text[],
        ${messages.map((message) => message.webhookId)}::bigint[]) as m (message_id, webhook_id)
      returning 1
    )
    select count(*) as count from queued`.execute(tx);
  return result.rows[0]?.count ?? 0;
}
