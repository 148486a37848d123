import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { type DatabaseHandle, openDatabase } from "../../platform/db/database.ts";
import {
  authenticateToken,
  createSignInLink,
  createTeam,
  createToken,
  createUser,
  ensureFirstAdmin,
  findTeamIdsOfUsers,
  forgetTokens,
  includesRole,
  listTokens,
  listUsers,
  redeemSignInLink,
  revokeToken,
  systemCaller,
} from "./index.ts";

let database: TestDatabase;
let handle: DatabaseHandle;

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase({
    target: database.url,
    maxConnections: 4,
    statementTimeoutMs: 10_000,
    // A connection that is closing may hear of the drop of its database.
    onError: () => {},
  });
});

afterAll(async () => {
  await handle.close();
  await database.drop();
});

test("the first start makes one admin, later starts and simultaneous starts find it", async () => {
  const [one, other] = await Promise.all([ensureFirstAdmin(handle), ensureFirstAdmin(handle)]);
  const later = await ensureFirstAdmin(handle);
  expect(one).toEqual(other);
  expect(later).toEqual(one);
  expect(one).toMatchObject({ username: "admin", role: "admin", isActive: true });
});

test("a role includes those below it", () => {
  expect(includesRole("editor", "responder")).toBe(true);
  expect(includesRole("responder", "responder")).toBe(true);
  expect(includesRole("viewer", "responder")).toBe(false);
});

describe("API tokens", () => {
  const newToken = async (role: "viewer" | "admin" = "admin") => {
    const user = await ensureFirstAdmin(handle);
    return { user, ...(await createToken(handle, { caller: systemCaller, name: "ci", user, role })) };
  };

  test("a token is 64 hexadecimal characters, is not stored, and names its user", async () => {
    const { token, id, user } = await newToken();
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    const stored = JSON.stringify(await handle.db.selectFrom("api_tokens").selectAll().execute());
    expect(stored).not.toContain(token);
    const holder = await authenticateToken(handle.db, token);
    expect(holder).toMatchObject({
      kind: "caller",
      caller: { user: { publicId: user.publicId }, role: "admin" },
    });
    const listed = (await listTokens(handle.db)).find((row) => row.publicId === id);
    expect(listed).toMatchObject({ hint: token.slice(0, 8), isRevoked: false });
    expect(listed?.lastUsedAt).not.toBeNull();
  });

  test("a token of a lower role than its user has only that role", async () => {
    const { token } = await newToken("viewer");
    expect(await authenticateToken(handle.db, token)).toMatchObject({ caller: { role: "viewer" } });
  });

  test("a token never has more rights than its user", async () => {
    const user = await createUser(handle, systemCaller, { username: "viewer", role: "viewer" });
    const { token } = await createToken(handle, { caller: systemCaller, name: "x", user, role: "admin" });
    expect(await authenticateToken(handle.db, token)).toMatchObject({ caller: { role: "viewer" } });
  });

  test("a revoked token ends at once, and cannot be revoked twice", async () => {
    const { token, id } = await newToken();
    expect((await authenticateToken(handle.db, token)).kind).toBe("caller");
    await revokeToken(handle, systemCaller, id);
    expect((await authenticateToken(handle.db, token)).kind).toBe("unknown");
    await expect(revokeToken(handle, systemCaller, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("the token of a deactivated user is known as such", async () => {
    const user = await createUser(handle, systemCaller, { username: "gone", role: "admin" });
    const { token } = await createToken(handle, { caller: systemCaller, name: "x", user, role: "admin" });
    await handle.db
      .updateTable("users")
      .set({ deactivated_at: sql`now()` })
      .where("id", "=", user.id)
      .execute();
    forgetTokens(handle.db);
    expect((await authenticateToken(handle.db, token)).kind).toBe("inactive");
  });

  test("an unknown token is unknown, and a viewer makes none", async () => {
    expect((await authenticateToken(handle.db, "f".repeat(64))).kind).toBe("unknown");
    const caller = { user: null, role: "viewer", label: "viewer" } as const;
    const attempt = createToken(handle, { caller, name: "x", user: null, role: "viewer" });
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  });

  test("making and revoking leave audit entries without the token", async () => {
    const { token, id } = await newToken();
    await revokeToken(handle, systemCaller, id);
    const entries = await handle.db
      .selectFrom("audit_entries")
      .selectAll()
      .where("object_id", "=", id)
      .orderBy("id")
      .execute();
    expect(entries.map((entry) => [entry.actor, entry.action])).toEqual([
      ["system", "created"],
      ["system", "revoked"],
    ]);
    expect(JSON.stringify(entries)).not.toContain(token);
  });
});

describe("sign-in links", () => {
  test("a link signs in once", async () => {
    const user = await ensureFirstAdmin(handle);
    const token = await createSignInLink(handle, user.id);
    const results = await Promise.all([redeemSignInLink(handle, token), redeemSignInLink(handle, token)]);
    expect(results.filter((result) => result === user.id)).toHaveLength(1);
    expect(await redeemSignInLink(handle, token)).toBeUndefined();
  });

  test("an expired link does not sign in", async () => {
    const user = await ensureFirstAdmin(handle);
    const token = await createSignInLink(handle, user.id);
    await handle.db.updateTable("sign_in_links").set({ expires_at: sql`now()` }).execute();
    expect(await redeemSignInLink(handle, token)).toBeUndefined();
  });
});

test("teams have members, and names of teams and users are unique", async () => {
  const member = await createUser(handle, systemCaller, {
    username: "Alice",
    email: "Alice@example.com",
    role: "responder",
  });
  const team = await createTeam(handle, systemCaller, { name: "SRE", members: [member] });
  expect(await findTeamIdsOfUsers(handle.db, [member.id])).toEqual(new Map([[member.id, [team.publicId]]]));
  await expect(createTeam(handle, systemCaller, { name: "SRE" })).rejects.toMatchObject({ code: "conflict" });
  await expect(createUser(handle, systemCaller, { username: "Alice", role: "viewer" })).rejects.toMatchObject(
    { code: "conflict" },
  );
});

test("users are found by name and mail without regard to case, and by role", async () => {
  const slice = { limit: 10, offset: 0 };
  const names = async (filter: Parameters<typeof listUsers>[1]) =>
    (await listUsers(handle.db, filter, slice)).items.map((user) => user.username);
  expect(await names({ username: "aLICE" })).toEqual(["Alice"]);
  expect(await names({ email: "ALICE@EXAMPLE.COM" })).toEqual(["Alice"]);
  expect(await names({ roles: ["responder", "editor"] })).toEqual(["Alice"]);
  expect(await names({ username: "alic" })).toEqual([]);
});
