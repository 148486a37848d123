import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { disablingDays } from "../../core/operator-notices/index.ts";
import { listWaitingDeliveries } from "../../core/outgoing-webhooks/group-delivery-store.ts";
import {
  findHealth,
  findLastFailure,
  type LastFailure,
  type WebhookHealth,
} from "../../core/outgoing-webhooks/health-store.ts";
import type { Api } from "./access.ts";
import { pendingDelivery, presentPending } from "./alert-group-schemas.ts";
import { requireWebhook } from "./require-webhook.ts";
import { failures, idParams, instant } from "./schemas.ts";

export const breakerState = z
  .enum(["closed", "open"])
  .describe("Open: the receiver failed ten times in a row; it is probed, and messages wait.");

const milliseconds = z.number().nullable();

const health = z
  .object({
    tries: z.int().describe("The latest tries within 24 hours, at most 1,000; the figures are theirs."),
    delivered: z.int(),
    success_rate: z.number().nullable().describe("From 0 to 1; null without tries."),
    latency_ms: z.object({ p50: milliseconds, p95: milliseconds, p99: milliseconds }),
    breaker: z.object({
      state: breakerState,
      open_since: instant.nullable(),
      reason: z.string().nullable(),
      next_probe_at: instant.nullable(),
    }),
    failures_in_a_row: z.int(),
    failing_since: instant.nullable().describe("Nothing was delivered since then; null while it works."),
    noticed_percent: z
      .int()
      .describe("The last notice, as a share of the time after which it is switched off: 50, 70, 90 or 100."),
    switched_off_after_days: z.int().nullable().describe("Null: never because of failures."),
    notices_after_days: z.int().describe("100 percent of the notices."),
    waiting: z.int().describe("Messages that wait, counted up to 10,000."),
    parked: z.int().describe("Those of them whose time has come: held by breaker, rate limit or order."),
    next_try_at: instant.nullable().describe("When the breaker is open, not before its next probe."),
    last_failure: z
      .object({ at: instant, cause: z.string(), status: z.int().nullable(), error: z.string().nullable() })
      .nullable()
      .describe("Within the last 24 hours."),
  })
  .meta({ id: "WebhookHealth" });

/** How many waiting messages are shown. */
const mostWaiting = 100;

export function registerWebhookHealth(api: Api, ctx: Context): void {
  api.get(
    "/webhooks/:id/waiting",
    {
      config: { role: "viewer" },
      schema: {
        tags: ["Outgoing webhooks"],
        summary: "List what a webhook is still to be sent, first what is due first",
        params: idParams,
        response: {
          200: z.object({ items: z.array(pendingDelivery).describe(`At most ${mostWaiting}.`) }),
          ...failures,
        },
      },
    },
    async (request) => {
      const webhook = await requireWebhook(ctx, request);
      const waiting = await listWaitingDeliveries(ctx.db, webhook.id, mostWaiting);
      return { items: waiting.map(presentPending) };
    },
  );
  api.get(
    "/webhooks/:id/health",
    {
      config: { role: "viewer" },
      schema: {
        tags: ["Outgoing webhooks"],
        summary: "Tell how a webhook's receiver is doing",
        params: idParams,
        response: { 200: health, ...failures },
      },
    },
    async (request) => {
      const webhook = await requireWebhook(ctx, request);
      const [found, lastFailure] = await Promise.all([
        findHealth(ctx.db, webhook.id),
        findLastFailure(ctx.db, webhook.id),
      ]);
      return present(found, lastFailure, webhook.control.disableAfterDays);
    },
  );
}

function present(
  found: WebhookHealth,
  lastFailure: LastFailure | null,
  disableAfterDays: number | null,
): z.output<typeof health> {
  const { tries, delivered, openedAt } = found;
  return {
    tries,
    delivered,
    success_rate: tries === 0 ? null : delivered / tries,
    latency_ms: { p50: found.medianMs, p95: found.p95Ms, p99: found.p99Ms },
    breaker: {
      state: openedAt === null ? "closed" : "open",
      open_since: openedAt,
      reason: found.openedReason,
      next_probe_at: found.probeAt,
    },
    failures_in_a_row: found.failuresInARow,
    failing_since: found.failingSince,
    noticed_percent: found.noticedPercent,
    switched_off_after_days: disableAfterDays,
    notices_after_days: disablingDays(disableAfterDays),
    waiting: found.waiting,
    parked: found.parked,
    next_try_at: laterOf(found.nextTryAt, found.probeAt),
    last_failure: lastFailure,
  };
}

function laterOf<At extends string>(next: At | null, probe: At | null): At | null {
  if (next === null || probe === null) return next;
  return Date.parse(next) > Date.parse(probe) ? next : probe;
}
