import type { IntegrationModule } from "../core/integrations/registry.ts";

const problem = {
  event_id: "10",
  event_name: "CPU of web-1 is high",
  event_severity: "High",
  event_status: "PROBLEM",
  event_value: "1",
  event_source: "0",
  event_update_status: "0",
  event_update_action: "{EVENT.UPDATE.ACTION}",
  event_opdata: "97 %",
  host_name: "web-1",
};
const formatted = {
  alert_uid: "08d6891a",
  title: "The whole system is down",
  image_url: "https://status.example.com/graph.png",
  state: "alerting",
  link_to_upstream_details: "https://zabbix.example.com/tr_events.php?eventid=7",
  message: "No answer for two minutes",
};

export const zabbixExamples: IntegrationModule["examples"] = [
  {
    name: "a problem",
    kind: "opening",
    body: problem,
    title: "CPU of web-1 is high",
    severity: "critical",
  },
  { name: "the problem again", kind: "repeated", body: { ...problem, event_id: 10 } },
  {
    name: "somebody comments on it",
    kind: "ignored",
    body: {
      ...problem,
      event_update_status: "1",
      event_update_action: "commented",
      event_update_message: "looking at it",
      event_update_user: "Ada",
    },
  },
  {
    name: "somebody acknowledges it",
    kind: "acknowledging",
    body: {
      ...problem,
      event_update_status: 1,
      event_update_action: "acknowledged",
      event_update_user: "Ada",
    },
  },
  { name: "recovery", kind: "resolving", body: { ...problem, event_status: "RESOLVED", event_value: "0" } },
  {
    name: "a problem by number, in camel case",
    kind: "opening",
    body: { eventId: 11, eventName: "Disk", eventNseverity: 2, eventValue: 1, hostName: "db-1" },
    title: "Disk",
    severity: "warning",
  },
  {
    name: "its operator takes back an acknowledgement",
    kind: "ignored",
    body: {
      eventId: 11,
      eventName: "Disk",
      eventValue: 1,
      eventUpdateStatus: 1,
      eventUpdateAction: "unacknowledged",
    },
  },
  { name: "a host is discovered", kind: "ignored", body: { ...problem, event_id: "12", event_source: "1" } },
  {
    name: "a host is discovered, with the option `discovery_events`",
    kind: "opening",
    body: { ...problem, event_id: "13", event_name: "Host discovered", event_value: "2", event_source: "1" },
    options: { discovery_events: true },
    title: "Host discovered",
  },
  { name: "OnCall's fields", kind: "opening", body: formatted, title: "The whole system is down" },
  {
    name: "OnCall's fields, the problem is over",
    kind: "resolving",
    body: { alert_uid: formatted.alert_uid, state: "OK" },
  },
  {
    name: "Test of the media type",
    kind: "test",
    body: { message: "test" },
    title: "Title undefined (check Web Title Template)",
  },
  {
    name: "nulls and numbers",
    kind: "hostile",
    body: { event_id: [], alert_uid: null, state: null, title: 7 },
  },
];
