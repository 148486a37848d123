import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { watchHeartbeats } from "../../src/core/heartbeats/index.ts";
import { endPresence } from "../../src/core/heartbeats/presence-store.ts";
import type { Integration } from "../../src/core/integrations/index.ts";
import { createTestDatabase, runStatement } from "../support/database.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let number = 0;
let webhook: Integration;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  number += 1;
  webhook = await app.integrate({ type: "webhook", name: `W${number}` });
});

async function call(method: string, path: string, body?: object) {
  const response = await fetch(`${app.url}/api/v2${path}`, {
    method,
    headers: { authorization: adminToken, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

async function ping(path: string, method = "POST") {
  const response = await fetch(app.url + path, { method });
  return { status: response.status, text: await response.text(), type: response.headers.get("content-type") };
}

const automaticPath = (integration: Integration, type = integration.type) =>
  `/integrations/v1/${type}/${integration.token}/heartbeat/`;

async function automatic(integration: Integration) {
  const { body } = await call("GET", `/heartbeats?integration=${integration.publicId}`);
  return body.items.find((item: { is_automatic: boolean }) => item.is_automatic);
}

/** Moves a heartbeat's past back instead of waiting. */
async function age(id: string, seconds: number): Promise<void> {
  await sql`
    update heartbeats set due_at = due_at - make_interval(secs => ${seconds}) where public_id = ${id}`.execute(
    app.ctx.db,
  );
}

interface Group {
  title: string;
  status: string;
  alerts_count: number;
}

async function groups(integration: Integration): Promise<Group[]> {
  const result = await sql<Group>`
    select title, status, alerts_count from alert_groups where integration_id = ${integration.id} order by id`.execute(
    app.ctx.db,
  );
  return result.rows;
}

async function until<Value>(read: () => Promise<Value>, matches: (value: Value) => boolean): Promise<Value> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const value = await read();
    if (matches(value)) return value;
    if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const groupsUntil = (integration: Integration, matches: (found: Group[]) => boolean) =>
  until(() => groups(integration), matches);

describe("the answer to a ping", () => {
  test('is ":)" for GET and nothing for POST, with any type in the path and below /oncall', async () => {
    const smile = { status: 200, text: '":)"', type: "application/json" };
    expect(await ping(automaticPath(webhook), "GET")).toEqual(smile);
    expect(await ping(`/oncall${automaticPath(webhook)}`, "GET")).toEqual(smile);
    expect(await ping(automaticPath(webhook).slice(0, -1), "GET")).toEqual(smile);
    for (const type of ["webhook", "zabbix", "alertmanager"]) {
      expect(await ping(automaticPath(webhook, type))).toMatchObject({ status: 200, text: "" });
    }
    expect((await ping(automaticPath(webhook), "PUT")).status).toBe(405);
  });

  test("is 403 for a token that is none", async () => {
    const refused = { status: 403, text: "Integration key was not found. Permission denied." };
    expect(await ping("/integrations/v1/webhook/nosuchtoken/heartbeat/")).toMatchObject(refused);
    expect(await ping("/heartbeats/v1/nosuchtoken/")).toMatchObject(refused);
  });

  test("is 200 for any body", async () => {
    for (const [type, body] of [
      ["text/plain", "x"],
      ["application/json", "{broken"],
      ["application/octet-stream", "\u0000"],
    ] as const) {
      const response = await fetch(app.url + automaticPath(webhook), {
        method: "POST",
        headers: { "content-type": type },
        body,
      });
      expect(response.status).toBe(200);
    }
  });

  test("means that the ping is stored, however many come at once", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ping(automaticPath(webhook))));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await automatic(webhook)).toMatchObject({ status: "alive", last_ping_at: expect.any(String) });
  });
});

