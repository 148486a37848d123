import { beforeAll, describe, expect, test } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { createSignInLink } from "../../src/core/people/index.ts";
import { buildApp, newIntegration, newUser, receive, signIn, useWorld } from "./support.ts";

const world = useWorld();
let integration: Integration;
let groupId: string;
let cookie: string;

beforeAll(async () => {
  integration = await newIntegration(world.ctx, { name: "Shop <1>" });
  await receive(world.ctx, integration, { title: "<script>alert(1)</script>", list: [], deep: { n: 1 } });
  groupId = (await world.call("GET", "/alert-groups")).body.items[0].id;
  cookie = await signIn(world, world.admin);
});

function formTokenOf(text: string): string {
  return /name="form_token" value="([^"]+)"/.exec(text)?.[1] ?? "";
}

describe("signing in", () => {
  test("opening the link uses nothing up; its button signs in, once", async () => {
    const token = await createSignInLink(world.ctx, world.admin.id);
    for (let opened = 0; opened < 3; opened++) {
      const shown = await world.browse("GET", `/sign-in?token=${token}`);
      expect([shown.status, shown.headers["set-cookie"]]).toEqual([200, undefined]);
      expect(shown.text).toContain('<form method="post" action="sign-in">');
    }
    const done = await world.browse("POST", "/sign-in", { body: { token } });
    expect([done.status, done.headers.location]).toEqual([303, "/"]);
    expect(done.headers["set-cookie"]).toMatch(
      /^tocsin_session=[0-9a-f]{64}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/,
    );
    const again = await world.browse("POST", "/sign-in", { body: { token } });
    expect([again.status, again.headers["set-cookie"]]).toEqual([403, undefined]);
    expect(again.text).toContain("does not work any more");
  });

  test("the cookie is not Secure where the server is reached over plain HTTP", async () => {
    const app = await buildApp({ ...world.ctx, publicUrl: "http://127.0.0.1:8080" });
    const token = await createSignInLink(world.ctx, world.admin.id);
    const payload = `token=${token}`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await app.inject({ method: "POST", url: "/sign-in", headers, payload });
    expect(answer.headers["set-cookie"]).not.toContain("Secure");
    await app.close();
  });

  test.each([{}, { token: "" }, { token: "unknown" }])("a form with %j signs nobody in", async (body) => {
    const answer = await world.browse("POST", "/sign-in", { body });
    expect([answer.status, answer.headers["set-cookie"]]).toEqual([403, undefined]);
  });

  test("a form of another site signs nobody in and leaves the link usable", async () => {
    const token = await createSignInLink(world.ctx, world.admin.id);
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ]) {
      const answer = await world.browse("POST", "/sign-in", { body: { token }, headers });
      expect([answer.status, answer.headers["set-cookie"]]).toEqual([403, undefined]);
    }
    const headers = { origin: "https://tocsin.example.com" };
    expect((await world.browse("POST", "/sign-in", { body: { token }, headers })).status).toBe(303);
  });

  test("what is put into the link is shown as text", async () => {
    const answer = await world.browse("GET", `/sign-in?token=${encodeURIComponent('"><script>')}`);
    expect(answer.text).not.toContain("<script>");
  });

  test("the session is stored as a digest only, and ends with signing out", async () => {
    const mine = await signIn(world, world.admin);
    const token = mine.split("=")[1] ?? "";
    const stored = await world.ctx.db.selectFrom("sessions").select("token_hash").execute();
    expect(stored.some((row) => row.token_hash.toString("hex") === token)).toBe(false);
    const page = await world.browse("GET", "/", { headers: { cookie: mine } });
    const form_token = formTokenOf(page.text);
    const out = await world.browse("POST", "/sign-out", { headers: { cookie: mine }, body: { form_token } });
    expect([out.status, out.headers.location]).toEqual([303, "/sign-in"]);
    expect(out.headers["set-cookie"]).toContain("Max-Age=0");
    expect((await world.browse("GET", "/", { headers: { cookie: mine } })).status).toBe(303);
  });

  test("a session ends when its time is over, and when its user is deactivated", async () => {
    const user = await newUser(world.ctx, "viewer");
    const theirs = await signIn(world, user);
    const open = () => world.browse("GET", "/", { headers: { cookie: theirs } });
    expect((await open()).status).toBe(200);
    await world.call("PATCH", `/users/${user.publicId}`, { body: { is_active: false } });
    expect((await open()).status).toBe(303);
    const other = await newUser(world.ctx, "viewer");
    const stale = await signIn(world, other);
    await world.ctx.db
      .updateTable("sessions")
      .set({ expires_at: new Date(0).toISOString() as never })
      .where("user_id", "=", other.id)
      .execute();
    expect((await world.browse("GET", "/", { headers: { cookie: stale } })).status).toBe(303);
  });
});

