import { Dict, type Value } from "@tocsin/jinja";
import type { AlertFacts, Severity, Signal } from "../core/integrations/facts.ts";
import type { SwitchOption } from "../core/integrations/options.ts";
import type { IntegrationModule, Interpretation, ReceivedRequest } from "../core/integrations/registry.ts";
import { plainHeartbeat } from "./heartbeat-payloads.ts";
import {
  factsOf,
  isSwitchedOn,
  labelled,
  leftOut,
  lines,
  severityOf,
  signalOf,
  textAt,
  wholeAlert,
} from "./reading/index.ts";
import { zabbixExamples } from "./zabbix-examples.ts";

const discoveryEvents: SwitchOption = {
  kind: "switch",
  name: "discovery_events",
  default: false,
  help: "Hosts that are discovered and agents that register themselves are alerts, too.",
};

/**
 * Two shapes come here: OnCall's agreed fields (`alert_uid`, `title`, `state`, …), which only templates read, and
 * Zabbix's own macros under their names (`event_id`, `event_value`, …), which are read into facts.
 */
export const zabbix: IntegrationModule = {
  slug: "zabbix",
  title: "Zabbix",
  category: "metrics",
  connect: `In Zabbix, open **Alerts → Media types → Create media type**, choose **Webhook**, and add these parameters:

| Name | Value |
| --- | --- |
| \`url\` | \`{url}\` |
| \`event_id\` | \`{EVENT.ID}\` |
| \`event_name\` | \`{EVENT.NAME}\` |
| \`event_nseverity\` | \`{EVENT.NSEVERITY}\` |
| \`event_source\` | \`{EVENT.SOURCE}\` |
| \`event_value\` | \`{EVENT.VALUE}\` |
| \`event_update_status\` | \`{EVENT.UPDATE.STATUS}\` |
| \`event_update_action\` | \`{EVENT.UPDATE.ACTION}\` |
| \`event_update_message\` | \`{EVENT.UPDATE.MESSAGE}\` |
| \`event_update_user\` | \`{USER.FULLNAME}\` |
| \`event_opdata\` | \`{EVENT.OPDATA}\` |
| \`host_name\` | \`{HOST.NAME}\` |

with this script:

\`\`\`js
var fields = JSON.parse(value);
var request = new HttpRequest();
request.addHeader('Content-Type: application/json');
var answer = request.post(fields.url, value);
if (request.getStatus() !== 200) throw 'Tocsin answered ' + request.getStatus() + ': ' + answer;
return answer;
\`\`\`

Send the media type's messages for problems, recoveries and updates.
`,
  templates: {
    grouping_key: '{{ (alert.key or "") if alert else payload.alert_uid }}',
    resolve_signal: '{{ alert.signal == "resolved" if alert else payload.get("state", "").upper() == "OK" }}',
    acknowledge_signal: '{{ alert.signal == "acknowledged" if alert else False }}',
    source_link: '{{ (alert.link or "") if alert else payload.link_to_upstream_details }}',
    "web.title":
      '{{ alert.title if alert else payload.get("title", "Title undefined (check Web Title Template)") }}',
    "web.message": "{{ alert.message if alert else payload.message }}",
    "web.image_url": '{{ "" if alert else payload.image_url }}',
  },
  heartbeatPayload: plainHeartbeat("zabbix"),
  options: [discoveryEvents],
  interpret,
  examples: zabbixExamples,
};

const macroNames = ["event_id", "event_name", "event_value", "event_status", "trigger_id", "trigger_name"];

function interpret(request: ReceivedRequest): Interpretation {
  const { body } = request;
  if (!macroNames.some((name) => macro(body.value, name) !== undefined)) return { alerts: [body] };
  const source = macro(body.value, "event_source");
  if (!isSwitchedOn(request, discoveryEvents)) {
    if (source === "1") return leftOut("a host was discovered");
    if (source === "2") return leftOut("an agent has registered itself");
  }
  return wholeAlert(body, readEvent(body.value));
}

function readEvent(payload: Value): AlertFacts {
  const host = firstMacro(payload, "host_name", "hostname", "host", "event_host");
  const signal = readSignal(payload);
  const title = firstMacro(
    payload,
    "event_name",
    "trigger_name",
    "trigger_description",
    "subject",
    "message",
  );
  const user = macro(payload, "event_update_user");
  return factsOf(
    {
      title: [signal === "note" ? noteTitle(payload, user) : title],
      message: lines(
        labelled("Host", host),
        labelled("Operational data", firstMacro(payload, "event_opdata", "item_value")),
        firstMacro(payload, "trigger_description", "message"),
        labelled("Updated by", user),
        macro(payload, "event_update_message"),
      ),
      severity: signal === "resolved" ? "info" : readSeverity(payload),
      key: keyOf(payload, host, title),
      signal,
      source: host,
      link: firstMacro(payload, "trigger_url", "event_url", "url_to_event"),
    },
    "Zabbix",
  );
}

/** Recoveries and updates carry the id of the problem's own event. */
function keyOf(payload: Value, host: string | undefined, title: string | undefined): string | undefined {
  const event = macro(payload, "event_id");
  if (event !== undefined) return `event:${event}`;
  const trigger = macro(payload, "trigger_id") ?? title;
  return trigger === undefined ? undefined : `trigger:${host ?? ""}:${trigger}`;
}

/** Whoever only comments or changes the severity has not taken the problem. */
function readSignal(payload: Value): Signal {
  const isOver =
    macro(payload, "event_value") === "0" ||
    signalOf(firstMacro(payload, "event_status", "status")) === "resolved";
  if (isOver) return "resolved";
  const action = firstMacro(payload, "event_update_action", "action") ?? "";
  const isUpdate =
    macro(payload, "event_update_status") === "1" ||
    /\b(ack|acknowledge|acknowledged|update)\b/i.test(action);
  if (!isUpdate) return "firing";
  return /\b(ack|acknowledge|acknowledged)\b/i.test(action) ? "acknowledged" : "note";
}

function noteTitle(payload: Value, user: string | undefined): string {
  const what = firstMacro(payload, "event_update_message", "event_update_action") ?? "updated";
  return user === undefined ? `Zabbix: ${what}` : `Zabbix, ${user}: ${what}`;
}

/** From "not classified" to "disaster", as numbers and as words. */
const numbered: readonly Severity[] = ["info", "info", "warning", "warning", "critical", "critical"];

function readSeverity(payload: Value): Severity {
  const text = firstMacro(payload, "event_nseverity", "event_severity", "trigger_severity", "severity");
  const byNumber = /^[0-5]$/.test(text ?? "") ? numbered[Number(text)] : undefined;
  return byNumber ?? severityOf(text) ?? "warning";
}

function firstMacro(payload: Value, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = macro(payload, name);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A field in snake or camel case. A macro that Zabbix cannot fill in is sent as it is written, or as *UNKNOWN*. */
function macro(payload: Value, name: string): string | undefined {
  if (!(payload instanceof Dict)) return undefined;
  const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const text = textAt(payload, name) ?? textAt(payload, camel);
  return text === undefined || /^\{[A-Z0-9.$#]+\}$/.test(text) || text === "*UNKNOWN*" ? undefined : text;
}
