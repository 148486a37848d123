import { parseJson, type Value } from "@tocsin/jinja";
import { describe, expect, it } from "vitest";
import type { IntegrationModule } from "../../src/core/integrations/registry.ts";
import { createTemplateEngine, type SlotName } from "../../src/core/templates/index.ts";
import { alertmanager } from "../../src/integrations/alertmanager.ts";
import { formattedWebhook } from "../../src/integrations/formatted-webhook.ts";
import { webhook } from "../../src/integrations/webhook.ts";

const engine = createTemplateEngine();

function render(module: IntegrationModule, slot: SlotName, payload: unknown): string {
  const text = JSON.stringify(payload);
  const [alert] = interpret(module, text);
  if (!alert) throw new Error("no alert");
  const variables = new Map<string, Value>([["payload", alert.value]]);
  const link = engine.render("jinja", module.templates.source_link ?? "", variables);
  variables.set("source_link", link.kind === "text" ? link.text : null);
  const rendered = engine.render("jinja", module.templates[slot] ?? "", variables);
  return rendered.kind === "text" ? rendered.text : `failed: ${rendered.failure.message}`;
}

function interpret(module: IntegrationModule, text: string) {
  const request = { body: { value: parseJson(text), text }, headers: new Map(), query: new Map() };
  return module.interpret(request).alerts;
}

const disk = {
  status: "firing",
  alerts: [{ status: "firing", labels: {}, generatorURL: "http://prom.example/graph?x=1" }],
  groupLabels: { alertname: "DiskFull", severity: "critical" },
  commonLabels: { alertname: "DiskFull", severity: "critical", host: "db1" },
  commonAnnotations: { summary: "disk on db1", runbook_url: "https://rb.example/disk" },
  groupKey: '{}:{alertname="DiskFull"}',
};

describe("Alertmanager's defaults", () => {
  it("group by groupKey, resolve when the whole group is resolved, and link to the first alert's source", () => {
    expect(render(alertmanager, "grouping_key", disk)).toBe('{}:{alertname="DiskFull"}');
    expect(render(alertmanager, "resolve_signal", disk)).toBe("False");
    expect(render(alertmanager, "resolve_signal", { ...disk, status: "resolved" })).toBe("True");
    expect(render(alertmanager, "source_link", disk)).toBe("http://prom.example/graph?x=1");
  });

  it.each([
    [{ alertname: "DiskFull", severity: "critical" }, "DiskFull (critical)"],
    [{ severity: "critical", alertname: "DiskFull", team: "sre" }, "DiskFull (critical, sre)"],
    [{ alertname: "DiskFull" }, "DiskFull "],
    [{}, " "],
  ])("title group %j", (groupLabels, title) => {
    expect(render(alertmanager, "web.title", { ...disk, groupLabels })).toBe(title);
  });

  it("title the shape with labels at the top by their alert name and all group labels", () => {
    const payload = { ...disk, labels: { alertname: "Old" } };
    expect(render(alertmanager, "web.title", payload)).toBe("Old (DiskFull, critical)");
  });

  it("tell everything about a firing group", () => {
    expect(render(alertmanager, "web.message", disk)).toBe(`Severity: critical :rotating_light:
Status: firing :fire: (on the source)
Firing alerts – 1
Resolved alerts – 0
[:book: Runbook:link:](https://rb.example/disk)

GroupLabels:
- alertname: DiskFull
- severity: critical

CommonLabels:
- alertname: DiskFull
- severity: critical
- host: db1

Annotations:
- summary: disk on db1

[View in AlertManager](http://prom.example/graph?x=1)`);
  });

  it("tell less about a resolved one", () => {
    const payload = {
      ...disk,
      status: "resolved",
      groupLabels: { alertname: "DiskFull" },
      commonAnnotations: {},
    };
    expect(
      render(alertmanager, "web.message", payload),
    ).toBe(`Status: resolved :white_check_mark: (on the source)

GroupLabels:
- alertname: DiskFull

CommonLabels:
- alertname: DiskFull
- severity: critical
- host: db1

[View in AlertManager](http://prom.example/graph?x=1)`);
  });

  it.each([
    ["warning", ":warning:"],
    ["page", ":question:"],
  ])("mark severity %s", (severity, emoji) => {
    const payload = { ...disk, groupLabels: { severity } };
    expect(render(alertmanager, "web.message", payload)).toMatch(
      new RegExp(`^Severity: ${severity} ${emoji}\n`),
    );
  });

  it("say when the status is missing", () => {
    const { status: _, ...payload } = disk;
    expect(render(alertmanager, "web.message", payload)).toContain(
      "Status: Unknown :warning: (on the source)\n",
    );
  });
});

