import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { createToken, createUser, type Role, systemCaller } from "../../src/core/people/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let number = 0;
let integration: Integration;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  number += 1;
  integration = await app.integrate({ type: "webhook", name: `W${number}` });
});

interface CallOptions {
  token?: string;
  of?: Integration;
}

async function call(
  method: string,
  path: string,
  body?: object,
  { token = adminToken, of = integration }: CallOptions = {},
) {
  const response = await fetch(`${app.url}/api/v2/integrations/${of.publicId}/routes${path}`, {
    method,
    headers: { authorization: token, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

async function make(expression: string, more: object = {}): Promise<string> {
  const made = await call("POST", "", { kind: "regex", expression, ...more });
  expect(made.status).toBe(201);
  return made.body.id;
}

async function routes() {
  return (await call("GET", "")).body.items;
}

async function order(): Promise<(string | null)[]> {
  return (await routes()).map((route: { expression: string | null }) => route.expression);
}

async function defaultRoute(): Promise<string> {
  return (await routes()).at(-1).id;
}

async function tokenOf(role: Role): Promise<string> {
  const user = await createUser(app.ctx, systemCaller, { username: `${role}${number}`, role });
  return (await createToken(app.ctx, { caller: systemCaller, name: role, user, role })).token;
}

async function audit(objectId: string) {
  const entries = await app.ctx.db
    .selectFrom("audit_entries")
    .select(["action", "object_type", "detail"])
    .where("object_id", "=", objectId)
    .orderBy("id")
    .execute();
  return entries;
}

describe("the routes of an integration", () => {
  test("are listed in the order in which they are tried, the default one last", async () => {
    await make("b");
    await make("{{ payload.x }}", { kind: "jinja2" });
    await make("a", { position: 0 });
    expect(await routes()).toMatchObject([
      { position: 0, kind: "regex", expression: "a", is_default: false },
      { position: 1, kind: "regex", expression: "b", is_default: false },
      { position: 2, kind: "jinja2", expression: "{{ payload.x }}", is_default: false },
      {
        position: 3,
        expression: null,
        is_default: true,
        alert_groups: { count: 0, is_more: false, last_at: null },
      },
    ]);
  });

  test("are moved by how many come before them, over the gaps that deleted ones leave", async () => {
    const [a, b] = [await make("a"), await make("b"), await make("c"), await make("d")];
    expect((await call("DELETE", `/${b}`)).status).toBe(204);
    expect((await call("PATCH", `/${a}`, { position: 1 })).body).toMatchObject({ id: a, position: 1 });
    expect(await order()).toEqual(["c", "a", "d", null]);
    expect((await call("PATCH", `/${a}`, { position: 500 })).body.position).toBe(2);
    expect(await order()).toEqual(["c", "d", "a", null]);
    await call("PATCH", `/${a}`, { position: 0 });
    expect(await order()).toEqual(["a", "c", "d", null]);
  });

  test("are changed, and what is not given stays", async () => {
    const id = await make("a");
    await make("b");
    const changed = await call("PATCH", `/${id}`, { kind: "jinja2", expression: "{{ payload.n > 3 }}" });
    expect(changed).toMatchObject({
      status: 200,
      body: { id, kind: "jinja2", expression: "{{ payload.n > 3 }}", position: 0 },
    });
    const groups = (await app.send(integration, { n: 4 })).groups;
    const listed = (await routes())[0];
    expect(groups.length).toBe(1);
    expect(listed.alert_groups).toMatchObject({ count: 1, is_more: false, last_at: expect.any(String) });
  });

  test("keep their alert groups when they are deleted", async () => {
    const id = await make("title");
    const { groups } = await app.send(integration, { title: "x" });
    expect((await call("DELETE", `/${id}`)).status).toBe(204);
    expect((await call("DELETE", `/${id}`)).status).toBe(404);
    expect((await app.group(groups[0] ?? "")).status).toBe("firing");
    expect(await order()).toEqual([null]);
  });

  test("count their groups up to 1,000, and then say that there are more", async () => {
    const id = await make("x");
    await sql`
      insert into alert_groups (public_id, integration_id, route_id, grouping_key, title, status, is_open,
        alerts_count, started_at, last_alert_at, resolved_at, resolved_by)
      select 'GMANY' || n, ${integration.id}, r.id, decode(md5(n::text), 'hex'), 'many', 'resolved', false,
        1, now(), now(), now(), 'source'
      from routes r, generate_series(1, 1005) n where r.public_id = ${id}`.execute(app.ctx.db);
    expect((await routes())[0].alert_groups).toMatchObject({ count: 1000, is_more: true });
  });

  test("leave an audit entry for each change", async () => {
    const id = await make("a");
    await call("PATCH", `/${id}`, { expression: "b", position: 0 });
    await call("DELETE", `/${id}`);
    expect(await audit(id)).toMatchObject([
      { action: "created", object_type: "route", detail: { expression: "a" } },
      { action: "updated", object_type: "route", detail: { expression: "b" } },
      { action: "deleted", object_type: "route" },
    ]);
  });

  test("are read by viewers and changed by admins only", async () => {
    const id = await make("a");
    const [viewer, editor] = [await tokenOf("viewer"), await tokenOf("editor")];
    expect((await call("GET", "", undefined, { token: viewer })).status).toBe(200);
    for (const [method, path, body] of [
      ["POST", "", { kind: "regex", expression: "x" }],
      ["PATCH", `/${id}`, { expression: "x" }],
      ["DELETE", `/${id}`, undefined],
    ] as const) {
      expect((await call(method, path, body, { token: editor })).status).toBe(403);
    }
  });

  test("of another integration are not found", async () => {
    const id = await make("a");
    const of = await app.integrate({ type: "webhook", name: `Other ${number}` });
    expect((await call("PATCH", `/${id}`, { expression: "x" }, { of })).status).toBe(404);
    expect((await call("DELETE", `/${id}`, undefined, { of })).status).toBe(404);
    expect((await call("PATCH", "/RNOSUCH", { expression: "x" })).status).toBe(404);
  });
});

describe("the default route", () => {
  test("cannot be moved, changed or deleted, and the answer says why", async () => {
    await make("a");
    const id = await defaultRoute();
    expect(await call("PATCH", `/${id}`, { position: 0 })).toMatchObject({
      status: 409,
      body: { error: { field: "position", message: expect.stringMatching(/always the last/) } },
    });
    for (const [field, value] of [
      ["expression", "x"],
      ["kind", "jinja2"],
    ]) {
      expect(await call("PATCH", `/${id}`, { [field as string]: value })).toMatchObject({
        status: 409,
        body: { error: { field, message: expect.stringMatching(/no expression/) } },
      });
    }
    expect(await call("DELETE", `/${id}`)).toMatchObject({
      status: 409,
      body: { error: { message: "The default route cannot be deleted." } },
    });
    expect(await order()).toEqual(["a", null]);
  });
});

describe("an expression that cannot be", () => {
  test.each([
    ["regex", "a\n(b", 2, 3, /missing \)/, /Close the bracket/],
    ["regex", "é*+*", 1, 4, /multiple repeat/, /^$/],
    ["regex", "*x", 1, 1, /nothing to repeat/, /Put something before/],
    ["jinja2", "{{ payload.a }}\n{% if %}", 2, 7, /Expected an expression/, /^$/],
    ["jinja2", "{{ payload.a | uper }}", 1, 16, /uper/, /upper/],
  ])("of kind %s, %j, is refused at line %i, column %i, with a hint", async (...row) => {
    const [kind, expression, line, column, message, hint] = row;
    const { status, body } = await call("POST", "", { kind, expression });
    expect({ status, ...body.error }).toMatchObject({
      status: 422,
      field: "expression",
      line,
      column,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    const id = await make("a");
    expect((await call("PATCH", `/${id}`, { kind, expression })).body.error).toEqual(body.error);
  });

  test.each([
    [{ kind: "regex" }, "expression"],
    [{ kind: "regex", expression: "" }, "expression"],
    [{ kind: "regex", expression: "x".repeat(1025) }, "expression"],
    [{ kind: "labels", expression: "x" }, "kind"],
    [{ kind: "regex", expression: "x", position: -1 }, "position"],
    [{ kind: "regex", expression: "x", position: 1.5 }, "position"],
  ])("%j is refused for %s", async (body, field) => {
    expect(await call("POST", "", body)).toMatchObject({ status: 422, body: { error: { field } } });
  });

  test("an integration has at most a thousand routes", async () => {
    await sql`
      insert into routes (public_id, integration_id, is_default, position, kind, expression, channels)
      select 'RMANY' || n || 'OF' || ${integration.id}::text, ${integration.id}, false, n, 'regex', 'x', '{}'
      from generate_series(0, 999) n`.execute(app.ctx.db);
    expect(await call("POST", "", { kind: "regex", expression: "x" })).toMatchObject({
      status: 409,
      body: { error: { message: "An integration has at most 1000 routes." } },
    });
  });
});
