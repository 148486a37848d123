import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { publicUrl, tokenFor, useWorld } from "../api/support.ts";
import { newGroup, newServiceAccount } from "./support.ts";

const world = useWorld();

async function declare(body: object) {
  return (await world.call("POST", "/incidents", { body: { title: "Shop down", ...body } })).body;
}

const timelineOf = async (id: string) =>
  (await world.call("GET", `/incidents/${id}/timeline`)).body.items as { kind: string; text: string }[];

describe("declaring", () => {
  test("needs a title only", async () => {
    const made = await world.call("POST", "/incidents", { body: { title: "  Shop\n down " } });
    expect(made).toMatchObject({
      status: 201,
      body: {
        title: "Shop down",
        severity: "pending",
        status: "active",
        is_drill: false,
        labels: [],
        room_prefix: null,
        declared_by: { kind: "user", name: "admin" },
        resolved_at: null,
        alert_groups: [],
        url: `${publicUrl}/incidents/${made.body.id}`,
      },
    });
    expect((await world.call("GET", `/incidents/${made.body.id}`)).body).toEqual(made.body);
    expect(await timelineOf(made.body.id)).toMatchObject([
      { kind: "declared", text: "declared through the API" },
    ]);
  });

  test("takes everything at once", async () => {
    const groupId = await newGroup(world, "disk of shop");
    const labels = ["team:a", " team:a ", "", "eu"];
    const body = {
      severity: "CRITICAL",
      is_drill: true,
      labels,
      room_prefix: "inc",
      alert_group_ids: [groupId],
    };
    expect(await declare(body)).toMatchObject({
      severity: "critical",
      is_drill: true,
      labels: ["team:a", "eu"],
      room_prefix: "inc",
      alert_group_ids: [groupId],
      alert_groups: [{ id: groupId, title: "disk of shop", status: "firing" }],
    });
  });

  test.each([
    [{ title: " " }, "title"],
    [{ title: "x".repeat(501) }, "title"],
    [{ title: undefined }, "title"],
    [{ severity: "" }, "severity"],
    [{ status: "closed" }, "status"],
    [{ labels: Array.from({ length: 51 }, (_, at) => String(at)) }, "labels"],
    [{ alert_group_ids: ["INONE"] }, "alert_group_ids"],
  ])("%j is refused with the field that is wrong", async (body, field) => {
    const count = async () => (await sql`select from incidents`.execute(world.ctx.db)).rows.length;
    const before = await count();
    const answer = await world.call("POST", "/incidents", { body: { title: "x", ...body } });
    expect(answer).toMatchObject({ status: 422, body: { error: { field } } });
    expect(await count()).toBe(before);
  });

  test("is for responders, looking for viewers", async () => {
    const viewer = await tokenFor(world.ctx, "viewer");
    const responder = await tokenFor(world.ctx, "responder");
    const post = (token: string) => world.call("POST", "/incidents", { token, body: { title: "x" } });
    expect((await post(viewer)).status).toBe(403);
    expect((await post(responder)).status).toBe(201);
    expect((await world.call("GET", "/incidents", { token: viewer })).status).toBe(200);
  });

  test("shows the service account that did it, also when that is gone", async () => {
    const { id: accountId, token } = await newServiceAccount(world, "robot");
    const { body } = await world.call("POST", "/incidents", { token, body: { title: "x" } });
    await world.call("DELETE", `/service-accounts/${accountId}`);
    expect((await world.call("GET", `/incidents/${body.id}`)).body.declared_by).toEqual({
      kind: "service account",
      id: accountId,
      name: "robot",
    });
  });
});

