import { serveWholeFile, story } from "./support.ts";

/** What clouds and their monitoring send by default and what comes of it, posted to a whole server. */
const server = serveWholeFile();

const alarm = {
  AlarmName: "cpu",
  AlarmDescription: "Follow runbook 7" as string | null,
  AWSAccountId: "1",
  NewStateValue: "ALARM",
  NewStateReason: "Threshold Crossed",
  StateChangeTime: "2026-08-01T10:00:00.123+0000",
  Region: "US East (Ohio)",
  AlarmArn: "arn:aws:cloudwatch:us-east-2:1:alarm:cpu",
  OldStateValue: "OK",
  Trigger: { MetricName: "CPU", Namespace: "AWS/EC2", Statistic: "AVERAGE", Threshold: 90 },
};
const raw = (changes: object) => ({
  contentType: "text/plain; charset=UTF-8",
  headers: { "x-amz-sns-rawdelivery": "true" },
  body: JSON.stringify({ ...alarm, ...changes }),
});

/** Signed messages of SNS, true and forged (C1, C7, C8, C9), are in the tests of signatures. */
story(server, "cloudwatch", [
  [
    "C2 an alarm with a word like LOW in its description",
    raw({}),
    { action: "triggered", severity: "critical" },
  ],
  ["C5 too little data", raw({ NewStateValue: "INSUFFICIENT_DATA" }), { action: "ignored" }],
  [
    "C4 the alarm is over",
    raw({ NewStateValue: "OK" }),
    { action: "resolved", groupOf: "C2 an alarm with a word like LOW in its description" },
  ],
  [
    "C3 an alarm without a description",
    raw({ AlarmName: "b", AlarmDescription: null }),
    { action: "triggered" },
  ],
  ["C6 the alarm itself as JSON", { body: { ...alarm, AlarmName: "c" } }, { action: "triggered" }],
]);

const essentials = {
  alertId: "/subscriptions/s/providers/Microsoft.AlertsManagement/alerts/1",
  alertRule: "High CPU",
  severity: "Sev1",
  signalType: "Metric",
  monitorCondition: "Fired",
  monitoringService: "Platform",
  alertTargetIDs: ["/subscriptions/s/vm1"],
  configurationItems: ["vm1"],
  originAlertId: "o1",
  firedDateTime: "2026-08-01T10:00:00Z",
  description: "",
  essentialsVersion: "1.0",
  alertContextVersion: "1.0",
};
const common = (changes: object) => ({
  body: {
    schemaId: "azureMonitorCommonAlertSchema",
    data: { essentials: { ...essentials, ...changes }, alertContext: {} },
  },
});
const metricAlert = (status: string) => ({
  body: {
    schemaId: "AzureMonitorMetricAlert",
    data: {
      version: "2.0",
      status,
      context: { id: "/m1", name: "M", severity: "3", condition: { allOf: [] } },
    },
  },
});
const classic = (id: string, status: string) => ({ body: { status, context: { id, name: `Old ${id}` } } });
const activity = (correlationId: string) => ({
  body: {
    schemaId: "Microsoft.Insights/activityLogs",
    data: {
      status: "Activated",
      context: {
        activityLog: {
          correlationId,
          operationName: "Microsoft.ServiceHealth/incident/action",
          level: "Warning",
          status: "Active",
          properties: { title: "Storage is slow in West Europe" },
        },
      },
    },
  },
});

story(server, "azure", [
  ["A1 the common schema, fired", common({}), { action: "triggered", title: "High CPU", severity: "error" }],
  [
    "A2 the common schema, resolved",
    common({ monitorCondition: "Resolved" }),
    { action: "resolved", groupOf: "A1 the common schema, fired" },
  ],
  ["A3 (before) a metric alert", metricAlert("Activated"), { action: "triggered" }],
  [
    "A3 a metric alert, deactivated",
    metricAlert("Deactivated"),
    { action: "resolved", groupOf: "A3 (before) a metric alert" },
  ],
  ["A4 (before) a classic alert", classic("k1", "Activated"), { action: "triggered" }],
  ["A4 (before) another classic alert", classic("k2", "Activated"), { action: "triggered" }],
  [
    "A4 a classic alert, resolved",
    classic("k1", "Resolved"),
    { action: "resolved", groupOf: "A4 (before) a classic alert" },
  ],
  ["A5 service health", activity("c1"), { action: "triggered", title: "Storage is slow in West Europe" }],
  ["A5 another event", activity("c2"), { action: "triggered" }],
  ["A6 nothing in it", { body: {} }, { action: "ignored" }],
]);