describe("the heartbeat that comes with an integration", () => {
  test("is shown by OnCall's API for the types that have one there", async () => {
    const link = async (integration: Integration) => {
      const response = await fetch(`${app.url}/api/v1/integrations/${integration.publicId}/`, {
        headers: { authorization: adminToken },
      });
      return ((await response.json()) as { heartbeat: unknown }).heartbeat;
    };
    expect(await link(webhook)).toEqual({ link: app.ctx.publicUrl + automaticPath(webhook) });
    expect(await link(await app.integrate({ type: "grafana_alerting", name: `GA${number}` }))).toBeNull();
  });

  test("is silent until its first ping", async () => {
    const made = await automatic(webhook);
    expect(made).toMatchObject({
      status: "idle",
      is_enabled: false,
      interval_seconds: 600,
      grace_seconds: 0,
      due_at: null,
      url: `${app.ctx.publicUrl}${automaticPath(webhook)}`,
    });
  });

  test("opens an alert group when pings stop, and resolves it with the next one", async () => {
    await ping(automaticPath(webhook));
    await age((await automatic(webhook)).id, 601);
    const [missed] = await groupsUntil(webhook, (found) => found.length === 1);
    expect(missed).toMatchObject({ title: "Incident", status: "firing" });
    expect((await automatic(webhook)).status).toBe("missed");
    await ping(automaticPath(webhook), "GET");
    await groupsUntil(webhook, ([group]) => group?.status === "resolved");
    expect(await automatic(webhook)).toMatchObject({ status: "alive", missed_at: null });
    await age((await automatic(webhook)).id, 601);
    await groupsUntil(webhook, (found) => found.length === 2);
  });

  test("speaks the language of its tool", async () => {
    const alertmanager = await app.integrate({ type: "alertmanager", name: `A${number}` });
    const formatted = await app.integrate({ type: "formatted_webhook", name: `F${number}` });
    for (const [integration, title] of [
      [alertmanager, "OnCallHeartBeatMissing "],
      [formatted, "Formatted_webhook heartbeat is missing"],
    ] as const) {
      await ping(automaticPath(integration));
      await age((await automatic(integration)).id, 601);
      expect((await groupsUntil(integration, (found) => found.length === 1))[0]?.title).toBe(title);
      await ping(automaticPath(integration));
      await groupsUntil(integration, ([group]) => group?.status === "resolved" && group.alerts_count === 2);
    }
  });

  test("is made at its first ping where the type has none of its own, and works alike", async () => {
    for (const type of ["grafana_alerting", "kapacitor", "pagerduty", "inbound_email"]) {
      const integration = await app.integrate({ type, name: `${type} ${number}` });
      expect(await automatic(integration)).toBeUndefined();
      await ping(automaticPath(integration));
      await age((await automatic(integration)).id, 601);
      const [group] = await groupsUntil(integration, (found) => found.length === 1);
      expect(group?.title).toMatch(/: heartbeat is missing$/);
      await ping(automaticPath(integration));
      await groupsUntil(integration, ([found]) => found?.status === "resolved" && found.alerts_count === 2);
    }
  });

  test("ends its alarm with the next ping, whatever people's templates say of other alerts", async () => {
    const changed = await app.integrate({
      type: "webhook",
      name: `T${number}`,
      templates: { grouping_key: "{{ payload.title }}", resolve_signal: "{{ payload.nosuch }}" },
    });
    await ping(automaticPath(changed));
    await age((await automatic(changed)).id, 601);
    await groupsUntil(changed, ([group]) => group?.status === "firing");
    await ping(automaticPath(changed));
    await groupsUntil(changed, (all) => all.length === 1 && all[0]?.status === "resolved");
  });

  test("can be watched from now on without a ping, and cannot be deleted", async () => {
    const { id } = await automatic(webhook);
    const changed = await call("PATCH", `/heartbeats/${id}`, { is_enabled: true, interval_seconds: 60 });
    expect(changed.body).toMatchObject({ status: "waiting", is_enabled: true, interval_seconds: 60 });
    await age(id, 61);
    await groupsUntil(webhook, (found) => found.length === 1);
    expect((await call("DELETE", `/heartbeats/${id}`)).status).toBe(409);
  });
});