describe("changing", () => {
  test("leaves what is absent, and tells in the timeline what it was and is", async () => {
    const { id } = await declare({ severity: "minor", labels: ["a"] });
    const changed = await world.call("PATCH", `/incidents/${id}`, {
      body: { severity: "major", labels: ["a", "b"] },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { title: "Shop down", severity: "major", labels: ["a", "b"] },
    });
    expect((await timelineOf(id)).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      "labels_changed: a → a, b",
      "severity_changed: minor → major",
      "declared: declared through the API",
    ]);
  });

  test("to what it is already leaves no trace", async () => {
    const before = await declare({ severity: "minor" });
    const { body } = await world.call("PATCH", `/incidents/${before.id}`, { body: { severity: "Minor" } });
    expect(body).toEqual(before);
    expect(await timelineOf(before.id)).toHaveLength(1);
  });

  test("resolving twice is as once; taking up again clears the end", async () => {
    const { id } = await declare({});
    const resolved = await world.call("POST", `/incidents/${id}/resolve`);
    expect(resolved.body).toMatchObject({ status: "resolved", resolved_at: expect.any(String) });
    expect((await world.call("POST", `/incidents/${id}/resolve`)).body).toEqual(resolved.body);
    expect((await world.call("POST", `/incidents/${id}/reopen`)).body).toMatchObject({
      status: "active",
      resolved_at: null,
    });
    expect((await timelineOf(id)).map(({ kind }) => kind)).toEqual(["reopened", "resolved", "declared"]);
  });

  test("a change of a resolved incident leaves the time of its end", async () => {
    const { id, resolved_at: end } = await declare({ status: "resolved" });
    const { body } = await world.call("PATCH", `/incidents/${id}`, { body: { title: "Over" } });
    expect(body.resolved_at).toBe(end);
  });

  test("two changes at the same time both count", async () => {
    const { id } = await declare({});
    await Promise.all([
      world.call("PATCH", `/incidents/${id}`, { body: { title: "One" } }),
      world.call("PATCH", `/incidents/${id}`, { body: { severity: "major" } }),
    ]);
    expect((await world.call("GET", `/incidents/${id}`)).body).toMatchObject({
      title: "One",
      severity: "major",
    });
  });

  test("what does not exist is not found", async () => {
    const body = { title: "x" };
    expect((await world.call("GET", "/incidents/INC1")).status).toBe(404);
    expect((await world.call("PATCH", "/incidents/INC1", { body })).status).toBe(404);
    expect((await world.call("POST", "/incidents/INC1/resolve")).status).toBe(404);
    expect((await world.call("POST", "/incidents/INC1/notes", { body: { text: "x" } })).status).toBe(404);
    expect((await world.call("GET", "/incidents/INC1/timeline")).status).toBe(404);
  });

  test("every write has an audit entry", async () => {
    const { id } = await declare({});
    await world.call("PATCH", `/incidents/${id}`, { body: { title: "x" } });
    await world.call("POST", `/incidents/${id}/notes`, { body: { text: "looking" } });
    const entries = await sql<{ action: string }>`
      select action from audit_entries where object_id = ${id} order by id`.execute(world.ctx.db);
    expect(entries.rows.map((row) => row.action)).toEqual(["created", "updated", "noted"]);
  });
});

test("a note stands in the timeline with its author", async () => {
  const { id } = await declare({});
  expect(
    (await world.call("POST", `/incidents/${id}/notes`, { body: { text: "Rolled back." } })).status,
  ).toBe(204);
  expect((await timelineOf(id))[0]).toMatchObject({
    kind: "note",
    text: "Rolled back.",
    actor: { kind: "user", name: "admin" },
  });
});

test("alert groups are attached once and taken off, and go with a group that is deleted", async () => {
  const one = await newGroup(world, "group one");
  const other = await newGroup(world, "group other");
  const { id } = await declare({ alert_group_ids: [one] });
  const path = `/incidents/${id}/alert-groups`;
  const attached = await world.call("POST", path, { body: { alert_group_ids: [one, other] } });
  expect(attached.body.alert_group_ids).toEqual([one, other]);
  expect((await world.call("DELETE", `${path}/${one}`)).body.alert_group_ids).toEqual([other]);
  expect((await world.call("DELETE", `${path}/${one}`)).status).toBe(404);
  expect((await timelineOf(id)).map(({ kind, text }) => `${kind}: ${text}`).slice(0, 3)).toEqual([
    `group_detached: ${one}`,
    `group_attached: ${other}`,
    `group_attached: ${one}`,
  ]);
  expect((await world.call("GET", `/incidents?alert_group=${other}`)).body.items).toMatchObject([{ id }]);
  expect((await world.call("GET", "/incidents?alert_group=INONE")).body.items).toEqual([]);
  await sql`delete from alert_groups where public_id = ${other}`.execute(world.ctx.db);
  expect((await world.call("GET", `/incidents/${id}`)).body.alert_group_ids).toEqual([]);
});

test("the list is newest first, in pages, and filtered", async () => {
  const made: string[] = [];
  for (const body of [
    { title: "100% full", labels: ["list"], severity: "Sev1" },
    { title: "b", labels: ["list"], is_drill: true },
    { title: "c", labels: ["list"], status: "resolved" },
  ]) {
    made.push((await declare(body)).id);
  }
  const ids = async (query: string) =>
    (await world.call("GET", `/incidents?label=list${query}`)).body.items.map(
      (item: { id: string }) => item.id,
    );
  expect(await ids("")).toEqual(made.toReversed());
  expect(await ids("&is_drill=true")).toEqual([made[1]]);
  expect(await ids("&status=resolved")).toEqual([made[2]]);
  expect(await ids("&severity=sev1")).toEqual([made[0]]);
  expect(await ids("&q=0%25%20FU")).toEqual([made[0]]);
  const first = await world.call("GET", "/incidents?label=list&limit=2");
  expect(await ids(`&limit=2&cursor=${first.body.next_cursor}`)).toEqual([made[0]]);
});
