import { expect, test } from "vitest";
import { createTeam, createToken, createUser, systemCaller } from "../../src/core/people/index.ts";
import { firstAdmin, publicUrl, useApi } from "./support.ts";

const api = useApi();

test("a user has OnCall's fields in order, and short ones fewer", async () => {
  const admin = await firstAdmin(api.ctx);
  const team = await createTeam(api.ctx, systemCaller, { name: "Ops", members: [admin] });
  const { body } = await api.call("GET", "/users/current/");
  expect(Object.entries(body)).toEqual([
    ["id", admin.publicId],
    ["grafana_id", admin.id],
    ["email", ""],
    ["slack", null],
    ["username", "admin"],
    ["role", "admin"],
    ["is_phone_number_verified", false],
    ["timezone", null],
    ["teams", [team.publicId]],
  ]);
  const short = await api.call("GET", "/users/?short=true&username=ADMIN");
  expect(Object.keys(short.body.results[0])).toEqual([
    "id",
    "grafana_id",
    "email",
    "username",
    "role",
    "is_phone_number_verified",
  ]);
  expect(short.body.page_size).toBe(100);
});

test("responders are shown as editors, and roles are found by OnCall's numbers", async () => {
  await createUser(api.ctx, systemCaller, { username: "Resa", email: "resa@example.com", role: "responder" });
  await createUser(api.ctx, systemCaller, { username: "Vic", role: "viewer" });
  const names = async (query: string) =>
    (await api.call("GET", `/users/?${query}`)).body.results.map(
      (user: { username: string }) => user.username,
    );
  expect((await api.call("GET", "/users/?username=resa")).body.results[0].role).toBe("editor");
  expect(await names("roles=1")).toEqual(["Resa"]);
  expect(await names("roles=0&roles=2")).toEqual(["admin", "Vic"]);
  expect(await names("roles=3")).toEqual([]);
  expect(await names("email=RESA@EXAMPLE.COM")).toEqual(["Resa"]);
  expect(await names("username=")).toHaveLength(3);
  expect(await api.call("GET", "/users/?roles=9")).toMatchObject({
    status: 400,
    body: { roles: ["Select a valid choice. 9 is not one of the available choices."] },
  });
});

test("users are found by id; unknown ones and the user of a token without one are not", async () => {
  const admin = await firstAdmin(api.ctx);
  expect((await api.call("GET", `/users/${admin.publicId}`)).body.id).toBe(admin.publicId);
  expect(await api.call("GET", "/users/UNOBODY/")).toMatchObject({
    status: 404,
    body: { detail: "Not found." },
  });
  const { token } = await createToken(api.ctx, {
    caller: systemCaller,
    name: "ci",
    user: null,
    role: "admin",
  });
  expect((await api.call("GET", "/users/current/", undefined, token)).status).toBe(404);
  expect((await api.call("GET", "/users/", undefined, token)).status).toBe(200);
});

test("teams have OnCall's fields and an exact name filter", async () => {
  const team = await createTeam(api.ctx, systemCaller, { name: "Data", email: "data@example.com" });
  const { body } = await api.call("GET", "/teams?name=Data");
  expect(body.results.map(Object.entries)).toEqual([
    [
      ["id", team.publicId],
      ["grafana_id", team.id],
      ["name", "Data"],
      ["email", "data@example.com"],
      ["avatar_url", ""],
    ],
  ]);
  expect((await api.call("GET", "/teams?name=data")).body.count).toBe(0);
  expect((await api.call("GET", `/teams/${team.publicId}/`)).body.name).toBe("Data");
  expect((await api.call("GET", "/teams/TNONE/")).status).toBe(404);
});

test("organizations, info, and the lists of an absent Slack", async () => {
  const list = await api.call("GET", "/organizations/");
  expect(list.body).toMatchObject({
    count: 1,
    page_size: 25,
    results: [{ id: expect.stringMatching(/^O.{12}$/) }],
  });
  expect((await api.call("GET", "/organizations/anything")).body).toEqual(list.body.results[0]);
  expect((await api.call("GET", "/info/")).body).toEqual({ url: publicUrl });
  expect((await api.call("GET", "/user_groups")).body).toMatchObject({ count: 0, page_size: 50 });
  expect((await api.call("GET", "/slack_channels")).body).toMatchObject({ count: 0, page_size: 50 });
});
