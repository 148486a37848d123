import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { noticeFacts } from "../../src/core/heartbeats/notice.ts";
import { insertInjected } from "../../src/core/intake/inject.ts";
import { insertIntake } from "../../src/core/intake/store.ts";
import type { IntegrationId } from "../../src/platform/ids.ts";
import type { Instant } from "../../src/platform/instant.ts";
import { newIntegration, receive, tokenFor, useWorld } from "./support.ts";

const world = useWorld();

describe("integrations", () => {
  test("are made, listed, changed and deleted", async () => {
    const made = await world.call("POST", "/integrations", {
      body: {
        type: "webhook",
        name: "CI",
        description: "Builds",
        templates: { "web.title": "{{ payload.t }}" },
      },
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.body).toMatchObject({
      type: "webhook",
      type_title: "Webhook",
      name: "CI",
      description: "Builds",
      team_id: null,
      templates: { "web.title": "{{ payload.t }}" },
      template_error: null,
      refused_requests: 0,
      parked_requests: 0,
    });
    expect(made.body.url).toMatch(/^https:\/\/tocsin\.example\.com\/integrations\/v1\/webhook\/\w+\/$/);
    expect((await world.call("GET", "/integrations")).body.items[0]).toEqual(made.body);
    const changed = await world.call("PATCH", `/integrations/${id}`, {
      body: { name: "CI 2", templates: { "web.title": null } },
    });
    expect(changed.body).toMatchObject({ name: "CI 2", description: "Builds", templates: {} });
    expect((await world.call("DELETE", `/integrations/${id}`)).status).toBe(204);
    for (const method of ["GET", "DELETE"]) {
      expect((await world.call(method, `/integrations/${id}`)).status).toBe(404);
    }
  });

  test("belong to a team when told so", async () => {
    const team = await world.call("POST", "/teams", { body: { name: "SRE" } });
    const body = { type: "webhook", name: "Of a team", team_id: team.body.id };
    expect((await world.call("POST", "/integrations", { body })).body.team_id).toBe(team.body.id);
  });

  test.each([
    [{ type: "no_such_tool" }, 422, "type"],
    [{ type: "manual" }, 422, "type"],
    [{ type: "direct_paging" }, 422, "type"],
    [{ type: "webhook", name: "Taken" }, 409, "name"],
    [{ type: "webhook", name: "" }, 422, "name"],
    [{ type: "webhook", team_id: "TNOBODY" }, 422, "team_id"],
    [{ type: "webhook", templates: { "web.title": "{% if %}" } }, 422, "templates.web.title"],
    [{ type: "webhook", templates: { "no.slot": "x" } }, 422, "templates"],
    [{ type: "webhook", dynamic_labels: [{ key: "a", value: "{% if %}" }] }, 422, "dynamic_labels.0.value"],
    [{}, 422, "type"],
  ])("%j is refused with %i for %s", async (body, status, field) => {
    await world.call("POST", "/integrations", { body: { type: "webhook", name: "Taken" } });
    const answer = await world.call("POST", "/integrations", { body });
    expect([answer.status, answer.body.error.field]).toEqual([status, field]);
  });

  test("are found by a text in name or type, taken literally", async () => {
    for (const [type, name] of [
      ["zabbix", "Racks 100%"],
      ["webhook", "Racks 1000"],
    ]) {
      await world.call("POST", "/integrations", { body: { type, name } });
    }
    const found = async (q: string) =>
      (await world.call("GET", `/integrations?q=${encodeURIComponent(q)}`)).body.items.map(
        (item: { name: string }) => item.name,
      );
    expect(await found("rAcKs 100%")).toEqual(["Racks 100%"]);
    expect(await found("zabb")).toEqual(["Racks 100%"]);
    expect(await found("no such")).toEqual([]);
  });

  test("tell when their tool was last heard from, and how many groups fire", async () => {
    const integration = await newIntegration(world.ctx, { name: "Heard" });
    const path = `/integrations/${integration.publicId}`;
    expect((await world.call("GET", path)).body).toMatchObject({ last_request_at: null, firing_groups: 0 });
    const facts = noticeFacts({
      kind: "missed",
      id: "HB",
      name: "Cron",
      isAutomatic: true,
      message: "",
      at: "2026-01-31T10:00:00Z" as Instant,
    });
    const own = { integrationId: integration.id, payload: { title: "No sign of life" }, facts };
    await world.ctx.db.transaction().execute((tx) => insertInjected(tx, [own]));
    const { items } = (await world.call("GET", `${path}/requests`)).body;
    expect([items[0].is_own, (await world.call("GET", path)).body.last_request_at]).toEqual([true, null]);
    await receive(world.ctx, integration, { title: "One" });
    await receive(world.ctx, integration, { title: "Two" });
    const { last_request_at: at, firing_groups: firing } = (await world.call("GET", path)).body;
    expect([Date.parse(at) > 0, firing]).toEqual([true, 3]);
  });

  test("only admins write", async () => {
    const token = await tokenFor(world.ctx, "editor");
    const answer = await world.call("POST", "/integrations", { body: { type: "webhook" }, token });
    expect(answer.status).toBe(403);
  });

  test("show the last template that failed, until a template is changed", async () => {
    const integration = await newIntegration(world.ctx, {
      name: "Broken",
      templates: { "web.title": "{{ payload.a.b }}" },
    });
    await receive(world.ctx, integration, { x: 1 });
    const path = `/integrations/${integration.publicId}`;
    expect((await world.call("GET", path)).body.template_error).toMatchObject({ slot: "web.title" });
    const mended = await world.call("PATCH", path, { body: { templates: { "web.title": "x" } } });
    expect(mended.body.template_error).toBeNull();
  });
});

test("the types that can be made say how to connect them and what their templates are", async () => {
  const { body } = await world.call("GET", "/integration-types");
  expect(body.items).toContainEqual(
    expect.objectContaining({ type: "webhook", title: "Webhook", connect: expect.stringContaining("{url}") }),
  );
  for (const { type } of body.items) {
    expect((await world.call("POST", "/integrations", { body: { type } })).status).toBe(201);
  }
});

describe("how to connect", () => {
  async function connection(type: string) {
    const { body: made } = await world.call("POST", "/integrations", { body: { type } });
    const { status, body } = await world.call("GET", `/integrations/${made.id}/connect`);
    expect(status).toBe(200);
    return { made, body };
  }

  test("every type's instructions are filled in with the integration's own addresses", async () => {
    const { body } = await world.call("GET", "/integration-types");
    for (const { type } of body.items) {
      const { made, body: told } = await connection(type);
      expect(told.url).toBe(made.url);
      expect(told.instructions).not.toMatch(/\{(url|base|id|token|routing_key|mail)\}/);
      if (made.url !== null) expect(told.heartbeat_url).toBe(`${made.url}heartbeat/`);
    }
  });

  test("Zabbix's own macros stay, OpsKnight's path has id and key", async () => {
    const { made, body } = await connection("zabbix");
    expect(body.instructions).toContain(`| \`url\` | \`${made.url}\` |`);
    expect(body.instructions).toContain("{EVENT.ID}");
    const token = made.url.split("/").at(-2);
    expect(body.opsknight_url).toBe(
      `https://tocsin.example.com/api/integrations/zabbix?integrationId=${made.id}&integrationKey=${token}`,
    );
  });

  test("PagerDuty's clients are told address and routing key, GitHub's signature is named", async () => {
    const { made, body } = await connection("pagerduty");
    expect(body.instructions).toContain("by `https://tocsin.example.com`");
    expect(body.instructions).toContain(made.url.split("/").at(-2));
    expect((await connection("github")).body.signatures[0]).toContain("`x-hub-signature-256`");
  });

  test("a mail address is told only while mail is taken", async () => {
    const { made } = await connection("inbound_email");
    const path = `/integrations/${made.id}/connect`;
    expect((await world.call("GET", path)).body.mail_address).toBeNull();
    world.ctx.mailDomain = "alerts.example.com";
    const { body } = await world.call("GET", path);
    expect(body.mail_address).toMatch(/^\w+@alerts\.example\.com$/);
    expect(body.instructions).toContain(body.mail_address);
    expect((await connection("pagerduty")).body.mail_address).toBeNull();
    await world.call("PUT", `/integrations/${made.id}/secrets`, { body: {} });
    expect((await world.call("GET", path)).body.mail_address).toBeNull();
    world.ctx.mailDomain = undefined;
  });
});

describe("requests that did not become alerts", () => {
  async function park(name: string, body: Buffer) {
    const integration = await newIntegration(world.ctx, { name });
    const [id] = await insertIntake(world.ctx.db, [
      { integrationId: integration.id, contentType: "application/json", body, isAwaited: false },
    ]);
    await sql`update intake set status = 'parked', tries = 4, error = 'no sense' where id = ${id}`.execute(
      world.ctx.db,
    );
    return { integration, id, path: `/integrations/${integration.publicId}/parked-requests` };
  }

  test("a parked one is shown, and interpreted anew when replayed", async () => {
    const { integration, id, path } = await park("Parked", Buffer.from('{"title":"Back again"}'));
    const { body } = await world.call("GET", path);
    expect(body.items).toMatchObject([
      { id, body: '{"title":"Back again"}', body_encoding: "utf-8", body_bytes: 22, reason: "no sense" },
    ]);
    expect((await world.call("GET", `/integrations/${integration.publicId}`)).body.parked_requests).toBe(1);
    expect((await world.call("POST", `/parked-requests/${id}/replay`)).status).toBe(204);
    await receive(world.ctx, integration, { title: "Next" });
    const groups = await world.call("GET", `/alert-groups?integration=${integration.publicId}`);
    expect(groups.body.items.map((group: { title: string }) => group.title).toSorted()).toEqual([
      "Back again",
      "Next",
    ]);
    expect((await world.call("POST", `/parked-requests/${id}/replay`)).status).toBe(404);
  });

  test("a parked one is given up when deleted, with an audit entry", async () => {
    const { id, path } = await park("Given up", Buffer.from("{}"));
    expect((await world.call("DELETE", `/parked-requests/${id}`)).status).toBe(204);
    expect((await world.call("GET", path)).body.items).toEqual([]);
    const entry = await world.ctx.db
      .selectFrom("audit_entries")
      .select("action")
      .where("object_type", "=", "parked request")
      .where("object_id", "=", String(id))
      .executeTakeFirst();
    expect(entry).toEqual({ action: "discarded" });
  });

  test("responders may look at them, not replay or delete them", async () => {
    const { id, path } = await park("Guarded", Buffer.from("{}"));
    const token = await tokenFor(world.ctx, "responder");
    expect((await world.call("GET", path, { token })).status).toBe(200);
    expect((await world.call("POST", `/parked-requests/${id}/replay`, { token })).status).toBe(403);
    expect((await world.call("DELETE", `/parked-requests/${id}`, { token })).status).toBe(403);
  });

  test("a request that waits is not touched", async () => {
    const integration = await newIntegration(world.ctx, { name: "Waiting" });
    const [id] = await insertIntake(world.ctx.db, [
      {
        integrationId: integration.id as IntegrationId,
        contentType: "",
        body: Buffer.from("{}"),
        isAwaited: false,
      },
    ]);
    expect((await world.call("DELETE", `/parked-requests/${id}`)).status).toBe(404);
    expect((await world.call("POST", "/parked-requests/x/replay")).status).toBe(422);
  });

  test("bytes that are no text are shown as base64, and long bodies are cut between characters", async () => {
    const { path } = await park("Bytes", Buffer.from([0xff, 0x00, 0x01]));
    expect((await world.call("GET", path)).body.items[0]).toMatchObject({
      body: "/wAB",
      body_encoding: "base64",
    });
    const long = await park("Long", Buffer.from(`a${"ä".repeat(50_000)}`));
    const [item] = (await world.call("GET", long.path)).body.items;
    expect(item).toMatchObject({ body_encoding: "utf-8", body_bytes: 100_001 });
    expect(item.body).toBe(`a${"ä".repeat(32_767)}`);
  });

  test("refused ones are shown, newest first", async () => {
    const integration = await newIntegration(world.ctx, { name: "Refusing" });
    for (const reason of ["first", "second"]) {
      await world.ctx.db
        .insertInto("refused_requests")
        .values({ integration_id: integration.id, content_type: "", body: Buffer.from("{"), reason })
        .execute();
    }
    const { body } = await world.call("GET", `/integrations/${integration.publicId}/refused-requests`);
    expect(body.items.map((item: { reason: string }) => item.reason)).toEqual(["second", "first"]);
  });
});

describe("the preview of a template", () => {
  const preview = async (body: object) => (await world.call("POST", "/template-preview", { body })).body;

  test("renders on a payload, as JSON or as text whose numbers keep their spelling", async () => {
    expect(await preview({ template: "{{ payload.a }}", payload: { a: "x" } })).toMatchObject({
      result: "text",
      text: "x",
    });
    expect(await preview({ template: "{{ payload.a }}", payload_text: '{"a": 1.0}' })).toMatchObject({
      text: "1.0",
    });
  });

  test("judges the result as the slot does", async () => {
    const signal = { template: "{{ payload.ok }}", payload: { ok: true }, slot: "resolve_signal" };
    expect(await preview(signal)).toMatchObject({ is_true: true, grouping_key: null });
    expect(await preview({ template: "a", slot: "grouping_key" })).toMatchObject({
      is_true: null,
      grouping_key: "0cc175b9c0f1b6a831c399e269772661",
    });
  });

  test("says where a template is wrong", async () => {
    const failed = await preview({ template: "line one\n{{ payload.a | nosuchfilter }}" });
    expect(failed).toMatchObject({ result: "failed", line: 2 });
  });

  test("refuses payloads that are none", async () => {
    const both = await world.call("POST", "/template-preview", {
      body: { template: "", payload: 1, payload_text: "1" },
    });
    expect([both.status, both.body.error.field]).toEqual([422, "payload"]);
    const broken = await world.call("POST", "/template-preview", {
      body: { template: "", payload_text: "{" },
    });
    expect([broken.status, broken.body.error.field]).toEqual([422, "payload_text"]);
  });
});
