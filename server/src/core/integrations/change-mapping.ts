import { AppError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import type { FieldMapping } from "./field-mapping.ts";
import { saveMapping } from "./mapping-store.ts";
import type { Integration } from "./model.ts";
import type { UsualFields } from "./registry.ts";
import { lockIntegration } from "./store.ts";

/**
 * From now on the integration's requests are read by this mapping; null: by the usual field names alone.
 * @throws AppError `conflict` for types whose payloads are known, `not_found` when it was deleted meanwhile
 */
export async function changeMapping(
  ctx: Context,
  caller: Caller,
  integration: Integration,
  mapping: FieldMapping | null,
): Promise<void> {
  requireRole(caller, "admin");
  requireMappable(ctx, integration);
  await ctx.db.transaction().execute(async (tx) => {
    const current = await lockIntegration(tx, integration.id);
    if (!current) throw new AppError("not_found", "The integration was deleted.");
    await saveMapping(tx, current.id, mapping);
    const action = mapping === null ? "field mapping removed" : "field mapping set";
    const detail = mapping === null ? {} : { mapping };
    await recordAudit(tx, { caller, action, objectType: "integration", objectId: current.publicId, detail });
  });
}

/** @returns the names that are looked at anyway. @throws AppError `conflict` */
export function requireMappable(ctx: Context, { type }: Pick<Integration, "type">): UsualFields {
  const usual = ctx.integrationTypes.find(type)?.mappable;
  if (usual) return usual;
  const takers = ctx.integrationTypes.list().filter((module) => module.mappable);
  const names = takers.map(({ slug }) => `"${slug}"`).join(", ");
  throw new AppError(
    "conflict",
    `Integrations of type "${type}" know where their fields are and take no field mapping; those of type ${names} do.`,
  );
}
