import { beforeAll, describe, expect, test } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { createToken, systemCaller } from "../../src/core/people/index.ts";
import { newIntegration, newUser, receive, tokenFor, useWorld } from "./support.ts";

const world = useWorld();
let integration: Integration;

beforeAll(async () => {
  integration = await newIntegration(world.ctx, { name: "Shop" });
});

let made = 0;

/** A new group whose title holds `title`. @returns its public id */
async function newGroup(title = "Something broke", more: object = {}): Promise<string> {
  made += 1;
  await receive(world.ctx, integration, { title: `${title} ${made}`, ...more });
  const { body } = await world.call("GET", "/alert-groups?limit=1");
  return body.items[0].id;
}

describe("the list", () => {
  test("is newest first, and its cursors show every group once", async () => {
    const ids: string[] = [];
    for (let at = 0; at < 5; at++) ids.unshift(await newGroup());
    const seen: string[] = [];
    let query = "limit=2";
    for (;;) {
      const { body } = await world.call("GET", `/alert-groups?${query}`);
      seen.push(...body.items.map((item: { id: string }) => item.id));
      if (body.next_cursor === null) break;
      query = `limit=2&cursor=${body.next_cursor}`;
    }
    expect(seen.slice(0, 5)).toEqual(ids);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("is narrowed by state, integration and part of the title, wildcards taken literally", async () => {
    const id = await newGroup("100% of DISKS");
    await newGroup("1000 of disks");
    const found = async (query: string) =>
      (await world.call("GET", `/alert-groups?${query}`)).body.items.map((item: { id: string }) => item.id);
    expect(await found(`q=${encodeURIComponent("100% of disks")}`)).toEqual([id]);
    expect(await found(`q=100%25&status=firing&integration=${integration.publicId}`)).toEqual([id]);
    expect(await found("q=100%25&status=resolved")).toEqual([]);
    expect(await found("integration=CNOSUCHONE")).toEqual([]);
  });

  test("is narrowed to several states, and by labels that must all be there", async () => {
    const [taken, ended, firing] = [await newGroup("many"), await newGroup("many"), await newGroup("many")];
    await world.call("POST", `/alert-groups/${taken}/acknowledge`);
    await world.call("POST", `/alert-groups/${ended}/resolve`);
    const found = async (query: string) =>
      (await world.call("GET", `/alert-groups?q=many&${query}`)).body.items.map(
        (item: { id: string }) => item.id,
      );
    expect(await found("status=firing&status=acknowledged")).toEqual([firing, taken]);
    expect(await found("status=acknowledged&status=resolved&limit=1")).toEqual([ended]);
    expect(await found("label=team=none")).toEqual([]);
    expect(await found(`id=${firing}&id=${ended}&id=INOSUCHONE`)).toEqual([firing, ended]);
    const refused = await world.call("GET", "/alert-groups?label=team");
    expect([refused.status, refused.body.error.field]).toEqual([422, "label"]);
  });

  test("is counted by state under the same filters", async () => {
    const [taken] = [await newGroup("counted"), await newGroup("counted")];
    await world.call("POST", `/alert-groups/${taken}/acknowledge`);
    const { body } = await world.call("GET", "/alert-groups/counts?q=counted");
    expect(body).toEqual({ firing: 1, acknowledged: 1, silenced: 0, resolved: 0 });
    expect((await world.call("GET", "/alert-groups/counts?integration=CNOSUCHONE")).body.firing).toBe(0);
  });

  test("tells which actions each group allows in its state", async () => {
    const id = await newGroup();
    const actions = async () => (await world.call("GET", `/alert-groups/${id}`)).body.actions;
    expect(await actions()).toEqual(["acknowledge", "resolve", "silence", "attach"]);
    await world.call("POST", `/alert-groups/${id}/acknowledge`);
    expect(await actions()).toEqual(["unacknowledge", "resolve", "attach"]);
    await world.call("POST", `/alert-groups/${id}/resolve`);
    expect(await actions()).toEqual(["unresolve", "attach"]);
  });

  test("refuses a state that does not exist with 422", async () => {
    const answer = await world.call("GET", "/alert-groups?status=open");
    expect([answer.status, answer.body.error.field]).toEqual([422, "status"]);
  });
});

describe("a group", () => {
  test("shows its alerts as received and its looks by the templates of now", async () => {
    const text = '{"title":"Exact","n":12345678901234567890.10, "b":1,"a":2}';
    await receive(world.ctx, integration, text);
    const id = (await world.call("GET", "/alert-groups?limit=1")).body.items[0].id;
    await world.call("PATCH", `/integrations/${integration.publicId}`, {
      body: { templates: { "web.message": "n is {{ payload.b }}", source_link: "javascript:alert(1)" } },
    });
    const { body } = await world.call("GET", `/alert-groups/${id}`);
    expect(body).toMatchObject({
      title: "Exact",
      status: "firing",
      integration: { id: integration.publicId, name: "Shop" },
      appearance: { title: "Exact", message: "n is 1", source_link: null, failures: [] },
      root_group_id: null,
      attached_groups: [],
      route: { is_default: true, kind: "regex", expression: null },
      route_reason: "no other route matched",
    });
    expect(body.first_alert.payload).toBe(text);
    expect((await world.call("GET", `/alert-groups/${id}/alerts`)).body.items).toEqual([body.first_alert]);
  });

  test("shows the error of a template that fails in its place", async () => {
    await world.call("PATCH", `/integrations/${integration.publicId}`, {
      body: { templates: { "web.message": "{{ payload.a.b.c }}" } },
    });
    const { body } = await world.call("GET", `/alert-groups/${await newGroup()}`);
    expect(body.appearance.failures).toMatchObject([{ slot: "web.message" }]);
    expect(body.appearance.message).toBe(body.appearance.failures[0].message);
  });

  test("is rendered with what was read from its payload, too", async () => {
    const tool = await newIntegration(world.ctx, {
      name: "Facts",
      templates: { "web.title": "{{ alert.title }} ({{ alert.severity }})" },
    });
    await receive(world.ctx, tool, { title: "raw" });
    const [{ id }] = (await world.call("GET", `/alert-groups?integration=${tool.publicId}`)).body.items;
    const facts = {
      title: "Read",
      message: "",
      severity: "warning",
      key: null,
      signal: "firing",
      source: "host",
      link: null,
      image: null,
    };
    await world.ctx.db
      .updateTable("alerts")
      .set({ facts: JSON.stringify(facts) })
      .execute();
    const { body } = await world.call("GET", `/alert-groups/${id}`);
    expect(body.appearance.title).toBe("Read (warning)");
    expect(body.last_alert.facts).toEqual(facts);
  });

  test("with large payloads shows them in shorter pages, every alert once", async () => {
    const same = await newIntegration(world.ctx, { name: "Large", templates: { grouping_key: "one" } });
    const filler = "x".repeat(1_500_000);
    for (let at = 0; at < 5; at++) await receive(world.ctx, same, { at, filler });
    const [group] = (await world.call("GET", `/alert-groups?integration=${same.publicId}`)).body.items;
    const sizes: number[] = [];
    const seen: number[] = [];
    let cursor = "";
    do {
      const { body } = await world.call("GET", `/alert-groups/${group.id}/alerts?limit=4${cursor}`);
      sizes.push(body.items.length);
      seen.push(...body.items.map((item: { payload: string }) => JSON.parse(item.payload).at));
      cursor = body.next_cursor === null ? "" : `&cursor=${body.next_cursor}`;
    } while (cursor !== "");
    expect(seen).toEqual([4, 3, 2, 1, 0]);
    expect(sizes).toEqual([3, 2]);
  });

  test("that does not exist answers 404 at every address", async () => {
    for (const part of ["", "/alerts", "/timeline", "/deliveries"]) {
      expect((await world.call("GET", `/alert-groups/INOSUCHONE${part}`)).status).toBe(404);
    }
  });
});

describe("actions", () => {
  test("change the state, and the timeline says who and why", async () => {
    const id = await newGroup();
    const act = async (action: string, body?: object) =>
      (await world.call("POST", `/alert-groups/${id}/${action}`, body ? { body } : {})).body.status;
    expect(await act("acknowledge")).toBe("acknowledged");
    expect(await act("unacknowledge")).toBe("firing");
    expect(await act("silence", { duration_seconds: 3600 })).toBe("silenced");
    expect(await act("unsilence")).toBe("firing");
    expect(await act("resolve")).toBe("resolved");
    expect(await act("unresolve")).toBe("firing");
    const { body } = await world.call("GET", `/alert-groups/${id}/timeline`);
    expect(body.items.map((item: { kind: string }) => item.kind)).toEqual([
      "unresolved",
      "resolved",
      "unsilenced",
      "silenced",
      "unacknowledged",
      "acknowledged",
      "route_assigned",
      "registered",
    ]);
    expect(body.items[0]).toMatchObject({ actor: "user", username: "admin" });
    expect(body.items[0].reason).toContain("admin");
  });

  test("that the state does not allow are refused with 409 and the reason", async () => {
    const id = await newGroup();
    await world.call("POST", `/alert-groups/${id}/acknowledge`);
    const answer = await world.call("POST", `/alert-groups/${id}/acknowledge`);
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({
      error: { code: "conflict", message: "The alert group is acknowledged already." },
    });
  });

  test("need the responder's role", async () => {
    const id = await newGroup();
    const viewer = await tokenFor(world.ctx, "viewer");
    const responder = await tokenFor(world.ctx, "responder");
    expect((await world.call("POST", `/alert-groups/${id}/acknowledge`, { token: viewer })).status).toBe(403);
    expect((await world.call("POST", `/alert-groups/${id}/acknowledge`, { token: responder })).status).toBe(
      200,
    );
  });

  test.each([
    {},
    { duration_seconds: 0 },
    { duration_seconds: -5 },
    { duration_seconds: "1h" },
  ])("a silence of %j is refused with 422", async (body) => {
    const answer = await world.call("POST", `/alert-groups/${await newGroup()}/silence`, { body });
    expect([answer.status, answer.body.error.field]).toEqual([422, "duration_seconds"]);
  });

  test("a silence without end has none", async () => {
    const id = await newGroup();
    const body = { duration_seconds: null };
    const answer = await world.call("POST", `/alert-groups/${id}/silence`, { body });
    expect(answer.body).toMatchObject({ status: "silenced", silenced_until: null });
  });

  test("an attached group follows its root until it is made independent", async () => {
    const [root, child] = [await newGroup(), await newGroup()];
    const attached = await world.call("POST", `/alert-groups/${child}/attach`, {
      body: { root_group_id: root },
    });
    expect(attached.body.root_group_id).toBe(root);
    const { body } = await world.call("POST", `/alert-groups/${root}/acknowledge`);
    expect(body.attached_groups).toMatchObject([{ id: child, status: "acknowledged" }]);
    expect((await world.call("POST", `/alert-groups/${child}/resolve`)).status).toBe(409);
    expect((await world.call("POST", `/alert-groups/${child}/unattach`)).body.root_group_id).toBeNull();
    expect((await world.call("POST", `/alert-groups/${child}/unattach`)).status).toBe(409);
  });

  test("leave an audit entry", async () => {
    const id = await newGroup();
    await world.call("POST", `/alert-groups/${id}/resolve`);
    const entries = await world.ctx.db
      .selectFrom("audit_entries")
      .select(["action", "object_type"])
      .where("object_id", "=", id)
      .execute();
    expect(entries).toEqual([{ action: "resolve", object_type: "alert group" }]);
  });
});

describe("bulk actions", () => {
  test("each group succeeds or is refused by itself, named twice or not", async () => {
    const [one, other] = [await newGroup(), await newGroup()];
    await world.call("POST", `/alert-groups/${one}/resolve`);
    const { body } = await world.call("POST", "/alert-groups/bulk-actions", {
      body: { ids: [one, other, "INOSUCHONE", other], do: { action: "resolve" } },
    });
    expect(body.results).toMatchObject([
      {
        id: one,
        result: "refused",
        error: { code: "conflict", message: "The alert group is resolved already." },
      },
      { id: other, result: "done" },
      {
        id: "INOSUCHONE",
        result: "refused",
        error: { code: "not_found", message: "There is no such alert group." },
      },
    ]);
  });

  test("take what an action needs, and refuse what it is missing", async () => {
    const ids = [await newGroup()];
    const silence = { ids, do: { action: "silence", duration_seconds: 60 } };
    const done = await world.call("POST", "/alert-groups/bulk-actions", { body: silence });
    expect(done.body.results).toMatchObject([{ id: ids[0], result: "done" }]);
    for (const action of [{ action: "silence" }, { action: "attach" }, { action: "explode" }, {}]) {
      const answer = await world.call("POST", "/alert-groups/bulk-actions", { body: { ids, do: action } });
      expect(answer.status).toBe(422);
    }
    const none = await world.call("POST", "/alert-groups/bulk-actions", {
      body: { ids: [], do: { action: "resolve" } },
    });
    expect([none.status, none.body.error.field]).toEqual([422, "ids"]);
  });
});

describe("taking something back", () => {
  async function bulk(ids: string[], more: object, token?: string) {
    const { body } = await world.call("POST", "/alert-groups/bulk-actions", {
      body: { ids, ...more },
      ...(token ? { token } : {}),
    });
    return body.results;
  }

  async function acknowledged(ids: string[]): Promise<Record<string, string>> {
    const results = await bulk(ids, { do: { action: "acknowledge" } });
    return Object.fromEntries(
      results.map(({ id, version }: { id: string; version: string }) => [id, version]),
    );
  }

  const states = async (ids: string[]) =>
    Promise.all(ids.map(async (id) => (await world.call("GET", `/alert-groups/${id}`)).body.status));
  const undo = { do: { action: "unacknowledge" } };

  test("leaves groups alone that somebody else has changed since, and says who did what", async () => {
    const ids = [await newGroup(), await newGroup(), await newGroup()];
    const [untouched = "", resolved = "", retaken = ""] = ids;
    const versions = await acknowledged(ids);
    const other = await newUser(world.ctx, "responder");
    const made = { caller: systemCaller, name: "other", user: other, role: other.role } as const;
    const { token } = await createToken(world.ctx, made);
    await world.call("POST", `/alert-groups/${resolved}/resolve`, { token });
    await world.call("POST", `/alert-groups/${retaken}/unacknowledge`, { token });
    await world.call("POST", `/alert-groups/${retaken}/acknowledge`, { token });
    const message = (kind: string) => ({ message: `It was ${kind} by ${other.username} since.` });
    expect(await bulk(ids, { ...undo, versions })).toMatchObject([
      { id: untouched, result: "done" },
      { id: resolved, result: "refused", error: { code: "conflict", ...message("resolved") } },
      { id: retaken, result: "refused", error: { code: "conflict", ...message("acknowledged") } },
    ]);
    expect(await states(ids)).toEqual(["firing", "resolved", "acknowledged"]);
  });

  test("a resolve that is taken back brings the acknowledgement back, by whom and since when it was", async () => {
    const ids = [await newGroup(), await newGroup()];
    const [taken = "", firing = ""] = ids;
    await acknowledged([taken]);
    const { body: before } = await world.call("GET", `/alert-groups/${taken}`);
    await bulk(ids, { do: { action: "resolve" } });
    await bulk(ids, { do: { action: "unresolve", keep_acknowledgement: true } });
    const { body: after } = await world.call("GET", `/alert-groups/${taken}`);
    const { acknowledged_at, acknowledged_by } = before;
    expect(after).toMatchObject({ status: "acknowledged", acknowledged_at, acknowledged_by });
    expect(await states([firing])).toEqual(["firing"]);
    await bulk([taken], { do: { action: "resolve" } });
    await bulk([taken], { do: { action: "unresolve" } });
    expect(await states([taken])).toEqual(["firing"]);
  });

  test("leaves a group alone that its source has resolved since", async () => {
    const source = await newIntegration(world.ctx, {
      name: "Resolving",
      templates: { grouping_key: "one", resolve_signal: "{{ payload.ok }}" },
    });
    await receive(world.ctx, source, { title: "down" });
    const [{ id }] = (await world.call("GET", `/alert-groups?integration=${source.publicId}`)).body.items;
    const versions = await acknowledged([id]);
    await receive(world.ctx, source, { title: "up", ok: "true" });
    const [result] = await bulk([id], { ...undo, versions });
    expect(result.error.message).toBe("It was resolved by its source since.");
    expect(await states([id])).toEqual(["resolved"]);
  });

  test("is done once when it is asked twice at a time, and more alerts do not stand in its way", async () => {
    const source = await newIntegration(world.ctx, { name: "More", templates: { grouping_key: "one" } });
    await receive(world.ctx, source, { title: "down" });
    const [{ id }] = (await world.call("GET", `/alert-groups?integration=${source.publicId}`)).body.items;
    const versions = await acknowledged([id]);
    await receive(world.ctx, source, { title: "still down" });
    const asked = { ...undo, versions };
    const results = (await Promise.all([bulk([id], asked), bulk([id], asked)])).flat();
    expect(results.map(({ result }) => result).sort()).toEqual(["done", "refused"]);
  });

  test("of attaching, too, is refused after the group it follows was changed", async () => {
    const [root, one, other] = [await newGroup(), await newGroup(), await newGroup()];
    const attach = { do: { action: "attach", root_group_id: root } };
    const [first] = await bulk([one], attach);
    const detach = { do: { action: "unattach" } };
    expect(await bulk([one], { ...detach, versions: { [one]: first.version } })).toMatchObject([
      { result: "done" },
    ]);
    const [second] = await bulk([other], attach);
    await world.call("POST", `/alert-groups/${root}/acknowledge`);
    expect(await bulk([other], { ...detach, versions: { [other]: second.version } })).toMatchObject([
      { result: "refused" },
    ]);
  });

  test("asks for a version as it was told", async () => {
    const ids = [await newGroup()];
    const body = { ids, ...undo, versions: { [ids[0] ?? ""]: "latest" } };
    const answer = await world.call("POST", "/alert-groups/bulk-actions", { body });
    expect([answer.status, answer.body.error.field]).toEqual([422, `versions.${ids[0]}`]);
  });
});
