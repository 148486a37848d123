import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { listParkedRequests, listRefusedRequests } from "../../core/intake/diagnosis-store.ts";
import { discardParked, replayParked } from "../../core/intake/parked-requests.ts";
import { type Api, callerOf } from "./access.ts";
import { requireIntegration } from "./integrations.ts";
import { pageById } from "./paging.ts";
import { keptRequest, presentKeptRequest } from "./present-kept-request.ts";
import { failures, idParams, nothing, pageOf, pageQuery } from "./schemas.ts";

const tags = ["Integrations"];
const rowParams = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

/** Requests that did not become alerts, and what can be done about them. */
export function registerKeptRequests(api: Api, ctx: Context): void {
  const lists = [
    {
      name: "refused-requests",
      summary: "List the newest requests that were refused at the door",
      list: listRefusedRequests,
    },
    {
      name: "parked-requests",
      summary: "List requests that were accepted and could not be interpreted",
      list: listParkedRequests,
    },
  ] as const;
  for (const { name, summary, list } of lists) {
    api.get(
      `/integrations/:id/${name}`,
      {
        config: { role: "viewer" },
        schema: {
          tags,
          summary,
          params: idParams,
          querystring: pageQuery,
          response: { 200: pageOf(keptRequest), ...failures },
        },
      },
      async (request) => {
        const { id, type } = await requireIntegration(ctx, request.params.id);
        const module = ctx.integrationTypes.find(type);
        return pageById(
          request.query,
          (slice) => list(ctx.db, id, slice),
          (row) => presentKeptRequest(module, row),
        );
      },
    );
  }
  registerParkedActions(api, ctx);
}

function registerParkedActions(api: Api, ctx: Context): void {
  api.post(
    "/parked-requests/:id/replay",
    {
      config: { role: "editor" },
      schema: {
        tags,
        summary: "Interpret a parked request anew",
        params: rowParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      await replayParked(ctx, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    "/parked-requests/:id",
    {
      config: { role: "editor" },
      schema: {
        tags,
        summary: "Give a parked request up",
        params: rowParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      await discardParked(ctx, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
