import type { IntegrationExample } from "../../core/integrations/registry.ts";

/** What the webhook sends unless its payload is changed. */
const byDefault = {
  id: "7700112233445566",
  last_updated: "1722500000000",
  event_type: "metric_alert_monitor",
  title: "[Triggered on {host:web-1}] CPU is high",
  date: "1722500000000",
  org: { id: "1", name: "acme" },
  body: "CPU of web-1 is above 90% @webhook-tocsin",
};
const recommended = {
  title: "[Triggered on {host:db-1}] Replication lag",
  text: "Lag is 42 s",
  alert_transition: "Triggered",
  alert_type: "error",
  alert_cycle_key: "9911",
  alert_id: "1234",
  alert_scope: "host:db-1",
  priority: "P2",
  tags: "env:prod,team:a",
  host: "db-1",
  link: "https://app.datadoghq.com/event/event?id=1",
  snapshot: "https://p.datadoghq.com/snapshot/1.png",
  date: "1722500000000",
};

export const datadogExamples: readonly [IntegrationExample, ...IntegrationExample[]] = [
  {
    name: "the default payload, triggered",
    kind: "opening",
    body: byDefault,
    title: "[Triggered on {host:web-1}] CPU is high",
    severity: "warning",
  },
  {
    name: "the default payload, triggered again",
    kind: "repeated",
    body: { ...byDefault, id: "78", title: "[Re-Triggered on {host:web-1}] CPU is high" },
  },
  {
    name: "the default payload, another host",
    kind: "opening",
    body: { ...byDefault, id: "79", title: "[Triggered on {host:web-2}] CPU is high" },
    title: "[Triggered on {host:web-2}] CPU is high",
  },
  {
    name: "the default payload, recovered",
    kind: "resolving",
    body: { ...byDefault, id: "80", title: "[Recovered on {host:web-1}] CPU is high" },
    title: "[Triggered on {host:web-1}] CPU is high",
  },
  {
    name: "the default payload of a monitor with a priority",
    kind: "opening",
    body: {
      ...byDefault,
      id: "81",
      title: "[P1] [Triggered on {host:web-3}] CPU is high",
      body: "%%%\nHot\n%%%",
    },
    title: "[P1] [Triggered on {host:web-3}] CPU is high",
    severity: "critical",
  },
  {
    name: "the recommended payload, triggered",
    kind: "opening",
    body: recommended,
    title: "[Triggered on {host:db-1}] Replication lag",
    severity: "error",
  },
  {
    name: "the recommended payload, recovered",
    kind: "resolving",
    body: {
      ...recommended,
      title: "[Recovered on {host:db-1}] Replication lag",
      alert_transition: "Recovered",
      alert_type: "success",
    },
  },
  {
    name: "an error without a priority, as a form",
    kind: "opening",
    contentType: "application/x-www-form-urlencoded",
    body: "title=Errors&alert_type=error&date_happened=1722500000&aggregation_key=agg-1&tags=env:prod",
    title: "Errors",
    severity: "critical",
  },
  {
    name: "an error, with the option `error_severity` set to `error`",
    kind: "opening",
    body: { title: "More errors", alert_type: "error", aggregation_key: "agg-2" },
    options: { error_severity: "error" },
    title: "More errors",
    severity: "error",
  },
  {
    name: "the state of a monitor, running well",
    kind: "ignored",
    body: { monitor: { id: 42, name: "CPU", status: "OK" } },
  },
  {
    name: "the state of a monitor, in alarm",
    kind: "opening",
    body: [{ monitor: { id: "43", name: "Disk", status: "Alert" }, tags: ["a", 2, null] }],
    title: "Disk",
  },
  {
    name: "the same monitor, running well again",
    kind: "resolving",
    body: [{ monitor: { id: 43, name: "Disk", status: "OK" } }],
  },
  {
    name: "Test Notifications of a monitor",
    kind: "test",
    body: { ...byDefault, title: "[TEST] [Triggered on {host:web-9}] CPU is high" },
  },
  { name: "nothing in it", kind: "ignored", body: { org: null, tags: {} } },
  { name: "a list of nonsense", kind: "hostile", body: [1, null, [[]], { title: { a: 1 } }] },
];
