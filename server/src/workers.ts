import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Config } from "./config.ts";
import { endDueSilences } from "./core/alert-groups/index.ts";
import type { Context, WakeBus } from "./core/context.ts";
import { startHeartbeatWatch } from "./core/heartbeats/index.ts";
import { startIntakeWorker } from "./core/intake/index.ts";
import { endDueMaintenance } from "./core/maintenance/index.ts";
import {
  AccessTokens,
  createMessageTemplates,
  type DeliveryWorker,
  preparePartitions,
  startAttemptKeeping,
  startDeliveryWorker,
  startNotices,
  startReplays,
} from "./core/outgoing-webhooks/index.ts";
import { startOperatorMail } from "./operator-mail.ts";
import { outgoingPolicy } from "./outgoing-policy.ts";
import { createMessageMakers } from "./payloads/index.ts";
import { createOncallDialect } from "./payloads/oncall.ts";
import { type Loop, startLoop } from "./platform/background/loop.ts";
import { describeError } from "./platform/errors.ts";
import { createHttpClient, type HttpClient } from "./platform/http-client/index.ts";
import { version } from "./version.ts";

export interface Workers extends WakeBus {
  delivery: Pick<DeliveryWorker, "counts">;
  /** What the client of the deliveries did. */
  requests: Pick<HttpClient, "counts">;
  /** Takes no new work, finishes what is under way. */
  stop(): Promise<void>;
}

const timersMaxIdleMs = 5000;

/** Everything that runs beside requests. Any number of servers may do so on one database. */
export async function startWorkers(ctx: Context, config: Config): Promise<Workers> {
  await preparePartitions(ctx.db);
  const intake = startIntakeWorker(ctx);
  const timers = startTimers(ctx);
  const heartbeats = startHeartbeatWatch(ctx, serverName());
  const keeping = startAttemptKeeping({ db: ctx.db, log: ctx.log });
  const notices = startNotices(ctx);
  const mails = await startOperatorMail(ctx, config.operatorMail);
  const { delivery, requests } = startDeliveries(ctx, config);
  const replays = startReplays({ db: ctx.db, log: ctx.log, onQueued: () => delivery.wake() });
  return {
    delivery,
    requests,
    intake: () => intake.wake(),
    timers: () => timers.wake(),
    deliveries: () => delivery.wake(),
    replays: () => replays.wake(),
    async stop() {
      await Promise.all([
        intake.stop(),
        timers.stop(),
        heartbeats.stop(),
        keeping.stop(),
        notices.stop(),
        mails?.stop(),
        replays.stop(),
        delivery.stop(),
      ]);
      requests.close();
    },
  };
}

function startDeliveries(ctx: Context, config: Config) {
  const http = createHttpClient({
    policy: outgoingPolicy(config, ctx.publicUrl),
  });
  const delivery = startDeliveryWorker({
    db: ctx.db,
    log: ctx.log,
    onTried: ctx.metrics.deliveryTried,
    onBreakerTurn: ctx.metrics.breakerTurned,
    onNotice: ctx.metrics.webhookNoticed,
    name: serverName(),
    tools: {
      http,
      accessTokens: new AccessTokens(http),
      templates: createMessageTemplates(ctx.templates),
      dialect: createOncallDialect({
        publicUrl: ctx.publicUrl,
        titleOf: (type) => ctx.integrationTypes.find(type)?.title,
      }),
      makers: createMessageMakers(ctx.publicUrl),
      secrets: ctx.secrets,
      userAgent: `Tocsin/${version}`,
      tracer: ctx.tracer,
      random: Math.random,
    },
  });
  return { delivery, requests: http };
}

/** No other process has it, and no later one on the same machine. */
function serverName(): string {
  return `${hostname()}:${process.pid}:${randomBytes(3).toString("hex")}`;
}

/** Everything whose time comes by the database's clock. */
function startTimers(ctx: Context): Loop {
  return startLoop({
    async run() {
      const waits = [await endDueSilences(ctx), await endDueMaintenance(ctx)];
      const seconds = waits.filter((wait) => wait !== null);
      return seconds.length === 0 ? null : Math.max(0, Math.ceil(Math.min(...seconds) * 1000));
    },
    maxIdleMs: timersMaxIdleMs,
    onError: (error) => ctx.log.warn({ error: describeError(error) }, "timers failed and are tried again"),
  });
}
