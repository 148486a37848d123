import { type Loop, startLoop } from "../../platform/background/loop.ts";
import type { Database } from "../../platform/db/database.ts";
import { describeError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/log.ts";
import { claimReplay, findNextTurn, queueNext, saveProgress } from "./replay-job-store.ts";
import { nextSlice } from "./replay-pace.ts";

export interface ReplayJobOptions {
  db: Database;
  log: Logger;
  /** Deliveries were queued. */
  onQueued: () => void;
}

/** For replays that another server was asked for, and that it left behind. */
const lookEveryMs = 5_000;
const shortestPauseMs = 20;

/** Goes on with replays, this server's and those of servers that died. */
export function startReplays({ db, log, onQueued }: ReplayJobOptions): Loop {
  return startLoop({
    async run() {
      const queued = await goOnWithReplay(db);
      if (queued === null) return pauseOf(await findNextTurn(db));
      if (queued > 0) onQueued();
      return 0;
    },
    maxIdleMs: lookEveryMs,
    onError: (error) => log.error({ error: describeError(error) }, "a replay could not go on; trying again"),
  });
}

/** Another server may have in hand what is due. */
function pauseOf(nextTurnMs: number | null): number | null {
  return nextTurnMs === null ? null : Math.max(shortestPauseMs, nextTurnMs);
}

/**
 * One step of the replay whose turn it is: what is queued and how far it is commit together, so a crash loses none and
 * doubles none.
 * @returns how many were queued; null when it is no replay's turn
 */
export async function goOnWithReplay(db: Database): Promise<number | null> {
  return db.transaction().execute(async (tx) => {
    const replay = await claimReplay(tx);
    if (!replay) return null;
    const slice = nextSlice(replay.pace);
    const queued = slice.count === 0 ? null : await queueNext(tx, replay, slice.count);
    // Nothing of what was looked at is chosen: no reason to wait.
    const nextInMs = queued !== null && queued.count === 0 ? 0 : slice.nextInMs;
    await saveProgress(tx, replay, { queued, mayWait: slice.mayWait, nextInMs });
    return queued?.count ?? 0;
  });
}
