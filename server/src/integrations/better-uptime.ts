import type { Value } from "@tocsin/jinja";
import { factTemplates, type Signal } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedRequest } from "../core/integrations/registry.ts";
import {
  dictAt,
  factsOf,
  firstText,
  labelled,
  leftOut,
  lines,
  severityOf,
  signalOf,
  wholeAlert,
} from "./reading/index.ts";

function incident(attributes: Record<string, unknown>) {
  return {
    data: {
      id: "25",
      type: "incident",
      attributes: {
        name: "shop.example.com",
        url: "https://shop.example.com",
        http_method: "get",
        cause: "Status 503",
        incident_group_id: null,
        started_at: "2026-01-05T10:00:00.000Z",
        acknowledged_at: null,
        acknowledged_by: null,
        resolved_at: null,
        resolved_by: null,
        status: "Started",
        team_name: "Shop",
        response_content: null,
        response_url: null,
        screenshot_url: "https://uptime.example.com/screenshots/25.png",
        origin_url: null,
        escalation_policy_id: null,
        call: false,
        sms: false,
        email: true,
        push: true,
        ...attributes,
      },
      relationships: { monitor: { data: { id: "2", type: "monitor" } } },
    },
  };
}

/** Better Stack Uptime, formerly Better Uptime: incidents as its API shows them (JSON:API). */
export const betterUptime: IntegrationModule = {
  slug: "better-uptime",
  title: "Better Stack (Better Uptime)",
  category: "uptime",
  connect: `In Better Stack, open **Integrations → Exporting data → Webhooks** (outgoing webhook), choose **Incidents** and
paste this URL:

\`\`\`text
{url}
\`\`\`

Leave the switches for started, acknowledged and resolved incidents on.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  interpret,
  neverSends: {
    test: "Nothing in an incident of Better Stack says that it is a try: report one by hand, and it opens an alert group like any other.",
  },
  examples: [
    {
      name: "an incident starts",
      kind: "opening",
      body: incident({}),
      title: "shop.example.com",
      severity: "critical",
    },
    { name: "the same again", kind: "repeated", body: incident({ cause: "Status 502" }) },
    {
      name: "somebody acknowledges it",
      kind: "acknowledging",
      body: incident({
        status: "Acknowledged",
        acknowledged_at: "2026-01-05T10:02:00.000Z",
        acknowledged_by: "Ada Byron",
      }),
    },
    {
      name: "it is resolved",
      kind: "resolving",
      body: incident({
        status: "Resolved",
        acknowledged_at: "2026-01-05T10:02:00.000Z",
        resolved_at: "2026-01-05T10:09:00.000Z",
        resolved_by: "Better Stack",
      }),
    },
    {
      name: "an incident in the flat form",
      kind: "opening",
      body: { incident: { id: "1", name: "Checkout", status: "started" } },
      title: "Checkout",
      severity: "critical",
    },
    {
      name: "the flat one is resolved",
      kind: "resolving",
      body: { incident: { id: "1", name: "Checkout", status: "resolved" } },
    },
    {
      name: "an incident that is not confirmed yet",
      kind: "ignored",
      body: incident({ status: "Unconfirmed" }),
    },
    { name: "something that is no incident", kind: "ignored", body: { data: { id: "9", type: "monitor" } } },
    {
      name: "lists and nulls where objects belong",
      kind: "hostile",
      body: { data: [null], incident: 7, status: {} },
    },
  ],
};

function interpret({ body }: ReceivedRequest): Interpretation {
  const data = dictAt(body.value, "data");
  const type = firstText(data, "type");
  if (type !== undefined && !/incident/i.test(type)) return leftOut(`"${type}" is no incident`);
  const found: Value = dictAt(data, "attributes") ?? dictAt(body.value, "incident") ?? body.value;
  const status = firstText(found, "status");
  if (/^unconfirmed$/i.test(status ?? "")) return leftOut("the incident is not confirmed yet");
  const signal = signalFor(found, status);
  const name = firstText(found, "name", "url");
  const by = firstText(found, signal === "resolved" ? "resolved_by" : "acknowledged_by");
  const facts = factsOf(
    {
      title: [name, firstText(found, "cause")],
      message: lines(
        firstText(found, "cause"),
        labelled("Team", firstText(found, "team_name")),
        labelled(signal === "resolved" ? "Resolved by" : "Acknowledged by", by),
      ),
      severity: signal === "resolved" ? "info" : (severityOf(firstText(found, "severity")) ?? "critical"),
      key: firstText(data, "id") ?? firstText(found, "id") ?? name,
      signal,
      source: firstText(found, "url", "name"),
      link: firstText(found, "origin_url", "url"),
      image: firstText(found, "screenshot_url"),
    },
    "Better Stack",
  );
  return wholeAlert(body, facts);
}

/** The times decide: they are set once and stay, while names of states come and go ("Validating" is a recovery to be). */
function signalFor(found: Value, status: string | undefined): Signal {
  if (/^reopened$/i.test(status ?? "")) return "firing";
  const named = signalOf(status);
  if (named === "resolved" || firstText(found, "resolved_at") !== undefined) return "resolved";
  const isAcknowledged = named === "acknowledged" || firstText(found, "acknowledged_at") !== undefined;
  return isAcknowledged ? "acknowledged" : "firing";
}
