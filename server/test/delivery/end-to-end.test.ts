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
