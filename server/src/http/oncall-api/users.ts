import { findTeamIdsOfUsers, findUser, listUsers, type Role, type User } from "../../core/people/index.ts";
import { type Answer, type ApiRequest, type Endpoint, ok } from "./endpoint.ts";
import { answerPage, readPageRequest } from "./pagination.ts";
import { readParameter } from "./query.ts";
import { badField, notFound } from "./refusals.ts";

export const userEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/users", role: "viewer", handle: list },
  { method: "GET", path: "/users/:id", role: "viewer", handle: retrieve },
];

const pageSize = 100;

/** OnCall knows no responders: they may act on alert groups, which its editors may. */
const shownRoles: Record<Role, string> = {
  viewer: "viewer",
  responder: "editor",
  editor: "editor",
  admin: "admin",
};

/** Numbers of OnCall's roles in the filter; 3 is a role without any right, which ours do not have. */
const numberedRoles = new Map<string, readonly Role[]>([
  ["0", ["admin"]],
  ["1", ["editor", "responder"]],
  ["2", ["viewer"]],
  ["3", []],
]);

async function list(request: ApiRequest): Promise<Answer> {
  const { ctx, query, address } = request;
  const email = readParameter(query, "email");
  const username = readParameter(query, "username");
  const roles = readRoles(query);
  const filter = {
    ...(email === undefined ? {} : { email }),
    ...(username === undefined ? {} : { username }),
    ...(roles === undefined ? {} : { roles }),
  };
  const isShort = query.get("short")?.toLowerCase() === "true";
  const page = readPageRequest(address, pageSize);
  const fetch = (slice: Parameters<typeof listUsers>[2]) => listUsers(ctx.db, filter, slice);
  return ok(
    await answerPage(page, fetch, (users) => (isShort ? users.map(presentShort) : presentUsers(ctx, users))),
  );
}

/** `current` is the user of the token; a token of no person has none. */
async function retrieve({ ctx, caller, id }: ApiRequest): Promise<Answer> {
  const user = id === "current" ? caller.user : await findUser(ctx.db, id);
  if (!user) throw notFound();
  const [presented] = await presentUsers(ctx, [user]);
  return ok(presented);
}

function readRoles(query: URLSearchParams): Role[] | undefined {
  const numbers = query.getAll("roles");
  if (numbers.length === 0) return undefined;
  return numbers.flatMap((number) => {
    const roles = numberedRoles.get(number);
    if (roles) return [...roles];
    throw badField("roles", `Select a valid choice. ${number} is not one of the available choices.`);
  });
}

async function presentUsers(ctx: ApiRequest["ctx"], users: readonly User[]) {
  const ids = users.map((user) => user.id);
  const teams = await findTeamIdsOfUsers(ctx.db, ids);
  return users.map((user) => ({
    id: user.publicId,
    grafana_id: user.id,
    email: user.email,
    slack: null,
    username: user.username,
    role: shownRoles[user.role],
    is_phone_number_verified: false,
    timezone: user.timezone,
    teams: teams.get(user.id) ?? [],
  }));
}

function presentShort(user: User) {
  return {
    id: user.publicId,
    grafana_id: user.id,
    email: user.email,
    username: user.username,
    role: shownRoles[user.role],
    is_phone_number_verified: false,
  };
}
