import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { SealedColumn } from "./sealed-columns.ts";

export interface SealedRow {
  id: number;
  owner: string;
  sealed: Buffer;
}

type Place = Pick<SealedColumn, "table" | "column" | "owner">;

export async function listSealed(
  db: Connection,
  { table, column, owner }: Place,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<SealedRow[]> {
  const result = await sql<SealedRow>`
    select t.id, ${sql.raw(owner)} as owner, t.${sql.ref(column)} as sealed from ${sql.table(table)} t
    where t.${sql.ref(column)} is not null and t.id > ${afterId} order by t.id limit ${limit}`.execute(db);
  return result.rows;
}

/** Does nothing when it was changed meanwhile. */
export async function replaceSealed(
  db: Connection,
  { table, column }: Place,
  { id, sealed }: SealedRow,
  next: Buffer,
): Promise<void> {
  await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${next}
    where id = ${id} and ${sql.ref(column)} = ${sealed}`.execute(db);
}
