import { findTeam, type Team } from "../../core/people/index.ts";
import type { ApiRequest } from "./endpoint.ts";
import { badField } from "./refusals.ts";

/** A query parameter; an empty one counts as absent, as in Django's filters. */
export function readParameter(query: URLSearchParams, name: string): string | undefined {
  return query.getAll(name).at(-1) || undefined;
}

/**
 * The `team_id` filter of every list: a team, `null` for "no team", or undefined without the filter.
 * @throws Refusal 400 for a team that does not exist
 */
export async function readTeamFilter({ ctx, query }: ApiRequest): Promise<Team | null | undefined> {
  const id = readParameter(query, "team_id");
  if (id === undefined) return undefined;
  if (id === "null") return null;
  const team = await findTeam(ctx.db, id);
  if (team) return team;
  throw badField("team_id", "Select a valid choice. That choice is not one of the available choices.");
}

/**
 * The team that a body names in `field`.
 * @throws Refusal 400 when there is no such team
 */
export async function findNamedTeam(
  { ctx }: ApiRequest,
  field: string,
  publicId: string | null,
): Promise<Team | null> {
  if (publicId === null) return null;
  const team = await findTeam(ctx.db, publicId);
  if (!team) throw badField(field, "Object does not exist");
  return team;
}
