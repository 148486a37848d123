import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { useWorld } from "./support.ts";

const world = useWorld();
const url = "https://example.com/hook";

test("a webhook of each dialect is made, read, changed and deleted, its secret shown once", async () => {
  for (const dialect of ["grafana", "opsknight", "standard"]) {
    const made = await world.call("POST", "/webhooks", { body: { name: `a ${dialect} one`, url, dialect } });
    expect(made.status).toBe(201);
    expect(made.body.secret).toMatch(
      dialect === "standard" ? /^whsec_[A-Za-z0-9+/]{43}=$/ : /^[0-9a-f]{64}$/,
    );
    expect(made.body).toMatchObject({ dialect, trigger: "every change", http_method: "POST" });
    const path = `/webhooks/${made.body.id}`;
    const read = await world.call("GET", path);
    expect(read.text).not.toContain(made.body.secret);
    expect(read.body.signing_secret).toMatchObject({ previous_until: null });
    const changed = await world.call("PATCH", path, { body: { is_enabled: false, password: "a password" } });
    expect(changed.body).toMatchObject({
      is_enabled: false,
      has_password: true,
      settings: read.body.settings,
    });
    expect(changed.text).not.toContain("a password");
    expect((await world.call("DELETE", path)).status).toBe(204);
    expect((await world.call("GET", path)).status).toBe(404);
  }
});

test("a webhook of OnCall's form keeps its templates", async () => {
  const body = { name: "oncall one", url, trigger: "acknowledge", data: '{"a": "{{ event.type }}"}' };
  const made = await world.call("POST", "/webhooks", { body });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ ...body, dialect: "oncall", forward_all: false, secret: null });
});

test.each([
  ["a trigger missing in OnCall's form", {}, "trigger"],
  ["a template that is none", { trigger: "resolve", data: "{{ event." }, "data"],
  ["settings of OnCall's form", { trigger: "resolve", settings: { events: [] } }, "settings"],
  ["an event nobody knows", { dialect: "standard", settings: { events: ["x"] } }, "settings"],
  ["a setting nobody knows", { dialect: "opsknight", settings: { event: [] } }, "settings"],
  ["a Go template that is none", { dialect: "grafana", settings: { title: "{{ .Status" } }, "settings"],
  ["a header Grafana forbids", { dialect: "grafana", settings: { headers: { Cookie: "a=b" } } }, "settings"],
  ["a secret that is not in base64", { dialect: "standard", signing_secret: "whsec_?" }, "signing_secret"],
  ["templates of OnCall's in another form", { dialect: "standard", data: "{}" }, "data"],
  ["a method without a body", { dialect: "grafana", http_method: "GET" }, "http_method"],
  ["an unknown integration", { dialect: "standard", integration_ids: ["CNONE"] }, "integration_ids"],
])("%s is refused with its field", async (_name, given, field) => {
  const answer = await world.call("POST", "/webhooks", { body: { name: "refused", url, ...given } });
  expect({ status: answer.status, field: answer.body.error.field }).toEqual({ status: 422, field });
});

test("rotating leaves the secret before in use for a while", async () => {
  const made = await world.call("POST", "/webhooks", { body: { name: "rotated", url, dialect: "standard" } });
  const path = `/webhooks/${made.body.id}/secret`;
  const rotated = await world.call("POST", `${path}/rotate`, { body: {} });
  expect(rotated.status).toBe(200);
  expect(rotated.body.secret).not.toBe(made.body.secret);
  const lasts = Date.parse(rotated.body.signing_secret.previous_until) - Date.now();
  expect(lasts).toBeGreaterThan(23 * 3_600_000);
  expect((await world.call("DELETE", path)).status).toBe(204);
  const read = await world.call("GET", `/webhooks/${made.body.id}`);
  expect(read.body.signing_secret).toEqual({ public_key: null, set_at: null, previous_until: null });
});

interface EventType {
  dialect: string;
  type: string;
  chosen_by: string[];
  is_told: boolean;
  schema: z.core.JSONSchema.JSONSchema;
  example: object;
}

const catalogue = async (): Promise<EventType[]> =>
  (await world.call("GET", "/webhook-event-types")).body.items;

test("every dialect's events come with a schema that their example satisfies", async () => {
  const items = await catalogue();
  expect([...new Set(items.map(({ dialect }) => dialect))]).toEqual([
    ...["oncall", "grafana", "opsknight", "standard"],
  ]);
  for (const { schema, example, chosen_by: chosenBy } of items) {
    expect(z.fromJSONSchema(schema).parse(example)).toEqual(example);
    expect(chosenBy).not.toEqual([]);
  }
});

test("what the catalogue says chooses an event is what a webhook can be set to", async () => {
  for (const { dialect, type, chosen_by: chosenBy } of await catalogue()) {
    const choice = dialect === "oncall" ? { trigger: chosenBy[0] } : { settings: { events: chosenBy } };
    const made = await world.call("POST", "/webhooks", {
      body: { name: `${dialect} of ${type}`, url, dialect, ...choice },
    });
    expect([made.status, dialect, type]).toEqual([201, dialect, type]);
  }
});

test("the guide lists every event of every dialect", async () => {
  const guide = await readFile(new URL("../../../docs/outgoing-webhooks.md", import.meta.url), "utf8");
  const missing = (await catalogue()).filter(
    ({ dialect, type }) => !guide.includes(`| \`${dialect}\` | \`${type}\` |`),
  );
  expect(missing.map(({ dialect, type }) => `${dialect} ${type}`)).toEqual([]);
});

