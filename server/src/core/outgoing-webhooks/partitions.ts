import { setTimeout as pause } from "node:timers/promises";
import { startLoop } from "../../platform/background/loop.ts";
import type { Database } from "../../platform/db/database.ts";
import { describeError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/log.ts";
import { removeOldNotices } from "../operator-notices/index.ts";
import { removeOldDeadLetters } from "./dead-letter-store.ts";
import {
  createPartitions,
  dropPartition,
  findOldPartitions,
  removeOldEvents,
  removeOldReplays,
  removeOldStrays,
} from "./partition-store.ts";

export interface AttemptKeepingOptions {
  db: Database;
  log: Logger;
  /** How long attempts and their events are kept. */
  keepDays?: number;
}

export interface AttemptKeeping {
  stop(): Promise<void>;
}

const daysAhead = 3;
const hourMs = 3_600_000;
const eventBatch = 1_000;
const pauseBetweenBatchesMs = 100;
const standardKeepDays = 30;

const triesWhenStarting = 6;
const pauseBetweenTriesMs = 500;

/**
 * Makes sure that attempts can be written today and the days after. To be awaited before the first delivery. Nothing
 * else waits for a database that is too busy to answer while the server starts, so this does for a while.
 */
export async function preparePartitions(db: Database): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await createPartitions(db, daysAhead);
      return;
    } catch (error) {
      if (tries >= triesWhenStarting) throw error;
      await pause(pauseBetweenTriesMs);
    }
  }
}

/** Keeps the log of attempts at its size: makes the coming days, drops the old ones whole, removes old events. */
export function startAttemptKeeping({
  db,
  log,
  keepDays = standardKeepDays,
}: AttemptKeepingOptions): AttemptKeeping {
  return startLoop({
    run: () => keepAttempts({ db, log }, keepDays),
    maxIdleMs: hourMs,
    onError: (error) =>
      log.error({ error: describeError(error) }, "old attempts could not be removed; trying again"),
  });
}

/** One round. @returns milliseconds until the next one is needed, null when all is done */
export async function keepAttempts(
  { db, log }: AttemptKeepingOptions,
  keepDays: number,
): Promise<number | null> {
  await createPartitions(db, daysAhead);
  for (const name of await findOldPartitions(db, keepDays)) await dropPartition(db, name);
  await removeOldStrays(db, keepDays);
  await removeOldReplays(db, keepDays);
  await removeOldNotices(db, keepDays);
  const forgotten = await removeOldDeadLetters(db, keepDays);
  if (forgotten > 0)
    log.error({ forgotten, keepDays }, "nobody sent again what the server failed to deliver");
  const removed = await removeOldEvents(db, keepDays, eventBatch);
  return removed < eventBatch ? null : pauseBetweenBatchesMs;
}
