import { beforeAll, describe, expect, test } from "vitest";
import { createTeam, createToken, systemCaller, type Team } from "../../src/core/people/index.ts";
import { firstAdmin, publicUrl, seedGroup, useApi } from "./support.ts";

const api = useApi();

let team: Team;
let one: { id: string; default_route: { id: string } };
let other: { id: string; default_route: { id: string } };

beforeAll(async () => {
  team = await createTeam(api.ctx, systemCaller, { name: "SRE" });
  one = (await api.call("POST", "/integrations/", { type: "webhook", name: "One", team_id: team.publicId }))
    .body;
  other = (await api.call("POST", "/integrations/", { type: "webhook", name: "Other" })).body;
});

const seed = (group: Omit<Parameters<typeof seedGroup>[1], "integrationId"> = {}, integrationId = one.id) =>
  seedGroup(api.ctx, { integrationId, ...group });

const read = async (id: string) => (await api.call("GET", `/alert_groups/${id}/`)).body;

test("a group has OnCall's fields in order, its payload as it was received", async () => {
  const payload = '{"b":1.0,"2":12345678901234567890,"a":"é","1":[]}';
  const startedAt = "2026-01-31T10:00:00.120000Z";
  const labels = { zone: "a", env: "prod" };
  const id = await seed({ title: "Disk full ", startedAt, labels, payloads: ["{}", payload] });
  const { body, text } = await api.call("GET", `/alert_groups/${id}/`);
  expect(Object.entries(body)).toEqual([
    ["id", id],
    ["integration_id", one.id],
    ["team_id", team.publicId],
    ["route_id", one.default_route.id],
    ["alerts_count", 2],
    ["state", "firing"],
    ["created_at", startedAt],
    ["resolved_at", null],
    ["resolved_by", null],
    ["acknowledged_at", null],
    ["acknowledged_by", null],
    [
      "labels",
      [
        { key: { id: "env", name: "env" }, value: { id: "prod", name: "prod" } },
        { key: { id: "zone", name: "zone" }, value: { id: "a", name: "a" } },
      ],
    ],
    ["title", "Disk full "],
    ["permalinks", { slack: null, slack_app: null, telegram: null, web: `${publicUrl}/alert-groups/${id}` }],
    ["silenced_at", null],
    ["last_alert", expect.objectContaining({ alert_group_id: id })],
  ]);
  expect(Object.keys(body.last_alert)).toEqual(["id", "alert_group_id", "created_at", "payload"]);
  expect(text).toContain(`"payload":${payload}}`);
});

test("a group without alerts, and one that is unknown", async () => {
  const id = await seed({ payloads: [] });
  expect((await read(id)).last_alert).toBeNull();
  expect(await api.call("GET", "/alert_groups/INONE/")).toMatchObject({
    status: 404,
    body: { detail: "Not found." },
  });
});

