import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { findIncident } from "../../core/incidents/index.ts";
import {
  attemptCauses,
  cancelReplay,
  countReplay,
  findReplay,
  listReplays,
  mostNamed,
  type Replay,
  type ReplayChoice,
  replayDeliveries,
  replayOutcomes,
  testNotice,
  testWebhook,
  type Webhook,
} from "../../core/outgoing-webhooks/index.ts";
import { AppError } from "../../platform/errors.ts";
import type { IncidentId } from "../../platform/ids.ts";
import { type Api, callerOf } from "./access.ts";
import { pageById } from "./paging.ts";
import { readGroup } from "./read-group.ts";
import { requireWebhook } from "./require-webhook.ts";
import { failures, idParams, instant, pageOf, pageQuery, publicId } from "./schemas.ts";
import { testedEvents } from "./webhook-schemas.ts";

const tags = ["Outgoing webhooks"];
const moment = z.iso.datetime({ offset: true });
const slowest = 0.01;
const fastest = 1000;

export const replayPace = z
  .number()
  .min(slowest)
  .max(fastest)
  .default(100)
  .describe("Most per second. Fewer while the receiver takes fewer: new messages do not wait for a replay.");

const replay = z
  .object({
    id: publicId,
    state: z
      .enum(["running", "finished", "cancelled"])
      .describe("Running: some are still to be queued or made. It rests while the webhook is switched off."),
    total: z
      .int()
      .describe("Deliveries of the replay; what was counted at first, exact once all are queued."),
    queued: z.int().describe("How many of them are queued so far."),
    remaining: z.int().describe("Those still to be made, retries included."),
    created_at: instant,
    cancelled_at: instant.nullable(),
  })
  .meta({ id: "WebhookReplay" });

const newReplay = z.strictObject({
  message_ids: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(mostNamed)
    .optional()
    .describe(
      "These deliveries, however they ended. With `since` and `until` the log is searched only there.",
    ),
  outcome: z
    .enum(replayOutcomes)
    .optional()
    .describe("`failed` (given up and never arrived, the default), `delivered`, or `any` that ended."),
  since: moment.optional().describe("Ended by a try from this moment on."),
  until: moment.optional().describe("Ended by a try before this moment; now at the latest."),
  alert_group: publicId.optional(),
  incident: publicId.optional(),
  cause: z
    .enum(attemptCauses)
    .optional()
    .describe("Of the last try; `internal`: failures of the server itself."),
  per_second: replayPace,
  dry_run: z.boolean().default(false).describe("Only count them."),
});

const noticeEvent = "webhook failing";

const newTest = z.strictObject({
  alert_group: publicId.optional().describe("Absent: the newest one the webhook listens to."),
  event: z
    .enum([...testedEvents, noticeEvent])
    .default("alert group created")
    .describe("`webhook failing`: about this webhook itself, for those that chose `webhook.failing`."),
});

const replayParams = z.object({ id: publicId, replay: publicId });

/** Sending to a webhook by hand: a test, or past deliveries once more. */
export function registerWebhookReplays(api: Api, ctx: Context): void {
  registerTest(api, ctx);
  registerNewReplay(api, ctx);
  registerReplays(api, ctx);
  registerReplay(api, ctx);
}

function registerTest(api: Api, ctx: Context): void {
  api.post(
    "/webhooks/:id/test",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Send a message about a real alert group or the webhook itself, marked as a test",
        params: idParams,
        body: newTest,
        response: { 202: z.object({ message_id: z.string() }), ...failures },
      },
    },
    async (request, reply) => {
      const webhook = await requireWebhook(ctx, request);
      const { alert_group: group, event: type } = request.body;
      const caller = callerOf(request);
      if (type === noticeEvent) {
        refuseNotice(webhook);
        return reply.code(202).send({ message_id: await testNotice(ctx, caller, webhook) });
      }
      const groupId = await readGroup(ctx, group);
      const messageId = await testWebhook(ctx, caller, webhook, { groupId, type });
      return reply.code(202).send({ message_id: messageId });
    },
  );
}

/** @throws AppError `invalid_input` when the webhook would drop it */
function refuseNotice({ dialect, dialectSettings }: Webhook): void {
  const chosen =
    "events" in dialectSettings && Array.isArray(dialectSettings.events) && dialectSettings.events;
  if (dialect === "standard" && chosen && chosen.includes("webhook.failing")) return;
  const message = "Only a webhook of the form standard whose events include webhook.failing is told of it.";
  throw new AppError("invalid_input", message, { field: "event" });
}

function registerNewReplay(api: Api, ctx: Context): void {
  api.post(
    "/webhooks/:id/replays",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Make past deliveries once more: named ones, or those of a filter",
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

function registerReplays(api: Api, ctx: Context): void {
  api.get(
    "/webhooks/:id/replays",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List a webhook's replays, newest first",
        params: idParams,
        querystring: pageQuery,
        response: { 200: pageOf(replay), ...failures },
      },
    },
    async (request) => {
      const webhook = await requireWebhook(ctx, request);
      return pageById(request.query, (slice) => listReplays(ctx.db, webhook.id, slice), present);
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
  const { message_ids: messageIds, outcome, since, until, alert_group: group, incident, cause } = body;
  if (since !== undefined && until !== undefined && Date.parse(since) >= Date.parse(until)) {
    throw new AppError("invalid_input", "The end must be after the beginning.", { field: "until" });
  }
  if (messageIds === undefined) {
    const [groupId, incidentId] = [await readGroup(ctx, group), await readIncident(ctx, incident)];
    return { kind: "filter", outcome: outcome ?? "failed", since, until, groupId, incidentId, cause };
  }
  const extra = Object.entries({ outcome, alert_group: group, incident, cause }).find(([, value]) => value);
  if (extra === undefined) return { kind: "named", messageIds, since, until };
  const [field] = extra;
  throw new AppError("invalid_input", `Deliveries that are named cannot be filtered by ${field}.`, { field });
}

async function readIncident(ctx: Context, id: string | undefined): Promise<IncidentId | undefined> {
  if (id === undefined) return undefined;
  const found = await findIncident(ctx.db, id);
  if (found) return found.id;
  throw new AppError("invalid_input", `There is no incident ${id}.`, { field: "incident" });
}

function present(row: Replay): z.output<typeof replay> {
  const { publicId: id, total, queued, remaining, createdAt, cancelledAt } = row;
  const state = cancelledAt !== null ? "cancelled" : remaining > 0 ? "running" : "finished";
  return { id, state, total, queued, remaining, created_at: createdAt, cancelled_at: cancelledAt };
}
