import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** What the answers that are asked for here have, each some of it. */
interface Answer {
  labels: Record<string, string>;
  items: { id: string }[];
  results: { id: string }[];
  template_errors: unknown[];
}

async function get(path: string): Promise<Answer> {
  const response = await fetch(app.url + path, { headers: { authorization: adminToken } });
  return (await response.json()) as Answer;
}

const label = (key: string, value: string) => ({ key, value });

describe("labels of an integration", () => {
  test("reach the group of an alert: fixed ones, then those by template, the later of the same key", async () => {
    const integration = await app.integrate({
      type: "webhook",
      name: "Both",
      labels: [label("team", "shop"), label("host", "unknown")],
      dynamicLabels: [label("host", " {{ payload.host }} "), label("region", "{{ payload.region | upper }}")],
    });
    const { groups } = await app.send(integration, { host: "db1", region: "eu" });
    const { labels } = await get(`/api/v2/alert-groups/${groups[0]}`);
    expect(labels).toEqual({ host: "db1", region: "EU", team: "shop" });
    for (const [path, found] of [
      ["/api/v2/alert-groups?label=host%3Ddb1", "items"],
      ["/api/v1/alert_groups/?label=host:db1", "results"],
    ] as const)
      expect((await get(path))[found].map(({ id }) => id)).toEqual(groups);
    expect((await get("/api/v2/alert-groups?label=host%3Dother")).items).toEqual([]);
  });

  test("that are empty, too long, none or fail are left out, and a group keeps fifteen", async () => {
    const integration = await app.integrate({
      type: "webhook",
      name: "Many",
      labels: Array.from({ length: 20 }, (_, at) => label(`z${at + 10}`, "x")),
      dynamicLabels: [
        label("a1", "{{ payload.nosuch }}"),
        label("a2", "{{ none }}"),
        label("a3", "{{ 'x' * 201 }}"),
        label("a4", "{{ payload.nosuch.deeper }}"),
        label("a5", "{% if %}"),
        label("a6", "{{ 'x' * 200 }}"),
        label("k".repeat(201), "x"),
      ],
    });
    const { status, groups } = await app.send(integration, {});
    expect(status).toBe(200);
    const { labels } = await get(`/api/v2/alert-groups/${groups[0]}`);
    const kept = ["a6", ...Array.from({ length: 14 }, (_, at) => `z${at + 10}`)];
    expect(Object.keys(labels).toSorted()).toEqual(kept);
  });

  test("are known to titles, grouping, signals and routes; to none that has no labels", async () => {
    const templates = {
      "web.title": "{{ labels.host }} is down",
      grouping_key: "{{ labels.host }}",
      resolve_signal: "{{ labels.state == 'ok' }}",
    };
    const integration = await app.integrate({
      type: "webhook",
      name: "Templates",
      templates,
      dynamicLabels: [label("host", "{{ payload.host }}"), label("state", "{{ payload.state }}")],
    });
    const route = await fetch(`${app.url}/api/v1/routes/`, {
      method: "POST",
      headers: { authorization: adminToken, "content-type": "application/json" },
      body: JSON.stringify({
        integration_id: integration.publicId,
        routing_type: "jinja2",
        routing_regex: "{{ labels.host == 'db1' }}",
      }),
    });
    expect(route.status).toBe(201);
    const { id } = (await route.json()) as { id: string };
    const first = await app.send(integration, { host: "db1", state: "bad" });
    expect(await get(`/api/v1/alert_groups/${first.groups[0]}/`)).toMatchObject({
      route_id: id,
      title: "db1 is down",
    });
    const detail = await get(`/api/v2/alert-groups/${first.groups[0]}`);
    expect(detail.template_errors).toEqual([]);
    expect((await app.send(integration, { host: "db1", state: "ok" })).groups).toEqual(first.groups);
    expect((await app.group(first.groups[0] ?? "")).status).toBe("resolved");
    const without = await app.integrate({
      type: "webhook",
      name: "Without",
      templates: { "web.title": "{{ labels is none }}" },
    });
    const { groups } = await app.send(without, {});
    expect((await app.group(groups[0] ?? "")).title).toBe("True");
  });
});
