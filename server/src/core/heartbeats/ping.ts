import { type IntegrationId, newPublicId } from "../../platform/ids.ts";
import type { Context } from "../context.ts";
import { defaultIntervalSeconds } from "./model.ts";
import { onPing } from "./rules.ts";
import * as store from "./store.ts";
import { tell } from "./tell.ts";

/** The automatic heartbeat of an integration: silent until its first ping. */
export function automaticHeartbeat(integration: { id: IntegrationId; name: string }): store.NewHeartbeat {
  return {
    publicId: newPublicId("heartbeat"),
    integrationId: integration.id,
    token: null,
    name: integration.name,
    intervalSeconds: defaultIntervalSeconds,
    graceSeconds: 0,
  };
}

/** Takes signs of life. Pings that come while one of the same heartbeat is written share the next write. */
export interface PingWriter {
  /** The automatic heartbeat of an integration; made at its first ping where it did not come with the integration. */
  pingIntegration(integration: { id: IntegrationId; name: string; type: string }): Promise<void>;
  /** The heartbeat with a token of its own. @returns false: there is none */
  pingToken(token: string): Promise<boolean>;
}

export function createPingWriter(ctx: Context): PingWriter {
  const share = createSharing();
  return {
    async pingIntegration(integration) {
      await share(`integration ${integration.id}`, () => pingAutomatic(ctx, integration));
    },
    pingToken: (token) => share(`token ${token}`, () => recordPing(ctx, { token })),
  };
}

async function pingAutomatic(
  ctx: Context,
  integration: { id: IntegrationId; name: string },
): Promise<boolean> {
  const target = { integrationId: integration.id };
  if (await recordPing(ctx, target)) return true;
  await ctx.db.transaction().execute((tx) => store.insertHeartbeat(tx, automaticHeartbeat(integration)));
  return recordPing(ctx, target);
}

async function recordPing(ctx: Context, target: store.PingTarget): Promise<boolean> {
  const found = await ctx.db.transaction().execute(async (tx) => {
    const locked = await store.lockTarget(tx, target);
    if (!locked) return undefined;
    const { heartbeat, now, integrationType } = locked;
    const { state, notice } = onPing(heartbeat, now);
    await store.saveStates(tx, [{ id: heartbeat.id, state }]);
    if (notice !== null) await tell(ctx, tx, [{ heartbeat, integrationType, kind: notice, now }]);
    return { hasNotice: notice !== null };
  });
  if (found?.hasNotice) ctx.wake.intake();
  return found !== undefined;
}

type Share = (key: string, work: () => Promise<boolean>) => Promise<boolean>;

/** One piece of work per key at a time; whoever comes meanwhile waits for the one that starts after it. */
function createSharing(): Share {
  const running = new Map<string, Promise<boolean>>();
  const next = new Map<string, Promise<boolean>>();

  function start(key: string, work: () => Promise<boolean>): Promise<boolean> {
    const promise = work().finally(() => running.delete(key));
    running.set(key, promise);
    return promise;
  }

  return (key, work) => {
    const present = running.get(key);
    if (!present) return start(key, work);
    const planned = next.get(key);
    if (planned) return planned;
    const begin = (): Promise<boolean> => {
      next.delete(key);
      return start(key, work);
    };
    const promise = present.then(begin, begin);
    next.set(key, promise);
    return promise;
  };
}
