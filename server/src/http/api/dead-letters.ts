import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  countDeadLetters,
  type DeadLetter,
  dismissDeadLetters,
  findWebhook,
  listDeadLetters,
  mostNamed,
  redriveDeadLetters,
  type Webhook,
} from "../../core/outgoing-webhooks/index.ts";
import type { Caller } from "../../core/people/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { pageById } from "./paging.ts";
import { failures, instant, pageOf, pageQuery, publicId } from "./schemas.ts";
import { replayPace } from "./webhook-replays.ts";

const tags = ["Outgoing webhooks"];

const deadLetter = z
  .object({
    delivery_id: z.string().describe("Sent as `webhook-id`, the same over all tries."),
    webhook: z.object({ id: publicId, name: z.string() }),
    event: z.string(),
    alert_group_id: publicId.nullable(),
    incident_id: publicId.nullable(),
    attempts: z.int(),
    failed_at: instant,
    error: z.string().nullable(),
  })
  .meta({ id: "DeadLetter" });

const webhook = publicId.optional().describe("Of this webhook only.");

const redriven = z.object({
  total: z.int().describe("Deliveries that are sent once more."),
  replays: z.array(z.object({ webhook_id: publicId, replay_id: publicId, total: z.int() })),
  left: z.int().describe("Those of webhooks that are switched off; they stay."),
});

/** Deliveries that the server itself failed to make: what receivers, rules and templates are to blame for is not here. */
export function registerDeadLetters(api: Api, ctx: Context): void {
  registerList(api, ctx);
  registerRedrive(api, ctx);
  registerDismissal(api, ctx);
}

function registerList(api: Api, ctx: Context): void {
  api.get(
    "/webhooks/dead-letters",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List deliveries given up because of failures of the server, newest first",
        querystring: pageQuery.extend({ webhook }),
        response: {
          200: pageOf(deadLetter).extend({ count: z.int().describe("Of all webhooks, up to 100,000.") }),
          ...failures,
        },
      },
    },
    async (request) => {
      const chosen = await readWebhook(ctx, callerOf(request), request.query.webhook);
      const page = await pageById(
        request.query,
        (slice) => listDeadLetters(ctx.db, chosen?.id, slice),
        present,
      );
      return { ...page, count: await countDeadLetters(ctx.db) };
    },
  );
}

function registerRedrive(api: Api, ctx: Context): void {
  api.post(
    "/webhooks/dead-letters/redrive",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Send them once more: a replay for each webhook",
        body: z.strictObject({ webhook, per_second: replayPace }),
        response: { 201: redriven, ...failures },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const chosen = await readWebhook(ctx, caller, request.body.webhook);
      const choice = { webhook: chosen, perSecond: request.body.per_second };
      const { total, left, replays } = await redriveDeadLetters(ctx, caller, choice);
      return reply.code(201).send({
        ...{ total, left },
        replays: replays.map(({ webhookPublicId, publicId: replay_id, total: count }) => ({
          ...{ webhook_id: webhookPublicId, replay_id, total: count },
        })),
      });
    },
  );
}

function registerDismissal(api: Api, ctx: Context): void {
  api.post(
    "/webhooks/dead-letters/dismiss",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Dismiss them: they are counted no more; their tries stay in the log",
        body: z.strictObject({
          webhook,
          delivery_ids: z.array(z.string().min(1).max(100)).min(1).max(mostNamed).optional(),
        }),
        response: { 200: z.object({ dismissed: z.int() }), ...failures },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const chosen = await readWebhook(ctx, caller, request.body.webhook);
      const choice = { webhook: chosen, messageIds: request.body.delivery_ids };
      return { dismissed: await dismissDeadLetters(ctx, caller, choice) };
    },
  );
}

async function readWebhook(
  ctx: Context,
  caller: Caller,
  id: string | undefined,
): Promise<Webhook | undefined> {
  if (id === undefined) return undefined;
  const found = await findWebhook(ctx, caller, id);
  if (found) return found;
  throw new AppError("invalid_input", `There is no webhook ${id}.`, { field: "webhook" });
}

function present(row: DeadLetter): z.output<typeof deadLetter> {
  return {
    delivery_id: row.messageId,
    webhook: { id: row.webhookPublicId, name: row.webhookName },
    event: row.eventType,
    alert_group_id: row.groupPublicId,
    incident_id: row.incidentPublicId,
    attempts: row.attempts,
    failed_at: row.failedAt,
    error: row.error,
  };
}
