import type { Transaction } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { deleteParkedRequest, unparkRequest } from "./diagnosis-store.ts";

/**
 * Has a parked request interpreted anew, for example after its integration's templates were mended.
 * @throws AppError `not_found` when it is not parked (any more)
 */
export async function replayParked(ctx: Context, caller: Caller, id: number): Promise<void> {
  await change(ctx, caller, { id, action: "replayed", run: unparkRequest });
  ctx.wake.intake();
}

/**
 * Gives a parked request up for good.
 * @throws AppError `not_found` when it is not parked (any more)
 */
export async function discardParked(ctx: Context, caller: Caller, id: number): Promise<void> {
  await change(ctx, caller, { id, action: "discarded", run: deleteParkedRequest });
}

async function change(
  ctx: Context,
  caller: Caller,
  asked: {
    id: number;
    action: string;
    run: (tx: Transaction, id: number) => Promise<string | undefined>;
  },
): Promise<void> {
  requireRole(caller, "editor");
  const { id, action } = asked;
  await ctx.db.transaction().execute(async (tx) => {
    const integration = await asked.run(tx, id);
    if (integration === undefined) throw new AppError("not_found", "There is no such parked request.");
    const detail = { integration_id: integration };
    await recordAudit(tx, { caller, action, objectType: "parked request", objectId: String(id), detail });
  });
}