describe("a heartbeat of its own", () => {
  async function make(input: object = {}) {
    const body = {
      integration_id: webhook.publicId,
      name: "Nightly backup",
      interval_seconds: 3600,
      ...input,
    };
    const made = await call("POST", "/heartbeats", body);
    expect(made.status).toBe(201);
    return { ...made.body, path: new URL(made.body.url).pathname };
  }

  test("gives an alarm when its first ping never comes", async () => {
    const made = await make({ grace_seconds: 60 });
    expect(made).toMatchObject({ status: "waiting", is_automatic: false, last_ping_at: null });
    await age(made.id, 3661);
    await groupsUntil(webhook, (found) => found.length === 1);
  });

  test("is told apart from others of the same integration", async () => {
    const one = await make();
    const other = await make({ name: "Weekly report" });
    for (const { path, id } of [one, other]) {
      await ping(path);
      await age(id, 3601);
    }
    await groupsUntil(webhook, (found) => found.length === 2);
    await ping(one.path);
    const found = await groupsUntil(webhook, (all) => all.some(({ status }) => status === "resolved"));
    expect(found.map(({ status }) => status).toSorted()).toEqual(["firing", "resolved"]);
  });

  test("takes its alarm back when it is paused or deleted", async () => {
    for (const end of [
      (id: string) => call("PATCH", `/heartbeats/${id}`, { is_enabled: false }),
      (id: string) => call("DELETE", `/heartbeats/${id}`),
    ]) {
      const made = await make();
      await age(made.id, 3601);
      await groupsUntil(webhook, (found) => found.some(({ status }) => status === "firing"));
      await end(made.id);
      await groupsUntil(webhook, (found) => found.every(({ status }) => status === "resolved"));
    }
  });

  test("works with tools whose alerts have another shape", async () => {
    const github = await app.integrate({ type: "github", name: `H${number}` });
    const made = await make({ integration_id: github.publicId });
    await age(made.id, 3601);
    const [group] = await groupsUntil(github, (found) => found.length === 1);
    expect(group?.title).toBe("Nightly backup: heartbeat is missing");
    await ping(made.path);
    await groupsUntil(github, ([found]) => found?.status === "resolved");
  });

  test("ends with its integration", async () => {
    const made = await make();
    await call("DELETE", `/integrations/${webhook.publicId}`);
    expect((await ping(made.path)).status).toBe(403);
    await age(made.id, 3601);
    await until(
      async () =>
        (
          await sql<{ status: string }>`select status from heartbeats where public_id = ${made.id}`.execute(
            app.ctx.db,
          )
        ).rows[0]?.status,
      (status) => status === "paused",
    );
    expect(await groups(webhook)).toEqual([]);
  });

  test.each([
    [{ interval_seconds: 9 }, 422],
    [{ interval_seconds: 31_622_401 }, 422],
    [{ interval_seconds: 10.5 }, 422],
    [{ grace_seconds: -1 }, 422],
    [{ name: " " }, 422],
    [{ integration_id: "CNOSUCHTHING1" }, 404],
  ])("is refused with %j", async (input, status) => {
    const body = { integration_id: webhook.publicId, name: "N", interval_seconds: 60, ...input };
    expect((await call("POST", "/heartbeats", body)).status).toBe(status);
  });
});

describe("after our own downtime", () => {
  const statusOf = async (id: string) => (await call("GET", `/heartbeats/${id}`)).body;

  test("a ping that could not be received gives no alarm, and a sender that stays away does", async () => {
    const { body: made } = await call("POST", "/heartbeats", {
      integration_id: webhook.publicId,
      name: "Every minute",
      interval_seconds: 60,
    });
    // In one transaction, as a database that was away sees it: the deadline passed while nobody looked.
    await app.ctx.db.transaction().execute(async (tx) => {
      await sql`
        update heartbeats set due_at = due_at - interval '90 seconds'
        where public_id = ${made.id}`.execute(tx);
      await sql`update server_presence set seen_at = seen_at - interval '60 seconds'`.execute(tx);
    });
    const extended = await until(
      () => statusOf(made.id),
      (heartbeat) => Date.parse(heartbeat.due_at) > Date.parse(made.due_at) - 60_000,
    );
    expect(extended.status).toBe("waiting");
    expect(await groups(webhook)).toEqual([]);
    await age(made.id, 61);
    await groupsUntil(webhook, (found) => found.length === 1);
  });

  test("a second server that starts beside a running one does not count as an end of downtime", async () => {
    const { body: made } = await call("POST", "/heartbeats", {
      integration_id: webhook.publicId,
      name: "Half over",
      interval_seconds: 3600,
    });
    await age(made.id, 3000);
    const before = await statusOf(made.id);
    await watchHeartbeats(app.ctx, `second ${number}`);
    expect(await statusOf(made.id)).toEqual(before);
    await endPresence(app.ctx.db, `second ${number}`);
  });

  test("a server that starts gives senders the time they need, however long none was running", async () => {
    const database = await createTestDatabase();
    const before = await startTestApp({ TOCSIN_DATABASE_URL: database.url });
    const integration = await before.integrate({ type: "webhook", name: "Restarted" });
    const pinged = await fetch(before.url + automaticPath(integration), { method: "POST" });
    expect(pinged.status).toBe(200);
    await before.stop();
    await runStatement(
      database.url,
      `with away as (
        update server_presence set seen_at = seen_at - interval '1 hour', stopped_at = stopped_at - interval '1 hour')
      update heartbeats set due_at = now() - interval '1 second'
      where status = 'alive'`,
    );
    const after = await startTestApp({ TOCSIN_DATABASE_URL: database.url });
    const read = async () => {
      const result = await sql<{ status: string; isExtended: boolean }>`
        select status, is_extended as "isExtended" from heartbeats
        where due_at > now() + interval '590 seconds' or status = 'missed'`.execute(after.ctx.db);
      return result.rows[0];
    };
    expect(await until(read, (row) => row !== undefined)).toEqual({ status: "alive", isExtended: true });
    await after.stop();
    await database.drop();
  });
});
