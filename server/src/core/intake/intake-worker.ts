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
const singleLimits: ClaimLimits = { integrations: 1, rowsPerIntegration: 1, bytesPerIntegration: 1 };
/** After a batch that the database refused, so many rows are handled one by one, to find the one to blame. */
const singlesAfterFailure = 200;
const safetyPollMs = 1000;
/** Nothing could be claimed: no work, or another server has it; looked at again after this long. */
const pauseMs = 100;

/** Carries received requests to their groups until stopped. Any number of servers may do so on one database. */
export function startIntakeWorker(ctx: Context): Loop {
  let after = 0 as IntegrationId;
  let singlesLeft = 0;

  async function runRound(woken: boolean): Promise<number | null> {
    if (!woken) {
      const { hasFresh, nextRetrySeconds } = await findWaiting(ctx.db);
      if (!hasFresh && (nextRetrySeconds === null || nextRetrySeconds > 0))
        return toDelayMs(nextRetrySeconds);
    }
    const outcome = await handleIntakeBatch(ctx, after, singlesLeft > 0 ? singleLimits : batchLimits);
    if (outcome.handled > 0) {
      after = outcome.lastIntegration;
      singlesLeft = Math.max(0, singlesLeft - 1);
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
      if (!isTransient(error)) singlesLeft = singlesAfterFailure;
      ctx.log.warn({ error: describeError(error) }, "a batch of received requests failed and is tried again");
    },
  });
}

function toDelayMs(seconds: number | null): number | null {
  return seconds === null ? null : Math.ceil(seconds * 1000);
}
