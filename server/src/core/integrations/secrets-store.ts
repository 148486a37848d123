import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

/** What may be known of an integration's secrets. */
export interface SecretStatus {
  /** Since when the present secret counts; null: requests need no signature. */
  setAt: Instant | null;
  /** Until when the secret before it counts as well. */
  previousUntil: Instant | null;
  /** The only topic whose notifications are taken. */
  topic: { name: string; pinnedAt: Instant } | null;
}

export async function findSecretStatus(db: Connection, integrationId: IntegrationId): Promise<SecretStatus> {
  const result = await sql<
    Pick<SecretStatus, "setAt" | "previousUntil"> & { topic: string | null; pinnedAt: Instant }
  >`
    select (select created_at from integration_secrets where integration_id = ${integrationId}
        and expires_at is null) as "setAt",
      (select max(expires_at) from integration_secrets where integration_id = ${integrationId}
        and expires_at > now()) as "previousUntil",
      t.topic, t.pinned_at as "pinnedAt"
    from (select) one left join integration_topics t on t.integration_id = ${integrationId}`.execute(db);
  const [row] = result.rows;
  if (!row) throw new Error("select without a row");
  const { setAt, previousUntil, topic, pinnedAt } = row;
  return { setAt, previousUntil, topic: topic === null ? null : { name: topic, pinnedAt } };
}

export async function insertSecret(
  tx: Transaction,
  integrationId: IntegrationId,
  sealed: Buffer,
): Promise<void> {
  await sql`insert into integration_secrets (integration_id, sealed) values (${integrationId}, ${sealed})`.execute(
    tx,
  );
}

/** Lets the present secret count only for so long. Those before it end. @returns false: there is none */
export async function endPresentSecret(
  tx: Transaction,
  integrationId: IntegrationId,
  overlapSeconds: number,
): Promise<boolean> {
  await sql`delete from integration_secrets where integration_id = ${integrationId} and expires_at is not null`.execute(
    tx,
  );
  const result = await sql`
    update integration_secrets set expires_at = now() + make_interval(secs => ${overlapSeconds})
    where integration_id = ${integrationId} and expires_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function deleteSecrets(tx: Transaction, integrationId: IntegrationId): Promise<boolean> {
  const result = await sql`delete from integration_secrets where integration_id = ${integrationId}`.execute(
    tx,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Remembers the topic of the first confirmed subscription. @returns the topic that counts from now on */
export async function pinTopic(db: Connection, integrationId: IntegrationId, topic: string): Promise<string> {
  const result = await sql<{ topic: string }>`
    insert into integration_topics (integration_id, topic) values (${integrationId}, ${topic})
    on conflict (integration_id) do update set topic = integration_topics.topic
    returning topic`.execute(db);
  return result.rows[0]?.topic ?? topic;
}

export async function deleteTopic(tx: Transaction, integrationId: IntegrationId): Promise<boolean> {
  const result = await sql`delete from integration_topics where integration_id = ${integrationId}`.execute(
    tx,
  );
  return result.numAffectedRows === 1n;
}