const incident = {
  incident_id: "0.abc",
  scoping_project_id: "shop-prod",
  state: "open",
  severity: "Critical",
  started_at: 1772574279,
  ended_at: null as number | null,
  policy_name: "Etcd",
  condition_name: "disk > 85%",
  summary: "disk above 85%",
  url: "https://console.cloud.google.com/monitoring/alerting/incidents/0.abc",
  resource: { type: "gce_instance", labels: { zone: "a" } },
};
const pushed = (payload: object, messageId: string) => ({
  body: {
    message: { data: Buffer.from(JSON.stringify(payload)).toString("base64"), messageId },
    subscription: "projects/shop-prod/subscriptions/tocsin",
  },
});
const closed = { state: "closed", ended_at: 1772574300 };

story(server, "google-cloud-monitoring", [
  [
    "GC1 an incident, with numbers and null for times",
    { body: { version: "1.2", incident } },
    { action: "triggered", severity: "critical", key: "0.abc", title: "disk above 85%" },
  ],
  [
    "GC2 it is closed",
    { body: { version: "1.2", incident: { ...incident, ...closed } } },
    { action: "resolved", groupOf: "GC1 an incident, with numbers and null for times" },
  ],
  [
    "GC3 by Pub/Sub",
    pushed({ version: "1.2", incident: { ...incident, incident_id: "0.p" } }, "1"),
    { action: "triggered", severity: "critical", key: "0.p" },
  ],
  [
    "GC3 delivered again",
    pushed({ version: "1.2", incident: { ...incident, incident_id: "0.p" } }, "1"),
    { action: "deduplicated", groupOf: "GC3 by Pub/Sub" },
  ],
  [
    "GC4 no severity",
    { body: { version: "1.2", incident: { ...incident, incident_id: "0.n", severity: "No severity" } } },
    { action: "triggered", severity: "warning" },
  ],
]);

const problem = {
  State: "OPEN",
  ProblemID: "P-231",
  PID: "-77_1",
  ProblemTitle: "Failure rate increase",
  ProblemSeverity: "AVAILABILITY",
  ProblemImpact: "SERVICE",
  ProblemURL: "https://abc.live.dynatrace.com/#problems/problemdetails;pid=-77_1",
};

story(server, "dynatrace", [
  [
    "DT1 a problem",
    { body: problem },
    { action: "triggered", severity: "critical", key: "-77_1", title: "Failure rate increase" },
  ],
  [
    "DT2 it is resolved",
    { body: { ...problem, State: "RESOLVED" } },
    { action: "resolved", groupOf: "DT1 a problem" },
  ],
  ["DT3 (before) another", { body: { ...problem, PID: "2" } }, { action: "triggered" }],
  ["DT3 it is merged", { body: { ...problem, PID: "2", State: "MERGED" } }, { action: "resolved" }],
  [
    "DT4 the test button",
    { body: { ...problem, PID: "99999", ProblemID: "999" } },
    { action: "triggered", title: "Test: Failure rate increase" },
  ],
]);

const violation = {
  summary: "HR violation",
  severity: "ERROR",
  eventType: "POLICY_OPEN_CRITICAL",
  incidentId: "500",
  application: "Shop",
};

story(server, "appdynamics", [
  ["AD1 a violation", { body: violation }, { action: "triggered", severity: "critical" }],
  [
    "AD4 it continues",
    { body: { ...violation, eventType: "POLICY_CONTINUES_CRITICAL", incidentId: "502" } },
    { action: "deduplicated", groupOf: "AD1 a violation" },
  ],
  [
    "AD2 it ends, in an event with an id of its own",
    { body: { ...violation, eventType: "POLICY_CLOSE_CRITICAL", incidentId: "501" } },
    { action: "resolved", groupOf: "AD1 a violation" },
  ],
  ["AD3 (before) another", { body: { ...violation, summary: "CPU" } }, { action: "triggered" }],
  [
    "AD3 it is cancelled",
    { body: { ...violation, summary: "CPU", eventType: "POLICY_CANCELED_CRITICAL" } },
    { action: "resolved", groupOf: "AD3 (before) another" },
  ],
]);

const victor = {
  message_type: "CRITICAL",
  entity_id: "db/disk",
  entity_display_name: "db disk",
  state_message: "disk 95%",
};

