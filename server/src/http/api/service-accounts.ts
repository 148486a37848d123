import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  createServiceAccount,
  createServiceAccountToken,
  deleteServiceAccount,
  revokeServiceAccountToken,
} from "../../core/people/index.ts";
import {
  findListedServiceAccount,
  type ListedServiceAccount,
  listNewestServiceAccounts,
  listServiceAccountTokens,
  type ServiceAccountToken,
} from "../../core/people/service-account-store.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { pageById } from "./paging.ts";
import { failures, idParams, instant, nothing, pageOf, pageQuery, publicId, role } from "./schemas.ts";

const serviceAccount = z
  .object({
    id: publicId,
    name: z.string(),
    role,
    tokens_count: z.int().describe("Tokens that are not revoked."),
    created_at: instant,
    last_used_at: instant.nullable(),
  })
  .meta({ id: "ServiceAccount" });

const accountToken = z
  .object({
    id: publicId,
    name: z.string(),
    hint: z.string().describe("The first characters of the token."),
    created_at: instant,
    last_used_at: instant.nullable(),
    revoked_at: instant.nullable(),
  })
  .meta({ id: "ServiceAccountToken" });

const name = z.string().trim().min(1).max(150);
const newAccount = z.object({
  name,
  role: role.default("responder").describe("What it may do. Declaring incidents needs `responder`."),
});
const newToken = z.object({ name });
const madeToken = z.object({
  id: publicId,
  token: z.string().describe("The token itself. It is shown this once."),
});
const tokenParams = z.object({ id: publicId, tokenId: publicId });

const tags = ["Service accounts"];

/** Programs that call this server, and their tokens. */
export function registerServiceAccounts(api: Api, ctx: Context): void {
  api.get(
    "/service-accounts",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "List service accounts",
        querystring: pageQuery,
        response: { 200: pageOf(serviceAccount), ...failures },
      },
    },
    (request) => pageById(request.query, (slice) => listNewestServiceAccounts(ctx.db, slice), present),
  );
  api.post(
    "/service-accounts",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Make a service account",
        body: newAccount,
        response: { 201: serviceAccount, ...failures },
      },
    },
    async (request, reply) => {
      const made = await createServiceAccount(ctx, callerOf(request), request.body);
      return reply.code(201).send(present(await find(ctx, made.publicId)));
    },
  );
  registerOneAccount(api, ctx);
  registerAccountTokens(api, ctx);
}

function registerOneAccount(api: Api, ctx: Context): void {
  api.get(
    "/service-accounts/:id",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Get a service account",
        params: idParams,
        response: { 200: serviceAccount, ...failures },
      },
    },
    async (request) => present(await find(ctx, request.params.id)),
  );
  api.delete(
    "/service-accounts/:id",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Delete a service account; all its tokens end at once",
        params: idParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      await deleteServiceAccount(ctx, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function registerAccountTokens(api: Api, ctx: Context): void {
  api.get(
    "/service-accounts/:id/tokens",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "List the tokens of a service account, revoked ones included",
        params: idParams,
        querystring: pageQuery,
        response: { 200: pageOf(accountToken), ...failures },
      },
    },
    async (request) => {
      const { id } = await find(ctx, request.params.id);
      return pageById(request.query, (slice) => listServiceAccountTokens(ctx.db, id, slice), presentToken);
    },
  );
  api.post(
    "/service-accounts/:id/tokens",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Make a token for a service account",
        params: idParams,
        body: newToken,
        response: { 201: madeToken, ...failures },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const made = await createServiceAccountToken(ctx, callerOf(request), params.id, body.name);
      return reply.code(201).send(made);
    },
  );
  api.delete(
    "/service-accounts/:id/tokens/:tokenId",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Revoke a token of a service account; it ends at once",
        params: tokenParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      const { id, tokenId } = request.params;
      await revokeServiceAccountToken(ctx, callerOf(request), id, tokenId);
      return reply.code(204).send(null);
    },
  );
}

/** @throws AppError `not_found` */
async function find(ctx: Context, id: string): Promise<ListedServiceAccount> {
  const account = await findListedServiceAccount(ctx.db, id);
  if (!account) throw new AppError("not_found", "There is no such service account.");
  return account;
}

function present(row: ListedServiceAccount): z.output<typeof serviceAccount> {
  return {
    id: row.publicId,
    name: row.name,
    role: row.role,
    tokens_count: row.tokensCount,
    created_at: row.createdAt,
    last_used_at: row.lastUsedAt,
  };
}

function presentToken(row: ServiceAccountToken): z.output<typeof accountToken> {
  return {
    id: row.publicId,
    name: row.name,
    hint: row.hint,
    created_at: row.createdAt,
    last_used_at: row.lastUsedAt,
    revoked_at: row.revokedAt,
  };
}
