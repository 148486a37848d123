import { afterAll, beforeAll, expect, test } from "vitest";
import { type Receiver, startReceiver } from "../delivery/receiver.ts";
import { eventually } from "../delivery/world.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let receiver: Receiver;

beforeAll(async () => {
  app = await startTestApp();
  receiver = await startReceiver();
});

afterAll(async () => {
  await receiver.close();
  await app.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: what a client reads from JSON
async function call(method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(app.url + path, {
    method,
    headers: {
      authorization: adminToken,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
}

const newWebhook = (name: string, trigger: string, more: object = {}) =>
  call("POST", "/api/v1/webhooks/", {
    name,
    url: `${receiver.url}/${name}`,
    http_method: "POST",
    trigger_type: trigger,
    preset: "incident_webhook",
    ...more,
  });

test("declared, changed and resolved incidents reach the webhooks that wait for them, once each and in order", async () => {
  const data = '{"text": "{{ incident.title }} {{ incident.labels[0].label }} {{ event.type }}"}';
  await newWebhook("declared", "incident declared");
  await newWebhook("changed", "incident changed", { forward_all: false, data });
  const resolved = await newWebhook("resolved", "incident resolved");
  await newWebhook("groups", "status change");
  expect(resolved).toMatchObject({ preset: "incident_webhook", trigger_type: "incident resolved" });

  const query = "title=json(report.title)&severity=major&labels=shop";
  const sent = await call("POST", `/api/experimental/incoming-webhooks/grafana.incident.create?${query}`, {
    report: { title: 'Shop "down"' },
  });
  const { incidentID: id } = sent.incident;
  await receiver.arrivals(1);
  await call("PATCH", `/api/v2/incidents/${id}`, { title: "Shop slow" });
  await receiver.arrivals(2);
  await call("PATCH", `/api/v2/incidents/${id}`, { title: "Shop slow" });
  await call("POST", `/api/v2/incidents/${id}/resolve`);
  await receiver.arrivals(3);

  expect(receiver.received.map(({ path }) => path)).toEqual(["/declared", "/changed", "/resolved"]);
  const [declared, changed, ended] = receiver.received.map(({ body }) => JSON.parse(body));
  expect(declared).toMatchObject({
    event: { type: "incident declared" },
    user: null,
    incident: { incidentID: id, title: 'Shop "down"', severity: "major", status: "active", isDrill: false },
    incident_id: id,
    alert_group_ids: [],
  });
  expect(changed).toEqual({ text: "Shop slow shop incident changed" });
  expect(ended).toMatchObject({ incident: { status: "resolved", closedTime: expect.stringMatching(/Z$/) } });
  expect(receiver.received.map(({ headers }) => headers["tocsin-event-sequence"])).toEqual(["1", "2", "3"]);
});

test("the log shows what an incident's webhooks were told, in both APIs", async () => {
  const { items } = await call("GET", "/api/v2/incidents");
  const [{ id }] = items;
  let log = { attempts: [] as object[] };
  await eventually(async () => {
    log = await call("GET", `/api/v2/incidents/${id}/deliveries`);
    return log.attempts.length === 3;
  });
  expect(log.attempts[0]).toMatchObject({
    event: "incident resolved",
    incident_id: id,
    alert_group_id: null,
    result: "delivered",
  });
  expect(await call("GET", `/api/v2/attempts?incident=${id}`)).toMatchObject({ items: log.attempts });
  const webhooks = await call("GET", "/api/v1/webhooks/?name=declared");
  const responses = await call("GET", `/api/v1/webhooks/${webhooks.results[0].id}/responses/`);
  expect(JSON.parse(responses.results[0].event_data)).toMatchObject({ incident: { incidentID: id } });
});

test("the answer of one webhook is told to the next one of the same incident", async () => {
  await newWebhook("later", "incident changed", { forward_all: false, data: "{{ responses | length }}" });
  const { id } = await call("POST", "/api/v2/incidents", { title: "Other" });
  await eventually(
    async () => (await call("GET", `/api/v2/incidents/${id}/deliveries`)).attempts.length === 1,
  );
  await call("PATCH", `/api/v2/incidents/${id}`, { severity: "minor" });
  await eventually(() => receiver.received.some(({ path }) => path === "/later"));
  expect(receiver.received.find(({ path }) => path === "/later")?.body).toBe("1");
});