describe("without a session", () => {
  test.each([
    "/",
    "/alert-groups/IANYTHING",
    "/integrations/CANYTHING",
  ])("%s leads to signing in", async (path) => {
    const answer = await world.browse("GET", path);
    expect([answer.status, answer.headers.location]).toEqual([303, "/sign-in"]);
  });

  test("the sign-in page says how to get a link", async () => {
    expect((await world.browse("GET", "/sign-in")).text).toContain("npx tocsin sign-in-link");
  });

  test("a proxy's folder is kept in links and redirects", async () => {
    const app = await buildApp({ ...world.ctx, publicUrl: "https://example.com/tocsin" });
    const answer = await app.inject({ method: "GET", url: "/" });
    expect(answer.headers.location).toBe("/tocsin/sign-in");
    expect((await app.inject({ method: "GET", url: "/sign-in" })).body).toContain('<base href="/tocsin/">');
    await app.close();
  });
});

describe("pages", () => {
  const open = (path: string) => world.browse("GET", path, { headers: { cookie } });

  test("may run nothing, load nothing foreign, and are not kept or framed", async () => {
    for (const path of [
      "/",
      `/alert-groups/${groupId}`,
      `/integrations/${integration.publicId}`,
      "/sign-in",
      "/api/docs",
    ]) {
      const { headers, text, status } = await open(path);
      expect(status).toBe(200);
      expect(headers["content-security-policy"]).toBe(
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'",
      );
      expect(headers["cache-control"]).toBe("no-store");
      expect(text).not.toMatch(/<script|style="|<style|\son\w+=/);
    }
  });

  test("the list counts states and shows groups, filtered as asked", async () => {
    const all = await open("/");
    expect(all.text).toContain(`href="alert-groups/${groupId}"`);
    expect(all.text).toContain("1 firing");
    expect((await open("/?status=resolved")).text).toContain("No alert groups here.");
    expect((await open("/?q=alert")).text).toContain(groupId);
    expect((await open("/?q=nothing+like+it&status=bogus")).text).toContain("No alert groups here.");
  });

  test("a group shows what it says as text, its timeline with reasons, and its alerts over several lines", async () => {
    const { text } = await open(`/alert-groups/${groupId}`);
    expect(text).toContain("&#60;script&#62;alert(1)&#60;/script&#62;");
    expect(text).toContain("first alert from Shop &#60;1&#62;");
    expect(text).toContain("&#34;list&#34;: [],\n  &#34;deep&#34;: {\n    &#34;n&#34;: 1\n  }\n}");
  });

  test("an integration shows refused requests as text", async () => {
    await world.ctx.db
      .insertInto("refused_requests")
      .values({
        integration_id: integration.id,
        content_type: "application/json",
        body: Buffer.from("{<i>"),
        reason: "no JSON",
      })
      .execute();
    const { text } = await open(`/integrations/${integration.publicId}`);
    expect(text).toContain("no JSON");
    expect(text).toContain("{&#60;i&#62;");
  });

  test("what does not exist answers 404 with a page", async () => {
    for (const path of ["/alert-groups/INOSUCHONE", "/integrations/CNOSUCHONE"]) {
      const answer = await open(path);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain("There is no such");
    }
  });
});

describe("buttons", () => {
  const press = async (body: Record<string, string>, headers: Record<string, string> = {}) =>
    world.browse("POST", `/alert-groups/${groupId}/actions`, { headers: { cookie, ...headers }, body });
  const formToken = async () => formTokenOf((await world.browse("GET", "/", { headers: { cookie } })).text);

  test("act and lead back to the group", async () => {
    const form_token = await formToken();
    const answer = await press({ action: "silence", duration_seconds: "1800", form_token });
    expect([answer.status, answer.headers.location]).toEqual([303, `/alert-groups/${groupId}`]);
    expect((await world.call("GET", `/alert-groups/${groupId}`)).body.status).toBe("silenced");
    await press({ action: "unsilence", form_token });
    const again = await press({ action: "unsilence", form_token });
    expect(again.status).toBe(409);
    expect(again.text).toContain("is not silenced");
  });

  test("of a forged form do nothing", async () => {
    const form_token = await formToken();
    const other = formTokenOf(
      (await world.browse("GET", "/", { headers: { cookie: await signIn(world, world.admin) } })).text,
    );
    expect((await press({ action: "resolve" })).status).toBe(403);
    expect((await press({ action: "resolve", form_token: "x" })).status).toBe(403);
    expect((await press({ action: "resolve", form_token: other })).status).toBe(403);
    expect((await press({ action: "resolve", form_token }, { "sec-fetch-site": "same-site" })).status).toBe(
      403,
    );
    expect((await world.call("GET", `/alert-groups/${groupId}`)).body.status).toBe("firing");
  });

  test.each([
    { action: "explode" },
    { action: "silence", duration_seconds: "0" },
    { action: "silence", duration_seconds: "-1" },
    {},
  ])("that do not exist are refused: %j", async (fields) => {
    expect((await press({ ...fields, form_token: await formToken() })).status).toBe(400);
  });

  test("are not shown to viewers, and do nothing for them", async () => {
    const theirs = await signIn(world, await newUser(world.ctx, "viewer"));
    const page = await world.browse("GET", `/alert-groups/${groupId}`, { headers: { cookie: theirs } });
    expect(page.text).not.toContain('value="acknowledge"');
    const body = { action: "acknowledge", form_token: formTokenOf(page.text) };
    const answer = await world.browse("POST", `/alert-groups/${groupId}/actions`, {
      headers: { cookie: theirs },
      body,
    });
    expect(answer.status).toBe(403);
  });
});

describe("the API with a session cookie", () => {
  const call = (method: string, headers: Record<string, string>) =>
    world.call(method, method === "GET" ? "/tokens" : `/alert-groups/${groupId}/acknowledge`, {
      token: null,
      headers: { cookie, ...headers },
    });

  test("reads without more", async () => {
    expect((await call("GET", {})).status).toBe(200);
  });

  test("writes only with the header that other sites cannot send", async () => {
    const refused = await call("POST", {});
    expect([refused.status, refused.body.error.code]).toEqual([403, "forbidden"]);
    const { csrf_token: token } = (await world.call("GET", "/session", { token: null, headers: { cookie } }))
      .body;
    const writes = [
      [{ "x-csrf-token": "made-up", "sec-fetch-site": "same-origin" }, 403],
      [{ "x-csrf-token": token, "sec-fetch-site": "cross-site" }, 403],
      [{ "x-csrf-token": token, origin: "https://evil.example" }, 403],
      [{ "x-csrf-token": token, "sec-fetch-site": "same-origin" }, 200],
    ] as const;
    for (const [headers, status] of writes) expect((await call("POST", headers)).status).toBe(status);
  });

  test("a bad token is not saved by a good cookie", async () => {
    expect((await call("GET", { authorization: "Bearer wrong" })).status).toBe(401);
  });
});
