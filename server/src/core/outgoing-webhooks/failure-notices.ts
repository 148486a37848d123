import type { Database } from "../../platform/db/database.ts";
import type { Logger } from "../../platform/log.ts";
import type { WakeBus } from "../context.ts";
import type { ServerFailures } from "../operator-notices/index.ts";
import {
  countFailures,
  type FailuresOfWebhook,
  lockDueFailureNotice,
  saveFailureNotice,
} from "./failure-notice-store.ts";
import { tellOperators } from "./tell-operators.ts";

export interface FailureNoticeTools {
  db: Database;
  log: Logger;
  wake: Pick<WakeBus, "deliveries">;
}

/**
 * Tells of deliveries that fail because of the server itself, when they first do so and when they are given up, at most
 * once an hour and by whichever server is first. @returns whether it did
 */
export async function giveFailureNotice({ db, log, wake }: FailureNoticeTools): Promise<boolean> {
  const failures = await db.transaction().execute(async (tx) => {
    const told = await lockDueFailureNotice(tx);
    if (!told) return undefined;
    const rows = await countFailures(tx, told);
    const snapshot = sumUp(rows);
    await saveFailureNotice(
      tx,
      Math.max(told.id, ...rows.map((row) => row.newestId)),
      snapshot !== undefined,
    );
    const about = rows.filter((row) => row.newCount + row.retrying > 0).map((row) => row.webhookId);
    if (snapshot) await tellOperators(tx, { type: "server failures", snapshot }, about);
    return snapshot;
  });
  if (!failures) return false;
  const { count, newCount, retrying } = failures;
  log.error({ count, newCount, retrying }, "deliveries fail because of the server itself");
  wake.deliveries();
  return true;
}

const mostWebhooksNamed = 10;

/** Undefined when nothing of it is news. */
function sumUp(rows: readonly FailuresOfWebhook[]): ServerFailures | undefined {
  const sum = (of: (row: FailuresOfWebhook) => number) => rows.reduce((total, row) => total + of(row), 0);
  const [newCount, retrying] = [sum((row) => row.newCount), sum((row) => row.retrying)];
  if (newCount + retrying === 0) return undefined;
  const [oldestAt = null] = rows.flatMap((row) => row.oldestAt ?? []).sort();
  return {
    ...{ count: sum((row) => row.count), newCount, retrying, oldestAt },
    webhooks: rows
      .slice(0, mostWebhooksNamed)
      .map(({ id, name, count, retrying: again }) => ({ id, name, count, retrying: again })),
  };
}
