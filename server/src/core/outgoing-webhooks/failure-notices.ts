import type { Database } from "../../platform/db/database.ts";
import type { Logger } from "../../platform/log.ts";
import type { WakeBus } from "../context.ts";
import type { ServerFailures } from "../operator-notices/index.ts";
import {
  countFailures,
  type FailuresOfWebhook,
  lockDueFailureNotice,
  saveFailureNotice,
} from "./dead-letter-store.ts";
import { tellOperators } from "./tell-operators.ts";

export interface FailureNoticeTools {
  db: Database;
  log: Logger;
  wake: Pick<WakeBus, "deliveries">;
}

/**
 * Tells of deliveries that were given up because of failures of the server, at most once an hour and by whichever server
 * is first. @returns whether it did
 */
export async function giveFailureNotice({ db, log, wake }: FailureNoticeTools): Promise<boolean> {
  const failures = await db.transaction().execute(async (tx) => {
    const due = await lockDueFailureNotice(tx);
    if (!due) return undefined;
    const rows = await countFailures(tx, due.toldId);
    const snapshot = sumUp(rows);
    await saveFailureNotice(
      tx,
      Math.max(due.toldId, ...rows.map((row) => row.newestId)),
      snapshot !== undefined,
    );
    const about = rows.filter((row) => row.newCount > 0).map((row) => row.webhookId);
    if (snapshot) await tellOperators(tx, { type: "server failures", snapshot }, about);
    return snapshot;
  });
  if (!failures) return false;
  const { count, newCount, oldestAt } = failures;
  log.error({ count, newCount, oldestAt }, "deliveries were given up because of failures of the server");
  wake.deliveries();
  return true;
}

const mostWebhooksNamed = 10;

/** Undefined when nothing of it is news. */
function sumUp(rows: readonly FailuresOfWebhook[]): ServerFailures | undefined {
  const [first] = rows;
  const newCount = rows.reduce((sum, row) => sum + row.newCount, 0);
  if (!first || newCount === 0) return undefined;
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    newCount,
    oldestAt: rows.reduce((oldest, row) => (row.oldestAt < oldest ? row.oldestAt : oldest), first.oldestAt),
    webhooks: rows.slice(0, mostWebhooksNamed).map(({ id, name, count }) => ({ id, name, count })),
  };
}
