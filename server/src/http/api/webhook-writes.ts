import type { Context } from "../../core/context.ts";
import {
  deleteWebhook,
  findSigningSecretStatus,
  longestOverlapSeconds,
  removeSigningSecrets,
  rotateSigningSecret,
  updateWebhook,
  type Webhook,
} from "../../core/outgoing-webhooks/index.ts";
import { createMessageMakers } from "../../payloads/index.ts";
import { type Api, callerOf } from "./access.ts";
import { makeWebhook } from "./make-webhook.ts";
import { requireWebhook } from "./require-webhook.ts";
import { failures, idParams, nothing } from "./schemas.ts";
import { readChanges, refusedWebhook } from "./webhook-input.ts";
import {
  madeWebhook,
  newWebhook,
  presentWebhook,
  secretRotation,
  webhookChanges,
  webhookDetail,
} from "./webhook-schemas.ts";

const tags = ["Outgoing webhooks"];

/** One webhook: making, reading, changing, deleting, and what its messages are signed with. */
export function registerWebhookWrites(api: Api, ctx: Context): void {
  registerMaking(api, ctx);
  registerChanging(api, ctx);
  registerSigningSecret(api, ctx);
}

function registerMaking(api: Api, ctx: Context): void {
  const makers = createMessageMakers(ctx.publicUrl);
  api.post(
    "/webhooks",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Make an outgoing webhook",
        body: newWebhook,
        response: { 201: madeWebhook, ...failures },
      },
    },
    async (request, reply) => {
      const { webhook, secret } = await makeWebhook(ctx, callerOf(request), makers, request.body);
      return reply.code(201).send({ ...(await present(ctx, webhook)), secret });
    },
  );
}

function registerChanging(api: Api, ctx: Context): void {
  const makers = createMessageMakers(ctx.publicUrl);
  const common = { tags, params: idParams };
  api.get(
    "/webhooks/:id",
    {
      config: { role: "viewer" },
      schema: { ...common, summary: "Read a webhook", response: { 200: webhookDetail, ...failures } },
    },
    async (request) => present(ctx, await requireWebhook(ctx, request)),
  );
  api.patch(
    "/webhooks/:id",
    {
      config: { role: "admin" },
      schema: {
        ...common,
        summary: "Change a webhook; what is absent stays",
        body: webhookChanges,
        response: { 200: webhookDetail, ...failures },
      },
    },
    async (request) => {
      const webhook = await requireWebhook(ctx, request);
      const update = await readChanges(ctx, makers, { dialect: webhook.dialect, changes: request.body });
      const result = await updateWebhook(ctx, callerOf(request), webhook, update);
      if (result.kind === "refused") throw refusedWebhook(result.refusal);
      return present(ctx, result.webhook);
    },
  );
  api.delete(
    "/webhooks/:id",
    {
      config: { role: "admin" },
      schema: { ...common, summary: "Delete a webhook", response: { 204: nothing, ...failures } },
    },
    async (request, reply) => {
      await deleteWebhook(ctx, callerOf(request), await requireWebhook(ctx, request));
      return reply.code(204).send(null);
    },
  );
}

function registerSigningSecret(api: Api, ctx: Context): void {
  const makers = createMessageMakers(ctx.publicUrl);
  const common = { tags, params: idParams };
  api.post(
    "/webhooks/:id/secret/rotate",
    {
      config: { role: "admin" },
      schema: {
        ...common,
        summary: "Sign with another secret; the one before stays in use for a while",
        description: `At most ${longestOverlapSeconds / 86_400} days. A form with one signature changes at once.`,
        body: secretRotation,
        response: { 200: madeWebhook, ...failures },
      },
    },
    async (request) => {
      const webhook = await requireWebhook(ctx, request);
      const { secret: given, overlap_seconds: overlapSeconds } = request.body;
      const input = { secret: given, overlapSeconds, makers };
      const secret = await rotateSigningSecret(ctx, callerOf(request), webhook, input);
      return { ...(await present(ctx, webhook)), secret };
    },
  );
  api.delete(
    "/webhooks/:id/secret",
    {
      config: { role: "admin" },
      schema: {
        ...common,
        summary: "Send messages without a signature",
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      await removeSigningSecrets(ctx, callerOf(request), await requireWebhook(ctx, request));
      return reply.code(204).send(null);
    },
  );
}

async function present(ctx: Context, webhook: Webhook) {
  return presentWebhook(webhook, await findSigningSecretStatus(ctx.db, webhook.id));
}
