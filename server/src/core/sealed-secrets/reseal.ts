import type { SecretBox } from "../../platform/crypto/secret-box.ts";
import type { Connection } from "../../platform/db/database.ts";
import { type SealedColumn, sealedColumns } from "./sealed-columns.ts";
import { listSealed, replaceSealed, type SealedRow } from "./store.ts";

export interface ResealCounts {
  resealed: number;
  /** Sealed with the newest key already. */
  current: number;
  /** No key of the ring opens them. */
  lost: number;
}

const batch = 500;

/** Seals every stored secret with the newest key. Servers may run meanwhile; doing it twice does no harm. */
export async function resealSecrets(db: Connection, box: SecretBox): Promise<ResealCounts> {
  const counts: ResealCounts = { resealed: 0, current: 0, lost: 0 };
  for (const column of sealedColumns) {
    let afterId = 0;
    for (;;) {
      const rows = await listSealed(db, column, { afterId, limit: batch });
      for (const row of rows) counts[await resealRow(db, box, column, row)] += 1;
      if (rows.length < batch) break;
      afterId = rows.at(-1)?.id ?? afterId;
    }
  }
  return counts;
}

async function resealRow(
  db: Connection,
  box: SecretBox,
  column: SealedColumn,
  row: SealedRow,
): Promise<keyof ResealCounts> {
  const key = box.keyOf(row.sealed);
  if (key !== "older") return key === "newest" ? "current" : "lost";
  const context = column.contextOf(row.owner);
  await replaceSealed(db, column, row, box.seal(box.open(row.sealed, context), context));
  return "resealed";
}
