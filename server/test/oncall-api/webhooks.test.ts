import { describe, expect, test } from "vitest";
import { createTeam, systemCaller } from "../../src/core/people/index.ts";
import { useApi } from "./support.ts";

const api = useApi();

let made = 0;

function input(fields: Record<string, unknown> = {}) {
  made += 1;
  return {
    name: `Hook ${made}`,
    url: "https://example.com/",
    http_method: "POST",
    trigger_type: "resolve",
    ...fields,
  };
}

async function make(fields: Record<string, unknown> = {}) {
  const answer = await api.call("POST", "/webhooks/", input(fields));
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}

const mask = "****************";

describe("shape", () => {
  test("a webhook has OnCall's fields in order, secrets masked", async () => {
    const body = await make({
      name: "Full",
      username: "u",
      password: "secret-password",
      authorization_header: "secret-header",
      headers: '{"a": "b"}',
      data: " {{ alert_payload }} ",
      trigger_template: "",
      forward_all: false,
    });
    expect(Object.entries(body)).toEqual([
      ["id", expect.stringMatching(/^WH[A-Z1-9]{12}$/)],
      ["name", "Full"],
      ["is_webhook_enabled", true],
      ["team", null],
      ["data", " {{ alert_payload }} "],
      ["username", "u"],
      ["password", mask],
      ["authorization_header", mask],
      ["trigger_template", null],
      ["headers", '{"a": "b"}'],
      ["url", "https://example.com/"],
      ["forward_all", false],
      ["http_method", "POST"],
      ["trigger_type", "resolve"],
      ["integration_filter", null],
      ["preset", null],
    ]);
    expect((await api.call("GET", `/webhooks/${body.id}/`)).body).toEqual(body);
    const stored = JSON.stringify(await api.ctx.db.selectFrom("audit_entries").select("detail").execute());
    expect(stored).not.toContain("secret-");
  });

  test("refusals have OnCall's texts", async () => {
    await make({ name: "Taken" });
    const triggers =
      "trigger_type must one of ['escalation', 'alert group created', 'acknowledge', 'resolve', 'silence', 'unsilence', " +
      "'unresolve', 'unacknowledge', 'status change', 'personal notification']";
    const refusals: [Record<string, unknown>, unknown][] = [
      [{ name: undefined }, { name: ["This field is required."] }],
      [{ url: undefined }, { url: ["This field is required."] }],
      [{ url: "" }, { url: ["This field may not be blank."] }],
      [{ http_method: undefined }, { http_method: ["This field is required."] }],
      [{ trigger_type: undefined }, { trigger_type: ["This field is required."] }],
      [{ trigger_type: "x" }, { detail: triggers }],
      [
        { http_method: "get" },
        { http_method: ["Must be one of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']"] },
      ],
      [{ forward_all: null }, { forward_all: ["This field may not be null."] }],
      [{ name: "x".repeat(101) }, { name: ["Ensure this field has no more than 100 characters."] }],
      [{ name: "Taken" }, { non_field_errors: ["The fields name, organization must make a unique set."] }],
      [{ integration_filter: ["CNONE"] }, { integration_filter: ["Integration does not exist"] }],
      [{ team: "TNONE" }, { team: ["Object does not exist"] }],
    ];
    for (const [fields, body] of refusals) {
      const answer = await api.call("POST", "/webhooks/", input(fields));
      expect({ fields, status: answer.status, body: answer.body }).toEqual({ fields, status: 400, body });
    }
  });

  test("a broken template names its field", async () => {
    const { status, body } = await api.call("POST", "/webhooks/", input({ data: "{{ a | to_json }}" }));
    expect(status).toBe(400);
    expect(body).toEqual({ data: ["Template Error: No filter named 'to_json'."] });
  });
});

describe("presets", () => {
  test("an empty, null or advanced preset is accepted, as current clients always send one", async () => {
    expect((await make({ preset: "", team: "", data: null, headers: null })).preset).toBeNull();
    expect((await make({ preset: null })).preset).toBeNull();
    expect((await make({ preset: "advanced_webhook" })).preset).toBe("advanced_webhook");
    expect((await api.call("POST", "/webhooks/", input({ preset: "x" }))).status).toBe(400);
  });

  test("a simple webhook decides method and trigger, which clients then send empty", async () => {
    const sent = {
      name: "Simple",
      url: "https://example.com/",
      preset: "simple_webhook",
      http_method: "",
      trigger_type: "",
    };
    const { status, body } = await api.call("POST", "/webhooks/", sent);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      http_method: "POST",
      trigger_type: "escalation",
      forward_all: true,
      preset: "simple_webhook",
    });
    const same = await api.call("PUT", `/webhooks/${body.id}/`, {
      ...body,
      ...sent,
      preset: "",
      forward_all: false,
    });
    expect(same).toMatchObject({ status: 200, body });
    expect((await api.call("PUT", `/webhooks/${body.id}/`, { name: "Renamed" })).body.name).toBe("Renamed");
    expect(await api.call("PATCH", `/webhooks/${body.id}/`, { trigger_type: "resolve" })).toMatchObject({
      status: 400,
      body: { non_field_errors: ["Preset webhooks must be modified through web UI"] },
    });
  });
});

