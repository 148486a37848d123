import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  createHeartbeat,
  deleteHeartbeat,
  heartbeatStatuses,
  type ListedHeartbeat,
  listHeartbeats,
  maxGraceSeconds,
  maxHeartbeatNameLength,
  maxIntervalSeconds,
  minIntervalSeconds,
  updateHeartbeat,
} from "../../core/heartbeats/index.ts";
import { integrationUrl } from "../../core/integrations/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { requireIntegration } from "./integrations.ts";
import { pageById } from "./paging.ts";
import { failures, idParams, instant, nothing, pageOf, pageQuery, publicId } from "./schemas.ts";

const tags = ["Heartbeats"];

const heartbeat = z
  .object({
    id: publicId,
    integration_id: publicId,
    name: z.string(),
    is_automatic: z.boolean().describe("It came with its integration; its alarm needs at least one ping."),
    url: z.string().nullable().describe("Where GET or POST is a ping."),
    interval_seconds: z.int(),
    grace_seconds: z.int(),
    status: z.enum(heartbeatStatuses),
    is_enabled: z.boolean().describe("Whether a missing ping gives an alarm."),
    last_ping_at: instant.nullable(),
    due_at: instant.nullable().describe("By when the next ping must come; null when none is waited for."),
    missed_at: instant.nullable(),
    created_at: instant,
  })
  .meta({ id: "Heartbeat" });

const name = z.string().trim().min(1).max(maxHeartbeatNameLength);
const interval = z.int().min(minIntervalSeconds).max(maxIntervalSeconds);
const grace = z.int().min(0).max(maxGraceSeconds);

const newHeartbeat = z.object({
  integration_id: publicId.describe("Alarms are alerts of this integration: its routes decide who is told."),
  name,
  interval_seconds: interval,
  grace_seconds: grace.default(0).describe("How much later than that a ping may come."),
});

const heartbeatChanges = z.object({
  name: name.optional(),
  interval_seconds: interval.optional(),
  grace_seconds: grace.optional(),
  is_enabled: z.boolean().optional().describe("False pauses it; true waits for a ping from now on."),
});

const listQuery = pageQuery.extend({ integration: publicId.optional() });

export function registerHeartbeats(api: Api, ctx: Context): void {
  api.get(
    "/heartbeats",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List heartbeats",
        querystring: listQuery,
        response: { 200: pageOf(heartbeat), ...failures },
      },
    },
    (request) =>
      pageById(
        request.query,
        (slice) => listHeartbeats(ctx.db, { integration: request.query.integration }, slice),
        (row) => present(ctx, row),
      ),
  );
  api.get(
    "/heartbeats/:id",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Get a heartbeat",
        params: idParams,
        response: { 200: heartbeat, ...failures },
      },
    },
    (request) => read(ctx, request.params.id),
  );
  registerWrites(api, ctx);
}

function registerWrites(api: Api, ctx: Context): void {
  api.post(
    "/heartbeats",
    {
      config: { role: "editor" },
      schema: {
        tags,
        summary: "Make a heartbeat; its first ping must come in time as well",
        body: newHeartbeat,
        response: { 201: heartbeat, ...failures },
      },
    },
    async (request, reply) => {
      const { integration_id: integrationId, name, interval_seconds, grace_seconds } = request.body;
      const integration = await requireIntegration(ctx, integrationId);
      const input = { name, intervalSeconds: interval_seconds, graceSeconds: grace_seconds };
      const id = await createHeartbeat(ctx, callerOf(request), integration, input);
      return reply.code(201).send(await read(ctx, id));
    },
  );
  api.patch(
    "/heartbeats/:id",
    {
      config: { role: "editor" },
      schema: {
        tags,
        summary: "Change, pause or switch on a heartbeat",
        params: idParams,
        body: heartbeatChanges,
        response: { 200: heartbeat, ...failures },
      },
    },
    async (request) => {
      const { name, interval_seconds, grace_seconds, is_enabled } = request.body;
      await updateHeartbeat(ctx, callerOf(request), request.params.id, {
        name,
        intervalSeconds: interval_seconds,
        graceSeconds: grace_seconds,
        isEnabled: is_enabled,
      });
      return read(ctx, request.params.id);
    },
  );
  api.delete(
    "/heartbeats/:id",
    {
      config: { role: "editor" },
      schema: {
        tags,
        summary: "Remove a heartbeat that has a URL of its own",
        params: idParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      await deleteHeartbeat(ctx, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

async function read(ctx: Context, id: string): Promise<z.output<typeof heartbeat>> {
  const [row] = await listHeartbeats(ctx.db, { heartbeat: id }, { beforeId: undefined, limit: 1 });
  if (!row) throw new AppError("not_found", "There is no such heartbeat.");
  return present(ctx, row);
}

function present({ publicUrl }: Context, row: ListedHeartbeat): z.output<typeof heartbeat> {
  const { status, lastPingAt, dueAt, missedAt } = row.state;
  return {
    id: row.publicId,
    integration_id: row.integrationPublicId,
    name: row.name,
    is_automatic: row.token === null,
    url: urlOf(publicUrl, row),
    interval_seconds: row.intervalSeconds,
    grace_seconds: row.graceSeconds,
    status,
    is_enabled: status !== "idle" && status !== "paused",
    last_ping_at: lastPingAt,
    due_at: dueAt,
    missed_at: missedAt,
    created_at: row.createdAt,
  };
}

function urlOf(
  publicUrl: string,
  { token, integrationType, integrationToken }: ListedHeartbeat,
): string | null {
  if (token !== null) return `${publicUrl}/heartbeats/v1/${token}/`;
  const link = integrationUrl(publicUrl, { type: integrationType, token: integrationToken });
  return link && `${link}heartbeat/`;
}
