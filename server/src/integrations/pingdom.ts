import { Dict } from "@tocsin/jinja";
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
  unwrapField,
  wholeAlert,
} from "./reading/index.ts";

const opening = {
  check_id: 85975,
  check_name: "Shop",
  check_type: "HTTP",
  check_params: {
    basic_auth: false,
    encryption: true,
    full_url: "https://shop.example.com/cart",
    header: "User-Agent:Pingdom.com_bot",
    hostname: "shop.example.com",
    ipv6: false,
    port: 443,
    url: "/cart",
  },
  tags: ["shop"],
  previous_state: "UP",
  current_state: "DOWN",
  importance_level: "HIGH",
  custom_message: "Runbook: cart does not answer",
  state_changed_timestamp: 1767607200,
  state_changed_utc_time: "2026-01-05T10:00:00",
  long_description: "HTTP Server Error 503 Service Unavailable",
  description: "HTTP error 503",
  first_probe: { ip: "192.0.2.10", ipv6: "2001:db8::10", location: "Stockholm, Sweden" },
  second_probe: { ip: "192.0.2.11", ipv6: "2001:db8::11", location: "Austin, US", version: 1 },
  version: 1,
};

const transaction = {
  check_id: 1203,
  check_name: "Checkout journey",
  check_type: "TRANSACTION",
  check_params: {},
  tags: [],
  previous_state: "SUCCESS",
  current_state: "FAILING",
  importance_level: "LOW",
  state_changed_timestamp: 1767607200,
  long_description: "Element #pay not found",
  description: "Element not found",
};

/** Pingdom's state-change webhook (pingdom.com/resources/webhooks): UP and DOWN, of transactions SUCCESS and FAILING. */
export const pingdom: IntegrationModule = {
  slug: "pingdom",
  title: "Pingdom",
  category: "uptime",
  connect: `In Pingdom, open **Settings → Integrations → Add integration**, choose **Webhook** and paste this URL:

\`\`\`text
{url}
\`\`\`

Then tick the integration under **Connect integrations** of every check.
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  refuse: (request) => {
    const { value } = bodyOrQuery(request);
    return value instanceof Dict && value.size > 0
      ? undefined
      : "The request is empty: Pingdom sends a JSON object about a check.";
  },
  interpret,
  neverSends: {
    test: "Nothing in a message of Pingdom says that it is a try: point a check at an address that does not answer.",
  },
  examples: [
    { name: "a check goes down", kind: "opening", body: opening, title: "Shop", severity: "critical" },
    { name: "the same again", kind: "repeated", body: opening },
    {
      name: "it is up again",
      kind: "resolving",
      body: {
        ...opening,
        previous_state: "DOWN",
        current_state: "UP",
        description: "OK",
        long_description: "OK",
      },
    },
    {
      name: "a transaction fails",
      kind: "opening",
      body: transaction,
      title: "Checkout journey",
      severity: "warning",
    },
    {
      name: "the transaction succeeds",
      kind: "resolving",
      body: { ...transaction, previous_state: "FAILING", current_state: "SUCCESS" },
    },
    {
      name: "a check that was never down",
      kind: "ignored",
      body: { ...opening, check_id: 1, previous_state: "DOWN", current_state: "UP" },
    },
    {
      name: "nulls and lists where texts belong",
      kind: "hostile",
      body: { check_id: null, check_name: [], check_params: "none", current_state: 7, first_probe: null },
    },
  ],
};

function interpret(request: ReceivedRequest): Interpretation {
  const body = unwrapField(bodyOrQuery(request), "message");
  const { value } = body;
  const state = firstText(value, "current_state", "state");
  if (/^(?:paused|unknown|unconfirmed\w*)$/i.test(state ?? ""))
    return leftOut(`the state ${state} is no problem`);
  const signal = /^failing$/i.test(state ?? "") ? "firing" : (signalOf(state) ?? "firing");
  const name = firstText(value, "check_name");
  const target = firstText(value, "check_params.full_url", "check_params.hostname");
  const isLow = firstText(value, "importance_level")?.toUpperCase() === "LOW";
  const facts = factsOf(
    {
      title: [name, target, firstText(value, "description")],
      message: lines(
        firstText(value, "custom_message"),
        firstText(value, "long_description", "description", "last_error"),
        labelled("Seen from", firstText(value, "first_probe.location")),
        labelled("Confirmed from", firstText(value, "second_probe.location")),
      ),
      severity: signal === "resolved" ? "info" : isLow ? "warning" : "critical",
      key: firstText(value, "check_id") ?? name,
      signal,
      source: target ?? name,
      link: firstText(value, "check_params.full_url"),
    },
    "Pingdom",
  );
  return wholeAlert(body, facts);
}
