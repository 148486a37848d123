import { sql } from "kysely";
import type { Transaction } from "../../platform/db/database.ts";
import type { AlertGroupId } from "../../platform/ids.ts";

export async function eraseEvents(tx: Transaction, groupId: AlertGroupId): Promise<void> {
  await sql`
    update events set snapshot = jsonb_set(jsonb_set(snapshot, '{group,title}', '""'), '{group,labels}', '{}')
    where group_id = ${groupId}`.execute(tx);
}

export async function eraseAttempts(tx: Transaction, groupId: AlertGroupId): Promise<void> {
  await sql`
    update attempts set request_url = '', request_headers = '{}', request_body = null, request_trigger = null,
      response_headers = null, response_body = null, error = null
    where group_id = ${groupId}`.execute(tx);
}

export async function removeAttempts(tx: Transaction, groupId: AlertGroupId): Promise<void> {
  await sql`delete from attempts where group_id = ${groupId}`.execute(tx);
}
