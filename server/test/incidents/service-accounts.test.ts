import { sql } from "kysely";
import { expect, test } from "vitest";
import { tokenFor, useWorld } from "../api/support.ts";
import { newServiceAccount } from "./support.ts";

const world = useWorld();

test("a service account is made, listed, read and deleted, each with an audit entry", async () => {
  const made = await world.call("POST", "/service-accounts", { body: { name: " prtg " } });
  expect(made).toMatchObject({
    status: 201,
    body: { name: "prtg", role: "responder", tokens_count: 0, last_used_at: null },
  });
  const path = `/service-accounts/${made.body.id}`;
  expect((await world.call("GET", "/service-accounts")).body.items).toEqual([made.body]);
  expect((await world.call("GET", path)).body).toEqual(made.body);
  expect((await world.call("DELETE", path)).status).toBe(204);
  expect((await world.call("GET", path)).status).toBe(404);
  expect((await world.call("DELETE", path)).status).toBe(404);
  const entries = await sql<{ action: string }>`
    select action from audit_entries where object_id = ${made.body.id} order by id`.execute(world.ctx.db);
  expect(entries.rows.map((row) => row.action)).toEqual(["created", "deleted"]);
});

test("names are unique among those that exist", async () => {
  const body = { name: "datadog" };
  const first = await world.call("POST", "/service-accounts", { body });
  expect(await world.call("POST", "/service-accounts", { body })).toMatchObject({
    status: 409,
    body: { error: { code: "conflict", field: "name" } },
  });
  await world.call("DELETE", `/service-accounts/${first.body.id}`);
  expect((await world.call("POST", "/service-accounts", { body })).status).toBe(201);
});

test("a token is shown once, is not stored, and acts with the role of its account", async () => {
  const { id, token, tokenId } = await newServiceAccount(world, "viewer", "viewer");
  expect(token).toMatch(/^tsa_[0-9a-f]{64}$/);
  const { body } = await world.call("GET", `/service-accounts/${id}/tokens`);
  expect(body.items).toMatchObject([{ id: tokenId, hint: token.slice(0, 12), revoked_at: null }]);
  const stored = await sql<{ text: string }>`
    select t::text as text from api_tokens t union all select a::text from audit_entries a`.execute(
    world.ctx.db,
  );
  expect(JSON.stringify(stored.rows)).not.toContain(token);
  expect((await world.call("GET", "/incidents", { token })).status).toBe(200);
  expect((await world.call("POST", "/incidents", { token, body: { title: "x" } })).status).toBe(403);
  expect((await world.call("GET", "/service-accounts", { token })).status).toBe(403);
});

test("a revoked token stops at once, also on a server that has just used it", async () => {
  const { id, token, tokenId } = await newServiceAccount(world, "leaky");
  expect((await world.call("GET", "/incidents", { token })).status).toBe(200);
  // What another server does: it changes the row, and this server's memory is not told.
  await sql`update api_tokens set revoked_at = now() where public_id = ${tokenId}`.execute(world.ctx.db);
  expect((await world.call("GET", "/incidents", { token })).status).toBe(401);
  expect((await world.call("DELETE", `/service-accounts/${id}/tokens/${tokenId}`)).status).toBe(404);
});

test("revoking ends that token only; deleting the account ends the rest", async () => {
  const { id, token, tokenId } = await newServiceAccount(world, "two tokens");
  const second = await world.call("POST", `/service-accounts/${id}/tokens`, { body: { name: "second" } });
  expect((await world.call("DELETE", `/service-accounts/${id}/tokens/${tokenId}`)).status).toBe(204);
  expect((await world.call("GET", "/incidents", { token })).status).toBe(401);
  expect((await world.call("GET", "/incidents", { token: second.body.token })).status).toBe(200);
  await world.call("DELETE", `/service-accounts/${id}`);
  expect((await world.call("GET", "/incidents", { token: second.body.token })).status).toBe(401);
});

test("a token of one account is not revoked through another", async () => {
  const one = await newServiceAccount(world, "one");
  const other = await newServiceAccount(world, "other");
  expect((await world.call("DELETE", `/service-accounts/${one.id}/tokens/${other.tokenId}`)).status).toBe(
    404,
  );
  expect((await world.call("GET", "/incidents", { token: other.token })).status).toBe(200);
});

test("only admins see and make service accounts", async () => {
  const token = await tokenFor(world.ctx, "editor");
  for (const [method, path] of [
    ["GET", "/service-accounts"],
    ["POST", "/service-accounts"],
    ["POST", "/service-accounts/SA1/tokens"],
  ] as const) {
    const body = method === "POST" ? { name: "x" } : undefined;
    expect((await world.call(method, path, { token, body })).status).toBe(403);
  }
});
