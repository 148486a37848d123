import { readClock } from "../alert-groups/store.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import { lookForFirstSteps } from "./look.ts";
import * as store from "./store.ts";

const audited = { objectType: "first steps", objectId: "first-steps" } as const;

/** Leads nobody there any more, or does so again. */
export async function dismissFirstSteps(ctx: Context, caller: Caller, isDismissed: boolean): Promise<void> {
  requireRole(caller, "editor");
  await ctx.db.transaction().execute(async (tx) => {
    await store.setDismissed(tx, isDismissed);
    await recordAudit(tx, { caller, action: isDismissed ? "dismissed" : "resumed", ...audited });
  });
}

/**
 * Takes the default route for right, so that no other route is waited for.
 * @returns `nothing delivered` when there is no alert yet that took it
 */
export async function confirmDefaultRoute(
  ctx: Context,
  caller: Caller,
): Promise<"done" | "nothing delivered"> {
  requireRole(caller, "editor");
  const { done } = await lookForFirstSteps(ctx);
  const delivered = done.find(({ step }) => step === "delivered");
  if (!delivered) return "nothing delivered";
  await ctx.db.transaction().execute(async (tx) => {
    const { now } = await readClock(tx, 0);
    await store.noteStep(tx, { step: "routed", at: now, object: delivered.object }, true);
    await recordAudit(tx, { caller, action: "default route confirmed", ...audited });
  });
  return "done";
}
