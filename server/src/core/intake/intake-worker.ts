import { type Loop, startLoop } from "../../platform/background/loop.ts";
import { isTransient } from "../../platform/db/database.ts";
import { describeError } from "../../platform/errors.ts";
import type { IntegrationId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { handleIntakeBatch } from "./handle-batch.ts";
import { type ClaimLimits, findWaiting } from "./store.ts";

const batchLimits: ClaimLimits = {
  integrations: 32,
  rowsPerIntegration: 100,
  bytesPerIntegration: 2 * 1024 * 1024,
};
/** After a batch that the database refused the next one is so much smaller, down to a single row: the one to blame. */
const shrinkFactor = 4;
const growthFactor = 2;
const safetyPollMs = 1000;
/** Nothing could be claimed: no work, or another server has it; looked at again after this long. */
const pauseMs = 100;

/** Carries received requests to their groups until stopped. Any number of servers may do so on one database. */
export function startIntakeWorker(ctx: Context): Loop {
  let after = 0 as IntegrationId;
  let rows = batchLimits.rowsPerIntegration;

  async function runRound(woken: boolean): Promise<number | null> {
    if (!woken) {
      const { hasFresh, nextRetrySeconds } = await findWaiting(ctx.db);
      if (!hasFresh && (nextRetrySeconds === null || nextRetrySeconds > 0))
        return toDelayMs(nextRetrySeconds);
    }
    const outcome = await handleIntakeBatch(ctx, after, limitsOf(rows));
    if (outcome.handled > 0) {
      after = outcome.lastIntegration;
      rows = Math.min(batchLimits.rowsPerIntegration, rows * growthFactor);
      return 0;
    }
    if (after === 0) return pauseMs;
    after = 0 as IntegrationId;
    return 0;
  }

  return startLoop({
    run: runRound,
    maxIdleMs: safetyPollMs,
    onError(error) {
      if (!isTransient(error)) rows = Math.max(1, Math.floor(rows / shrinkFactor));
      ctx.log.warn({ error: describeError(error) }, "a batch of received requests failed and is tried again");
    },
  });
}

/** A batch of a single row for each integration is one of a single row in all, so that its row can be postponed. */
function limitsOf(rows: number): ClaimLimits {
  const share = rows / batchLimits.rowsPerIntegration;
  return {
    integrations: Math.max(1, Math.floor(batchLimits.integrations * share)),
    rowsPerIntegration: rows,
    bytesPerIntegration: batchLimits.bytesPerIntegration,
  };
}

function toDelayMs(seconds: number | null): number | null {
  return seconds === null ? null : Math.ceil(seconds * 1000);
}
