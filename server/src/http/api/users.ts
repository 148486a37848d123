import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { createUser, updateOwnProfile, updateUser } from "../../core/people/index.ts";
import { findListedUser, type ListedUser, listNewestUsers } from "../../core/people/listing-store.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { pageById } from "./paging.ts";
import { failures, idParams, instant, pageOf, pageQuery, publicId, role } from "./schemas.ts";

const user = z
  .object({
    id: publicId,
    username: z.string(),
    email: z.string(),
    role,
    timezone: z.string().nullable(),
    team_ids: z.array(publicId),
    created_at: instant,
    deactivated_at: instant.nullable(),
  })
  .meta({ id: "User" });

const email = z.union([z.literal(""), z.email().max(254)]);
const timezone = z
  .string()
  .refine((name) => isTimezone(name), "is no IANA time zone")
  .nullable()
  .describe("An IANA name such as `Europe/Berlin`.");

const newUser = z.object({
  username: z.string().trim().min(1).max(150),
  role,
  email: email.default(""),
  timezone: timezone.default(null),
});

const userChanges = z.object({
  role: role.optional(),
  email: email.optional(),
  timezone: timezone.optional(),
  is_active: z.boolean().optional().describe("False ends all sessions and tokens of the user."),
});

const ownChanges = userChanges.pick({ email: true, timezone: true });

const tags = ["Users"];

export function registerUsers(api: Api, ctx: Context): void {
  api.get(
    "/users",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List users, deactivated ones included",
        querystring: pageQuery,
        response: { 200: pageOf(user), ...failures },
      },
    },
    (request) => pageById(request.query, (slice) => listNewestUsers(ctx.db, slice), present),
  );
  api.get(
    "/users/:id",
    {
      config: { role: "viewer" },
      schema: { tags, summary: "Get a user", params: idParams, response: { 200: user, ...failures } },
    },
    (request) => read(ctx, request.params.id),
  );
  api.post(
    "/users",
    {
      config: { role: "admin" },
      schema: { tags, summary: "Make a user", body: newUser, response: { 201: user, ...failures } },
    },
    async (request, reply) => {
      const { publicId: id } = await createUser(ctx, callerOf(request), request.body);
      return reply.code(201).send(await read(ctx, id));
    },
  );
  api.patch(
    "/users/:id",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Change a user; deactivate or reactivate",
        params: idParams,
        body: userChanges,
        response: { 200: user, ...failures },
      },
    },
    async (request) => {
      const { is_active: isActive, ...changes } = request.body;
      await updateUser(ctx, callerOf(request), request.params.id, { ...changes, isActive });
      return read(ctx, request.params.id);
    },
  );
  registerOwnProfile(api, ctx);
}

function registerOwnProfile(api: Api, ctx: Context): void {
  api.patch(
    "/users/me",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Change your own mail address and time zone",
        body: ownChanges,
        response: { 200: user, ...failures },
      },
    },
    async (request) => read(ctx, await updateOwnProfile(ctx, callerOf(request), request.body)),
  );
}

async function read(ctx: Context, id: string): Promise<z.output<typeof user>> {
  const row = await findListedUser(ctx.db, id);
  if (!row) throw new AppError("not_found", "There is no such user.");
  return present(row);
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function present(row: ListedUser): z.output<typeof user> {
  return {
    id: row.publicId,
    username: row.username,
    email: row.email,
    role: row.role,
    timezone: row.timezone,
    team_ids: row.teams,
    created_at: row.createdAt,
    deactivated_at: row.deactivatedAt,
  };
}
