import { Dict, type Value } from "@tocsin/jinja";
import { factTemplates, type Severity, type Signal } from "../core/integrations/facts.ts";
import type { IntegrationModule, Interpretation, ReceivedRequest } from "../core/integrations/registry.ts";
import {
  boundedKey,
  factsOf,
  firstText,
  labelled,
  lines,
  severityOf,
  textAt,
  textEntriesAt,
  textsAt,
  wholeAlert,
} from "./reading/index.ts";

const creating = {
  message: "Checkout does not answer",
  alias: "checkout-down",
  description: "No answer for two minutes from any region.",
  responders: [{ name: "Shop", type: "team" }],
  visibleTo: [],
  actions: ["Restart"],
  tags: ["shop", "critical-path"],
  details: { region: "eu-central-1" },
  entity: "checkout",
  source: "probe-3",
  priority: "P1",
  user: "Ada Byron",
  note: "created by the probe",
};

/**
 * Opsgenie's Alert API (docs.opsgenie.com): creating an alert and acting on it are requests to different paths; the edge
 * passes the action and the alias that the path names as `action` and `alias` of the query.
 */
export const opsgenie: IntegrationModule = {
  slug: "opsgenie",
  title: "Opsgenie Alert API",
  category: "paging",
  connect: `Any client of Opsgenie's Alert API works when it is sent here instead:

- replace the address \`https://api.opsgenie.com\` by \`{base}\`; \`/v2/alerts\` answers there, and
- use \`{token}\` as the **API key** (\`Authorization: GenieKey {token}\`).

Or create alerts here:

\`\`\`sh
curl -X POST '{url}' -H 'Content-Type: application/json' -d '{
  "message": "Checkout does not answer", "alias": "checkout-down", "priority": "P1" }'
\`\`\`
`,
  templates: factTemplates,
  opensOnlyFiring: true,
  refuse,
  interpret,
  neverSends: {
    test: "The API knows no tests: create an alert and close it.",
  },
  examples: [
    {
      name: "an alert is created",
      kind: "opening",
      body: creating,
      title: "Checkout does not answer",
      severity: "critical",
    },
    { name: "the same again", kind: "repeated", body: creating },
    {
      name: "a note",
      kind: "ignored",
      query: { action: "note", alias: "checkout-down" },
      body: { user: "Ada Byron", note: "looking" },
    },
    {
      name: "it is acknowledged",
      kind: "acknowledging",
      query: { action: "acknowledge", alias: "checkout-down" },
      body: { user: "Ada Byron" },
    },
    {
      name: "it is closed",
      kind: "resolving",
      query: { action: "close", alias: "checkout-down" },
      body: { user: "Ada Byron", note: "restarted" },
    },
    {
      name: "an alert without an alias",
      kind: "opening",
      body: { message: "Certificate expires", priority: "P4" },
      title: "Certificate expires",
      severity: "info",
    },
    {
      name: "an alert is closed that does not exist",
      kind: "ignored",
      query: { action: "close", alias: "unknown" },
      body: {},
    },
    {
      name: "nulls and objects where texts belong",
      kind: "hostile",
      body: { message: { text: "x" }, alias: [], tags: null, details: "none", priority: 1 },
    },
  ],
};

const signals: Readonly<Record<string, Signal>> = {
  create: "firing",
  acknowledge: "acknowledged",
  close: "resolved",
  note: "note",
};

function refuse({ body, query }: ReceivedRequest): string | undefined {
  if (!(body.value instanceof Dict)) return "Request body is not processable. Please check the errors.";
  const isCreating = (query.get("action") ?? "create") === "create";
  if (isCreating && textAt(body.value, "message") === undefined) return "Message can not be empty.";
  return undefined;
}

function interpret({ body, query }: ReceivedRequest): Interpretation {
  const { value } = body;
  const signal = signals[query.get("action") ?? "create"] ?? "note";
  const facts = factsOf(
    {
      title: [signal === "firing" ? textAt(value, "message") : actionTitle(signal, value)],
      message: signal === "firing" ? messageOf(value) : (textAt(value, "note") ?? ""),
      severity: signal === "resolved" ? "info" : severityFor(textAt(value, "priority")),
      key: boundedKey((signal === "firing" ? textAt(value, "alias") : undefined) ?? query.get("alias")),
      signal,
      source: firstText(value, "source", "entity"),
      link: firstText(value, "details.url", "details.link"),
    },
    "Opsgenie",
  );
  return wholeAlert(body, facts);
}

const verbs: Readonly<Record<Signal, string>> = {
  firing: "Created",
  acknowledged: "Acknowledged",
  resolved: "Closed",
  note: "Note",
};

function actionTitle(signal: Signal, value: Value): string {
  const by = firstText(value, "user", "source");
  const note = textAt(value, "note");
  return `${verbs[signal]}${by === undefined ? "" : ` by ${by}`}${note === undefined ? "" : `: ${note}`}`;
}

/** Opsgenie's default is P3. */
function severityFor(priority: string | undefined): Severity {
  return severityOf(/^\d$/.test(priority ?? "") ? `p${priority}` : priority) ?? "warning";
}

function messageOf(value: Value): string {
  const tags = textsAt(value, "tags");
  return lines(
    textAt(value, "description"),
    labelled("Entity", textAt(value, "entity")),
    labelled("Tags", tags.length === 0 ? undefined : tags.join(", ")),
    ...textEntriesAt(value, "details").map(([name, detail]) => labelled(name, detail)),
    labelled("Note", textAt(value, "note")),
  );
}
