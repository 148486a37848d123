import { z } from "zod";
import { findGroupIdByPublicId } from "../../core/alert-groups/detail-store.ts";
import type { Context } from "../../core/context.ts";
import { findIncident } from "../../core/incidents/index.ts";
import {
  type AttemptFilter,
  findWebhookRowId,
  searchAttempts,
} from "../../core/outgoing-webhooks/group-delivery-store.ts";
import { attemptCauses, dialects } from "../../core/outgoing-webhooks/index.ts";
import {
  type ListedWebhook,
  listNewestWebhooks,
} from "../../core/outgoing-webhooks/webhook-listing-store.ts";
import { type Api, callerOf } from "./access.ts";
import { attempt, attemptResult, presentAttempt } from "./attempt-schemas.ts";
import { pageById, pageByTime } from "./paging.ts";
import { failures, instant, pageOf, pageQuery, publicId } from "./schemas.ts";
import { breakerState } from "./webhook-health.ts";

const webhook = z
  .object({
    id: publicId,
    name: z.string(),
    is_enabled: z.boolean(),
    disabled_reason: z.string().nullable().describe("Why the server switched it off by itself."),
    team_id: publicId.nullable(),
    dialect: z.enum(dialects),
    trigger: z.string(),
    http_method: z.string(),
    url: z.string().describe("The URL's template."),
    integration_ids: z.array(publicId).describe("Empty: every integration."),
    has_password: z.boolean(),
    has_authorization_header: z.boolean(),
    deadline_ms: z.int(),
    breaker: breakerState,
    failing_since: instant.nullable().describe("Nothing was delivered since then; null while it works."),
    pending_deliveries: z.int().describe("Counted up to 1,000."),
    last_attempt: z.object({ at: instant, result: z.string() }).nullable(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: "Webhook" });

const moment = z.iso.datetime({ offset: true });

const attemptsQuery = pageQuery.extend({
  webhook: publicId.optional().describe("Id of a webhook, deleted ones included."),
  alert_group: publicId.optional().describe("Id of an alert group."),
  incident: publicId.optional().describe("Id of an incident."),
  result: attemptResult.optional(),
  cause: z.enum(attemptCauses).optional().describe("`internal`: failures of the server itself."),
  since: moment.optional().describe("From this moment on."),
  until: moment.optional().describe("Before this moment."),
});

const tags = ["Outgoing webhooks"];

export function registerWebhooks(api: Api, ctx: Context): void {
  api.get(
    "/webhooks",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List outgoing webhooks",
        querystring: pageQuery,
        response: { 200: pageOf(webhook), ...failures },
      },
    },
    (request) => pageById(request.query, (slice) => listNewestWebhooks(ctx.db, slice), present),
  );
  api.get(
    "/attempts",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Search the log of every try to deliver",
        querystring: attemptsQuery,
        response: { 200: pageOf(attempt), ...failures },
      },
    },
    async (request) => {
      const filter = await toFilter(ctx, request.query);
      if (!filter) return { items: [], next_cursor: null };
      const caller = callerOf(request);
      return pageByTime(request.query, (slice) => searchAttempts(ctx.db, filter, slice), {
        atOf: (row) => row.startedAt,
        present: (row) => presentAttempt(caller, row),
      });
    },
  );
}

/** Undefined when nothing can match. */
async function toFilter(
  ctx: Context,
  query: z.output<typeof attemptsQuery>,
): Promise<AttemptFilter | undefined> {
  const { webhook, alert_group: group, incident, result, cause, since, until } = query;
  const filter: AttemptFilter = { result, cause, since, until };
  if (webhook !== undefined) {
    filter.webhookId = await findWebhookRowId(ctx.db, webhook);
    if (filter.webhookId === undefined) return undefined;
  }
  if (group !== undefined) {
    filter.groupId = await findGroupIdByPublicId(ctx.db, group);
    if (filter.groupId === undefined) return undefined;
  }
  if (incident !== undefined) {
    filter.incidentId = (await findIncident(ctx.db, incident))?.id;
    if (filter.incidentId === undefined) return undefined;
  }
  return filter;
}

function present(row: ListedWebhook): z.output<typeof webhook> {
  const { lastAttemptAt, lastAttemptResult } = row;
  const hasAttempt = lastAttemptAt !== null && lastAttemptResult !== null;
  return {
    id: row.publicId,
    name: row.name,
    is_enabled: row.isEnabled,
    disabled_reason: row.disabledReason,
    team_id: row.teamPublicId,
    dialect: row.dialect,
    trigger: row.triggerType,
    http_method: row.httpMethod,
    url: row.url,
    integration_ids: row.integrationFilter,
    has_password: row.hasPassword,
    has_authorization_header: row.hasAuthorizationHeader,
    deadline_ms: row.deadlineMs,
    breaker: row.isBreakerOpen ? "open" : "closed",
    failing_since: row.failingSince,
    pending_deliveries: row.pendingDeliveries,
    last_attempt: hasAttempt ? { at: lastAttemptAt, result: lastAttemptResult } : null,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}
