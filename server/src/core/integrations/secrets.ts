import { newToken } from "../../platform/crypto/tokens.ts";
import type { Transaction } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { forgetTokenOwners } from "../intake/find-by-token.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { type Integration, sealContext } from "./model.ts";
import * as secretsStore from "./secrets-store.ts";
import { lockIntegration } from "./store.ts";

export { findSecretStatus, type SecretStatus } from "./secrets-store.ts";

export const maxSecretLength = 1000;
/** How long a replaced secret still counts. */
export const defaultOverlapSeconds = 24 * 3600;
export const maxOverlapSeconds = 7 * 24 * 3600;

/** A secret that the vendor issued; without one a new one is made. */
export interface SecretInput {
  secret?: string | undefined;
}

/**
 * Has requests to the integration checked against this secret, from now on and against no other one.
 * @returns the secret if it was made here: it is shown this once
 * @throws AppError `invalid_input` for a text that cannot be a secret
 */
export async function setSecret(
  ctx: Context,
  caller: Caller,
  integration: Integration,
  input: SecretInput,
): Promise<string | null> {
  return change(ctx, caller, integration, {
    action: "secret set",
    async run(tx) {
      await secretsStore.deleteSecrets(tx, integration.id);
      return insert(ctx, tx, integration, input);
    },
  });
}

/**
 * Replaces the secret; the present one counts for `overlapSeconds` more, so that the sender can follow.
 * @returns the secret if it was made here: it is shown this once
 * @throws AppError `conflict` when there is none to replace
 */
export async function rotateSecret(
  ctx: Context,
  caller: Caller,
  integration: Integration,
  input: SecretInput & { overlapSeconds: number },
): Promise<string | null> {
  return change(ctx, caller, integration, {
    action: "secret rotated",
    async run(tx) {
      if (!(await secretsStore.endPresentSecret(tx, integration.id, input.overlapSeconds))) {
        throw new AppError("conflict", "The integration has no secret to replace; set one.");
      }
      return insert(ctx, tx, integration, input);
    },
  });
}

/** Requests need no signature any more. @throws AppError `not_found` when there was no secret */
export async function removeSecrets(ctx: Context, caller: Caller, integration: Integration): Promise<void> {
  await change(ctx, caller, integration, {
    action: "secret removed",
    async run(tx) {
      if (await secretsStore.deleteSecrets(tx, integration.id)) return null;
      throw new AppError("not_found", "The integration has no secret.");
    },
  });
}

/** The next confirmed subscription decides the topic anew. @throws AppError `not_found` when none is known */
export async function forgetTopic(ctx: Context, caller: Caller, integration: Integration): Promise<void> {
  await change(ctx, caller, integration, {
    action: "topic forgotten",
    async run(tx) {
      if (await secretsStore.deleteTopic(tx, integration.id)) return null;
      throw new AppError("not_found", "The integration is bound to no topic.");
    },
  });
}

async function change(
  ctx: Context,
  caller: Caller,
  { id, publicId }: Integration,
  { action, run }: { action: string; run: (tx: Transaction) => Promise<string | null> },
): Promise<string | null> {
  requireRole(caller, "admin");
  const made = await ctx.db.transaction().execute(async (tx) => {
    if (!(await lockIntegration(tx, id))) throw new AppError("not_found", "The integration was deleted.");
    const secret = await run(tx);
    await recordAudit(tx, { caller, action, objectType: "integration", objectId: publicId });
    return secret;
  });
  forgetTokenOwners(ctx.db);
  return made;
}

async function insert(
  ctx: Context,
  tx: Transaction,
  { id }: Integration,
  { secret: given }: SecretInput,
): Promise<string | null> {
  const secret = given ?? newToken();
  if (secret === "" || secret.length > maxSecretLength || secret.trim() !== secret) {
    const message = `A secret has 1 to ${maxSecretLength} characters and no white space around it.`;
    throw new AppError("invalid_input", message, { field: "secret" });
  }
  await secretsStore.insertSecret(tx, id, ctx.secrets.seal(secret, sealContext(id)));
  return given === undefined ? secret : null;
}
