import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import type { Context } from "../core/context.ts";
import type { Cidr } from "../platform/http-client/index.ts";
import { registerApi } from "./api/index.ts";
import { createAuthenticate } from "./authentication.ts";
import { registerConsole } from "./console/index.ts";
import { registerGrafanaIncident } from "./grafana-incident/index.ts";
import { type HealthChecks, registerHealth } from "./health.ts";
import { type InboundMailServices, registerInboundMail } from "./ingest/inbound-mail/index.ts";
import { type IngestServices, registerHeartbeats, registerIngest } from "./ingest/index.ts";
import { prefixes } from "./ingest-paths.ts";
import { registerMetrics } from "./metrics.ts";
import { registerOncallApi } from "./oncall-api/index.ts";
import { registerOpsgenie } from "./opsgenie/index.ts";
import { registerOpsknight } from "./opsknight/index.ts";
import { registerPagerduty } from "./pagerduty/index.ts";
import { registerTracing } from "./tracing.ts";
import { createProxyTrust } from "./trusted-proxies.ts";

export interface HttpServices extends IngestServices, InboundMailServices {
  ctx: Context;
  health: HealthChecks;
  bodyLimitBytes: number;
  trustedProxies: readonly Cidr[];
  adminToken: string | undefined;
}

/** Every way in for alerts: a scope of its own each, for they read bodies and answer errors in their own manner. */
const ways = [
  registerIngest,
  registerInboundMail,
  registerHeartbeats,
  registerOpsknight,
  registerPagerduty,
  registerOpsgenie,
];

const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;

/** All routes of the server, ready to listen or to be called in process. */
export async function buildServer(services: HttpServices): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = services.ctx.log.child({}, { level: "error" });
  const app = Fastify({
    loggerInstance,
    bodyLimit: services.bodyLimitBytes,
    trustProxy: createProxyTrust(services.trustedProxies),
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: headersTimeoutMs },
    forceCloseConnections: "idle",
    // What comes on an open connection while the server stops is still done, and is its last: everything it needs is
    // stopped afterwards. Fastify's own refusal would not say when to come back.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  });
  const authenticate = createAuthenticate(services.ctx, services.adminToken);
  registerMetrics(app, services.ctx);
  if (services.ctx.tracer) registerTracing(app, services.ctx.tracer);
  await registerHealth(app, services.health);
  await registerApi(app, services.ctx, { authenticate });
  registerConsole(app, services.ctx);
  for (const prefix of prefixes) {
    for (const register of ways) await app.register(async (scope) => register(scope, services), { prefix });
    registerOncallApi(app, services.ctx, { prefix, authenticate });
    registerGrafanaIncident(app, services.ctx, { prefix, authenticate });
  }
  return app;
}
