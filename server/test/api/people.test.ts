import { describe, expect, test } from "vitest";
import { redeemSignInLink } from "../../src/core/people/index.ts";
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

describe("one's own profile", () => {
  test("mail and time zone are everybody's own to change, the role is not", async () => {
    const token = await tokenFor(world.ctx, "viewer");
    const body = { email: "me@example.com", timezone: "Asia/Tokyo" };
    const changed = await world.call("PATCH", "/users/me", { body: { ...body, role: "admin" }, token });
    expect([changed.status, changed.body]).toEqual([
      200,
      expect.objectContaining({ ...body, role: "viewer" }),
    ]);
    const refused = await world.call("PATCH", "/users/me", { body: { timezone: "Mars/Base" }, token });
    expect([refused.status, refused.body.error.field]).toEqual([422, "timezone"]);
  });

  test("a token of nobody has none", async () => {
    const { body } = await world.call("POST", "/tokens", { body: { name: "nobody's", user_id: null } });
    expect((await world.call("PATCH", "/users/me", { body: {}, token: body.token })).status).toBe(403);
  });
});

describe("sign-in links", () => {
  test("an admin makes one for an active user; it signs that user in once and is in the audit log", async () => {
    const user = await newUser(world.ctx, "responder");
    const { status, body } = await world.call("POST", `/users/${user.publicId}/sign-in-link`);
    expect(status).toBe(201);
    const token = new URL(body.url).searchParams.get("token") ?? "";
    expect(body.url).toBe(`https://tocsin.example.com/sign-in?token=${token}`);
    expect(await redeemSignInLink(world.ctx, token)).toBe(user.id);
    expect(await redeemSignInLink(world.ctx, token)).toBeUndefined();
    const audit = await world.call("GET", `/audit?object_id=${user.publicId}`);
    expect(audit.body.items[0].action).toBe("sign-in link made");
    expect(audit.text).not.toContain(token);
  });

  test("nobody else makes one, and none is made for somebody who is deactivated", async () => {
    const user = await newUser(world.ctx, "viewer");
    const path = `/users/${user.publicId}/sign-in-link`;
    expect((await world.call("POST", path, { token: await tokenFor(world.ctx, "editor") })).status).toBe(403);
    await world.call("PATCH", `/users/${user.publicId}`, { body: { is_active: false } });
    expect((await world.call("POST", path)).status).toBe(404);
  });
});

describe("teams", () => {
  const make = async (name: string) => (await world.call("POST", "/teams", { body: { name } })).body.id;
  const auditOf = async (id: string) =>
    (await world.call("GET", `/audit?object_id=${id}`)).body.items.map(
      ({ action }: { action: string }) => action,
    );

  test("are renamed, and keep a name that is another's out", async () => {
    const id = await make("Rename me");
    const changed = await world.call("PATCH", `/teams/${id}`, {
      body: { name: "Named", email: "n@example.com" },
    });
    expect(changed.body).toMatchObject({ id, name: "Named", email: "n@example.com", member_ids: [] });
    expect((await world.call("PATCH", `/teams/${id}`, { body: { name: "Named" } })).status).toBe(200);
    await make("Another");
    const taken = await world.call("PATCH", `/teams/${id}`, { body: { name: "Another" } });
    expect([taken.status, taken.body.error.field]).toEqual([409, "name"]);
    expect(await auditOf(id)).toEqual(["updated", "created"]);
  });

  test("members come and go, each once, and only active users come", async () => {
    const id = await make("Members");
    const user = await newUser(world.ctx, "responder");
    const member = `/teams/${id}/members/${user.publicId}`;
    expect((await world.call("PUT", member)).body.member_ids).toEqual([user.publicId]);
    expect((await world.call("PUT", member)).body.member_ids).toEqual([user.publicId]);
    await world.call("PATCH", `/users/${user.publicId}`, { body: { is_active: false } });
    expect((await world.call("DELETE", member)).body.member_ids).toEqual([]);
    expect((await world.call("DELETE", member)).body.member_ids).toEqual([]);
    expect((await world.call("PUT", member)).status).toBe(404);
    expect(await auditOf(id)).toEqual(["member removed", "member added", "created"]);
  });

  test("a team goes only when nothing belongs to it any more; its members stay", async () => {
    const id = await make("Leaving");
    const user = await newUser(world.ctx, "viewer");
    await world.call("PUT", `/teams/${id}/members/${user.publicId}`);
    const integration = await world.call("POST", "/integrations", {
      body: { type: "webhook", name: "Held", team_id: id },
    });
    const refused = await world.call("DELETE", `/teams/${id}`);
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      expect.stringContaining("1 integrations and 0 webhooks"),
    ]);
    await world.call("DELETE", `/integrations/${integration.body.id}`);
    expect((await world.call("DELETE", `/teams/${id}`)).status).toBe(204);
    expect((await world.call("GET", `/teams/${id}`)).status).toBe(404);
    expect((await world.call("GET", `/users/${user.publicId}`)).body.team_ids).toEqual([]);
    expect(await auditOf(id)).toEqual(["deleted", "member added", "created"]);
  });

  test("only admins change teams, and what does not exist answers 404", async () => {
    const id = await make("Guarded");
    const token = await tokenFor(world.ctx, "editor");
    const member = `/members/${world.admin.publicId}`;
    for (const [method, path, body] of [
      ["PATCH", "", { name: "Mine" }],
      ["DELETE", "", undefined],
      ["PUT", member, undefined],
      ["DELETE", member, undefined],
    ] as const) {
      expect((await world.call(method, `/teams/${id}${path}`, { body, token })).status).toBe(403);
      expect((await world.call(method, `/teams/TNOSUCH${path}`, { body })).status).toBe(404);
    }
    expect((await world.call("PUT", `/teams/${id}/members/UNOBODY`)).status).toBe(404);
  });
});

describe("the audit log", () => {
  test("is newest first, paged, and narrowed by who, what kind and which", async () => {
    const { id } = (await world.call("POST", "/teams", { body: { name: "Audited" } })).body;
    await world.call("PATCH", `/teams/${id}`, { body: { name: "Audited twice" } });
    const { items } = (await world.call("GET", `/audit?object_id=${id}`)).body;
    expect(items).toMatchObject([
      { action: "updated", object_type: "team", object_id: id, detail: { name: "Audited twice" } },
      { action: "created", object_type: "team", object_id: id, detail: { name: "Audited" } },
    ]);
    const first = await world.call("GET", `/audit?object_type=team&actor=${items[0].actor}&limit=1`);
    expect(first.body.items).toEqual([items[0]]);
    const next = await world.call("GET", `/audit?object_type=team&limit=1&cursor=${first.body.next_cursor}`);
    expect(next.body.items).toEqual([items[1]]);
    expect((await world.call("GET", "/audit?actor=nobody")).body.items).toEqual([]);
  });

  test("is for admins only", async () => {
    const token = await tokenFor(world.ctx, "editor");
    expect((await world.call("GET", "/audit", { token })).status).toBe(403);
  });
});
