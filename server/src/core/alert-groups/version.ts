import type { Transaction } from "../../platform/db/database.ts";
import type { AlertGroupId } from "../../platform/ids.ts";
import type { LatestChange } from "./model.ts";
import * as store from "./store.ts";

/** What the asker last knew of a group, where that must still be so. */
export interface Expectation {
  expectedVersion?: number | undefined;
}

/** What was expected is no longer so. */
export interface Stale {
  kind: "changed_since";
  since: LatestChange;
}

/** The answer to somebody who has not seen the newest change of a locked group. */
export async function refuseStale(
  tx: Transaction,
  groupId: AlertGroupId,
  { expectedVersion }: Expectation,
): Promise<Stale | undefined> {
  if (expectedVersion === undefined) return undefined;
  const since = await store.findLatestChange(tx, groupId);
  if (!since || since.version === expectedVersion) return undefined;
  return { kind: "changed_since", since };
}

/** The version of a locked group as this transaction leaves it. */
export async function readVersion(tx: Transaction, groupId: AlertGroupId): Promise<number> {
  return (await store.findLatestChange(tx, groupId))?.version ?? 0;
}
