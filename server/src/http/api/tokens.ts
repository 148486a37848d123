import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { createToken, findUser, revokeToken, type User } from "../../core/people/index.ts";
import { type ListedToken, listNewestTokens } from "../../core/people/listing-store.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { pageById } from "./paging.ts";
import { failures, idParams, instant, nothing, pageOf, pageQuery, publicId, role } from "./schemas.ts";

export const token = z
  .object({
    id: publicId,
    name: z.string(),
    hint: z.string().describe("The first characters of the token."),
    role,
    username: z.string().nullable().describe("Whom it acts as; null for a token of no person."),
    created_at: instant,
    last_used_at: instant.nullable(),
    revoked_at: instant.nullable(),
  })
  .meta({ id: "Token" });

const newToken = z.object({
  name: z.string().trim().min(1).max(150),
  role: role.default("admin").describe("Never above the user's own role."),
  user_id: publicId
    .nullable()
    .optional()
    .describe("Whom it acts as; the caller when absent, nobody when null."),
});

export const madeToken = z.object({
  id: publicId,
  token: z.string().describe("The token itself. It is shown this once."),
});

const tags = ["Tokens"];

export function registerTokens(api: Api, ctx: Context): void {
  api.get(
    "/tokens",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "List API tokens, revoked ones included",
        querystring: pageQuery,
        response: { 200: pageOf(token), ...failures },
      },
    },
    (request) => pageById(request.query, (slice) => listNewestTokens(ctx.db, slice), presentToken),
  );
  api.post(
    "/tokens",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Make an API token",
        body: newToken,
        response: { 201: madeToken, ...failures },
      },
    },
    async (request, reply) => {
      const { name, role: tokenRole, user_id: userId } = request.body;
      const caller = callerOf(request);
      const user = userId === undefined ? caller.user : await findOwner(ctx, userId);
      return reply.code(201).send(await createToken(ctx, { caller, name, role: tokenRole, user }));
    },
  );
  api.delete(
    "/tokens/:id",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Revoke an API token",
        params: idParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      await revokeToken(ctx, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

async function findOwner(ctx: Context, userId: string | null): Promise<User | null> {
  if (userId === null) return null;
  const user = await findUser(ctx.db, userId);
  if (!user) throw new AppError("invalid_input", "There is no such user.", { field: "user_id" });
  return user;
}

export function presentToken(row: ListedToken): z.output<typeof token> {
  return {
    id: row.publicId,
    name: row.name,
    hint: row.hint,
    role: row.role,
    username: row.username,
    created_at: row.createdAt,
    last_used_at: row.lastUsedAt,
    revoked_at: row.revokedAt,
  };
}