describe("filters", () => {
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    const start = (minute: number) => `2020-01-01T00:0${minute}:00Z`;
    ids.firing = await seed({ startedAt: start(1), labels: { env: "prod", app: "web" } }, other.id);
    ids.acknowledged = await seed(
      { startedAt: start(2), status: "acknowledged", labels: { env: "prod" } },
      other.id,
    );
    ids.silenced = await seed({ startedAt: start(3), status: "silenced" }, other.id);
    ids.resolved = await seed({ startedAt: start(4), status: "resolved", labels: { env: "dev" } }, other.id);
  });

  const found = async (query: string): Promise<(string | undefined)[]> => {
    const { status, body } = await api.call("GET", `/alert_groups/?${query}`);
    expect(status).toBe(200);
    expect(body.count).toBe(body.results.length);
    const names = Object.entries(ids);
    return body.results.map((group: { id: string }) => names.find(([, id]) => id === group.id)?.[0]);
  };

  test("newest first, by integration and by route", async () => {
    const all = ["resolved", "silenced", "acknowledged", "firing"];
    expect(await found(`integration_id=${other.id}`)).toEqual(all);
    expect(await found(`route_id=${other.default_route.id}`)).toEqual(all);
    expect(await found("integration_id=CNONE")).toEqual([]);
    expect(await found("route_id=RNONE")).toEqual([]);
    expect(await found(`id=${ids.firing}`)).toEqual(["firing"]);
    expect(await found(`id=${ids.firing}&integration_id=${one.id}`)).toEqual([]);
  });

  test("by state, in any case; new stands for firing, and firing is refused", async () => {
    const of = (state: string) => found(`integration_id=${other.id}&state=${state}`);
    expect(await of("new")).toEqual(["firing"]);
    expect(await of("Acknowledged")).toEqual(["acknowledged"]);
    expect(await of("SILENCED")).toEqual(["silenced"]);
    expect(await of("resolved")).toEqual(["resolved"]);
    expect(await api.call("GET", "/alert_groups/?state=firing")).toMatchObject({
      status: 400,
      body: { state: "Must be one of the following: new, acknowledged, resolved, silenced" },
    });
  });

  test("by team", async () => {
    expect(await found("team_id=null")).toEqual(["resolved", "silenced", "acknowledged", "firing"]);
    const { body } = await api.call("GET", `/alert_groups/?team_id=${team.publicId}`);
    expect(new Set(body.results.map((group: { integration_id: string }) => group.integration_id))).toEqual(
      new Set([one.id]),
    );
    expect((await api.call("GET", "/alert_groups/?team_id=TNONE")).body).toEqual({
      team_id: ["Select a valid choice. That choice is not one of the available choices."],
    });
  });

  test("by labels, all of them; malformed ones are ignored", async () => {
    const of = (labels: string) => found(`integration_id=${other.id}&${labels}`);
    expect(await of("label=env:prod")).toEqual(["acknowledged", "firing"]);
    expect(await of("label=env:prod&label=app:web")).toEqual(["firing"]);
    expect(await of("label=env:dev&label=nonsense&label=a:b:c")).toEqual(["resolved"]);
    expect(await of("label=nonsense")).toHaveLength(4);
    expect(await of("label=env:prod&label=env:dev")).toEqual([]);
  });

  test("by start, both ends included", async () => {
    const of = (range: string) => found(`integration_id=${other.id}&started_at=${range}`);
    expect(await of("2020-01-01T00:01:00_2020-01-01T00:03:00")).toEqual([
      "silenced",
      "acknowledged",
      "firing",
    ]);
    for (const range of [
      "2020-01-01",
      "x_y",
      "2020-02-31T00:00:00_2020-03-01T00:00:00",
      "2020-01-01T00:00:00",
    ]) {
      expect(await api.call("GET", `/alert_groups/?started_at=${range}`)).toMatchObject({
        status: 400,
        body: { detail: "Invalid range value" },
      });
    }
  });

  test("groups of deleted integrations stay in the list", async () => {
    const { id } = (await api.call("POST", "/integrations/", { type: "webhook", name: "Gone" })).body;
    const group = await seed({}, id);
    await api.call("DELETE", `/integrations/${id}/`);
    const { body } = await api.call("GET", `/alert_groups/?integration_id=${id}`);
    expect(body.results).toMatchObject([{ id: group, integration_id: id }]);
  });
});

