import { Dict, type Value } from "@tocsin/jinja";
import type { AlertFacts } from "../../core/integrations/facts.ts";
import type { Interpretation, ReceivedBody } from "../../core/integrations/registry.ts";
import { factsOf, labelled, lines, wholeAlert } from "./alerts.ts";
import { joinedKey } from "./keys.ts";
import { textOf } from "./values.ts";

/** Fields of a notification about a check, by their names in lower case without underscores. */
export interface CheckFields {
  [field: string]: string;
}

interface CheckNotification {
  /** In capitals, letters only: `PROBLEM`, `DOWNTIMESTART`, …; empty when none was sent. */
  type: string;
  host: string | undefined;
  service: string | undefined;
  /** In capitals. */
  state: string | undefined;
  output: string | undefined;
  details: string | undefined;
  /** Who acknowledged or planned it, and what they wrote. */
  remark: string | undefined;
  link: string | undefined;
}

/**
 * A notification of Nagios or one of its relatives. Macro names come in any spelling (`HOSTNAME`, `host_name`,
 * `NAGIOS_HOSTNAME`, `hostName`). Only acknowledgements acknowledge: downtime, flapping and custom notifications are
 * notes, for they say nothing about anybody looking at the problem.
 */
export function checkInterpretation(body: ReceivedBody, toolName: string): Interpretation {
  const check = readCheck(fieldsOf(body.value));
  const signal = signalOfCheck(check);
  const subject = subjectOf(check);
  const facts = factsOf(
    {
      title: [signal === "firing" ? problemTitle(check) : eventTitle(check, signal)],
      message: lines(check.output, check.details, labelled("Comment", check.remark)),
      severity: signal === "resolved" ? "info" : severityOfState(check.state),
      key: subject,
      signal,
      source: check.host,
      link: check.link,
    },
    toolName,
  );
  return wholeAlert(body, facts);
}

function fieldsOf(value: Value): CheckFields {
  if (!(value instanceof Dict)) return {};
  const entries = value.pairs().flatMap(([key, item]): [string, string][] => {
    const text = textOf(item);
    // A macro that does not exist for this notification is sent as it is written: `$SERVICEDESC$`.
    if (typeof key !== "string" || text === undefined || /^\$[^$]*\$$/.test(text)) return [];
    return [[normalName(key), text]];
  });
  return Object.fromEntries(entries);
}

function normalName(key: string): string {
  return key
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "")
    .replace(/^nagios|^icinga/, "");
}

function readCheck(fields: CheckFields): CheckNotification {
  const first = (...names: string[]) => names.map((name) => fields[name]).find((text) => text !== undefined);
  const service = first("servicedesc", "servicedescription", "servicename", "service", "servicedisplayname");
  const own = service === undefined ? "host" : "service";
  const author = first("notificationauthor", "notificationauthorname", `${own}ackauthor`, "author");
  const comment = first("notificationcomment", `${own}ackcomment`, "comment");
  return {
    type: (first("notificationtype", "type") ?? "").toUpperCase().replaceAll(/[^A-Z]/g, ""),
    host: first("hostname", "host", "hostdisplayname", "hostalias", "hostaddress"),
    service,
    state: stateName(own, first(`${own}state`, "state", own === "service" ? "hoststate" : "servicestate")),
    output: first(`${own}output`, "output", own === "service" ? "hostoutput" : "serviceoutput"),
    details: first(`long${own}output`, "longoutput"),
    remark: lines(author, comment) === "" ? undefined : [author, comment].filter(Boolean).join(": "),
    link: first("link", "url", `${own}actionurl`, "actionurl", `${own}notesurl`, "notesurl"),
  };
}

const statesByNumber = {
  host: ["UP", "DOWN", "UNREACHABLE"],
  service: ["OK", "WARNING", "CRITICAL", "UNKNOWN"],
} as const;

function stateName(own: "host" | "service", state: string | undefined): string | undefined {
  if (state === undefined) return undefined;
  return /^\d$/.test(state) ? statesByNumber[own][Number(state)] : state.toUpperCase();
}

function signalOfCheck({ type, state }: CheckNotification): AlertFacts["signal"] {
  if (type.startsWith("RECOVERY")) return "resolved";
  if (type.startsWith("ACK")) return "acknowledged";
  if (/^(?:DOWNTIME|FLAPPING|CUSTOM)/.test(type)) return "note";
  return state === "OK" || state === "UP" ? "resolved" : "firing";
}

function severityOfState(state: string | undefined): AlertFacts["severity"] {
  switch (state) {
    case "CRITICAL":
    case "DOWN":
      return "critical";
    case "WARNING":
      return "warning";
    case "OK":
    case "UP":
      return "info";
    default:
      return "error";
  }
}

function subjectOf({ host, service }: CheckNotification): string | undefined {
  if (service !== undefined) return joinedKey("service", host, service);
  return joinedKey("host", host);
}

function problemTitle(check: CheckNotification): string {
  const state = check.state ?? "in trouble";
  return `${nameOf(check)} is ${state}${check.output === undefined ? "" : `: ${check.output}`}`;
}

function eventTitle(check: CheckNotification, signal: AlertFacts["signal"]): string {
  const event = check.type === "" ? signal.toUpperCase() : check.type;
  return `${event}: ${nameOf(check)}${check.remark === undefined ? "" : ` (${check.remark})`}`;
}

function nameOf({ host = "unknown host", service }: CheckNotification): string {
  return service === undefined ? `Host ${host}` : `${service} on ${host}`;
}
