import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { createTeam, findUser, type User } from "../../core/people/index.ts";
import { type ListedTeam, listNewestTeams } from "../../core/people/listing-store.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { pageById } from "./paging.ts";
import { failures, instant, pageOf, pageQuery, publicId } from "./schemas.ts";

const team = z
  .object({
    id: publicId,
    name: z.string(),
    email: z.string().nullable(),
    member_ids: z.array(publicId),
    created_at: instant,
  })
  .meta({ id: "Team" });

const newTeam = z.object({
  name: z.string().trim().min(1).max(150),
  email: z.email().max(254).nullable().default(null),
  member_ids: z.array(publicId).max(500).default([]),
});

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
      const { name, email, member_ids: memberIds } = request.body;
      const members = await findMembers(ctx, memberIds);
      const made = await createTeam(ctx, callerOf(request), { name, email, members });
      return reply.code(201).send({ id: made.publicId, name: made.name });
    },
  );
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
