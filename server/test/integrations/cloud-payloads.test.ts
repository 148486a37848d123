import { describe, expect, it } from "vitest";
import { check, expectSameKey, factsOf, keyOf } from "./meaning.ts";

/** Requests that adapters of comparable products are known to misread, and what they mean. */

describe("Azure", () => {
  it("is read in all its schemas", () => {
    const essentials = {
      alertId: "a1",
      alertRule: "R",
      severity: "Sev1",
      monitorCondition: "Fired",
      monitoringService: "Platform",
    };
    const metric = {
      schemaId: "AzureMonitorMetricAlert",
      data: { status: "Deactivated", context: { id: "c1", name: "M", severity: "3" } },
    };
    check("azure", [
      {
        sends: { data: { essentials } },
        means: { title: "R", severity: "error", source: "Platform", key: "a1", signal: "firing" },
      },
      {
        sends: { data: { essentials: { ...essentials, monitorCondition: "Resolved" } } },
        means: { key: "a1", signal: "resolved" },
      },
      { sends: metric, means: { signal: "resolved" } },
      {
        sends: { ...metric, data: { ...metric.data, status: "Activated" } },
        means: { signal: "firing", severity: "info" },
      },
      { sends: { status: "Resolved", context: { id: "k1", name: "Old" } }, means: { signal: "resolved" } },
      { sends: {}, means: "ignored" },
    ]);
    expect(keyOf("azure", { status: "Activated", context: { id: "k1" } })).not.toBe(
      keyOf("azure", { status: "Activated", context: { id: "k2" } }),
    );
  });
});

describe("Google Cloud Monitoring", () => {
  it("is read with numbers for times, directly and by Pub/Sub", () => {
    const incident = {
      incident_id: "0.abc",
      state: "open",
      severity: "Critical",
      started_at: 1772574279,
      ended_at: null,
      policy_name: "Etcd",
      summary: "disk above 85%",
      url: "https://c/i",
    };
    const data = Buffer.from(JSON.stringify({ version: "1.2", incident })).toString("base64");
    check("google-cloud-monitoring", [
      {
        sends: { version: "1.2", incident },
        means: { severity: "critical", key: "0.abc", signal: "firing" },
      },
      {
        sends: { version: "1.2", incident: { ...incident, state: "closed", ended_at: 1772574300 } },
        means: { key: "0.abc", signal: "resolved" },
      },
      {
        sends: { message: { data, messageId: "1" }, subscription: "s" },
        means: { severity: "critical", key: "0.abc" },
      },
      { sends: { incident: { ...incident, severity: "No severity" } }, means: { severity: "warning" } },
    ]);
  });
});

describe("Dynatrace", () => {
  it("is judged by the severity it really names", () => {
    const problem = {
      State: "OPEN",
      ProblemID: "P-231",
      PID: "-77_1",
      ProblemTitle: "Failure rate increase",
      ProblemSeverity: "AVAILABILITY",
      ProblemImpact: "SERVICE",
    };
    check("dynatrace", [
      { sends: problem, means: { severity: "critical", key: "-77_1", signal: "firing" } },
      { sends: { ...problem, State: "RESOLVED" }, means: { key: "-77_1", signal: "resolved" } },
      { sends: { ...problem, State: "MERGED" }, means: { signal: "resolved" } },
      { sends: { ...problem, ProblemID: "999" }, means: { title: "Test: Failure rate increase" } },
    ]);
  });
});

describe("AppDynamics", () => {
  it("ends what began although every event has an id of its own", () => {
    const open = {
      summary: "HR violation",
      severity: "ERROR",
      eventType: "POLICY_OPEN_CRITICAL",
      incidentId: "500",
      application: "Shop",
    };
    check("appdynamics", [
      { sends: open, means: { severity: "critical", signal: "firing" } },
      {
        sends: { ...open, eventType: "POLICY_CLOSE_CRITICAL", incidentId: "501" },
        means: { signal: "resolved" },
      },
      { sends: { ...open, eventType: "POLICY_CANCELED_CRITICAL" }, means: { signal: "resolved" } },
    ]);
    expectSameKey("appdynamics", open, { ...open, eventType: "POLICY_CLOSE_CRITICAL", incidentId: "501" });
  });
});

