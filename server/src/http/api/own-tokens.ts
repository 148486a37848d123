import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { createOwnToken, revokeOwnToken } from "../../core/people/index.ts";
import { listNewestTokens } from "../../core/people/listing-store.ts";
import { type Api, callerOf, requireBrowser } from "./access.ts";
import { pageById } from "./paging.ts";
import { failures, idParams, nothing, pageOf, pageQuery, role } from "./schemas.ts";
import { madeToken, presentToken, token } from "./tokens.ts";

const newOwnToken = z.strictObject({
  name: z.string().trim().min(1).max(150),
  role: role.optional().describe("Yours when absent, never above it."),
});

const tags = ["Tokens"];

/** Everybody's own API tokens. Only a person who is signed in makes and ends them, or a token would live on in another. */
export function registerOwnTokens(api: Api, ctx: Context): void {
  const config = { role: "viewer" } as const;
  api.get(
    "/session/tokens",
    {
      config,
      schema: {
        tags,
        summary: "List one's own API tokens, revoked ones included",
        querystring: pageQuery,
        response: { 200: pageOf(token), ...failures },
      },
    },
    (request) => {
      const { id } = requireBrowser(request);
      return pageById(request.query, (slice) => listNewestTokens(ctx.db, slice, id), presentToken);
    },
  );
  api.post(
    "/session/tokens",
    {
      config,
      schema: {
        tags,
        summary: "Make an API token that acts as oneself",
        body: newOwnToken,
        response: { 201: madeToken, ...failures },
      },
    },
    async (request, reply) => {
      requireBrowser(request);
      const made = await createOwnToken(ctx, { caller: callerOf(request), ...request.body });
      return reply.code(201).send(made);
    },
  );
  api.delete(
    "/session/tokens/:id",
    {
      config,
      schema: {
        tags,
        summary: "Revoke one of one's own API tokens",
        params: idParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      requireBrowser(request);
      await revokeOwnToken(ctx, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