describe("actions", () => {
  const act = (id: string, action: string, body?: unknown) =>
    api.call("POST", `/alert_groups/${id}/${action}/`, body);
  const done = { status: 200, text: "" };
  const refused = (detail: string) => ({ status: 400, body: { detail } });

  test("each action answers 200 without a body and names the user", async () => {
    const id = await seed();
    const admin = await firstAdmin(api.ctx);
    expect(await act(id, "acknowledge")).toMatchObject(done);
    expect(await read(id)).toMatchObject({ state: "acknowledged", acknowledged_by: admin.publicId });
    expect(await act(id, "unacknowledge")).toMatchObject(done);
    expect(await read(id)).toMatchObject({ state: "firing", acknowledged_at: null, acknowledged_by: null });
    expect(await act(id, "silence", { delay: 60 })).toMatchObject(done);
    expect(await read(id)).toMatchObject({ state: "silenced", silenced_at: expect.any(String) });
    expect(await act(id, "unsilence")).toMatchObject(done);
    expect(await act(id, "resolve")).toMatchObject(done);
    expect(await read(id)).toMatchObject({ state: "resolved", resolved_by: admin.publicId });
    expect(await act(id, "unresolve")).toMatchObject(done);
    expect(await read(id)).toMatchObject({ state: "firing", resolved_by: null });
  });

  test("what is refused is refused in OnCall's words", async () => {
    const firing = await seed();
    const acknowledged = await seed({ status: "acknowledged" });
    const resolved = await seed({ status: "resolved" });
    const cases: [string, string, string][] = [
      [acknowledged, "acknowledge", "Can't acknowledge an acknowledged alert group"],
      [resolved, "acknowledge", "Can't acknowledge a resolved alert group"],
      [firing, "unacknowledge", "Can't unacknowledge an unacknowledged alert group"],
      [resolved, "resolve", "Can't resolve a resolved alert group"],
      [firing, "unresolve", "Can't unresolve an unresolved alert group"],
      [resolved, "silence", "Can't silence a resolved alert group"],
      [acknowledged, "silence", "Can't silence an acknowledged alert group"],
      [firing, "unsilence", "Can't unsilence an unsilenced alert group"],
    ];
    for (const [id, action, detail] of cases) {
      expect(await act(id, action, { delay: 5 })).toMatchObject(refused(detail));
    }
  });

  test("an attached group takes no actions of its own", async () => {
    const root = await seed();
    const child = await seed();
    const rootRow = api.ctx.db.selectFrom("alert_groups").select("id").where("public_id", "=", root);
    await api.ctx.db
      .updateTable("alert_groups")
      .set({ root_group_id: rootRow })
      .where("public_id", "=", child)
      .execute();
    for (const action of ["acknowledge", "resolve", "silence"]) {
      expect(await act(child, action, { delay: 5 })).toMatchObject(
        refused(`Can't ${action} an attached alert group`),
      );
    }
  });

  test("the delay of a silence is checked", async () => {
    const id = await seed();
    for (const body of [undefined, {}, { delay: null }]) {
      expect(await act(id, "silence", body)).toMatchObject(refused("delay is required"));
    }
    for (const delay of [-2, "x", 1.5, [60], {}, true, 1e30]) {
      expect(await act(id, "silence", { delay })).toMatchObject(refused("invalid delay value"));
    }
    for (const delay of [-1, 0, "60", 1800]) expect(await act(id, "silence", { delay })).toMatchObject(done);
  });

  test("an action through a token of no person has no user", async () => {
    const { token } = await createToken(api.ctx, {
      caller: systemCaller,
      name: "ci",
      user: null,
      role: "responder",
    });
    const id = await seed();
    expect(await api.call("POST", `/alert_groups/${id}/acknowledge`, undefined, token)).toMatchObject(done);
    expect(await read(id)).toMatchObject({ state: "acknowledged", acknowledged_by: null });
  });
});

describe("removing", () => {
  test("DELETE wipes: title and payloads go, the group stays resolved and cannot be taken up again", async () => {
    const id = await seed({ title: "Secret", payloads: ['{"secret":1}'] });
    const answer = await api.call("DELETE", `/alert_groups/${id}/`);
    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect(await read(id)).toMatchObject({ state: "resolved", title: null, last_alert: { payload: {} } });
    expect((await api.call("POST", `/alert_groups/${id}/unresolve/`)).status).toBe(200);
    expect((await read(id)).state).toBe("resolved");
  });

  test("mode delete leaves nothing; other modes are refused as JSON texts", async () => {
    const id = await seed();
    const bad = await api.call("DELETE", `/alert_groups/${id}/`, { mode: "x" });
    expect([bad.status, bad.text]).toEqual([400, '"Invalid mode"']);
    const list = await api.call("DELETE", `/alert_groups/${id}/`, []);
    expect([list.status, list.text]).toEqual([400, '"A dict with a `mode` key is expected"']);
    expect((await api.call("DELETE", `/alert_groups/${id}/`, { mode: "delete" })).status).toBe(204);
    expect((await api.call("GET", `/alert_groups/${id}/`)).status).toBe(404);
  });
});

describe("alerts", () => {
  test("newest first, by group, id and part of the payload", async () => {
    const id = await seed({ payloads: ['{"title":"First"}', '{"title":"100%_second"}'] });
    const list = async (query: string) => (await api.call("GET", `/alerts/?${query}`)).body;
    const both = await list(`alert_group_id=${id}`);
    expect(both).toMatchObject({ count: 2, page_size: 50 });
    expect(both.results.map((alert: { payload: { title: string } }) => alert.payload.title)).toEqual([
      "100%_second",
      "First",
    ]);
    expect(Object.keys(both.results[0])).toEqual(["id", "alert_group_id", "created_at", "payload"]);
    expect((await list(`id=${both.results[1].id}`)).results).toEqual([both.results[1]]);
    expect((await list("search=FIRST")).results).toEqual([both.results[1]]);
    expect((await list(`alert_group_id=${id}&search=0%25_s`)).count).toBe(1);
    expect((await list(`alert_group_id=${id}&search=%25`)).count).toBe(1);
    expect((await list("alert_group_id=INONE")).count).toBe(0);
  });
});
