import type { Database } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import type { IntakeId } from "../../platform/ids.ts";
import { createFairQueue, type QueuedItem } from "./fair-queue.ts";
import { insertIntake, type NewIntakeRow } from "./store.ts";

/**
 * Stores received requests. Concurrent callers share a commit; each is answered only after its own is durable. A flood of
 * one integration does not hold up the requests of others.
 */
export interface IntakeWriter {
  /** @throws AppError `unavailable` when the queue is full or the row is not durable in time; then nothing is promised */
  write(row: NewIntakeRow): Promise<IntakeId>;
  /** Resolves when everything accepted so far has been stored or refused. */
  drain(): Promise<void>;
}

export interface IntakeWriterLimits {
  /** Inserts under way at once: one is written while the next one fills. */
  parallelInserts: number;
  rowsPerInsert: number;
  bytesPerInsert: number;
  queuedBytes: number;
  timeoutMs: number;
}

export const defaultWriterLimits: IntakeWriterLimits = {
  parallelInserts: 2,
  rowsPerInsert: 500,
  bytesPerInsert: 4 * 1024 * 1024,
  queuedBytes: 64 * 1024 * 1024,
  timeoutMs: 1800,
};

interface Pending extends QueuedItem {
  row: NewIntakeRow;
  timer: NodeJS.Timeout | undefined;
  settled: boolean;
  resolve(id: IntakeId): void;
  reject(error: AppError): void;
}

export function createIntakeWriter(
  db: Database,
  limits: IntakeWriterLimits = defaultWriterLimits,
): IntakeWriter {
  const queue = createFairQueue<Pending>(limits.queuedBytes);
  const running = new Set<Promise<void>>();

  function startInserts(): void {
    while (running.size < limits.parallelInserts && !queue.isEmpty()) {
      const taken = queue.take({ items: limits.rowsPerInsert, bytes: limits.bytesPerInsert });
      const batch = taken.filter((pending) => !pending.settled);
      if (batch.length === 0) continue;
      const work = insertBatch(db, batch).then(() => {
        running.delete(work);
        startInserts();
      });
      running.add(work);
    }
  }

  return {
    write(row) {
      return new Promise((resolve, reject) => {
        const pending: Pending = {
          owner: row.integrationId,
          bytes: row.body.length,
          row,
          resolve,
          reject,
          settled: false,
          timer: undefined,
        };
        if (!queue.add(pending)) return reject(overloaded());
        pending.timer = setTimeout(() => {
          pending.settled = true;
          reject(overloaded());
        }, limits.timeoutMs);
        // Requests that arrive in the same turn of the event loop share the first insert too.
        setImmediate(startInserts);
      });
    },
    async drain() {
      while (running.size > 0 || !queue.isEmpty()) {
        startInserts();
        await Promise.all(running);
      }
    },
  };
}

async function insertBatch(db: Database, batch: readonly Pending[]): Promise<void> {
  try {
    const ids = await insertIntake(
      db,
      batch.map((pending) => pending.row),
    );
    for (const [at, pending] of batch.entries()) settle(pending, ids[at]);
  } catch (error) {
    for (const pending of batch) settle(pending, undefined, error);
  }
}

function settle(pending: Pending, id: IntakeId | undefined, cause?: unknown): void {
  clearTimeout(pending.timer);
  if (pending.settled) return;
  pending.settled = true;
  if (id === undefined)
    pending.reject(new AppError("unavailable", "The request could not be stored; send it again.", { cause }));
  else pending.resolve(id);
}

function overloaded(): AppError {
  return new AppError("unavailable", "The server is too busy to store the request in time; send it again.");
}
