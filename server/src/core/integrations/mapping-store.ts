import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import { jsonbText } from "../../platform/storable-text.ts";
import { type FieldMapping, fieldMappingSchema } from "./field-mapping.ts";

export async function findMapping(db: Connection, id: IntegrationId): Promise<FieldMapping | undefined> {
  const result = await sql<{ mapping: unknown }>`
    select mapping from integrations where id = ${id}`.execute(db);
  return readMapping(result.rows[0]?.mapping);
}

/** Null takes the mapping away. */
export async function saveMapping(
  tx: Transaction,
  id: IntegrationId,
  mapping: FieldMapping | null,
): Promise<void> {
  const text = mapping === null ? null : jsonbText(mapping);
  await sql`update integrations set mapping = ${text}::jsonb where id = ${id}`.execute(tx);
}

/** A stored mapping. One that this version cannot read counts as none: its alerts must not be held up. */
export function readMapping(stored: unknown): FieldMapping | undefined {
  if (stored === null || stored === undefined) return undefined;
  return fieldMappingSchema.safeParse(stored).data;
}
