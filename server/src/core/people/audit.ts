import type { Connection } from "../../platform/db/database.ts";
import type { Caller } from "./model.ts";

export interface AuditEntry {
  caller: Caller;
  /** `created`, `updated`, `deleted`, … */
  action: string;
  objectType: string;
  /** The object's public id. */
  objectId: string;
  /** What changed; never a secret. */
  detail?: Record<string, unknown>;
}

/** Notes who changed what, in the transaction of the change. Every verb that writes calls it. */
export async function recordAudit(db: Connection, entry: AuditEntry): Promise<void> {
  await db
    .insertInto("audit_entries")
    .values({
      actor: entry.caller.label,
      action: entry.action,
      object_type: entry.objectType,
      object_id: entry.objectId,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}
