import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  addMember,
  createTeam,
  deleteTeam,
  findUser,
  maxTeamMembers,
  removeMember,
  type User,
  updateTeam,
} from "../../core/people/index.ts";
import { findListedTeam, type ListedTeam, listNewestTeams } from "../../core/people/listing-store.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { pageById } from "./paging.ts";
import { failures, idParams, instant, nothing, pageOf, pageQuery, publicId } from "./schemas.ts";

const team = z
  .object({
    id: publicId,
    name: z.string(),
    email: z.string().nullable(),
    member_ids: z.array(publicId),
    created_at: instant,
  })
  .meta({ id: "Team" });

const name = z.string().trim().min(1).max(150);
const email = z.email().max(254).nullable();

const newTeam = z.object({
  name,
  email: email.default(null),
  member_ids: z.array(publicId).max(maxTeamMembers).default([]),
});

const teamChanges = z.object({ name: name.optional(), email: email.optional() });

const memberParams = z.object({ id: publicId, userId: publicId });

const madeTeam = z.object({ id: publicId, name: z.string() });

const tags = ["Teams"];

export function registerTeams(api: Api, ctx: Context): void {
  api.get(
    "/teams",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List teams",
        querystring: pageQuery,
        response: { 200: pageOf(team), ...failures },
      },
    },
    (request) => pageById(request.query, (slice) => listNewestTeams(ctx.db, slice), present),
  );
  api.post(
    "/teams",
    {
      config: { role: "admin" },
      schema: { tags, summary: "Make a team", body: newTeam, response: { 201: madeTeam, ...failures } },
    },
    async (request, reply) => {
      const { member_ids: memberIds, ...team } = request.body;
      const members = await findMembers(ctx, memberIds);
      const made = await createTeam(ctx, callerOf(request), { ...team, members });
      return reply.code(201).send({ id: made.publicId, name: made.name });
    },
  );
  registerChanges(api, ctx);
  registerMembers(api, ctx);
}

function registerChanges(api: Api, ctx: Context): void {
  api.get(
    "/teams/:id",
    {
      config: { role: "viewer" },
      schema: { tags, summary: "Get a team", params: idParams, response: { 200: team, ...failures } },
    },
    (request) => read(ctx, request.params.id),
  );
  api.patch(
    "/teams/:id",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Change a team; what is absent stays as it is",
        params: idParams,
        body: teamChanges,
        response: { 200: team, ...failures },
      },
    },
    async (request) => {
      await updateTeam(ctx, callerOf(request), request.params.id, request.body);
      return read(ctx, request.params.id);
    },
  );
  api.delete(
    "/teams/:id",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Delete a team that has no integrations and no webhooks any more",
        params: idParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      await deleteTeam(ctx, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

const memberChanges = [
  { method: "PUT", change: addMember, summary: "Add a user to a team" },
  { method: "DELETE", change: removeMember, summary: "Take a user out of a team" },
] as const;

function registerMembers(api: Api, ctx: Context): void {
  for (const { method, change, summary } of memberChanges) {
    api.route({
      method,
      url: "/teams/:id/members/:userId",
      config: { role: "admin" },
      schema: { tags, summary, params: memberParams, response: { 200: team, ...failures } },
      handler: async (request) => {
        const { id, userId } = request.params;
        await change(ctx, callerOf(request), id, userId);
        return read(ctx, id);
      },
    });
  }
}

async function read(ctx: Context, id: string): Promise<z.output<typeof team>> {
  const row = await findListedTeam(ctx.db, id);
  if (!row) throw new AppError("not_found", "There is no such team.");
  return present(row);
}

async function findMembers(ctx: Context, ids: readonly string[]): Promise<User[]> {
  const members: User[] = [];
  for (const id of ids) {
    const user = await findUser(ctx.db, id);
    if (!user) throw new AppError("invalid_input", `There is no active user ${id}.`, { field: "member_ids" });
    members.push(user);
  }
  return members;
}

function present(row: ListedTeam): z.output<typeof team> {
  return {
    id: row.publicId,
    name: row.name,
    email: row.email,
    member_ids: row.members,
    created_at: row.createdAt,
  };
}
