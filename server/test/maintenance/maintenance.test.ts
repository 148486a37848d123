import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { endDueMaintenance } from "../../src/core/maintenance/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let number = 0;
let shop: Integration;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  number += 1;
  shop = await app.integrate({ type: "formatted_webhook", name: `Shop ${number}` });
});

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(app.url + path, {
    method,
    headers: {
      authorization: adminToken,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

const path = (action = "") => `/api/v1/integrations/${shop.publicId}/${action}`;
const start = (mode: unknown, duration: unknown) =>
  call("POST", path("maintenance_start"), { mode, duration });
const stop = () => call("POST", path("maintenance_stop"));

interface Stored {
  id: number;
  public_id: string;
  title: string;
  status: string;
  root: string | null;
  maintenance_mode: string | null;
  resolved_by: string | null;
}

async function groups(): Promise<Stored[]> {
  const result = await sql<Stored>`
    select g.id, g.public_id, g.title, g.status, r.title as root, g.maintenance_mode, g.resolved_by
    from alert_groups g left join alert_groups r on r.id = g.root_group_id
    where g.integration_id = ${shop.id} order by g.id`.execute(app.ctx.db);
  return result.rows;
}

async function collecting(): Promise<Stored | undefined> {
  const result = await sql<Stored>`
    select id, public_id, title, status, null as root, maintenance_mode, resolved_by from alert_groups
    where title like ${`Maintenance of ${shop.name} for %`} order by id desc limit 1`.execute(app.ctx.db);
  return result.rows[0];
}

const alert = (uid: string, state = "alerting") => ({ alert_uid: uid, title: uid, state });

describe("OnCall's maintenance_start", () => {
  test("answers with the integration and shows mode, start and end in whole seconds", async () => {
    expect((await call("GET", path())).body).toMatchObject({
      maintenance_mode: null,
      maintenance_started_at: null,
      maintenance_end_at: null,
    });
    const started = await start("Maintenance", 3600);
    expect(started).toMatchObject({
      status: 200,
      body: { id: shop.publicId, maintenance_mode: "maintenance" },
    });
    const { maintenance_started_at: from, maintenance_end_at: to } = started.body;
    for (const time of [from, to]) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect((Date.parse(to) - Date.parse(from)) / 1000).toBe(3600);
    expect((await call("GET", path())).body).toEqual(started.body);
    expect((await call("PUT", path(), {})).body).toEqual(started.body);
    const listed = await call("GET", `/api/v1/integrations/?name=${encodeURIComponent(shop.name)}`);
    expect(listed.body.results).toEqual([started.body]);
  });

  test.each([
    [{ mode: "quiet", duration: 60 }, { mode: ["Unknown mode"] }],
    [{ duration: 60 }, { mode: ["Unknown mode"] }],
    [{ mode: 1, duration: 60 }, { mode: ["Unknown mode"] }],
    [{ mode: "debug" }, { duration: ["Invalid duration"] }],
    [{ mode: "debug", duration: "soon" }, { duration: ["Invalid duration"] }],
    [{ mode: "debug", duration: 1.5 }, { duration: ["Invalid duration"] }],
    [{ mode: "debug", duration: null }, { duration: ["Invalid duration"] }],
    [{ mode: "debug", duration: 1e15 }, { duration: ["Invalid duration"] }],
  ])("refuses %j", async (body, answer) => {
    expect(await call("POST", path("maintenance_start"), body)).toEqual({ status: 400, body: answer });
  });

  test("is refused while one goes on, and stopping twice is no mistake", async () => {
    expect((await start("debug", "3600")).status).toBe(200);
    expect(await start("maintenance", 60)).toEqual({
      status: 400,
      body: { detail: "Already on maintenance" },
    });
    expect((await stop()).body).toMatchObject({ maintenance_mode: null, maintenance_end_at: null });
    expect((await stop()).status).toBe(200);
    expect((await start("maintenance", 60)).status).toBe(200);
  });

  test("is 404 for what is no integration", async () => {
    const answer = await call("POST", "/api/v1/integrations/CNOSUCHTHING1/maintenance_start", {
      mode: "debug",
      duration: 1,
    });
    expect(answer.status).toBe(404);
  });
});

describe("while an integration is in debug mode", () => {
  test("groups are made and say that nobody is paged; those from before are as they were", async () => {
    await app.send(shop, alert("before"));
    await start("debug", 3600);
    await app.send(shop, alert("during"));
    await app.send(shop, alert("before"));
    expect(await groups()).toMatchObject([
      { title: "before", status: "firing", maintenance_mode: null, root: null },
      { title: "during", status: "firing", maintenance_mode: "debug", root: null },
    ]);
    expect(await collecting()).toBeUndefined();
    const [, during] = await groups();
    const timeline = await call("GET", `/api/v2/alert-groups/${during?.public_id}/timeline`);
    expect(JSON.stringify(timeline.body)).toContain("in debug mode: nobody is paged");
    await stop();
    expect((await groups()).map(({ status }) => status)).toEqual(["firing", "firing"]);
    await app.send(shop, alert("after"));
    expect((await groups()).at(-1)).toMatchObject({ title: "after", maintenance_mode: null });
  });
});

describe("while an integration is under maintenance", () => {
  test("its new groups are attached to a collecting group, and are resolved with it", async () => {
    await app.send(shop, alert("before"));
    await start("maintenance", 3600);
    const title = `Maintenance of ${shop.name} for 3600`;
    await Promise.all(["a", "b", "c"].map((uid) => app.send(shop, alert(uid))));
    await app.send(shop, alert("a", "ok"));
    expect((await groups()).map(({ title: own, root, status }) => [own, root, status]).toSorted()).toEqual([
      ["a", title, "resolved"],
      ["b", title, "firing"],
      ["before", null, "firing"],
      ["c", title, "firing"],
    ]);
    expect(await collecting()).toMatchObject({ title, status: "firing" });
    await stop();
    expect(await collecting()).toMatchObject({ status: "resolved", resolved_by: "user" });
    expect((await groups()).map(({ status }) => status)).toEqual([
      "firing",
      "resolved",
      "resolved",
      "resolved",
    ]);
  });

  test("others are not touched", async () => {
    const other = await app.integrate({ type: "formatted_webhook", name: `Other ${number}` });
    await start("maintenance", 3600);
    const { groups: made } = await app.send(other, alert("x"));
    const stored = await sql<{ root_group_id: number | null; maintenance_mode: string | null }>`
      select root_group_id, maintenance_mode from alert_groups where public_id = ${made[0]}`.execute(
      app.ctx.db,
    );
    expect(stored.rows).toEqual([{ root_group_id: null, maintenance_mode: null }]);
  });

  test("resolving or deleting the collecting group ends it", async () => {
    for (const end of [
      (id: string) => call("POST", `/api/v1/alert_groups/${id}/resolve`),
      (id: string) => call("DELETE", `/api/v1/alert_groups/${id}`, { mode: "delete" }),
      (id: string) => call("DELETE", `/api/v1/alert_groups/${id}`, { mode: "wipe" }),
    ]) {
      await start("maintenance", 3600);
      await end((await collecting())?.public_id ?? "");
      expect((await call("GET", path())).body.maintenance_mode).toBeNull();
    }
  });

  test("it ends by itself when its time is over", async () => {
    await start("maintenance", 3600);
    await app.send(shop, alert("during"));
    await sql`update maintenance_windows set ends_at = now() where integration_id = ${shop.id}`.execute(
      app.ctx.db,
    );
    await endDueMaintenance(app.ctx);
    expect(await collecting()).toMatchObject({ status: "resolved", resolved_by: "system" });
    expect(await groups()).toMatchObject([{ status: "resolved" }]);
    const left = await sql`select from maintenance_windows where integration_id = ${shop.id}`.execute(
      app.ctx.db,
    );
    expect(left.rows).toEqual([]);
  });

  test("one that is over is no obstacle to a new one, even before anybody noticed", async () => {
    await start("maintenance", -5);
    expect((await call("GET", path())).body.maintenance_mode).toBeNull();
    expect((await start("debug", 60)).status).toBe(200);
  });

  test("no group is left behind when it ends while alerts come in", async () => {
    await start("maintenance", 3600);
    const sending = Array.from({ length: 40 }, (_, at) => app.send(shop, alert(`g${at}`)));
    await sending[0];
    await stop();
    await Promise.all(sending);
    const stranded = (await groups()).filter(({ root, status }) => root !== null && status !== "resolved");
    expect(stranded).toEqual([]);
  });
});

describe("the hidden integration of collecting groups", () => {
  test("is in no list, takes no alerts, and nobody can make one", async () => {
    await start("maintenance", 3600);
    const hidden = await sql<{ token: string; public_id: string }>`
      select token, public_id from integrations where type = 'maintenance'`.execute(app.ctx.db);
    expect(hidden.rows).toHaveLength(1);
    const { token, public_id } = hidden.rows[0] ?? { token: "", public_id: "" };
    const posted = await fetch(`${app.url}/integrations/v1/maintenance/${token}/`, {
      method: "POST",
      body: "{}",
    });
    expect(posted.status).toBe(403);
    for (const list of ["/api/v1/integrations/?perpage=1000", "/api/v2/integrations?limit=200"]) {
      expect(JSON.stringify((await call("GET", list)).body)).not.toContain(public_id);
    }
    expect((await call("GET", `/api/v1/integrations/${public_id}/`)).status).toBe(404);
    const made = await call("POST", "/api/v1/integrations/", { type: "maintenance" });
    expect(made).toEqual({ status: 400, body: { detail: "Invalid integration type" } });
  });
});

describe("the native API", () => {
  const native = (action: string) => `/api/v2/integrations/${shop.publicId}${action}`;

  test("starts, shows and ends a maintenance", async () => {
    const started = await call("POST", native("/maintenance"), { mode: "maintenance", duration_seconds: 60 });
    expect(started.body.maintenance).toMatchObject({ mode: "maintenance" });
    expect((await call("GET", native(""))).body).toEqual(started.body);
    const again = await call("POST", native("/maintenance"), { mode: "debug", duration_seconds: 60 });
    expect(again.status).toBe(409);
    expect((await call("DELETE", native("/maintenance"))).body.maintenance).toBeNull();
  });

  test("sends a demo alert, always into a new group", async () => {
    const ids = [];
    for (let sent = 0; sent < 2; sent += 1) {
      const { status, body } = await call("POST", native("/demo-alert"), {});
      expect(status).toBe(201);
      ids.push(body.alert_groups[0].id);
    }
    expect(new Set(ids).size).toBe(2);
    expect(await groups()).toMatchObject([
      { title: "The whole system is down", status: "firing" },
      { title: "The whole system is down", status: "firing" },
    ]);
  });

  test("sends a demo alert of one's own by the integration's templates", async () => {
    await call("PATCH", native(""), { templates: { "web.title": "Own: {{ payload.name }}" } });
    const { body } = await call("POST", native("/demo-alert"), { payload: { name: "x" } });
    expect(body.alert_groups).toEqual([
      { id: expect.any(String), link: `${app.ctx.publicUrl}/alert-groups/${body.alert_groups[0].id}` },
    ]);
    expect(await groups()).toMatchObject([{ title: "Own: x" }]);
  });

  test("refuses a demo alert without an alert, and for types that people page by", async () => {
    shop = await app.integrate({ type: "alertmanager", name: `AM ${number}` });
    const refused = await call("POST", native("/demo-alert"), { payload: { alerts: 7 } });
    expect(refused).toMatchObject({ status: 422, body: { error: { field: "payload" } } });
    shop = await app.integrate({ type: "direct_paging", name: `DP ${number}` });
    expect((await call("POST", native("/demo-alert"), {})).status).toBe(409);
  });

  test("has a demo alert for every type that can be made", async () => {
    const { body } = await call("GET", "/api/v2/integration-types");
    for (const { type } of body.items.filter((item: { type: string }) => item.type !== "direct_paging")) {
      shop = await app.integrate({ type, name: `Demo of ${type}` });
      const sent = await call("POST", native("/demo-alert"), {});
      expect([type, sent.status, sent.body.alert_groups?.length > 0]).toEqual([type, 201, true]);
    }
  });
});
