import { serveWholeFile, story } from "./support.ts";

/** What uptime and check monitors send by default and what comes of it, posted to a whole server. */
const server = serveWholeFile();

const form = "application/x-www-form-urlencoded";
const robot = {
  monitorID: "12",
  monitorURL: "https://shop.example.com",
  monitorFriendlyName: "Shop",
  alertType: "1",
  alertTypeFriendlyName: "Down",
  alertDetails: "Timeout",
};
const asForm = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

story(server, "uptimerobot", [
  [
    "U1 down, as a form",
    { contentType: form, body: asForm(robot) },
    { action: "triggered", severity: "critical", key: "12", title: "Shop" },
  ],
  ["U2 up", { contentType: form, body: asForm({ ...robot, alertType: "2" }) }, { action: "resolved" }],
  [
    "U3 nothing but a query, down",
    { query: { ...robot, monitorID: "13" } },
    { action: "triggered", key: "13" },
  ],
  [
    "U3 nothing but a query, up",
    { query: { ...robot, monitorID: "13", alertType: "2" } },
    { action: "resolved", groupOf: "U3 nothing but a query, down" },
  ],
  ["U4 by GET", { method: "GET", query: { ...robot, monitorID: "14" } }, { action: "triggered", key: "14" }],
  [
    "U5 JSON with numbers",
    { body: { ...robot, monitorID: 15, alertType: 1, alertDateTime: 1722500000 } },
    { action: "triggered", key: "15" },
  ],
  ["U6 a certificate", { body: { ...robot, alertType: "3" } }, { action: "triggered", severity: "warning" }],
  ["U6 paused", { body: { ...robot, alertType: "99" } }, { action: "ignored" }],
]);

const check = {
  check_id: 123,
  check_name: "Shop",
  check_type: "HTTP",
  check_params: { basic_auth: false, hostname: "shop.example.com", full_url: "https://shop.example.com" },
  tags: [],
  previous_state: "UP",
  current_state: "DOWN",
  importance_level: "HIGH",
  state_changed_timestamp: 1451610061,
  state_changed_utc_time: "2016-01-01T01:01:01",
  long_description: "Connection timed out",
  description: "Timeout",
  first_probe: { ip: "123.4.5.6", location: "Stockholm, Sweden" },
  second_probe: {},
  version: 1,
};

story(server, "pingdom", [
  ["PD1 down", { body: check }, { action: "triggered", severity: "critical", key: "123", title: /Shop/ }],
  ["PD2 up", { body: { ...check, previous_state: "DOWN", current_state: "UP" } }, { action: "resolved" }],
  ["PD3 failing", { body: { ...check, check_id: 5, current_state: "FAILING" } }, { action: "triggered" }],
  ["PD3 success", { body: { ...check, check_id: 5, current_state: "SUCCESS" } }, { action: "resolved" }],
  ["PD4 an empty body", { body: {} }, { status: 400, code: "invalid_payload" }],
]);

const attributes = {
  name: "shop.example.com",
  url: "https://shop.example.com",
  http_method: "get",
  cause: "Status 503",
  incident_group_id: null,
  started_at: "2026-03-09T17:41:06.000Z",
  acknowledged_at: null as string | null,
  acknowledged_by: null,
  resolved_at: null as string | null,
  resolved_by: null,
  status: "Started",
  call: false,
};
const better = (changes: object) => ({
  body: {
    data: { id: "25", type: "incident", attributes: { ...attributes, ...changes }, relationships: {} },
  },
});

story(server, "better-uptime", [
  ["B1 started", better({}), { action: "triggered", severity: "critical", key: "25" }],
  ["B3 acknowledged", better({ acknowledged_at: "2026-03-09T17:42:06.000Z" }), { action: "acknowledged" }],
  [
    "B2 resolved",
    better({ status: "Resolved", resolved_at: "2026-03-09T17:43:06.000Z" }),
    { action: "resolved" },
  ],
  [
    "B4 (before) flat",
    { body: { incident: { id: "1", name: "X", status: "started" } } },
    { action: "triggered" },
  ],
  [
    "B4 flat, resolved",
    { body: { incident: { id: "1", name: "X", status: "resolved" } } },
    { action: "resolved", groupOf: "B4 (before) flat" },
  ],
]);

const beat = {
  monitorID: 7,
  status: 0,
  time: "2026-08-01 10:00:00.000",
  msg: "timeout",
  important: true,
  duration: 60,
};
const monitor = { id: 7, name: "API", url: "https://a" };
const kuma = (status: number, msg: string) => ({ heartbeat: { ...beat, status }, monitor, msg });
const multipart = (data: object) => ({
  contentType: "multipart/form-data; boundary=xxKUMAxx",
  body: `--xxKUMAxx\r\nContent-Disposition: form-data; name="data"\r\n\r\n${JSON.stringify(data)}\r\n--xxKUMAxx--\r\n`,
});

