import { z } from "zod";
import type { LoggedAttempt } from "../../core/outgoing-webhooks/group-delivery-store.ts";
import { type Caller, includesRole } from "../../core/people/index.ts";
import { instant, publicId } from "./schemas.ts";

export const attemptResult = z.enum(["delivered", "retry", "failed", "superseded"]);

const headers = z.record(z.string(), z.string());

/** One try of a delivery, secrets masked. */
export const attempt = z
  .object({
    id: z.int(),
    delivery_id: z.string().describe("Sent as `webhook-id`, the same over all tries."),
    event: z.string(),
    webhook: z.object({ id: publicId, name: z.string() }),
    alert_group_id: publicId.nullable().describe("Null for an incident, and when the group was deleted."),
    incident_id: publicId.nullable(),
    number: z.int(),
    started_at: instant,
    result: attemptResult,
    cause: z.string().describe("Who or what is to blame for a try that did not deliver."),
    error_part: z.string().nullable().describe("The part of the message that could not be made."),
    error: z.string().nullable(),
    request: z.object({
      method: z.string(),
      url: z.string(),
      headers,
      body: z.string().nullable().describe("The first 64 K characters."),
      trigger: z.string().nullable().describe("Rendered text of the trigger template."),
    }),
    response: z
      .object({
        status: z.int(),
        headers,
        body: z.string().nullable().describe("Shown to admins only: a webhook can be pointed at any server."),
      })
      .nullable(),
    timings: z.record(z.string(), z.number()).describe("Milliseconds by phase."),
    next_try_at: instant.nullable(),
  })
  .meta({ id: "Attempt" });

export function presentAttempt(caller: Caller, row: LoggedAttempt): z.output<typeof attempt> {
  return {
    id: row.id,
    delivery_id: row.messageId,
    event: row.eventType,
    webhook: { id: row.webhookPublicId, name: row.webhookName },
    alert_group_id: row.groupPublicId,
    incident_id: row.incidentPublicId,
    number: row.number,
    started_at: row.startedAt,
    result: row.result,
    cause: row.cause,
    error_part: row.errorPart,
    error: row.error,
    request: {
      method: row.requestMethod,
      url: row.requestUrl,
      headers: row.requestHeaders,
      body: row.requestBody,
      trigger: row.requestTrigger,
    },
    response: presentResponse(caller, row),
    timings: row.timings,
    next_try_at: row.nextTryAt,
  };
}

function presentResponse(caller: Caller, row: LoggedAttempt): z.output<typeof attempt>["response"] {
  if (row.responseStatus === null) return null;
  return {
    status: row.responseStatus,
    headers: row.responseHeaders ?? {},
    body: includesRole(caller.role, "admin") ? row.responseBody : null,
  };
}
