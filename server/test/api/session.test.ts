import { describe, expect, test } from "vitest";
import { createSignInLink, createToken, systemCaller, type User } from "../../src/core/people/index.ts";
import { type Answered, adminToken, newUser, tokenFor, useWorld } from "./support.ts";

const world = useWorld();

function signIn(body: object, headers: Record<string, string> = {}): Promise<Answered> {
  return world.call("POST", "/session", { token: null, body, headers });
}

/** A browser that has the cookie of this answer. */
function browserAfter(answer: Answered) {
  const cookie = String(answer.headers["set-cookie"]).split(";")[0] ?? "";
  const csrf = answer.body.csrf_token;
  return (method: string, path: string, body?: object) =>
    world.call(method, path, { token: null, body, headers: { cookie, "x-csrf-token": csrf } });
}

async function signInByLink(user: User) {
  return signIn({ link_token: await createSignInLink(world.ctx, user.id) });
}

const first = "correct horse battery staple";
const second = "another long password";

describe("signing in", () => {
  test("by a link works once, and the cookie is for this browser alone", async () => {
    const user = await newUser(world.ctx, "responder");
    const link_token = await createSignInLink(world.ctx, user.id);
    const answer = await signIn({ link_token });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      user: { id: user.publicId, username: user.username },
      role: "responder",
    });
    expect(String(answer.headers["set-cookie"])).toMatch(/HttpOnly; SameSite=Lax; Secure$/);
    expect((await browserAfter(answer)("GET", "/session")).body).toEqual(answer.body);
    expect((await signIn({ link_token })).status).toBe(401);
  });

  test("by password works when there is one, and tells wrong names and wrong passwords alike", async () => {
    const user = await newUser(world.ctx, "editor");
    const set = { new_password: first };
    expect((await world.call("PUT", `/users/${user.publicId}/password`, { body: set })).status).toBe(204);
    expect((await signIn({ username: user.username, password: first })).status).toBe(200);
    const wrong = await signIn({ username: user.username, password: "not it at all" });
    const nobody = await signIn({ username: "nobody-at-all", password: "not it at all" });
    expect([wrong.status, wrong.body]).toEqual([401, nobody.body]);
  });

  test("by an API token works for the user of a token with all the user's rights only", async () => {
    expect((await signIn({ api_token: adminToken })).body.user.id).toBe(world.admin.publicId);
    expect((await signIn({ api_token: await tokenFor(world.ctx, "viewer") })).status).toBe(200);
    const user = await newUser(world.ctx, "admin");
    const weak = await createToken(world.ctx, { caller: systemCaller, name: "weak", user, role: "viewer" });
    expect((await signIn({ api_token: weak.token })).status).toBe(403);
    const nobodys = await createToken(world.ctx, {
      caller: systemCaller,
      name: "none",
      user: null,
      role: "admin",
    });
    expect((await signIn({ api_token: nobodys.token })).status).toBe(403);
    expect((await signIn({ api_token: "made-up" })).status).toBe(401);
  });

  test("is not tried any more after ten wrong passwords, which holds up no other name", async () => {
    const user = await newUser(world.ctx, "viewer");
    const other = await newUser(world.ctx, "viewer");
    for (const { publicId } of [user, other]) {
      await world.call("PUT", `/users/${publicId}/password`, { body: { new_password: first } });
    }
    for (let count = 0; count < 10; count += 1) {
      expect((await signIn({ username: user.username, password: "wrong" })).status).toBe(401);
    }
    const refused = await signIn({ username: user.username, password: first });
    expect([refused.status, refused.body.error.code]).toEqual([429, "too_many_requests"]);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect((await signIn({ username: other.username, password: first })).status).toBe(200);
  });

  test("is refused for another site, and for a body that says nothing or too much", async () => {
    const body = { api_token: adminToken };
    expect((await signIn(body, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await signIn({})).status).toBe(422);
    expect((await signIn({ ...body, username: "admin" })).status).toBe(422);
  });
});

