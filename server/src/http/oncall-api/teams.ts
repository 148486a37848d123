import { findTeam, listTeams, type Team } from "../../core/people/index.ts";
import { type Answer, type ApiRequest, type Endpoint, ok } from "./endpoint.ts";
import { answerPage, readPageRequest } from "./pagination.ts";
import { readParameter } from "./query.ts";
import { notFound } from "./refusals.ts";

export const teamEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/teams", role: "viewer", handle: list },
  { method: "GET", path: "/teams/:id", role: "viewer", handle: retrieve },
];

const pageSize = 50;

async function list({ ctx, query, address }: ApiRequest): Promise<Answer> {
  const name = readParameter(query, "name");
  const filter = name === undefined ? {} : { name };
  const page = readPageRequest(address, pageSize);
  return ok(
    await answerPage(
      page,
      (slice) => listTeams(ctx.db, filter, slice),
      (teams) => teams.map(present),
    ),
  );
}

async function retrieve({ ctx, id }: ApiRequest): Promise<Answer> {
  const team = await findTeam(ctx.db, id);
  if (!team) throw notFound();
  return ok(present(team));
}

function present(team: Team) {
  return {
    id: team.publicId,
    grafana_id: team.id,
    name: team.name,
    email: team.email,
    avatar_url: team.avatarUrl,
  };
}
