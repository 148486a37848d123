import { expect, test } from "vitest";
import { newIntegration, receive, useWorld } from "./support.ts";

const world = useWorld();
const url = "https://example.com/hook?g={{ alert_group_id }}";
const preview = (webhook: object, rest: object = {}) =>
  world.call("POST", "/webhooks/preview", { body: { webhook: { name: "draft", url, ...webhook }, ...rest } });

test("a preview needs an alert group", async () => {
  expect(await preview({ trigger: "resolve" })).toMatchObject({
    status: 409,
    body: { error: { field: "alert_group" } },
  });
});

test("a draft is shown as the request it would send, secrets masked, nothing saved or queued", async () => {
  await receive(world.ctx, await newIntegration(world.ctx, { name: "previewed" }), { title: "db down" });
  const group = (await world.call("GET", "/alert-groups?limit=1")).body.items[0].id;
  const draft = {
    trigger: "acknowledge",
    headers: '{"X-Api-Key": "opens-doors", "X-Title": "{{ alert_payload.title }}"}',
    data: '{"title": "{{ alert_payload.title }}", "by": "{{ event.type }}"}',
    password: "a password",
    username: "me",
  };
  const { status, body, text } = await preview(draft, { alert_group: group, event: "acknowledge" });
  expect({ status, body }).toMatchObject({
    status: 200,
    body: {
      kind: "request",
      request: {
        method: "POST",
        url: `https://example.com/hook?g=${group}`,
        body: '{"title": "db down", "by": "acknowledge"}',
        headers: { "X-Title": "db down", "X-Api-Key": "****************", Authorization: "****************" },
      },
    },
  });
  expect(text).not.toContain("opens-doors");
  expect((await world.call("GET", "/webhooks")).body.items).toEqual([]);
  const { pending = [] } = (await world.call("GET", `/alert-groups/${group}/deliveries`)).body;
  expect(pending).toEqual([]);
});

test("a template that fails says in which part, line and column", async () => {
  const { body } = await preview({ trigger: "resolve", data: "{}\n {{ event. }}" });
  expect(body).toMatchObject({ kind: "unmade", part: "data", line: 2 });
  expect(body.message).toContain("Template Error");
  expect(body.column).toBeGreaterThan(0);
});

test.each([
  "grafana",
  "opsknight",
  "standard",
])("a draft of the form %s is signed in the preview", async (dialect) => {
  const { body } = await preview({ dialect, url: "https://example.com" });
  expect(body.kind).toBe("request");
  expect(JSON.stringify(body.request.headers).toLowerCase()).toContain("signature");
  expect(JSON.parse(body.request.body)).toBeTypeOf("object");
});

test("an event the form does not tell of is unwanted", async () => {
  const settings = { events: ["resolve"] };
  expect((await preview({ dialect: "grafana", settings })).body).toEqual({ kind: "unwanted" });
});

test("a saved webhook is shown with changes that are not saved", async () => {
  const made = await world.call("POST", "/webhooks", {
    body: { name: "saved", url, trigger: "resolve", data: "old" },
  });
  const path = `/webhooks/${made.body.id}`;
  const shown = await world.call("POST", `${path}/preview`, { body: { changes: { data: "new" } } });
  expect(shown.body.request.body).toBe("new");
  expect((await world.call("POST", `${path}/preview`, { body: {} })).body.request.body).toBe("old");
  expect((await world.call("GET", path)).body.data).toBe("old");
});

test("a preview tells of a past event as it was, and refuses one that is not kept", async () => {
  await world.call("POST", "/webhooks", {
    body: { name: "listener", url: "https://example.com/x", trigger: "incident declared" },
  });
  const incident = await world.call("POST", "/incidents", {
    body: { title: "As it was", severity: "minor" },
  });
  await world.call("PATCH", `/incidents/${incident.body.id}`, { body: { title: "As it is" } });
  const { body: events } = await world.call("GET", `/events?incident=${incident.body.id}`);
  expect(events.items).toMatchObject([
    { type: "incident declared", title: "As it was", sequence: 1, incident_id: incident.body.id },
  ]);
  const draft = { trigger: "incident declared", url: "https://example.com", data: "{{ incident.title }}" };
  const { body } = await preview(draft, { event_id: events.items[0].id });
  expect(body).toMatchObject({ kind: "request", request: { body: "As it was" } });
  expect(await preview(draft, { event_id: 987_654_321 })).toMatchObject({
    status: 422,
    body: { error: { field: "event_id" } },
  });
});
