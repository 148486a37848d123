import { sql } from "kysely";
import type { Transaction } from "../../platform/db/database.ts";
import type { WebhookId } from "../../platform/ids.ts";
import { jsonbText } from "../../platform/storable-text.ts";
import type { Notice } from "../operator-notices/index.ts";

/** Numbers the event and queues its deliveries: one statement. */
export async function insertServerAnnouncement(
  tx: Transaction,
  { type, snapshot }: Notice,
  messages: readonly { webhookId: WebhookId; messageId: string }[],
): Promise<void> {
  await sql`
    with added as (
      insert into events (type, sequence, snapshot)
      values (${type}, nextval('server_event_numbers'), ${jsonbText(snapshot)}::jsonb) returning id
    )
    insert into deliveries (public_id, event_id, webhook_id)
    select m.message_id, added.id, m.webhook_id
    from added cross join unnest(${messages.map((message) => message.messageId)}::text[],
      ${messages.map((message) => message.webhookId)}::bigint[]) as m (message_id, webhook_id)`.execute(tx);
}