describe("a session", () => {
  test("ends with signing out, on this device or on all", async () => {
    const user = await newUser(world.ctx, "viewer");
    const [one, two, three] = [
      await signInByLink(user),
      await signInByLink(user),
      await signInByLink(user),
    ].map(browserAfter);
    expect((await one?.("DELETE", "/session"))?.status).toBe(204);
    expect((await one?.("GET", "/session"))?.status).toBe(401);
    expect((await two?.("DELETE", "/session/all"))?.status).toBe(204);
    expect((await three?.("GET", "/session"))?.status).toBe(401);
  });

  test("writes only with its own CSRF token", async () => {
    const mine = await signInByLink(await newUser(world.ctx, "admin"));
    const other = await signInByLink(await newUser(world.ctx, "admin"));
    const cookie = String(mine.headers["set-cookie"]).split(";")[0] ?? "";
    const headers = { cookie, "x-csrf-token": other.body.csrf_token };
    const answer = await world.call("POST", "/teams", { token: null, body: { name: "Forged" }, headers });
    expect(answer.status).toBe(403);
  });

  test("of an API token is told without a CSRF token, which it does not need", async () => {
    const answer = await world.call("GET", "/session");
    expect(answer.body).toMatchObject({ role: "admin", csrf_token: "" });
  });
});

describe("a password", () => {
  test("of one's own is set without the present one only while there is none; other sessions end", async () => {
    const user = await newUser(world.ctx, "viewer");
    const other = browserAfter(await signInByLink(user));
    const browser = browserAfter(await signInByLink(user));
    const answer = await browser("PUT", "/session/password", { new_password: first });
    expect(answer.status).toBe(200);
    expect((await other("GET", "/session")).status).toBe(401);
    const now = browserAfter(answer);
    const refused = await now("PUT", "/session/password", { new_password: second });
    expect([refused.status, refused.body.error.field]).toEqual([422, "current_password"]);
    const change = { current_password: first, new_password: second };
    expect((await now("PUT", "/session/password", change)).status).toBe(200);
    expect((await signIn({ username: user.username, password: first })).status).toBe(401);
    expect((await signIn({ username: user.username, password: second })).status).toBe(200);
  });

  test("is not set, and no session ended, by a token: one with few rights would take over its user", async () => {
    const user = await newUser(world.ctx, "admin");
    const browser = browserAfter(await signInByLink(user));
    const tokens = ["viewer", "admin"] as const;
    for (const role of tokens) {
      const { token } = await createToken(world.ctx, { caller: systemCaller, name: role, user, role });
      const set = await world.call("PUT", "/session/password", { token, body: { new_password: first } });
      expect([set.status, set.body.error.code]).toEqual([403, "forbidden"]);
      expect((await world.call("DELETE", "/session/all", { token })).status).toBe(403);
    }
    expect((await signIn({ username: user.username, password: first })).status).toBe(401);
    expect((await browser("GET", "/session")).status).toBe(200);
  });

  test("is not guessed as the present one: after ten wrong ones no more are tried", async () => {
    const user = await newUser(world.ctx, "viewer");
    const set = await browserAfter(await signInByLink(user))("PUT", "/session/password", {
      new_password: first,
    });
    const browser = browserAfter(set);
    const guess = { current_password: "wrong", new_password: second };
    for (let count = 0; count < 10; count += 1) {
      expect((await browser("PUT", "/session/password", guess)).status).toBe(422);
    }
    const right = { current_password: first, new_password: second };
    expect((await browser("PUT", "/session/password", right)).status).toBe(429);
  });

  test("that is too short is refused, and only admins set those of others", async () => {
    const user = await newUser(world.ctx, "viewer");
    const path = `/users/${user.publicId}/password`;
    const short = await world.call("PUT", path, { body: { new_password: "short" } });
    expect([short.status, short.body.error.field]).toEqual([422, "new_password"]);
    const token = await tokenFor(world.ctx, "editor");
    expect((await world.call("PUT", path, { token, body: { new_password: first } })).status).toBe(403);
  });

  test("is stored as argon2id with a salt of its own", async () => {
    const users = [await newUser(world.ctx, "viewer"), await newUser(world.ctx, "viewer")];
    for (const { publicId } of users) {
      await world.call("PUT", `/users/${publicId}/password`, { body: { new_password: first } });
    }
    const rows = await world.ctx.db
      .selectFrom("users")
      .select("password_hash")
      .where(
        "public_id",
        "in",
        users.map(({ publicId }) => publicId),
      )
      .execute();
    const hashes = rows.map((row) => row.password_hash);
    expect(new Set(hashes).size).toBe(2);
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

test("an admin makes a sign-in link for somebody who has lost the password", async () => {
  const user = await newUser(world.ctx, "viewer");
  const made = await world.call("POST", `/users/${user.publicId}/sign-in-link`);
  expect(made.status).toBe(201);
  const link_token = new URL(made.body.url).searchParams.get("token");
  expect((await signIn({ link_token })).body.user.id).toBe(user.publicId);
});
