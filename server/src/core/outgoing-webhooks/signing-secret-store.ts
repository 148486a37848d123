import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";

/** What may be known of a webhook's signing secrets. */
export interface SigningSecretStatus {
  /** Null: messages are not signed. */
  setAt: Instant | null;
  /** What receivers verify with, of a secret that is a private key. */
  publicKey: string | null;
  /** Until when the secret before it is in use as well. */
  previousUntil: Instant | null;
}

export async function findSigningSecretStatus(
  db: Connection,
  webhookId: WebhookId,
): Promise<SigningSecretStatus> {
  const result = await sql<SigningSecretStatus>`
    select max(created_at) filter (where expires_at is null) as "setAt",
      max(public_key) filter (where expires_at is null) as "publicKey",
      max(expires_at) filter (where expires_at > now()) as "previousUntil"
    from webhook_secrets where webhook_id = ${webhookId}`.execute(db);
  return result.rows[0] ?? { setAt: null, publicKey: null, previousUntil: null };
}

/** Puts a secret in the place of the present one, which stays in use for `overlapSeconds`; those before it end. */
export async function replaceSigningSecret(
  tx: Transaction,
  webhookId: WebhookId,
  { sealed, publicKey }: { sealed: Buffer; publicKey: string | null },
  overlapSeconds: number,
): Promise<void> {
  await sql`
    delete from webhook_secrets
    where webhook_id = ${webhookId} and (expires_at is not null or ${overlapSeconds <= 0})`.execute(tx);
  await sql`
    update webhook_secrets set expires_at = now() + make_interval(secs => ${overlapSeconds}::float8)
    where webhook_id = ${webhookId} and expires_at is null`.execute(tx);
  await sql`insert into webhook_secrets (webhook_id, sealed, public_key)
    values (${webhookId}, ${sealed}, ${publicKey})`.execute(tx);
}

export async function deleteSigningSecrets(tx: Transaction, webhookId: WebhookId): Promise<boolean> {
  const result = await sql`delete from webhook_secrets where webhook_id = ${webhookId}`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}