story(server, "uptime-kuma", [
  [
    "K1 down",
    { body: kuma(0, "[API] [Down] timeout") },
    { action: "triggered", severity: "critical", key: "7", title: "API" },
  ],
  ["K3 pending", { body: kuma(2, "[API] pending") }, { action: "ignored" }],
  ["K3 maintenance", { body: kuma(3, "[API] maintenance") }, { action: "ignored" }],
  ["K2 up", { body: kuma(1, "[API] [Up] 200 - OK") }, { action: "resolved", groupOf: "K1 down" }],
  [
    "K4 the test button",
    { body: { heartbeat: null, monitor: null, msg: "My webhook Testing" } },
    { action: "ignored" },
  ],
  [
    "K5 a certificate",
    { body: { heartbeat: null, monitor: null, msg: "[API][https://a] certificate will expire in 7 days" } },
    { action: "triggered", severity: "warning" },
  ],
  ["K6 multipart", multipart(kuma(0, "[API] [Down] timeout")), { action: "triggered", key: "7" }],
  [
    "K6 by GET",
    {
      method: "GET",
      query: {
        msg: "up",
        heartbeat: JSON.stringify({ ...beat, status: 1 }),
        monitor: JSON.stringify(monitor),
      },
    },
    { action: "resolved", groupOf: "K6 multipart" },
  ],
]);

const event = {
  event_id: "10",
  event_name: "CPU high",
  event_severity: "High",
  event_status: "PROBLEM",
  event_value: "1",
  event_update_status: "0",
  event_source: "0",
  host_name: "web1",
};

story(server, "zabbix", [
  ["Z1 a problem", { body: event }, { action: "triggered", severity: "critical", title: /CPU high/ }],
  [
    "Z4 only a comment",
    { body: { ...event, event_update_status: "1", event_update_action: "commented" } },
    { action: "noted", groupOf: "Z1 a problem" },
  ],
  [
    "Z3 acknowledged",
    { body: { ...event, event_update_status: "1", event_update_action: "acknowledged" } },
    { action: "acknowledged", groupOf: "Z1 a problem" },
  ],
  ["Z2 over", { body: { ...event, event_value: "0" } }, { action: "resolved", groupOf: "Z1 a problem" }],
  ["Z2 a number", { body: { ...event, event_id: 11, event_nseverity: 4 } }, { action: "triggered" }],
  ["Z5 discovery", { body: { ...event, event_source: "1" } }, { action: "ignored" }],
  ["Z5 registration", { body: { ...event, event_source: "2" } }, { action: "ignored" }],
]);

const nagios = {
  NOTIFICATIONTYPE: "PROBLEM",
  HOSTNAME: "db1",
  SERVICEDESC: "disk",
  SERVICESTATE: "CRITICAL",
  SERVICEOUTPUT: "95%",
};
const documented = {
  notification_type: "RECOVERY",
  host_name: "db1",
  service_description: "disk",
  service_state: "OK",
  output: "ok",
};

story(server, "nagios", [
  ["NG1 a problem", { body: nagios }, { action: "triggered", severity: "critical" }],
  ["NG3 flapping", { body: { ...nagios, NOTIFICATIONTYPE: "FLAPPINGSTART" } }, { action: "noted" }],
  ["NG3 downtime", { body: { ...nagios, NOTIFICATIONTYPE: "DOWNTIMESTART" } }, { action: "noted" }],
  [
    "NG4 acknowledged, with its author",
    {
      body: {
        ...nagios,
        NOTIFICATIONTYPE: "ACKNOWLEDGEMENT",
        NOTIFICATIONAUTHOR: "ada",
        NOTIFICATIONCOMMENT: "on it",
      },
    },
    { action: "acknowledged", message: /ada/ },
  ],
  [
    "NG2 recovery in the documented form, as a form",
    { contentType: form, body: asForm(documented) },
    { action: "resolved", groupOf: "NG1 a problem" },
  ],
]);

const icinga = {
  notification_type: "PROBLEM",
  host_name: "web1",
  service_name: "http",
  service_state: "CRITICAL",
  service_output: "refused",
};

story(server, "icinga", [
  ["1.27 a problem", { body: icinga }, { action: "triggered", severity: "critical" }],
  ["1.27 downtime begins", { body: { ...icinga, notification_type: "DOWNTIMESTART" } }, { action: "noted" }],
  ["1.27 downtime ends", { body: { ...icinga, notification_type: "DOWNTIMEEND" } }, { action: "noted" }],
  [
    "1.27 acknowledged",
    { body: { ...icinga, notification_type: "ACKNOWLEDGEMENT" } },
    { action: "acknowledged" },
  ],
  [
    "1.27 recovery",
    { body: { ...icinga, notification_type: "RECOVERY", service_state: "OK" } },
    { action: "resolved", groupOf: "1.27 a problem" },
  ],
]);
