import { expect, test } from "vitest";
import { adminToken, startTestApp } from "../support/test-app.ts";
import { startReceiver } from "./receiver.ts";
import { eventually } from "./world.ts";

test("an alert sent to the server reaches a webhook made through OnCall's API, and its answer can be read there", async () => {
  const app = await startTestApp();
  const receiver = await startReceiver();
  try {
    const call = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${app.url}/api/v1${path}`, {
        method,
        headers: { authorization: adminToken, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await response.json()) as Record<string, unknown>;
    };
    const webhook = await call("POST", "/webhooks/", {
      name: "created",
      url: `${receiver.url}/{{ alert_group_id }}`,
      http_method: "POST",
      trigger_type: "alert group created",
      forward_all: false,
      data: '{"title": "{{ alert_group.title }}", "load": {{ alert_payload.load }}}',
    });
    const integration = await app.integrate({ type: "webhook", name: "Shop" });
    const sent = await app.send(integration, '{"title": "Disk \\"full\\"", "load": 1.50}');
    await receiver.arrivals(1);
    expect(receiver.received[0]).toMatchObject({ path: `/${sent.groups[0]}` });
    expect(receiver.received[0]?.body).toContain('"load": 1.5}');
    let stored: unknown;
    await eventually(async () => {
      const { results } = await call("GET", `/webhooks/${webhook.id}/responses/`);
      [stored] = results as unknown[];
      return stored !== undefined;
    });
    expect(stored).toMatchObject({ status_code: 200, content: "ok" });
  } finally {
    await receiver.close();
    await app.stop();
  }
});

test("a trace goes from the alert to the receiver, each message a step of its own", async () => {
  const app = await startTestApp();
  const receiver = await startReceiver();
  try {
    for (const form of [{ dialect: "standard" }, { dialect: "oncall", trigger: "alert group created" }]) {
      const response = await fetch(`${app.url}/api/v2/webhooks`, {
        method: "POST",
        headers: { authorization: adminToken, "content-type": "application/json" },
        body: JSON.stringify({ ...form, name: form.dialect, url: receiver.url }),
      });
      expect(response.status).toBe(201);
    }
    const integration = await app.integrate({ type: "webhook", name: "Shop" });
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    const sent = await fetch(`${app.url}/integrations/v1/webhook/${integration.token}/`, {
      method: "POST",
      headers: { "content-type": "application/json", traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
      body: "{}",
    });
    expect(sent.status).toBe(200);
    await receiver.arrivals(2);
    const steps = receiver.received.map(({ headers }) => String(headers.traceparent));
    for (const step of steps) expect(step).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    expect(new Set([...steps, `00-${traceId}-00f067aa0ba902b7-01`]).size).toBe(3);
  } finally {
    await receiver.close();
    await app.stop();
  }
});
