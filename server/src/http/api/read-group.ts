import { findGroupIdByPublicId } from "../../core/alert-groups/detail-store.ts";
import type { Context } from "../../core/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { AlertGroupId } from "../../platform/ids.ts";

/** The alert group that a body names, if it does. @throws AppError `invalid_input` */
export async function readGroup(ctx: Context, id: string | undefined): Promise<AlertGroupId | undefined> {
  if (id === undefined) return undefined;
  const found = await findGroupIdByPublicId(ctx.db, id);
  if (found !== undefined) return found;
  throw new AppError("invalid_input", `There is no alert group ${id}.`, { field: "alert_group" });
}