test("a replay that cannot be made is refused with the field to blame", async () => {
  const made = await world.call("POST", "/webhooks", {
    body: { name: "not replayed", url, dialect: "opsknight" },
  });
  const path = `/webhooks/${made.body.id}`;
  const refused = async (body: object) => {
    const { status, body: answered } = await world.call("POST", `${path}/replays`, { body });
    return [status, answered.error?.field];
  };
  expect(await refused({ message_ids: ["msg_unknown"] })).toEqual([422, "message_ids"]);
  expect(await refused({ message_ids: ["msg_unknown"], outcome: "any" })).toEqual([422, "outcome"]);
  expect(await refused({ message_ids: Array(1001).fill("msg_unknown") })).toEqual([422, "message_ids"]);
  expect(await refused({ incident: "INCNONE" })).toEqual([422, "incident"]);
  expect(await refused({ since: "2026-01-02T00:00:00Z", until: "2026-01-01T00:00:00Z" })).toEqual([
    422,
    "until",
  ]);
  await world.call("PATCH", path, { body: { is_enabled: false } });
  expect((await world.call("POST", `${path}/replays`, { body: {} })).status).toBe(409);
});

test("a replay is counted, made, read and taken back; a test needs an alert group", async () => {
  const made = await world.call("POST", "/webhooks", {
    body: { name: "replayed", url, dialect: "opsknight" },
  });
  const path = `/webhooks/${made.body.id}`;
  const counted = await world.call("POST", `${path}/replays`, { body: { dry_run: true } });
  expect(counted).toMatchObject({ status: 200, body: { total: 0 } });
  const replay = await world.call("POST", `${path}/replays`, { body: { since: "2026-01-01T00:00:00Z" } });
  expect(replay).toMatchObject({ status: 201, body: { state: "finished", total: 0, remaining: 0 } });
  expect((await world.call("GET", `${path}/replays`)).body.items).toEqual([replay.body]);
  expect((await world.call("GET", `${path}/replays/${replay.body.id}`)).body).toEqual(replay.body);
  const cancelled = await world.call("DELETE", `${path}/replays/${replay.body.id}`);
  expect(cancelled.body.cancelled_at).not.toBeNull();
  expect((await world.call("DELETE", `${path}/replays/RPNONE`)).status).toBe(404);
  expect((await world.call("POST", `${path}/test`, { body: {} })).status).toBe(409);
});

test("pace, order and schedule are set, changed one by one, and refused with the field when they make no sense", async () => {
  const usual = {
    retry: "paging",
    expires_after_seconds: null,
    per_second: null,
    ordered: false,
    disable_after_days: null,
  };
  const made = await world.call("POST", "/webhooks", { body: { name: "paced", url, dialect: "standard" } });
  expect(made.body.delivery).toEqual(usual);
  const path = `/webhooks/${made.body.id}`;
  const change = async (delivery: object) =>
    (await world.call("PATCH", path, { body: { delivery } })).body.delivery;
  expect(await change({ ordered: true, per_second: 5 })).toEqual({ ...usual, ordered: true, per_second: 5 });
  expect(await change({ retry: [1, 60] })).toMatchObject({ retry: [1, 60], ordered: true, per_second: 5 });
  expect(await change({ retry: "integration", disable_after_days: 3, expires_after_seconds: 60 })).toEqual({
    ...{ retry: "integration", ordered: true, per_second: 5 },
    ...{ disable_after_days: 3, expires_after_seconds: 60 },
  });
  for (const [field, value] of [
    ["per_second", 0],
    ["retry", []],
    ["disable_after_days", 91],
    ["expires_after_seconds", 0],
    ["order", true],
  ] as const) {
    const answer = await world.call("PATCH", path, { body: { delivery: { [field]: value } } });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(field);
  }
});

test("every schedule that can be chosen by name tells its delays, and delays that make no sense say what would", async () => {
  const { body } = await world.call("GET", "/webhook-retry-schedules");
  expect(body.items.map((each: { name: string }) => each.name)).toEqual(["paging", "integration"]);
  for (const { name, delays_seconds: delays } of body.items) {
    const retried = await world.call("POST", "/webhooks", {
      body: { name: `retried by ${name}`, url, dialect: "standard", delivery: { retry: delays } },
    });
    expect(retried.body.delivery.retry).toEqual(delays);
  }
  const refused = await world.call("POST", "/webhooks", {
    body: { name: "refused", url, dialect: "standard", delivery: { retry: "fast" } },
  });
  expect(refused.body.error).toMatchObject({ field: "delivery.retry" });
  expect(refused.body.error.message).toMatch(/0 to 86400 whole seconds/);
});

test("a webhook that was sent nothing yet is healthy", async () => {
  const made = await world.call("POST", "/webhooks", { body: { name: "healthy", url, dialect: "standard" } });
  const health = await world.call("GET", `/webhooks/${made.body.id}/health`);
  expect(health.status).toBe(200);
  expect(health.body).toMatchObject({
    ...{ tries: 0, success_rate: null, waiting: 0, failing_since: null, last_failure: null },
    breaker: { state: "closed", open_since: null, reason: null, next_probe_at: null },
    notices_after_days: 5,
  });
  const listed = await world.call("GET", "/webhooks");
  expect(listed.body.items[0]).toMatchObject({ breaker: "closed", failing_since: null });
});
