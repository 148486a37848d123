import { type Loop, startLoop } from "../../platform/background/loop.ts";
import { describeError } from "../../platform/errors.ts";
import type { Context } from "../context.ts";
import type { HeartbeatChange } from "./model.ts";
import { continuePresence, endPresence, returnFromAbsence } from "./presence-store.ts";
import { afterOutage, onDue, pause } from "./rules.ts";
import * as store from "./store.ts";
import { type Telling, tell } from "./tell.ts";

/** How often a server notes that it runs. */
const presenceMs = 2000;
const heartbeatsAtOnce = 200;

/**
 * Gives the alerts of heartbeats that were missed. Any number of servers may do so on one database.
 * @param server a name no other process has
 */
export function startHeartbeatWatch(ctx: Context, server: string): Loop {
  const loop = startLoop({
    run: () => watchHeartbeats(ctx, server),
    maxIdleMs: presenceMs,
    onError: (error) => ctx.log.warn({ error: describeError(error) }, "heartbeats could not be looked at"),
  });
  return {
    wake: loop.wake,
    async stop() {
      await loop.stop();
      await endPresence(ctx.db, server).catch((error: unknown) => {
        ctx.log.warn({ error: describeError(error) }, "the end of this server could not be noted");
      });
    },
  };
}

/** One round. @returns milliseconds until the next heartbeat is due; null: none is watched */
export async function watchHeartbeats(ctx: Context, server: string): Promise<number | null> {
  const { isContinuous, nextDueSeconds } = await continuePresence(ctx.db, server);
  if (!isContinuous) {
    await makeUpForOutage(ctx, server);
    return 0;
  }
  if (nextDueSeconds === null) return null;
  if (nextDueSeconds > 0) return Math.ceil(nextDueSeconds * 1000);
  const missed = await tellMissed(ctx);
  // Those that are due and could not be had are being pinged, or told by another server.
  return missed === heartbeatsAtOnce ? 0 : retryMs;
}

const retryMs = 200;

/** Deadlines that fell into a time without a server are put off before anybody looks at them. */
async function makeUpForOutage(ctx: Context, server: string): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const outage = await returnFromAbsence(tx, server);
    if (!outage) return;
    const heartbeats = await store.lockWatchedHeartbeats(tx);
    const moved = heartbeats
      .map((heartbeat) => ({
        id: heartbeat.id,
        before: heartbeat.state,
        state: afterOutage(heartbeat, outage),
      }))
      .filter(({ before, state }) => before !== state);
    await store.saveStates(tx, moved);
    ctx.log.info({ ...outage, heartbeats: moved.length }, "no server was running; heartbeats get more time");
  });
}

async function tellMissed(ctx: Context): Promise<number> {
  const found = await ctx.db.transaction().execute(async (tx) => {
    const due = await store.lockDueHeartbeats(tx, heartbeatsAtOnce);
    const judged = due.map((one) => ({ ...one, ...judge(one) }));
    await store.saveStates(
      tx,
      judged.map(({ heartbeat, state }) => ({ id: heartbeat.id, state })),
    );
    const tellings = judged.flatMap(({ heartbeat, integrationType, notice, now }): Telling[] =>
      notice === null ? [] : [{ heartbeat, integrationType, kind: notice, now }],
    );
    await tell(ctx, tx, tellings);
    return { due: due.length, told: tellings.length };
  });
  if (found.told > 0) ctx.wake.intake();
  return found.due;
}

/** Nobody is told about heartbeats of an integration that was deleted. */
function judge({ heartbeat: { state }, isIntegrationDeleted, now }: store.DueHeartbeat): HeartbeatChange {
  return isIntegrationDeleted ? { ...pause(state), notice: null } : onDue(state, now);
}
