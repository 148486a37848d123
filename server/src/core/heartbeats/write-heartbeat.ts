import type { Transaction } from "../../platform/db/database.ts";
import { AppError } from "../../platform/errors.ts";
import { newIntegrationToken, newPublicId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import type { Integration } from "../integrations/model.ts";
import { type Caller, recordAudit, requireRole } from "../people/index.ts";
import type { HeartbeatChange } from "./model.ts";
import { changeRhythm, pause, startWatching } from "./rules.ts";
import * as store from "./store.ts";
import { tell } from "./tell.ts";

export interface NewHeartbeatInput {
  name: string;
  intervalSeconds: number;
  graceSeconds: number;
}

/** Absent fields stay as they are. */
export interface HeartbeatUpdate {
  name?: string | undefined;
  intervalSeconds?: number | undefined;
  graceSeconds?: number | undefined;
  /** False pauses it; true starts to watch it, also when it was never pinged. */
  isEnabled?: boolean | undefined;
}

/** Makes a heartbeat with a URL of its own. Its first ping must come within interval and grace. @returns its public id */
export async function createHeartbeat(
  ctx: Context,
  caller: Caller,
  integration: Integration,
  input: NewHeartbeatInput,
): Promise<string> {
  requireRole(caller, "editor");
  const publicId = newPublicId("heartbeat");
  await ctx.db.transaction().execute(async (tx) => {
    const row = { ...input, publicId, integrationId: integration.id, token: newIntegrationToken() };
    const made = await store.insertHeartbeat(tx, row);
    if (!made) throw new AppError("internal", "A heartbeat with a token was not inserted.");
    await store.saveStates(tx, [{ id: made.id, state: startWatching(input, null, made.now) }]);
    const detail = { ...input, integration: integration.publicId };
    await audit(tx, caller, { action: "created", publicId, detail });
  });
  return publicId;
}

/** @throws AppError `not_found` */
export async function updateHeartbeat(
  ctx: Context,
  caller: Caller,
  publicId: string,
  update: HeartbeatUpdate,
): Promise<void> {
  requireRole(caller, "editor");
  await change(ctx, caller, publicId, {
    action: "updated",
    detail: { ...update },
    async run(tx, { heartbeat, now }) {
      const settings = {
        ...heartbeat,
        name: update.name ?? heartbeat.name,
        intervalSeconds: update.intervalSeconds ?? heartbeat.intervalSeconds,
        graceSeconds: update.graceSeconds ?? heartbeat.graceSeconds,
      };
      await store.saveSettings(tx, settings);
      const { state, notice } = switched(settings, update.isEnabled, now);
      const isSameRhythm =
        settings.intervalSeconds === heartbeat.intervalSeconds &&
        settings.graceSeconds === heartbeat.graceSeconds;
      const kept = isSameRhythm ? state : changeRhythm(state, settings, now);
      await store.saveStates(tx, [{ id: heartbeat.id, state: kept }]);
      return notice;
    },
  });
}

/**
 * Removes a heartbeat that has a URL of its own; an alarm it gave is taken back.
 * @throws AppError `not_found`, `conflict` for the one that belongs to its integration
 */
export async function deleteHeartbeat(ctx: Context, caller: Caller, publicId: string): Promise<void> {
  requireRole(caller, "editor");
  await change(ctx, caller, publicId, {
    action: "deleted",
    async run(tx, { heartbeat }) {
      if (heartbeat.token === null) {
        throw new AppError("conflict", "This heartbeat belongs to its integration; pause it instead.");
      }
      await store.deleteHeartbeatRow(tx, heartbeat.id);
      return pause(heartbeat.state).notice;
    },
  });
}

function switched(
  heartbeat: store.LockedHeartbeat["heartbeat"],
  isEnabled: boolean | undefined,
  now: store.LockedHeartbeat["now"],
): HeartbeatChange {
  const { state } = heartbeat;
  const isWatched = state.status !== "idle" && state.status !== "paused";
  if (isEnabled === false && state.status !== "paused") return pause(state);
  if (isEnabled === true && !isWatched)
    return { state: startWatching(heartbeat, state.lastPingAt, now), notice: null };
  return { state, notice: null };
}

async function change(
  ctx: Context,
  caller: Caller,
  publicId: string,
  work: {
    action: string;
    detail?: Record<string, unknown>;
    run: (tx: Transaction, locked: store.LockedHeartbeat) => Promise<HeartbeatChange["notice"]>;
  },
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const locked = await store.lockHeartbeat(tx, publicId);
    if (!locked) throw new AppError("not_found", "There is no such heartbeat.");
    const kind = await work.run(tx, locked);
    if (kind !== null) await tell(ctx, tx, [{ ...locked, kind }]);
    await audit(tx, caller, { action: work.action, publicId, detail: work.detail ?? {} });
  });
  ctx.wake.intake();
}

async function audit(
  tx: Transaction,
  caller: Caller,
  { action, publicId, detail }: { action: string; publicId: string; detail: Record<string, unknown> },
): Promise<void> {
  await recordAudit(tx, { caller, action, objectType: "heartbeat", objectId: publicId, detail });
}