story(server, "splunk-oncall", [
  [
    "V1 critical",
    { body: victor },
    { action: "triggered", severity: "critical", key: "db/disk", title: "db disk", message: "disk 95%" },
  ],
  [
    "V4 informational",
    { body: { ...victor, message_type: "INFO" } },
    { action: "noted", groupOf: "V1 critical" },
  ],
  [
    "V3 acknowledged, with its author",
    { body: { ...victor, message_type: "ACKNOWLEDGEMENT", ack_author: "ada", ack_message: "on it" } },
    { action: "acknowledged", groupOf: "V1 critical", message: /ada/ },
  ],
  [
    "V2 recovery",
    { body: { ...victor, message_type: "RECOVERY" } },
    { action: "resolved", groupOf: "V1 critical" },
  ],
  [
    "V5 without an entity",
    { body: { message_type: "CRITICAL", state_message: "m" } },
    { action: "triggered" },
  ],
  [
    "V5 another without one",
    { body: { message_type: "CRITICAL", state_message: "m" } },
    { action: "triggered" },
  ],
]);

const signal = {
  sf_schema: 2,
  severity: "Major",
  detector: "Latency",
  detectorId: "D1",
  messageTitle: "Critical Alert: Latency",
  messageBody: "p99 is 3s",
  rule: "p99",
  description: "p99 above 2s",
  incidentId: "I1",
  status: "too high",
  statusExtended: "anomalous",
  triggeredWhileMuted: false,
  detectorUrl: "https://app.signalfx.com/#/detector/D1",
};

story(server, "splunk-observability", [
  [
    "SO1 too high",
    { body: signal },
    { action: "triggered", title: "Critical Alert: Latency", severity: "error", key: "incident:I1" },
  ],
  ["SO2 ok", { body: { ...signal, status: "ok", statusExtended: "ok" } }, { action: "resolved" }],
  ["SO3 (before) another", { body: { ...signal, incidentId: "I2" } }, { action: "triggered" }],
  ["SO3 stopped", { body: { ...signal, incidentId: "I2", status: "stopped" } }, { action: "resolved" }],
  ["SO3 muted", { body: { ...signal, incidentId: "I3", triggeredWhileMuted: true } }, { action: "ignored" }],
]);

const rule = {
  rule: { id: "r1", name: "5xx burst" },
  alert: { id: "query matched", status: "active", severity: "critical", reason: "120 docs" },
};

story(server, "elastic", [
  ["E1 a rule", { body: rule }, { action: "triggered", severity: "critical" }],
  [
    "E2 another rule with the same alert id",
    { body: { ...rule, rule: { id: "r2", name: "Other" } } },
    { action: "triggered" },
  ],
  [
    "E3 recovered, by its action group only",
    { body: { rule: rule.rule, alert: { id: "query matched", actionGroup: "recovered" } } },
    { action: "resolved", groupOf: "E1 a rule" },
  ],
  [
    "E4 a watch",
    { body: { watch_id: "w", metadata: {}, payload: { hits: { total: 3 } } } },
    { action: "triggered" },
  ],
  ["E4 the same watch", { body: { watch_id: "w", metadata: {}, payload: {} } }, { action: "deduplicated" }],
  ["E4 another watch", { body: { watch_id: "v", metadata: {}, payload: {} } }, { action: "triggered" }],
]);

const trigger = {
  version: "v0.1.0",
  name: "High p99",
  id: "Hp",
  status: "TRIGGERED",
  summary: "Triggered: High p99",
  trigger_url: "https://ui.honeycomb.io/a/environments/p/datasets/d/triggers/Hp",
  result_groups_triggered: [{ Group: { svc: "api" }, Result: 2400 }],
};
const few = { ...trigger, id: "Zz", name: "Few events" };

/** HC4, a wrong secret, is in the tests of signatures. */
story(server, "honeycomb", [
  ["HC1 a trigger", { body: trigger }, { action: "triggered", title: "High p99", key: "Hp" }],
  ["HC2 another trigger", { body: few }, { action: "triggered", title: "Few events", key: "Zz" }],
  [
    "HC3 the other is well again",
    { body: { ...few, status: "OK" } },
    { action: "resolved", groupOf: "HC2 another trigger" },
  ],
  ["HC3 and the first still burns", { body: trigger }, { action: "deduplicated", groupOf: "HC1 a trigger" }],
]);
