import { describe, expect, it } from "vitest";
import { check, expectSameKey, factsOf, keyOf } from "./meaning.ts";

/** Requests that adapters of comparable products are known to misread, and what they mean. */

describe("Prometheus", () => {
  const alert = {
    status: "firing",
    labels: { alertname: "DiskFull", severity: "critical", instance: "n1" },
    annotations: { summary: "Disk 95% on n1" },
    startsAt: "2026-08-01T10:00:00Z",
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: "http://p/g",
    fingerprint: "a1b2",
  };
  const envelope = (changes: object) => ({
    version: "4",
    groupKey: '{}:{alertname="DiskFull"}',
    status: "firing",
    receiver: "r",
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: "http://am",
    alerts: [alert],
    ...changes,
  });

  it("is read alert by alert", () => {
    check("prometheus", [
      {
        sends: envelope({}),
        means: { title: "Disk 95% on n1", severity: "critical", key: "a1b2", signal: "firing" },
      },
      {
        sends: envelope({ status: "resolved", alerts: [{ ...alert, status: "resolved" }] }),
        means: { key: "a1b2", signal: "resolved" },
      },
      {
        sends: envelope({ alerts: [{ ...alert, labels: { severity: "info" } }] }),
        means: { severity: "info" },
      },
      {
        sends: envelope({ alerts: [{ ...alert, labels: { severity: "none" } }] }),
        means: { severity: "info" },
      },
      {
        sends: envelope({ alerts: [{ ...alert, labels: { severity: "page" } }] }),
        means: { severity: "critical" },
      },
      { sends: envelope({ alerts: [] }), means: "ignored" },
      {
        sends: envelope({ alerts: [{ ...alert, annotations: { summary: 7 }, labels: { x: null } }] }),
        means: { title: "7" },
      },
    ]);
    const both = factsOf("prometheus", {
      sends: envelope({ alerts: [alert, { ...alert, status: "resolved" }] }),
    });
    expect(both.alerts.map(({ facts }) => facts?.signal)).toEqual(["firing", "resolved"]);
  });

  it("has the same key for the same labels in any order when the fingerprint is missing", () => {
    const { fingerprint: _, ...bare } = alert;
    const turned = { ...bare, labels: { instance: "n1", severity: "critical", alertname: "DiskFull" } };
    expectSameKey("prometheus", envelope({ alerts: [bare] }), envelope({ alerts: [turned] }));
  });
});

describe("Grafana", () => {
  it("is read alert by alert although the envelope has a state, and by rule before version 9", () => {
    const alert = {
      status: "firing",
      labels: { alertname: "HighLatency", severity: "warning", service: "api" },
      annotations: { summary: "p99 2.3s" },
      fingerprint: "c0ffee",
    };
    const unified = {
      receiver: "oc",
      status: "firing",
      state: "alerting",
      title: "[FIRING:1] HighLatency (api)",
      orgId: 1,
    };
    check("grafana", [
      {
        sends: { ...unified, alerts: [alert] },
        means: { title: "p99 2.3s", severity: "warning", key: "c0ffee" },
      },
      {
        sends: {
          ...unified,
          status: "resolved",
          state: "ok",
          title: "[RESOLVED] …",
          alerts: [{ ...alert, status: "resolved" }],
        },
        means: { key: "c0ffee", signal: "resolved" },
      },
      {
        sends: { ruleId: 7, ruleName: "CPU", state: "alerting", title: "[Alerting] CPU" },
        means: { severity: "critical", key: "CPU" },
      },
      { sends: { ruleId: 7, ruleName: "CPU", state: "pending", title: "CPU" }, means: "ignored" },
      { sends: { ruleId: 7, ruleName: "CPU", state: "paused", title: "CPU" }, means: "ignored" },
    ]);
  });

  it("shows the match's values below the message, as OnCall does", () => {
    const rule = {
      title: "[Alerting] CPU",
      ruleName: "CPU",
      state: "alerting",
      message: "too hot",
      evalMatches: [{ metric: "cpu", value: 97 }],
      ruleUrl: "http://g/r",
    };
    check("grafana", [{ sends: rule, means: { message: "too hot\n**cpu**: 97", link: "http://g/r" } }]);
  });
});

describe("Datadog", () => {
  const byDefault = {
    id: "77",
    title: "[Triggered] CPU high on web-1",
    body: "…",
    event_type: "metric_alert_monitor",
    date: "1722500000000",
  };

  it("is ended by what its default title says", () => {
    const recovered = { ...byDefault, id: "78", title: "[Recovered] CPU high on web-1" };
    check("datadog", [
      { sends: byDefault, means: { signal: "firing" } },
      { sends: recovered, means: { signal: "resolved" } },
      { sends: { ...byDefault, title: "[P1] [Triggered] CPU high on web-1" }, means: { signal: "firing" } },
    ]);
    expectSameKey("datadog", byDefault, recovered);
    expectSameKey("datadog", byDefault, { ...byDefault, title: "[P1] [Re-Triggered] CPU high on web-1" });
    expect(keyOf("datadog", { title: "[prod] CPU" })).not.toBe(keyOf("datadog", { title: "[test] CPU" }));
  });

  it("takes variables as the texts that they are", () => {
    check("datadog", [
      {
        sends: { ...byDefault, tags: "env:prod,team:a", date_happened: "1722500000" },
        means: { signal: "firing" },
      },
      {
        sends: { alert_transition: "Recovered", alert_cycle_key: "99", alert_type: "success" },
        means: { key: "cycle:99", signal: "resolved" },
      },
      { sends: { monitor: { id: 42, name: "CPU", status: "OK" } }, means: { signal: "resolved" } },
      { sends: { title: "x", alert_type: "error" }, means: { severity: "critical" } },
    ]);
    expectSameKey(
      "datadog",
      { monitor: { id: "42", name: "CPU", status: "Alert" } },
      { monitor: { id: 42, status: "OK" } },
    );
  });
});

