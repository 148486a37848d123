import { createHash } from "node:crypto";
import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { forgetTokenOwners } from "../intake/find-by-token.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import type { Integration } from "./model.ts";
import { isKeyConflict, isKeyTaken, updateRoutingKey } from "./routing-key-store.ts";

export { findRoutingKey } from "./routing-key-store.ts";

export const minRoutingKeyLength = 16;
export const maxRoutingKeyLength = 64;

/**
 * The token as 32 hexadecimal digits, for clients that insist on the form of PagerDuty's keys. MD5 serves as a mere
 * one-way spelling of 148 random bits: nothing rests on collisions.
 */
export function routingKeyOf(token: string): string {
  return createHash("md5").update(token).digest("hex");
}

/**
 * Lets senders keep the key they have from PagerDuty or Opsgenie; null takes it away. The token works in any case.
 * @throws AppError `conflict` when another integration has it
 */
export async function setRoutingKey(
  ctx: Context,
  caller: Caller,
  { id, publicId }: Integration,
  key: string | null,
): Promise<void> {
  requireRole(caller, "admin");
  try {
    await ctx.db.transaction().execute(async (tx) => {
      if (key !== null && (await isKeyTaken(tx, id, key))) throw taken();
      await updateRoutingKey(tx, id, key);
      const action = key === null ? "routing key removed" : "routing key set";
      await recordAudit(tx, { caller, action, objectType: "integration", objectId: publicId });
    });
  } catch (error) {
    throw isKeyConflict(error) ? taken() : error;
  }
  forgetTokenOwners(ctx.db);
}

function taken(): AppError {
  return new AppError("conflict", "Another integration has this key.", { field: "routing_key" });
}
