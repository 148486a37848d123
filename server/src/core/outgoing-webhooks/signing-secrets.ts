import type { Transaction } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import type { MessageMaker, MessageMakers } from "./message-maker.ts";
import type { Webhook } from "./model.ts";
import { signingSecretPlace } from "./seal-secrets.ts";
import { deleteSigningSecrets, replaceSigningSecret } from "./signing-secret-store.ts";
import { lockWebhookRow } from "./webhook-store.ts";

/** How long a replaced secret is still in use. */
export const standardOverlapSeconds = 24 * 3600;
export const longestOverlapSeconds = 7 * 24 * 3600;
export const longestSigningSecret = 1000;

export interface SigningSecretInput {
  /** Absent: a new one is made. */
  secret?: string | undefined;
  overlapSeconds: number;
}

/**
 * Signs messages with another secret from now on. The one before stays in use for a while in forms that carry several
 * signatures; forms with a single one change at once.
 * @returns the secret if it was made here and receivers need it: it is shown this once
 * @throws AppError `invalid_input` for a text that cannot be a secret or a form that does not sign
 */
export async function rotateSigningSecret(
  ctx: Context,
  caller: Caller,
  webhook: Webhook,
  { secret: given, overlapSeconds, makers }: SigningSecretInput & { makers: MessageMakers },
): Promise<string | null> {
  const maker = makerOf(makers, webhook);
  const mistake = given === undefined ? undefined : maker.refuseSecret(given);
  if (mistake !== undefined) throw new AppError("invalid_input", mistake, { field: "secret" });
  const secret = given ?? maker.newSecret(webhook.dialectSettings);
  const publicKey = maker.publicKeyOf(secret);
  await change(ctx, caller, webhook, {
    action: "signing secret set",
    run: (tx) => {
      const sealed = ctx.secrets.seal(secret, signingSecretPlace(webhook.publicId));
      return replaceSigningSecret(tx, webhook.id, { sealed, publicKey }, overlapSeconds);
    },
  });
  return given === undefined && publicKey === null ? secret : null;
}

/** Messages are not signed any more. @throws AppError `not_found` when they were not */
export async function removeSigningSecrets(ctx: Context, caller: Caller, webhook: Webhook): Promise<void> {
  await change(ctx, caller, webhook, {
    action: "signing secret removed",
    async run(tx) {
      if (await deleteSigningSecrets(tx, webhook.id)) return;
      throw new AppError("not_found", "The webhook has no signing secret.");
    },
  });
}

function makerOf(makers: MessageMakers, { dialect }: Webhook): MessageMaker {
  if (dialect !== "oncall") return makers[dialect];
  throw new AppError("invalid_input", "Webhooks of Grafana OnCall's form are not signed.");
}

async function change(
  ctx: Context,
  caller: Caller,
  { id, publicId }: Webhook,
  { action, run }: { action: string; run: (tx: Transaction) => Promise<void> },
): Promise<void> {
  requireRole(caller, "admin");
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await lockWebhookRow(tx, id))) throw new AppError("not_found", "The webhook was deleted.");
    await run(tx);
    await recordAudit(tx, { caller, action, objectType: "webhook", objectId: publicId });
  });
}
