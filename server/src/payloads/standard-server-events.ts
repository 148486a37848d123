import { z } from "zod";
import type { ServerEventRecord } from "../core/outgoing-webhooks/index.ts";

const moment = z.string().meta({ format: "date-time" });
const sequence = z.int().describe("Number of the event among those about the server.");

/** Data of `webhook.failing` and `webhook.disabled`. */
export const webhookTroubleData = z.object({
  webhook: z.object({ id: z.string(), name: z.string(), url: z.url().describe("Its page in the console.") }),
  percent: z
    .int()
    .nullable()
    .describe(
      "How much of the time is over after which it may be switched off; null: its receiver answered 410.",
    ),
  failing_since: moment.nullable().describe("Nothing was delivered since then."),
  failed_tries: z.int().describe("Since then; the newest 10,000 are counted."),
  given_up: z.int().describe("Those of them after which a message was given up; it can be replayed."),
  last_failure: z
    .object({ at: moment, cause: z.string(), status: z.int().nullable().describe("Null without an answer.") })
    .nullable(),
  switched_off_after_days: z.int().nullable().describe("Null: never for failing."),
  reason: z.string().nullable().describe("Why it was switched off; null while it is on."),
  sequence,
});

/** Data of `delivery.server_failed`. */
export const serverFailureData = z.object({
  count: z.int().describe("Deliveries that were given up for this and wait to be sent again or dismissed."),
  new_count: z.int().describe("Those of them that no event before told of."),
  retrying: z
    .int()
    .describe("Further ones that failed so for the first time since the last event, and are tried again."),
  oldest_at: moment.nullable().describe("Of those that wait; null when none does."),
  webhooks: z
    .array(z.object({ id: z.string(), name: z.string(), count: z.int(), retrying: z.int() }))
    .describe("Those with the most of them, ten at most."),
  url: z.url().describe("The page of the console where they are sent again."),
  sequence,
});

type ServerData = z.output<typeof webhookTroubleData> | z.output<typeof serverFailureData>;

export function tellServer(event: ServerEventRecord, publicUrl: string): ServerData {
  if (event.type === "server failures") {
    const { count, newCount, retrying, oldestAt, webhooks } = event.snapshot;
    const url = `${publicUrl}/webhooks`;
    const counts = { count, new_count: newCount, retrying };
    return { ...counts, oldest_at: oldestAt, webhooks, url, sequence: event.sequence };
  }
  const { webhook, percent, failingSince, failedTries, givenUp, lastFailure, disableAfterDays, reason } =
    event.snapshot;
  return {
    webhook: { ...webhook, url: `${publicUrl}/webhooks/${webhook.id}` },
    percent,
    failing_since: failingSince,
    failed_tries: failedTries,
    given_up: givenUp,
    last_failure: lastFailure,
    switched_off_after_days: disableAfterDays,
    reason,
    sequence: event.sequence,
  };
}