describe("Splunk On-Call", () => {
  it("keeps nameless alerts apart and information out of the pager", () => {
    const critical = {
      message_type: "CRITICAL",
      entity_id: "db/disk",
      entity_display_name: "db disk",
      state_message: "disk 95%",
    };
    check("splunk-oncall", [
      {
        sends: critical,
        means: { title: "db disk", message: "disk 95%", severity: "critical", key: "db/disk" },
      },
      { sends: { ...critical, message_type: "RECOVERY" }, means: { key: "db/disk", signal: "resolved" } },
      {
        sends: { ...critical, message_type: "ACKNOWLEDGEMENT", ack_author: "ada" },
        means: { signal: "acknowledged" },
      },
      { sends: { ...critical, message_type: "INFO" }, means: { signal: "note" } },
      { sends: { message_type: "CRITICAL", state_message: "x" }, means: { key: null } },
    ]);
  });
});

describe("Splunk Observability", () => {
  it("is titled by its message and ended by ok, a stop, or by hand", () => {
    const alert = {
      severity: "Major",
      detector: "Latency",
      messageTitle: "Critical Alert: Latency",
      rule: "p99",
      description: "p99 above 2s",
      incidentId: "I1",
      status: "too high",
      statusExtended: "anomalous",
    };
    check("splunk-observability", [
      { sends: alert, means: { title: "Critical Alert: Latency", severity: "error", key: "incident:I1" } },
      { sends: { ...alert, status: "ok" }, means: { key: "incident:I1", signal: "resolved" } },
      { sends: { ...alert, status: "stopped" }, means: { signal: "resolved" } },
      { sends: { ...alert, triggeredWhileMuted: true }, means: "ignored" },
    ]);
  });
});

describe("Elastic", () => {
  it("keeps rules apart whose alerts have the same name", () => {
    const alert = {
      rule: { id: "r1", name: "5xx burst" },
      alert: { id: "query matched", status: "active", severity: "critical", reason: "120 docs" },
    };
    check("elastic", [
      { sends: alert, means: { title: "5xx burst", severity: "critical", key: "r1:query matched" } },
      { sends: { ...alert, rule: { id: "r2", name: "Other" } }, means: { key: "r2:query matched" } },
      {
        sends: { ...alert, alert: { id: "query matched", actionGroup: "recovered" } },
        means: { key: "r1:query matched", signal: "resolved" },
      },
      {
        sends: { watch_id: "w", metadata: { name: "Watch" }, payload: {} },
        means: { title: "Watch", key: "watch:w" },
      },
    ]);
  });
});

describe("Honeycomb", () => {
  it("keeps triggers apart and its secret to itself", () => {
    const trigger = {
      version: "v0.1.0",
      name: "High p99",
      id: "Hp",
      status: "TRIGGERED",
      summary: "Triggered: High p99",
      trigger_url: "https://h/t",
      shared_secret: "s3cret",
    };
    check("honeycomb", [
      { sends: trigger, means: { title: "High p99", severity: "warning", key: "Hp", link: "https://h/t" } },
      { sends: { ...trigger, id: "Zz", status: "OK" }, means: { key: "Zz", signal: "resolved" } },
      { sends: { ...trigger, is_test: true }, means: "ignored" },
    ]);
    expect(factsOf("honeycomb", { sends: trigger }).alerts[0]?.text).not.toContain("s3cret");
  });
});

describe("Zabbix", () => {
  it("is read by its macros, in which updates are no acknowledgements", () => {
    const problem = {
      event_id: "10",
      event_name: "CPU high",
      event_severity: "High",
      event_status: "PROBLEM",
      event_value: "1",
      host_name: "web1",
    };
    check("zabbix", [
      { sends: problem, means: { title: "CPU high", severity: "critical", signal: "firing" } },
      { sends: { ...problem, event_value: 0 }, means: { signal: "resolved" } },
      {
        sends: { ...problem, event_update_status: "1", event_update_action: "acknowledged" },
        means: { signal: "acknowledged" },
      },
      { sends: { ...problem, action: "UPDATE" }, means: { signal: "note" } },
      { sends: { ...problem, event_source: "2" }, means: "ignored" },
    ]);
    expectSameKey("zabbix", problem, { ...problem, event_value: "0", event_status: "RESOLVED" });
  });
});
