import { sql } from "kysely";
import type { Connection, Transaction } from "../../platform/db/database.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import { jsonbText } from "../../platform/storable-text.ts";
import { type OptionValues, optionValuesSchema } from "./options.ts";

export async function findOptions(db: Connection, id: IntegrationId): Promise<OptionValues> {
  const result = await sql<{ options: unknown }>`
    select options from integrations where id = ${id}`.execute(db);
  return readOptions(result.rows[0]?.options);
}

export async function saveOptions(tx: Transaction, id: IntegrationId, values: OptionValues): Promise<void> {
  const text = Object.keys(values).length === 0 ? null : jsonbText(values);
  await sql`update integrations set options = ${text}::jsonb where id = ${id}`.execute(tx);
}

/** Stored options. Those that this version cannot read count as none: alerts must not be held up. */
export function readOptions(stored: unknown): OptionValues {
  return optionValuesSchema.safeParse(stored).data ?? {};
}
