import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../core/context.ts";
import { readQueues } from "../core/operations/queues-store.ts";
import { describeError } from "../platform/errors.ts";
import type { Metrics, ReceiveOutcome } from "../platform/metrics.ts";

const scrapeTimeoutMs = 2000;
const ingestRoute = "/integrations/v1/:type/:token";

/** Serves `/metrics` and measures every request. The route has no token: Prometheus is let in by the network. */
export function registerMetrics(app: FastifyInstance, ctx: Context): void {
  const { metrics } = ctx;
  app.addHook("onResponse", (request, reply, done) => {
    measure(metrics, request, { status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    done();
  });
  addQueueGauges(ctx);
  app.get("/metrics", async (_request, reply) => {
    const { contentType, text } = await metrics.render();
    return reply.type(contentType).send(text);
  });
}

function measure(
  metrics: Metrics,
  request: FastifyRequest,
  { status, seconds }: { status: number; seconds: number },
): void {
  if (request.routeOptions.config.isEndless) return;
  const route = request.routeOptions.url ?? "none";
  if (!route.endsWith(ingestRoute)) metrics.httpAnswered({ method: request.method, route, status }, seconds);
  else if (request.method === "POST") metrics.requestReceived(outcomeOf(status), seconds);
}

function outcomeOf(status: number): ReceiveOutcome {
  if (status < 300) return "accepted";
  if (status === 403) return "unknown_token";
  if (status === 413) return "too_large";
  return status >= 500 ? "unavailable" : "refused";
}

const queueGauges = {
  tocsin_database_up: "Whether the database answered within two seconds.",
  tocsin_intake_waiting: "Received requests that are not in their groups yet; counted up to 100,000.",
  tocsin_intake_oldest_seconds: "For how long the oldest of them has waited.",
  tocsin_intake_parked: "Received requests that could not be interpreted and wait for people.",
  tocsin_deliveries_pending: "Outgoing deliveries that are not made yet; counted up to 100,000.",
  tocsin_deliveries_due: "Those of them whose time has come and which nobody works on.",
  tocsin_deliveries_oldest_due_seconds:
    "For how long the oldest of those has been due that no breaker, rate limit or earlier message holds up.",
  tocsin_deliveries_in_flight: "Outgoing deliveries that some server works on.",
  tocsin_webhook_breakers_open:
    "Webhooks whose receiver fails, so that their messages wait while it is probed.",
  tocsin_dead_letters:
    "Deliveries that were given up because of failures of the server, and that nobody has sent again or dismissed; counted up to 100,000.",
  tocsin_alert_groups_firing: "Alert groups that fire; counted up to 100,000.",
  tocsin_alert_groups_acknowledged: "Alert groups that somebody has taken; counted up to 100,000.",
  tocsin_alert_groups_silenced: "Alert groups that are silenced; counted up to 100,000.",
} as const;

type QueueValues = Partial<Record<keyof typeof queueGauges, number | null>>;

/** The same from every server on one database. */
function addQueueGauges(ctx: Context): void {
  ctx.metrics.addGaugeSet({ gauges: queueGauges, read: () => readInTime(ctx) });
}

async function readInTime(ctx: Context): Promise<QueueValues> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<QueueValues>((resolve) => {
    timer = setTimeout(resolve, scrapeTimeoutMs, { tocsin_database_up: 0 });
  });
  try {
    return await Promise.race([readValues(ctx), late]);
  } catch (error) {
    ctx.log.debug({ error: describeError(error) }, "the queues could not be read for the metrics");
    return { tocsin_database_up: 0 };
  } finally {
    clearTimeout(timer);
  }
}

async function readValues(ctx: Context): Promise<QueueValues> {
  const queues = await readQueues(ctx.db, scrapeTimeoutMs);
  return {
    tocsin_database_up: 1,
    tocsin_intake_waiting: queues.intakeWaiting,
    tocsin_intake_oldest_seconds: queues.intakeOldestSeconds ?? 0,
    tocsin_intake_parked: queues.intakeParked,
    tocsin_deliveries_pending: queues.deliveriesPending,
    tocsin_deliveries_due: queues.deliveriesDue,
    tocsin_deliveries_oldest_due_seconds: queues.deliveriesOldestDueSeconds ?? 0,
    tocsin_deliveries_in_flight: queues.deliveriesInFlight,
    tocsin_webhook_breakers_open: queues.breakersOpen,
    tocsin_dead_letters: queues.deadLetters,
    tocsin_alert_groups_firing: queues.groupsFiring,
    tocsin_alert_groups_acknowledged: queues.groupsAcknowledged,
    tocsin_alert_groups_silenced: queues.groupsSilenced,
  };
}
