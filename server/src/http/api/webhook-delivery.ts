import { z } from "zod";
import {
  controlLimits,
  type DeliveryControl,
  namedSchedules,
  retryDelaysMs,
} from "../../core/outgoing-webhooks/index.ts";
import type { Api } from "./access.ts";
import { failures } from "./schemas.ts";

const { delays, delaySeconds, expirySeconds, ratePerSecond, days } = controlLimits;

const settings = {
  retry: z
    .union([z.enum(namedSchedules), z.array(z.int().min(0).max(delaySeconds)).min(1).max(delays)], {
      error: `Give ${namedSchedules.join(", ")} or 1 to ${delays} delays of 0 to ${delaySeconds} whole seconds.`,
    })
    .describe("A schedule by name, or the longest delays in seconds before tries 2, 3, …"),
  expires_after_seconds: z
    .int()
    .min(1)
    .max(expirySeconds)
    .nullable()
    .describe("A message older than this is given up. Null: when the schedule ends."),
  per_second: z
    .int()
    .min(1)
    .max(ratePerSecond)
    .nullable()
    .describe("Most messages per second. Null: no limit."),
  ordered: z
    .boolean()
    .describe("A message waits until the earlier ones about the same alert group or incident are over."),
  disable_after_days: z
    .int()
    .min(1)
    .max(days)
    .nullable()
    .describe("Switched off after so many days without a success. Null: never."),
};

/** How messages are paced, ordered and repeated. */
export const webhookDelivery = z.object(settings).meta({ id: "WebhookDelivery" });

export const webhookDeliveryChanges = z.strictObject(settings).partial();

const retrySchedule = z
  .object({
    name: z.enum(namedSchedules),
    delays_seconds: z
      .array(z.number())
      .describe("Longest delays before tries 2, 3, …; the first is made at once."),
  })
  .meta({ id: "WebhookRetrySchedule" });

/** What the names of schedules stand for. */
export function registerWebhookRetrySchedules(api: Api): void {
  api.get(
    "/webhook-retry-schedules",
    {
      config: { role: "viewer" },
      schema: {
        tags: ["Outgoing webhooks"],
        summary: "List the retry schedules that have a name",
        response: { 200: z.object({ items: z.array(retrySchedule) }), ...failures },
      },
    },
    async () => ({
      items: namedSchedules.map((name) => ({
        name,
        delays_seconds: retryDelaysMs({ kind: name }).map((ms) => ms / 1_000),
      })),
    }),
  );
}

export function presentDelivery(control: DeliveryControl): z.output<typeof webhookDelivery> {
  const { retry } = control;
  return {
    retry: retry.kind === "own" ? [...retry.delaysSeconds] : retry.kind,
    expires_after_seconds: control.expiresAfterSeconds,
    per_second: control.ratePerSecond,
    ordered: control.isOrdered,
    disable_after_days: control.disableAfterDays,
  };
}

/** What is absent stays as it is. */
export function readDelivery(given: z.output<typeof webhookDeliveryChanges>): Partial<DeliveryControl> {
  const {
    retry,
    expires_after_seconds: expiry,
    per_second: rate,
    ordered,
    disable_after_days: after,
  } = given;
  return {
    ...(retry === undefined ? {} : { retry: toSchedule(retry) }),
    ...(expiry === undefined ? {} : { expiresAfterSeconds: expiry }),
    ...(rate === undefined ? {} : { ratePerSecond: rate }),
    ...(ordered === undefined ? {} : { isOrdered: ordered }),
    ...(after === undefined ? {} : { disableAfterDays: after }),
  };
}

function toSchedule(retry: (typeof namedSchedules)[number] | number[]): DeliveryControl["retry"] {
  return typeof retry === "string" ? { kind: retry } : { kind: "own", delaysSeconds: retry };
}