describe("the counts added to an Alertmanager body", () => {
  const counted = (text: string) => interpret(alertmanager, text)[0]?.text;

  it("stand behind what was received, whose spelling stays", () => {
    const text = '{ "x": 1.50, "alerts": [{"status":"firing"},{"status":"resolved"},{"status":"firing"}] }\n';
    expect(counted(text)).toBe(
      '{ "x": 1.50, "alerts": [{"status":"firing"},{"status":"resolved"},{"status":"firing"}] ,"numFiring":2,"numResolved":1}',
    );
  });

  it("work on an empty object and without alerts", () => {
    expect(counted("{}")).toBe('{"numFiring":0,"numResolved":0}');
    expect(counted('{"status":"firing"}')).toBe('{"status":"firing","numFiring":0,"numResolved":0}');
  });

  it("leave numFiring alone when the sender gave it, and replace a lone numResolved", () => {
    expect(counted('{"numFiring":9}')).toBe('{"numFiring":9}');
    expect(counted('{"numResolved":9,"alerts":[]}')).toBe('{"numResolved":0,"alerts":[],"numFiring":0}');
  });
});

describe("the generic webhook's defaults", () => {
  const payload = { b: 1, a: "x", state: "ok", url: "http://src" };

  it("title Incident, show the payload as sorted JSON, link to url, resolve on ok in any case", () => {
    expect(render(webhook, "web.title", payload)).toBe("Incident");
    expect(render(webhook, "web.message", payload)).toBe(
      '```\n{\n    "a": "x",\n    "b": 1,\n    "state": "ok",\n    "url": "http://src"\n}\n```',
    );
    expect(render(webhook, "source_link", payload)).toBe("http://src");
    expect(render(webhook, "resolve_signal", payload)).toBe("True");
    expect(render(webhook, "resolve_signal", { state: "alerting" })).toBe("False");
  });

  it("group identical payloads only, by their Python text", () => {
    expect(render(webhook, "grouping_key", { id: 1, state: "ok" })).toBe("{'id': 1, 'state': 'ok'}");
  });

  it("group a heartbeat's payloads by alert_uid", () => {
    expect(render(webhook, "grouping_key", { is_oncall_heartbeat: true, alert_uid: "u" })).toBe("u");
  });

  it("fail on a list and on a state that is no text, which counts as not resolved", () => {
    expect(render(webhook, "resolve_signal", [1])).toMatch(/^failed: /);
    expect(render(webhook, "resolve_signal", { state: null })).toMatch(/^failed: /);
  });
});

describe("the formatted webhook's defaults", () => {
  const payload = {
    alert_uid: "u1",
    title: "T",
    message: "M",
    state: "alerting",
    link_to_upstream_details: "http://up",
    image_url: "http://i/a.png",
  };

  it("take each field from its key", () => {
    expect(render(formattedWebhook, "web.title", payload)).toBe("T");
    expect(render(formattedWebhook, "web.message", payload)).toBe("M");
    expect(render(formattedWebhook, "web.image_url", payload)).toBe("http://i/a.png");
    expect(render(formattedWebhook, "source_link", payload)).toBe("http://up");
    expect(render(formattedWebhook, "grouping_key", payload)).toBe("u1");
    expect(render(formattedWebhook, "resolve_signal", payload)).toBe("False");
    expect(render(formattedWebhook, "resolve_signal", { ...payload, state: "OK" })).toBe("True");
  });

  it("are empty without the keys", () => {
    expect(render(formattedWebhook, "web.title", { message: "M" })).toBe(
      "Title undefined (Check Web Title Template)",
    );
    expect(render(formattedWebhook, "grouping_key", { message: "M" })).toBe("");
    expect(render(formattedWebhook, "source_link", { message: "M" })).toBe("");
    expect(render(formattedWebhook, "resolve_signal", { message: "M" })).toBe("False");
  });
});
