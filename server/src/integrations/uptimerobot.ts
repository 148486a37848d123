import { Dict } from "@tocsin/jinja";
import type { AlertFacts } from "../core/integrations/facts.ts";
import { factTemplates } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedRequest } from "../core/integrations/registry.ts";
import {
  bodyOrQuery,
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  signalOf,
  wholeAlert,
} from "./reading/index.ts";

const opening = {
  monitorID: "777749809",
  monitorURL: "https://shop.example.com",
  monitorFriendlyName: "Shop",
  alertType: "1",
  alertTypeFriendlyName: "Down",
  alertDetails: "Connection Timeout",
  alertDateTime: "1767607200",
  monitorAlertContacts: "457;2;ops@example.com",
};

const resolving = {
  ...opening,
  alertType: "2",
  alertTypeFriendlyName: "Up",
  alertDetails: "HTTP 200 - OK",
  alertDuration: "312",
};

/** UptimeRobot (help.uptimerobot.com): alert types are 1 down, 2 up, 3 certificate or domain expiring. */
export const uptimerobot: IntegrationModule = {
  slug: "uptimerobot",
  title: "UptimeRobot",
  category: "uptime",
  connect: `In UptimeRobot, open **Integrations → Webhook → Add** and set

- **URL to notify**: \`{url}?\` (the question mark belongs to it when the values are sent as query string)
- **Send as JSON**, **Send as POST parameters** and **Send as query string** all work; one is enough.

Then switch the integration on for your monitors.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  acceptsGet: true,
  refuse: (request) =>
    isEmpty(bodyOrQuery(request).value)
      ? "The request has none of UptimeRobot's variables, neither in its body nor in its query."
      : undefined,
  interpret,
  examples: [
    { name: "a monitor goes down", kind: "opening", body: opening, title: "Shop", severity: "critical" },
    { name: "the same again", kind: "repeated", body: opening },
    { name: "it is up again", kind: "resolving", body: resolving },
    {
      name: "down, as a form",
      kind: "opening",
      body: "monitorID=12&monitorFriendlyName=Shop&alertType=1&alertTypeFriendlyName=Down&alertDetails=Timeout",
      contentType: "application/x-www-form-urlencoded",
      title: "Shop",
      severity: "critical",
    },
    {
      name: "up, in the query of a request without body",
      kind: "resolving",
      body: "",
      query: { monitorID: "12", monitorFriendlyName: "Shop", alertType: "2", alertTypeFriendlyName: "Up" },
    },
    {
      name: "a certificate expires soon",
      kind: "opening",
      body: {
        monitorID: 777749809,
        monitorFriendlyName: "Shop",
        alertType: 3,
        alertTypeFriendlyName: "SSL expiry",
        alertDetails: "The certificate expires in 7 days",
        sslExpiryDate: "2026-01-12",
        sslExpiryDaysLeft: 7,
        alertDateTime: 1767607200,
      },
      title: "Shop",
      severity: "warning",
    },
    {
      name: "a monitor is paused",
      kind: "ignored",
      body: { ...opening, alertType: "99", alertTypeFriendlyName: "Paused" },
    },
    {
      name: "a test whose variables were not filled in",
      kind: "test",
      body: {
        monitorID: "*monitorID*",
        monitorFriendlyName: "*monitorFriendlyName*",
        alertType: "*alertType*",
      },
    },
    {
      name: "nulls and lists where texts belong",
      kind: "hostile",
      body: { monitorID: null, monitorFriendlyName: [1], alertType: { a: 1 }, alertDateTime: null },
    },
  ],
};

function isEmpty(value: unknown): boolean {
  return value instanceof Dict && value.size === 0;
}

type Kind = { prefix: string } & Pick<AlertFacts, "severity" | "signal">;

function interpret(request: ReceivedRequest): Interpretation {
  const body = bodyOrQuery(request);
  const type = firstText(body.value, "alertType");
  const typeName = firstText(body.value, "alertTypeFriendlyName");
  if (type !== undefined && /^\*.*\*$/.test(type)) return leftOut("a test: the variables were not filled in");
  const kind = kindOf(type, typeName);
  if (!kind) return leftOut(`alert type ${typeName ?? type} is not a problem`);
  const name = firstText(body.value, "monitorFriendlyName");
  const url = firstText(body.value, "monitorURL");
  const id = firstText(body.value, "monitorID") ?? name ?? url;
  const facts = factsOf(
    {
      title: [name, url, typeName],
      message: lines(
        firstText(body.value, "alertDetails"),
        labelled("Certificate expires", firstText(body.value, "sslExpiryDate")),
        labelled("Down for (seconds)", firstText(body.value, "alertDuration")),
      ),
      severity: kind.severity,
      key: id === undefined ? undefined : kind.prefix + id,
      signal: kind.signal,
      source: url ?? name,
      link: url,
    },
    "UptimeRobot",
  );
  return wholeAlert(body, facts);
}

/** Undefined for what is neither up, down nor expiring: paused, started. A type nobody knows counts as down. */
function kindOf(type: string | undefined, typeName: string | undefined): Kind | undefined {
  if (type === "1") return { prefix: "", severity: "critical", signal: "firing" };
  if (type === "2") return { prefix: "", severity: "info", signal: "resolved" };
  if (type === "98" || type === "99" || /^(?:paused|started)$/i.test(typeName ?? "")) return undefined;
  if (type === "3" || /\b(?:ssl|expir\w*)\b/i.test(`${type} ${typeName}`))
    return { prefix: "expiry:", severity: "warning", signal: "firing" };
  const signal = signalOf(type) ?? signalOf(typeName) ?? "firing";
  return { prefix: "", severity: signal === "resolved" ? "info" : "critical", signal };
}
