import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { forgetTokenOwners } from "../intake/find-by-token.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import type { Integration } from "./model.ts";
import { judgeOptions, type OptionValues } from "./options.ts";
import { saveOptions } from "./options-store.ts";
import { lockIntegration } from "./store.ts";

/**
 * From now on the integration's requests are read by these options; those that are not named have their defaults.
 * @throws AppError `invalid_input` for an option or a value that its type does not know, `not_found` when it was
 *   deleted meanwhile
 */
export async function changeOptions(
  ctx: Context,
  caller: Caller,
  integration: Integration,
  given: Readonly<Record<string, unknown>>,
): Promise<OptionValues> {
  requireRole(caller, "admin");
  const judged = judgeOptions(ctx.integrationTypes.find(integration.type)?.options ?? [], given);
  if (judged.kind === "invalid")
    throw new AppError("invalid_input", judged.message, { field: `values.${judged.name}` });
  const { values } = judged;
  await ctx.db.transaction().execute(async (tx) => {
    const current = await lockIntegration(tx, integration.id);
    if (!current) throw new AppError("not_found", "The integration was deleted.");
    await saveOptions(tx, current.id, values);
    const subject = { objectType: "integration", objectId: current.publicId } as const;
    await recordAudit(tx, { caller, action: "options set", ...subject, detail: { values } });
  });
  forgetTokenOwners(ctx.db);
  return values;
}