describe("New Relic", () => {
  it("is read from workflows and from the older webhook", () => {
    const issue = {
      id: "iss-1",
      issueUrl: "https://n/i",
      title: "Memory > 90% on checkout",
      priority: "CRITICAL",
      state: "ACTIVATED",
      createdAt: 1722500000000,
    };
    check("newrelic", [
      {
        sends: issue,
        means: {
          title: "Memory > 90% on checkout",
          severity: "critical",
          key: "issue:iss-1",
          signal: "firing",
        },
      },
      { sends: { ...issue, state: "CLOSED" }, means: { key: "issue:iss-1", signal: "resolved" } },
      { sends: { ...issue, state: "ACKNOWLEDGED" }, means: { signal: "acknowledged" } },
      {
        sends: {
          current_state: "open",
          incident_id: 55,
          condition_name: "Err rate",
          policy_name: "P",
          severity: "CRITICAL",
        },
        means: { title: "Err rate", key: "incident:55", signal: "firing" },
      },
      {
        sends: { incident: { id: "i1", title: "T", state: "INCIDENT_RESOLVED" } },
        means: { key: "incident:i1", signal: "resolved" },
      },
    ]);
  });
});

describe("Sentry", () => {
  it("is read below data, by issue and by metric alert", () => {
    const event = {
      event_id: "e1",
      issue_id: "111",
      title: "ReferenceError: x",
      level: "error",
      web_url: "https://s/e",
      project: 1,
    };
    const metric = {
      metric_alert: { id: "9", alert_rule: { name: "Too many errors" } },
      description_title: "Critical: Too many errors",
      description_text: "1000 events",
      web_url: "https://s/m",
    };
    const issue = {
      id: "111",
      shortId: "A-1",
      title: "ReferenceError: x",
      level: "error",
      status: "resolved",
    };
    check("sentry", [
      {
        sends: { action: "triggered", data: { event, triggered_rule: "Prod errors" } },
        means: { title: "ReferenceError: x", severity: "error", key: "issue:111", signal: "firing" },
      },
      {
        sends: { action: "critical", data: metric },
        means: { severity: "critical", key: "metric:9", message: "1000 events" },
      },
      { sends: { action: "resolved", data: metric }, means: { key: "metric:9", signal: "resolved" } },
      { sends: { action: "resolved", data: { issue } }, means: { key: "issue:111", signal: "resolved" } },
      { sends: { action: "unresolved", data: { issue } }, means: { key: "issue:111", signal: "firing" } },
      { sends: { action: "assigned", data: { issue } }, means: { key: "issue:111", signal: "note" } },
      {
        sends: {
          id: "46",
          project: "web",
          project_name: "web",
          level: "error",
          message: "boom",
          culprit: "a.js",
          url: "https://s/46",
          event: { event_id: "x1", title: "boom" },
        },
        means: { title: "boom", key: "issue:46", source: "web" },
      },
    ]);
  });
});

describe("CloudWatch", () => {
  const alarm = {
    AlarmName: "cpu",
    AlarmDescription: "Follow runbook 7",
    NewStateValue: "ALARM",
    Region: "US East (Ohio)",
    AWSAccountId: "1",
  };
  const notification = (message: object | string) => ({
    Type: "Notification",
    MessageId: "m1",
    TopicArn: "arn:aws:sns:us-east-1:1:ops",
    Subject: "A subject",
    Message: typeof message === "string" ? message : JSON.stringify(message),
  });

  it("is read in and out of SNS's envelope, its description never judged", () => {
    check("cloudwatch", [
      { sends: notification(alarm), means: { title: "cpu", severity: "critical", signal: "firing" } },
      { sends: notification({ ...alarm, AlarmDescription: null }), means: { signal: "firing" } },
      { sends: notification({ ...alarm, NewStateValue: "OK" }), means: { signal: "resolved" } },
      { sends: notification({ ...alarm, NewStateValue: "INSUFFICIENT_DATA" }), means: "ignored" },
      { sends: { Type: "UnsubscribeConfirmation", Token: "t" }, means: "ignored" },
      { sends: notification("just words"), means: { title: "A subject", message: "just words" } },
    ]);
    expectSameKey("cloudwatch", notification(alarm), { ...alarm, NewStateValue: "OK" });
  });
});
