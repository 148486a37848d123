import { Dict, dumpJson, type Value } from "@tocsin/jinja";
import { factTemplates, type Signal } from "../core/integrations/facts.ts";
import type {
  IntegrationModule,
  Interpretation,
  ReceivedBody,
  ReceivedRequest,
} from "../core/integrations/registry.ts";
import {
  bodyOrQuery,
  dictAt,
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  numberAt,
  parseEmbedded,
  signalOf,
  textAt,
  unwrapField,
  valueAt,
  wholeAlert,
} from "./reading/index.ts";

const opening = {
  heartbeat: {
    monitorID: 7,
    status: 0,
    time: "2026-01-05 10:00:00.000",
    msg: "timeout of 48000ms exceeded",
    important: true,
    duration: 60,
    timezone: "Europe/Berlin",
    localDateTime: "2026-01-05 11:00:00",
  },
  monitor: {
    id: 7,
    name: "API",
    url: "https://api.example.com",
    hostname: null,
    port: null,
    type: "http",
    interval: 60,
    active: true,
    tags: [],
  },
  msg: "[API] [🔴 Down] timeout of 48000ms exceeded",
};

const resolving = {
  ...opening,
  heartbeat: { ...opening.heartbeat, status: 1, msg: "200 - OK" },
  msg: "[API] [✅ Up] 200 - OK",
};

/** Uptime Kuma's webhook (its source, server/notification-providers/webhook.js): status 0 down, 1 up, 2 pending, 3 maintenance. */
export const uptimeKuma: IntegrationModule = {
  slug: "uptime-kuma",
  title: "Uptime Kuma",
  category: "uptime",
  connect: `In Uptime Kuma, open **Settings → Notifications → Setup Notification**, choose **Webhook** and set

- **Post URL**: \`{url}\`
- **Request Body**: **Preset – application/json** (form data works, too)

**Test** answers without opening an alert group.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  acceptsGet: true,
  interpret,
  examples: [
    { name: "a monitor goes down", kind: "opening", body: opening, title: "API", severity: "critical" },
    { name: "the same again", kind: "repeated", body: opening },
    { name: "it is up again", kind: "resolving", body: resolving },
    {
      name: "down, as a form with JSON in it",
      kind: "opening",
      body: new URLSearchParams({ data: JSON.stringify(opening) }).toString(),
      contentType: "application/x-www-form-urlencoded",
      title: "API",
      severity: "critical",
    },
    {
      name: "up, in the query",
      kind: "resolving",
      body: "",
      query: {
        msg: resolving.msg,
        heartbeat: JSON.stringify(resolving.heartbeat),
        monitor: JSON.stringify(resolving.monitor),
      },
    },
    {
      name: "the test button",
      kind: "test",
      body: { heartbeat: null, monitor: null, msg: "My webhook Testing" },
    },
    {
      name: "a monitor is under maintenance",
      kind: "ignored",
      body: { ...opening, heartbeat: { ...opening.heartbeat, status: 3 } },
    },
    {
      name: "a monitor is pending",
      kind: "ignored",
      body: { ...opening, heartbeat: { ...opening.heartbeat, status: 2 } },
    },
    {
      name: "a certificate expires soon",
      kind: "opening",
      body: {
        heartbeat: null,
        monitor: null,
        msg: "[API][https://api.example.com] server certificate api.example.com will expire in 14 days",
      },
      title: "[API][https://api.example.com] server certificate api.example.com will expire in 14 days",
      severity: "warning",
    },
    {
      name: "numbers and lists where objects belong",
      kind: "hostile",
      body: { heartbeat: [0], monitor: 7, msg: null },
    },
  ],
};

function interpret(request: ReceivedRequest): Interpretation {
  const body = withEmbedded(unwrapField(bodyOrQuery(request), "data"));
  const text = textAt(body.value, "msg");
  const heartbeat = dictAt(body.value, "heartbeat");
  const monitor = dictAt(body.value, "monitor");
  if (!heartbeat && !monitor) return interpretText(body, text);
  const status = numberAt(heartbeat, "status") ?? numberAt(body.value, "status");
  if (status === 2 || status === 3) return leftOut(status === 2 ? "the monitor is pending" : "maintenance");
  const signal = signalFor(status, text);
  const name = textAt(monitor, "name");
  const url = firstText(monitor, "url", "hostname");
  const facts = factsOf(
    {
      title: [name, text],
      message: lines(textAt(heartbeat, "msg") ?? text, labelled("Monitor", url)),
      severity: signal === "resolved" ? "info" : "critical",
      key: firstText(monitor, "id") ?? firstText(heartbeat, "monitorID", "monitor_id") ?? name,
      signal,
      source: url ?? name,
      link: textAt(monitor, "url"),
    },
    "Uptime Kuma",
  );
  return wholeAlert(body, facts);
}

/** In a GET request, objects are JSON texts of their own. */
function withEmbedded(body: ReceivedBody): ReceivedBody {
  const { value } = body;
  if (!(value instanceof Dict) || typeof valueAt(value, "heartbeat") === "object") return body;
  const parts = ["heartbeat", "monitor"].flatMap((name): [string, Value][] => {
    const parsed = parseEmbedded(textAt(value, name));
    return parsed === undefined ? [] : [[name, parsed]];
  });
  if (parts.length === 0) return body;
  for (const [name, parsed] of parts) value.set(name, parsed);
  return { value, text: dumpJson(value, { style: "compact" }) };
}

/** Messages about no heartbeat: the test button, and certificates and domains that expire. */
function interpretText(body: ReceivedBody, text: string | undefined): Interpretation {
  if (text === undefined) return leftOut("neither a heartbeat nor a message");
  if (/\btesting$/i.test(text)) return leftOut("a test");
  const withoutDays = text.replace(/\bin \d+ days?\b/i, "");
  const facts = factsOf(
    { title: [text], severity: "warning", key: `message:${withoutDays}`, signal: "firing" },
    "Uptime Kuma",
  );
  return wholeAlert(body, facts);
}

/** A heartbeat of an unknown status is taken for a problem rather than overlooked. */
function signalFor(status: number | undefined, text: string | undefined): Signal {
  if (status !== undefined) return status === 1 ? "resolved" : "firing";
  const words = /\]\s*\[([^\]]*)\]/.exec(text ?? "")?.[1];
  return signalOf(words) ?? "firing";
}
