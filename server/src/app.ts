import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import type { Config } from "./config.ts";
import type { Context } from "./core/context.ts";
import {
  createHandledRequests,
  createIntakeWriter,
  createPublicIdLookup,
  createRoutingKeyLookup,
  createTokenLookup,
} from "./core/intake/index.ts";
import { createIntegrationRegistry } from "./core/integrations/registry.ts";
import { createTopicMessages } from "./core/integrations/topic-messages.ts";
import { createTemplateEngine } from "./core/templates/index.ts";
import { openStorage } from "./database.ts";
import { buildServer } from "./http/server.ts";
import { mailDomainOf, startInboundMail } from "./inbound-mail.ts";
import { integrationModules } from "./integrations/index.ts";
import type { SmtpListener } from "./mail/smtp-listener.ts";
import { listen } from "./platform/db/listen.ts";
import { AppError, describeError } from "./platform/errors.ts";
import { closedPolicy, createHttpClient, fetchText } from "./platform/http-client/index.ts";
import type { Logger } from "./platform/log.ts";
import { createMetrics } from "./platform/metrics.ts";
import { openTracing, type Tracing } from "./platform/tracing/index.ts";
import { openSecretBox } from "./secret-box.ts";
import { version } from "./version.ts";
import { startWorkers, type Workers } from "./workers.ts";

export interface App {
  ctx: Context;
  /** Where the server listens, for a person's browser. */
  url: string;
  /** Where mail to integrations arrives; undefined when that is off. */
  smtpPort: number | undefined;
  /** Stops accepting, finishes what is in flight, gives the rest back, ends the database it started. */
  stop(): Promise<void>;
}

const maxConnections = 12;

/** Starts everything: database, migrations, workers, HTTP. Resolves when the server is ready. */
export async function startApp(config: Config, log: Logger): Promise<App> {
  const secrets = await openSecretBox(config);
  const storage = await openStorage(config, log, maxConnections);
  const tracing = await openTracing(config.tracing, { version, log });
  let workers: Workers | undefined;
  const ctx: Context = {
    db: storage.db,
    log,
    metrics: createMetrics(version),
    tracer: tracing?.tracer,
    secrets,
    templates: createTemplateEngine(),
    integrationTypes: createIntegrationRegistry(integrationModules),
    wake: {
      intake: () => workers?.intake(),
      deliveries: () => workers?.deliveries(),
      timers: () => workers?.timers(),
      replays: () => workers?.replays(),
    },
    publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
    mailDomain: mailDomainOf(config),
  };
  const handled = createHandledRequests();
  const writer = createIntakeWriter(ctx.db);
  const tokens = createTokenLookup(ctx, () => performance.now());
  const listener = listen(storage.target, { tocsin_handled: handled.onNotification }, log);
  const outside = createHttpClient({ policy: closedPolicy });
  const server = await buildServer({
    ctx,
    tokens,
    publicIds: createPublicIdLookup(ctx, () => performance.now()),
    routingKeys: createRoutingKeyLookup(ctx, () => performance.now()),
    writer,
    handled,
    topics: createTopicMessages((address) => fetchText(outside, address), Date.now),
    bodyLimitBytes: config.bodyLimitBytes,
    trustedProxies: config.trustedProxies,
    inboundMail: config.inboundMail,
    adminToken: config.adminToken,
    health: { checks: { database: () => checkDatabase(ctx) } },
  });
  const url = await listenOn(server, config).catch(async (error: unknown) => {
    await listener.stop();
    await storage.stop();
    throw error;
  });
  if (config.publicUrl === undefined) ctx.publicUrl = url;
  let mail: SmtpListener | undefined;
  async function stop(): Promise<void> {
    await Promise.all([mail?.stop(), server.close()]);
    await writer.drain();
    await workers?.stop();
    const flushed = tracing?.stop();
    await listener.stop();
    outside.close();
    await storage.stop();
    await flushed;
  }
  // A server that cannot work must end: one that only listens would take alerts and tell nobody.
  const orStop = async (error: unknown): Promise<never> => {
    await stop();
    throw error;
  };
  workers = await startWorkers(ctx, config).catch(orStop);
  watchDelivery(ctx, workers);
  if (tracing) watchTracing(ctx, tracing);
  mail = await startInboundMail({ ctx, writer, tokens }, config.inboundMail).catch(orStop);
  return { ctx, url, smtpPort: mail?.port, stop };
}

function watchDelivery({ metrics }: Context, { delivery, requests }: Workers): void {
  metrics.addGauge(
    "tocsin_delivery_requests_open",
    "Requests to outgoing webhooks that this server has open or not yet written down.",
    () => delivery.counts().inFlight,
  );
  metrics.addCounter(
    "tocsin_delivery_connections_opened_total",
    "Connections that this server opened to receivers.",
    () => requests.counts().opened,
  );
  metrics.addCounter(
    "tocsin_delivery_connections_reused_total",
    "Requests to receivers that this server sent over a connection it had.",
    () => requests.counts().reused,
  );
}

function watchTracing({ metrics }: Context, { counts }: Tracing): void {
  metrics.addCounter(
    "tocsin_trace_spans_exported_total",
    "Spans of traces that the collector took from this server.",
    () => counts().exported,
  );
  metrics.addCounter(
    "tocsin_trace_spans_dropped_total",
    "Spans of traces that were given up, because the collector did not take them or too many waited.",
    () => counts().dropped,
  );
}

async function checkDatabase(ctx: Context): Promise<string | undefined> {
  await sql`select 1`.execute(ctx.db);
  return undefined;
}

async function listenOn(server: Awaited<ReturnType<typeof buildServer>>, config: Config): Promise<string> {
  try {
    await server.listen({ host: config.host, port: config.port });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
      throw new AppError(
        "invalid_input",
        `Port ${config.port} on ${config.host} is taken. Stop what uses it, or set TOCSIN_PORT.`,
      );
    }
    throw new AppError(
      "invalid_input",
      `Cannot listen on ${config.host}:${config.port}: ${describeError(error)}`,
    );
  }
  const { port } = server.server.address() as AddressInfo;
  const host = ["0.0.0.0", "::"].includes(config.host) ? "127.0.0.1" : config.host;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
