import { z } from "zod";
import { type ChangeEvent, listChangeEvents } from "../../core/change-events/index.ts";
import type { Context } from "../../core/context.ts";
import type { Integration } from "../../core/integrations/index.ts";
import {
  findRoutingKey,
  maxRoutingKeyLength,
  minRoutingKeyLength,
  routingKeyOf,
  setRoutingKey,
} from "../../core/integrations/routing-key.ts";
import { type Api, callerOf } from "./access.ts";
import { requireIntegration } from "./integrations.ts";
import { pageById } from "./paging.ts";
import { failures, idParams, instant, nothing, pageOf, pageQuery } from "./schemas.ts";

const tags = ["Integrations"];

const routingKeys = z
  .object({
    routing_key: z.string().nullable().describe("A key that senders keep from PagerDuty or Opsgenie."),
    hexadecimal: z
      .string()
      .describe("The integration's token as 32 digits, for clients that insist on them."),
  })
  .meta({ id: "RoutingKeys" });

const routingKeyInput = z.object({
  routing_key: z
    .string()
    .min(minRoutingKeyLength)
    .max(maxRoutingKeyLength)
    .regex(/^[A-Za-z0-9_-]+$/),
});

const changeEvent = z
  .object({
    id: z.int(),
    received_at: instant,
    changed_at: instant.nullable().describe("When the change happened, by its sender's clock."),
    summary: z.string(),
    source: z.string(),
    payload: z.string().describe("JSON text as received, without the routing key."),
  })
  .meta({ id: "ChangeEvent" });

/** What senders written for PagerDuty and Opsgenie bring along: their keys, and the changes they report. */
export function registerEventSources(api: Api, ctx: Context): void {
  api.get(
    "/integrations/:id/routing-key",
    {
      config: { role: "editor" },
      schema: {
        tags,
        summary: "Show the keys that clients of PagerDuty and Opsgenie may use",
        params: idParams,
        response: { 200: routingKeys, ...failures },
      },
    },
    async (request) => presentKeys(ctx, await requireIntegration(ctx, request.params.id)),
  );
  api.put(
    "/integrations/:id/routing-key",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Let senders keep a key of another product",
        params: idParams,
        body: routingKeyInput,
        response: { 200: routingKeys, ...failures },
      },
    },
    async (request) => {
      const integration = await requireIntegration(ctx, request.params.id);
      await setRoutingKey(ctx, callerOf(request), integration, request.body.routing_key);
      return presentKeys(ctx, integration);
    },
  );
  api.delete(
    "/integrations/:id/routing-key",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Take the key of another product no more",
        params: idParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      const integration = await requireIntegration(ctx, request.params.id);
      await setRoutingKey(ctx, callerOf(request), integration, null);
      return reply.code(204).send(null);
    },
  );
  registerChangeEvents(api, ctx);
}

function registerChangeEvents(api: Api, ctx: Context): void {
  api.get(
    "/integrations/:id/change-events",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List what was changed on purpose, as its senders reported it",
        params: idParams,
        querystring: pageQuery,
        response: { 200: pageOf(changeEvent), ...failures },
      },
    },
    async (request) => {
      const { id } = await requireIntegration(ctx, request.params.id);
      return pageById(request.query, (slice) => listChangeEvents(ctx.db, id, slice), presentChange);
    },
  );
}

async function presentKeys(ctx: Context, { id, token }: Integration): Promise<z.output<typeof routingKeys>> {
  return { routing_key: await findRoutingKey(ctx.db, id), hexadecimal: routingKeyOf(token) };
}

function presentChange(change: ChangeEvent): z.output<typeof changeEvent> {
  const { id, receivedAt, changedAt, summary, source, payload } = change;
  return { id, received_at: receivedAt, changed_at: changedAt, summary, source, payload };
}
