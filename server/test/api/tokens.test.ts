import { describe, expect, test } from "vitest";
import { createSignInLink, type Role } from "../../src/core/people/index.ts";
import { newUser, tokenFor, useWorld } from "./support.ts";

const world = useWorld();

describe("who may call", () => {
  test("a call without a token is refused with 401 and told how to authenticate", async () => {
    const answer = await world.call("GET", "/tokens", { token: null });
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
    expect(answer.body).toEqual({
      error: { code: "not_authenticated", message: "Send an API token, or sign in." },
    });
  });

  test("an unknown token is refused with 401", async () => {
    expect((await world.call("GET", "/tokens", { token: "f".repeat(64) })).status).toBe(401);
  });

  test("a raw token is accepted like one behind Bearer", async () => {
    const token = await tokenFor(world.ctx, "admin");
    const answer = await world.call("GET", "/tokens", { token: null, headers: { authorization: token } });
    expect(answer.status).toBe(200);
  });

  test.each(["viewer", "responder", "editor"] as const)("a %s may not see tokens", async (role) => {
    const token = await tokenFor(world.ctx, role);
    const answer = await world.call("GET", "/tokens", { token });
    expect(answer.status).toBe(403);
    expect(answer.body.error.code).toBe("forbidden");
  });

  test("an unknown address answers 404 in the API's shape", async () => {
    const answer = await world.call("GET", "/no-such-thing");
    expect(answer.status).toBe(404);
    expect(answer.body.error.code).toBe("not_found");
  });
});

describe("tokens", () => {
  test("a token is shown once, works at once, and ends when it is revoked", async () => {
    const made = await world.call("POST", "/tokens", { body: { name: "ci", role: "viewer" } });
    expect(made.status).toBe(201);
    const { id, token } = made.body;
    expect((await world.call("GET", "/alert-groups", { token })).status).toBe(200);
    const listed = await world.call("GET", "/tokens");
    expect(listed.text).not.toContain(token);
    expect(listed.body.items[0]).toMatchObject({
      id,
      name: "ci",
      role: "viewer",
      hint: token.slice(0, 8),
      username: "admin",
      revoked_at: null,
    });
    expect((await world.call("DELETE", `/tokens/${id}`)).status).toBe(204);
    expect((await world.call("GET", "/alert-groups", { token })).status).toBe(401);
    expect((await world.call("DELETE", `/tokens/${id}`)).status).toBe(404);
  });

  test("a token is made for the named user, and for nobody when told so", async () => {
    const user = await newUser(world.ctx, "viewer");
    await world.call("POST", "/tokens", { body: { name: "theirs", user_id: user.publicId } });
    await world.call("POST", "/tokens", { body: { name: "nobody's", user_id: null } });
    const { body } = await world.call("GET", "/tokens?limit=2");
    expect(body.items.map((item: { username: string | null }) => item.username)).toEqual([
      null,
      user.username,
    ]);
  });

  test("bad input is refused with 422 and the field to blame", async () => {
    const nameless = await world.call("POST", "/tokens", { body: { name: " " } });
    expect([nameless.status, nameless.body.error.field]).toEqual([422, "name"]);
    const stranger = await world.call("POST", "/tokens", { body: { name: "x", user_id: "UNOBODY" } });
    expect([stranger.status, stranger.body.error.field]).toEqual([422, "user_id"]);
  });

  test("a body that is no JSON is refused with 400", async () => {
    const answer = await world.call("POST", "/tokens", { body: "{" });
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe("invalid_input");
  });
});

describe("pages of a list", () => {
  test("following the cursors shows every entry once, newest first", async () => {
    for (let at = 0; at < 5; at++) await world.call("POST", "/tokens", { body: { name: `token ${at}` } });
    const all = (await world.call("GET", "/tokens?limit=200")).body.items.map(idOf);
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await world.call("GET", `/tokens?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
      seen.push(...body.items.map(idOf));
      cursor = body.next_cursor ?? "";
    } while (cursor !== "");
    expect(seen).toEqual(all);
  });

  test.each([
    "limit=0",
    "limit=201",
    "limit=many",
    "cursor=nonsense",
    "cursor=eyJhIjoxfQ",
  ])("%s is refused with 422", async (query) => {
    const answer = await world.call("GET", `/tokens?${query}`);
    expect([answer.status, answer.body.error.field]).toEqual([422, query.split("=")[0]]);
  });
});

function idOf(item: { id: string }): string {
  return item.id;
}

describe("one's own tokens", () => {
  async function browserOf(role: Role) {
    const user = await newUser(world.ctx, role);
    const body = { link_token: await createSignInLink(world.ctx, user.id) };
    const answer = await world.call("POST", "/session", { token: null, body });
    const cookie = String(answer.headers["set-cookie"]).split(";")[0] ?? "";
    const headers = { cookie, "x-csrf-token": String(answer.body.csrf_token) };
    return {
      user,
      call: (method: string, path: string, body?: object) =>
        world.call(method, path, { token: null, headers, ...(body === undefined ? {} : { body }) }),
    };
  }

  test("are made, listed and revoked by everybody who is signed in, and never exceed their user", async () => {
    const { user, call } = await browserOf("responder");
    const refused = await call("POST", "/session/tokens", { name: "too much", role: "admin" });
    expect([refused.status, refused.body.error.field]).toEqual([422, "role"]);
    const made = await call("POST", "/session/tokens", { name: "my script" });
    expect(made.status).toBe(201);
    const { id, token } = made.body;
    expect((await world.call("GET", "/session", { token })).body.role).toBe("responder");
    await world.call("PATCH", `/users/${user.publicId}`, { body: { role: "viewer" } });
    expect((await world.call("GET", "/session", { token })).body.role).toBe("viewer");
    const listed = await call("GET", "/session/tokens");
    expect(listed.body.items).toMatchObject([{ id, name: "my script", username: user.username }]);
    expect((await call("DELETE", `/session/tokens/${id}`)).status).toBe(204);
    expect((await world.call("GET", "/session", { token })).status).toBe(401);
  });

  test("are nobody else's business", async () => {
    const [mine, other] = [await browserOf("viewer"), await browserOf("editor")];
    const { id, token } = (await mine.call("POST", "/session/tokens", { name: "mine" })).body;
    expect((await other.call("GET", "/session/tokens")).body.items).toEqual([]);
    expect((await other.call("DELETE", `/session/tokens/${id}`)).status).toBe(404);
    expect((await world.call("GET", "/session", { token })).status).toBe(200);
  });

  test("are not made by a token, which would live on in another after it was revoked", async () => {
    const token = await tokenFor(world.ctx, "admin");
    const answer = await world.call("POST", "/session/tokens", { token, body: { name: "next" } });
    expect(answer.status).toBe(403);
  });
});
