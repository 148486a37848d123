import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  cancelReplay,
  countReplay,
  findReplay,
  type Replay,
  type ReplayChoice,
  replayDeliveries,
  testWebhook,
} from "../../core/outgoing-webhooks/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { readGroup } from "./read-group.ts";
import { requireWebhook } from "./require-webhook.ts";
import { failures, idParams, instant, publicId } from "./schemas.ts";
import { testedEvents } from "./webhook-schemas.ts";

const tags = ["Outgoing webhooks"];
const moment = z.iso.datetime({ offset: true });
const fastest = 1000;

const replay = z
  .object({
    id: publicId,
    total: z.int().describe("Deliveries that were queued."),
    remaining: z.int().describe("Those still to be made, retries included."),
    created_at: instant,
    cancelled_at: instant.nullable(),
  })
  .meta({ id: "WebhookReplay" });

const newReplay = z.strictObject({
  message_id: z.string().max(100).optional().describe("One delivery, however it ended."),
  since: moment.optional().describe("Given up from this moment on."),
  until: moment.optional().describe("Given up before this moment."),
  alert_group: publicId.optional(),
  per_second: z.number().positive().max(fastest).default(100).describe("How many fall due each second."),
  dry_run: z.boolean().default(false).describe("Only count them."),
});

const newTest = z.strictObject({
  alert_group: publicId.optional().describe("Absent: the newest one the webhook listens to."),
  event: z.enum(testedEvents).default("alert group created"),
});

const replayParams = z.object({ id: publicId, replay: publicId });

/** Sending to a webhook by hand: a test, or past deliveries once more. */
export function registerWebhookReplays(api: Api, ctx: Context): void {
  registerTest(api, ctx);
  registerNewReplay(api, ctx);
  registerReplay(api, ctx);
}

function registerTest(api: Api, ctx: Context): void {
  api.post(
    "/webhooks/:id/test",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Send a message about a real alert group, marked as a test",
        params: idParams,
        body: newTest,
        response: { 202: z.object({ message_id: z.string() }), ...failures },
      },
    },
    async (request, reply) => {
      const webhook = await requireWebhook(ctx, request);
      const { alert_group: group, event: type } = request.body;
      const groupId = await readGroup(ctx, group);
      const messageId = await testWebhook(ctx, callerOf(request), webhook, { groupId, type });
      return reply.code(202).send({ message_id: messageId });
    },
  );
}

function registerNewReplay(api: Api, ctx: Context): void {
  api.post(
    "/webhooks/:id/replays",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Make past deliveries once more: one, or those that were given up",
        params: idParams,
        body: newReplay,
        response: { 200: z.object({ total: z.int() }), 201: replay, ...failures },
      },
    },
    async (request, reply) => {
      const webhook = await requireWebhook(ctx, request);
      const choice = await readChoice(ctx, request.body);
      const caller = callerOf(request);
      if (request.body.dry_run) {
        return reply.code(200).send({ total: await countReplay(ctx, caller, webhook, choice) });
      }
      const perSecond = request.body.per_second;
      return reply
        .code(201)
        .send(present(await replayDeliveries(ctx, caller, webhook, { choice, perSecond })));
    },
  );
}

function registerReplay(api: Api, ctx: Context): void {
  const path = "/webhooks/:id/replays/:replay";
  const common = { tags, params: replayParams, response: { 200: replay, ...failures } };
  api.get(
    path,
    { config: { role: "viewer" }, schema: { ...common, summary: "Read how far a replay is" } },
    async (request) => {
      const webhook = await requireWebhook(ctx, request);
      const found = await findReplay(ctx.db, webhook.id, request.params.replay);
      if (!found) throw new AppError("not_found", "There is no such replay.");
      return present(found);
    },
  );
  api.delete(
    path,
    {
      config: { role: "admin" },
      schema: { ...common, summary: "Take back what is not under way of a replay" },
    },
    async (request) => {
      const webhook = await requireWebhook(ctx, request);
      return present(await cancelReplay(ctx, callerOf(request), webhook, request.params.replay));
    },
  );
}

async function readChoice(ctx: Context, body: z.output<typeof newReplay>): Promise<ReplayChoice> {
  const { message_id: messageId, since, until, alert_group: group } = body;
  if (messageId === undefined) return { kind: "failed", since, until, groupId: await readGroup(ctx, group) };
  if (since === undefined && until === undefined && group === undefined) return { kind: "one", messageId };
  throw new AppError("invalid_input", "One delivery needs no further choice.", { field: "message_id" });
}

function present(row: Replay): z.output<typeof replay> {
  const { publicId: id, total, remaining, createdAt, cancelledAt } = row;
  return { id, total, remaining, created_at: createdAt, cancelled_at: cancelledAt };
}