describe("changing", () => {
  test("the mask keeps a secret, null removes it", async () => {
    const { id } = await make({ password: "p", authorization_header: "h" });
    const sealed = async () =>
      api.ctx.db
        .selectFrom("webhooks")
        .select(["sealed_password", "sealed_authorization"])
        .where("public_id", "=", id)
        .executeTakeFirstOrThrow();
    const before = await sealed();
    const kept = await api.call("PUT", `/webhooks/${id}/`, { password: mask, authorization_header: mask });
    expect(kept.body).toMatchObject({ password: mask, authorization_header: mask });
    expect(await sealed()).toEqual(before);
    const removed = await api.call("PATCH", `/webhooks/${id}/`, { password: null });
    expect(removed.body).toMatchObject({ password: null, authorization_header: mask });
    expect((await make({ password: mask })).password).toBeNull();
  });

  test("the integration filter keeps its order and is cleared by any update without it", async () => {
    const ids = [];
    for (const name of ["b", "a"]) {
      ids.push((await api.call("POST", "/integrations/", { type: "webhook", name })).body.id);
    }
    const { id, integration_filter } = await make({ integration_filter: ids });
    expect(integration_filter).toEqual(ids);
    for (const method of ["PUT", "PATCH"]) {
      const set = await api.call(method, `/webhooks/${id}/`, { integration_filter: ids.toReversed() });
      expect(set.body.integration_filter).toEqual(ids.toReversed());
      expect(
        (await api.call(method, `/webhooks/${id}/`, { name: `N${method}` })).body.integration_filter,
      ).toBeNull();
    }
  });

  test("PUT without a team resets it, PATCH does not", async () => {
    const team = await createTeam(api.ctx, systemCaller, { name: "Hooks" });
    const { id } = await make({ team: team.publicId });
    expect((await api.call("PATCH", `/webhooks/${id}/`, { data: "x" })).body.team).toBe(team.publicId);
    expect((await api.call("GET", `/webhooks/?team_id=${team.publicId}`)).body.count).toBe(1);
    expect((await api.call("PUT", `/webhooks/${id}/`, { data: "y" })).body.team).toBeNull();
    expect((await api.call("GET", "/webhooks?team_id=null&name=nobody")).body.count).toBe(0);
  });

  test("a deleted webhook is gone and its name is free", async () => {
    const { id } = await make({ name: "Free" });
    expect((await api.call("DELETE", `/webhooks/${id}/`)).status).toBe(204);
    expect((await api.call("GET", `/webhooks/${id}/`)).status).toBe(404);
    expect((await api.call("GET", `/webhooks/${id}/responses/`)).status).toBe(404);
    await make({ name: "Free" });
  });
});

test("the responses of a webhook are a page, newest first, errors told in their field", async () => {
  const { id } = await make({ trigger_type: "status change" });
  const hook = await api.ctx.db
    .selectFrom("webhooks")
    .select("id")
    .where("public_id", "=", id)
    .executeTakeFirstOrThrow();
  const attempt = {
    delivery_id: 1,
    delivery_public_id: "msg_1",
    event_id: 1,
    event_type: "resolve",
    webhook_id: hook.id,
    group_id: 1,
    cause: "response",
    request_method: "POST",
    request_url: "https://example.com/",
    request_headers: '{"Authorization":"***"}',
    worker: "w",
  };
  await api.ctx.db
    .insertInto("attempts")
    .values([
      {
        ...attempt,
        number: 1,
        result: "retry",
        response_status: 500,
        response_body: "down",
        request_body: '{"a": 1}',
        started_at: "2026-01-01T00:00:00Z" as never,
      },
      {
        ...attempt,
        number: 2,
        result: "failed",
        cause: "template",
        error_part: "url",
        error: "Malformed url",
        started_at: "2026-01-01T00:00:05Z" as never,
      },
    ])
    .execute();
  const { body } = await api.call("GET", `/webhooks/${id}/responses`);
  expect(body).toMatchObject({ count: 2, page_size: 50 });
  expect(Object.entries(body.results[1])).toEqual([
    ["timestamp", "2026-01-01T00:00:00Z"],
    ["url", "https://example.com/"],
    ["request_trigger", null],
    ["request_headers", '{"Authorization":"***"}'],
    ["request_data", '{"a": 1}'],
    ["status_code", 500],
    ["content", "down"],
    ["event_data", null],
  ]);
  expect(body.results[0]).toMatchObject({ url: "URL - Malformed url", status_code: null, content: null });
});

describe("actions", () => {
  test("are webhooks under their older names, with defaults for method and trigger", async () => {
    const { status, body } = await api.call("POST", "/actions/", {
      name: "Act",
      url: "https://example.com/",
      user: "u",
    });
    expect(status).toBe(201);
    expect(Object.entries(body)).toEqual([
      ["id", expect.stringMatching(/^WH/)],
      ["name", "Act"],
      ["is_webhook_enabled", true],
      ["team_id", null],
      ["user", "u"],
      ["data", null],
      ["password", null],
      ["authorization_header", null],
      ["trigger_template", null],
      ["headers", null],
      ["url", "https://example.com/"],
      ["forward_whole_payload", true],
      ["http_method", "POST"],
      ["trigger_type", "escalation"],
      ["integration_filter", null],
    ]);
    const changed = await api.call("PUT", `/actions/${body.id}/`, {
      forward_whole_payload: false,
      forward_all: true,
    });
    expect(changed.body.forward_whole_payload).toBe(false);
    expect((await api.call("GET", `/webhooks/${body.id}/`)).body.forward_all).toBe(false);
    expect((await api.call("GET", "/actions/?name=Act")).body.count).toBe(1);
    expect((await api.call("DELETE", `/actions/${body.id}/`)).status).toBe(204);
  });

  test("refusals name the action's fields", async () => {
    const sent = { name: "Bad", url: "https://example.com/" };
    expect((await api.call("POST", "/actions/", { ...sent, team_id: "TNONE" })).body).toEqual({
      team_id: ["Object does not exist"],
    });
    expect((await api.call("POST", "/actions/", { ...sent, forward_whole_payload: null })).body).toEqual({
      forward_whole_payload: ["This field may not be null."],
    });
  });
});
