import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";

/** A message to an integration. Sent again it keeps its id (Amazon SNS, Mailgun, GitHub). */
export interface TopicMessage {
  integrationId: IntegrationId;
  messageId: string;
}

/** `mine`: nobody has taken it. `busy`: another request with it is under way. */
export type MessageClaim = "mine" | "busy" | "taken";

/** A server that died has left its claim behind. */
const claimSeconds = 30;
/** Longer than messages count as fresh. */
const keptHours = 14;
const prunedAtOnce = 100;

export async function claimMessage(
  db: Connection,
  { integrationId, messageId }: TopicMessage,
): Promise<MessageClaim> {
  await sql`
    delete from topic_messages where ctid = any(array(
      select ctid from topic_messages where claimed_at < now() - make_interval(hours => ${keptHours})
      order by claimed_at limit ${prunedAtOnce} for update skip locked))`.execute(db);
  const claimed = await sql`
    insert into topic_messages as known (integration_id, message_id) values (${integrationId}, ${messageId})
    on conflict (integration_id, message_id) do update set claimed_at = now()
      where not known.is_taken and known.claimed_at < now() - make_interval(secs => ${claimSeconds})
    returning 1`.execute(db);
  if (claimed.rows.length > 0) return "mine";
  const known = await sql<{ isTaken: boolean }>`
    select is_taken as "isTaken" from topic_messages
    where integration_id = ${integrationId} and message_id = ${messageId}`.execute(db);
  return known.rows[0]?.isTaken ? "taken" : "busy";
}

export async function markMessageTaken(
  db: Connection,
  { integrationId, messageId }: TopicMessage,
): Promise<void> {
  await sql`
    update topic_messages set is_taken = true
    where integration_id = ${integrationId} and message_id = ${messageId}`.execute(db);
}

export async function releaseMessage(
  db: Connection,
  { integrationId, messageId }: TopicMessage,
): Promise<void> {
  await sql`
    delete from topic_messages
    where integration_id = ${integrationId} and message_id = ${messageId} and not is_taken`.execute(db);
}
