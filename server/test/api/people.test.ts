import { describe, expect, test } from "vitest";
import { newUser, tokenFor, useWorld } from "./support.ts";

const world = useWorld();

describe("users", () => {
  test("are made, listed and changed", async () => {
    const body = { username: "ada", role: "responder", email: "ada@example.com", timezone: "Europe/Berlin" };
    const made = await world.call("POST", "/users", { body });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ ...body, team_ids: [], deactivated_at: null });
    const team = await world.call("POST", "/teams", { body: { name: "Ops", member_ids: [made.body.id] } });
    const changed = await world.call("PATCH", `/users/${made.body.id}`, {
      body: { role: "editor", timezone: null },
    });
    expect(changed.body).toEqual({ ...made.body, role: "editor", timezone: null, team_ids: [team.body.id] });
    expect((await world.call("GET", "/users")).body.items[0]).toEqual(changed.body);
    expect((await world.call("GET", "/teams")).body.items[0]).toMatchObject({
      id: team.body.id,
      name: "Ops",
      member_ids: [made.body.id],
    });
  });

  test.each([
    [{ username: "ada2", role: "king" }, 422, "role"],
    [{ username: " ", role: "viewer" }, 422, "username"],
    [{ username: "ada2", role: "viewer", email: "nobody" }, 422, "email"],
    [{ username: "ada2", role: "viewer", timezone: "Mars/Base" }, 422, "timezone"],
    [{ username: "admin", role: "viewer" }, 409, "name"],
  ])("%j is refused with %i for %s", async (body, status, field) => {
    const answer = await world.call("POST", "/users", { body });
    expect([answer.status, answer.body.error.field]).toEqual([status, field]);
  });

  test("a deactivated user's token ends at once, and works again when the user is back", async () => {
    const token = await tokenFor(world.ctx, "viewer");
    const { items } = (await world.call("GET", "/users?limit=1")).body;
    const path = `/users/${items[0].id}`;
    expect((await world.call("GET", "/users", { token })).status).toBe(200);
    await world.call("PATCH", path, { body: { is_active: false } });
    expect((await world.call("GET", "/users", { token })).status).toBe(401);
    await world.call("PATCH", path, { body: { is_active: true } });
    expect((await world.call("GET", "/users", { token })).status).toBe(200);
  });

  test("the last active admin stays, also when two admins remove each other at the same time", async () => {
    const other = await newUser(world.ctx, "admin");
    const answers = await Promise.all([
      world.call("PATCH", `/users/${other.publicId}`, { body: { role: "viewer" } }),
      world.call("PATCH", `/users/${world.admin.publicId}`, { body: { is_active: false } }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { items } = (await world.call("GET", "/users?limit=200")).body;
    const admins = items.filter(
      (user: { role: string; deactivated_at: string | null }) =>
        user.role === "admin" && user.deactivated_at === null,
    );
    expect(admins).toHaveLength(1);
  });

  test("nobody but admins writes, and what does not exist answers 404", async () => {
    const token = await tokenFor(world.ctx, "editor");
    expect((await world.call("POST", "/teams", { body: { name: "x" }, token })).status).toBe(403);
    expect((await world.call("PATCH", "/users/UNOBODY", { body: {}, token })).status).toBe(403);
    expect((await world.call("PATCH", "/users/UNOBODY", { body: {} })).status).toBe(404);
    expect((await world.call("GET", "/users/UNOBODY")).status).toBe(404);
  });

  test("a team refuses members that do not exist, and a name that is taken", async () => {
    const stranger = await world.call("POST", "/teams", { body: { name: "New", member_ids: ["UNOBODY"] } });
    expect([stranger.status, stranger.body.error.field]).toEqual([422, "member_ids"]);
    await world.call("POST", "/teams", { body: { name: "Twice" } });
    expect((await world.call("POST", "/teams", { body: { name: "Twice" } })).status).toBe(409);
  });
});
