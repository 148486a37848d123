import { factTemplates } from "../core/integrations/facts.ts";
import type { ChoiceOption } from "../core/integrations/options.ts";
import type {
  IntegrationModule,
  Interpretation,
  ReceivedBody,
  ReceivedRequest,
} from "../core/integrations/registry.ts";
import { type MappedAlert, mapGeneric, usual } from "./generic-mapping.ts";
import { choiceIn, factsOf, leftOut, partAlert, unwrapField } from "./reading/index.ts";

const opening = {
  summary: "Disk full",
  severity: "critical",
  status: "triggered",
  dedup_key: "disk-1",
  source: "cron",
};

const emptyBody: ChoiceOption<"refuse" | "ignore" | "alert"> = {
  kind: "choice",
  name: "empty_body",
  choices: ["refuse", "ignore", "alert"],
  default: "refuse",
  help: "What comes of a request with nothing in it: it is refused with status 400, left out, or an alert of its own.",
};

const codes = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");

/** Any JSON, form or text, its fields found by their usual names. */
export const generic: IntegrationModule = {
  slug: "generic",
  title: "Generic Webhook",
  category: "any",
  connect: `For tools without an integration of their own, and for scripts:

\`\`\`sh
curl -X POST '{url}' -H 'Content-Type: application/json' -d '{
  "summary": "Disk full", "severity": "critical", "status": "triggered", "dedup_key": "disk-1", "source": "cron" }'
\`\`\`

| For | These fields are looked at |
| --- | --- |
| title | ${codes(usual.title)} |
| severity | ${codes(usual.severity)}: critical, error, warning, info and their usual synonyms, P1 to P5 |
| state | ${codes(usual.status)}: triggered, acknowledged, resolved and their usual synonyms |
| grouping | ${codes(usual.key)}; otherwise the title |
| source | ${codes(usual.source)} |

Fields of other names, nested ones and words of your own are told by a **field mapping**, in the console or with
\`PUT /api/v2/integrations/{id}/mapping\`:

\`\`\`json
{ "title": ["check.name"], "status": ["check.result"], "status_values": { "red": "firing", "green": "resolved" } }
\`\`\`

A list is a batch of alerts; forms and plain text are taken, too. A request may be signed with HMAC-SHA256 in
\`X-Signature\`.
`,
  templates: factTemplates,
  acceptsText: true,
  opensOnlyFiring: true,
  mappable: usual,
  options: [emptyBody],
  refuse: (request) =>
    choiceIn(request, emptyBody) === "refuse" && mapGeneric(request.body.value, {}).length === 0
      ? "The body is empty: there is nothing to alert about."
      : undefined,
  interpret,
  neverSends: {
    test: "Whoever sends in this form decides: the request above is a test.",
  },
  examples: [
    { name: "an alert", kind: "opening", body: opening, title: "Disk full", severity: "critical" },
    { name: "the same again", kind: "repeated", body: opening },
    { name: "somebody is on it", kind: "acknowledging", body: { ...opening, status: "alert acknowledged" } },
    { name: "it is over", kind: "resolving", body: { ...opening, status: "resolved" } },
    {
      name: "numbers, a verb and an object around them",
      kind: "opening",
      body: { alert: { id: 42, title: "Queue is stuck", priority: 1 }, status: "unresolved" },
      title: "Queue is stuck",
      severity: "critical",
    },
    {
      name: "the verb wins over the state",
      kind: "resolving",
      body: { id: 42, message: "Queue is stuck", status: "active", action: "resolve" },
    },
    {
      name: "a form",
      kind: "opening",
      body: "title=Backup+failed&level=warn&id=backup",
      contentType: "application/x-www-form-urlencoded",
      title: "Backup failed",
      severity: "warning",
    },
    {
      name: "several alerts",
      kind: "resolving",
      body: [
        { id: "backup", title: "Backup failed", state: "fixed" },
        { id: "other", state: "ok" },
      ],
    },
    {
      name: "plain text",
      kind: "opening",
      body: "Disk 97% full on db1\nmounted on /var",
      contentType: "text/plain",
      title: "Disk 97% full on db1",
      severity: "warning",
    },
    {
      name: "an empty body, with the option `empty_body` set to `alert`",
      kind: "opening",
      body: {},
      options: { empty_body: "alert" },
      title: "Webhook Alert",
      severity: "warning",
    },
    {
      name: "an empty body, with the option `empty_body` set to `ignore`",
      kind: "ignored",
      body: {},
      options: { empty_body: "ignore" },
    },
    { name: "an end of nothing", kind: "ignored", body: { id: "unknown", title: "Test", status: "closed" } },
    {
      name: "nulls and objects where texts belong",
      kind: "hostile",
      body: { summary: null, severity: [], status: {}, dedup_key: { a: 1 }, alert: [null] },
    },
  ],
};

function interpret(request: ReceivedRequest): Interpretation {
  const { body, mapping = {} } = request;
  const { value } = unwrapField(body, "payload");
  const found = mapGeneric(value, mapping);
  const mapped = found.length === 0 && choiceIn(request, emptyBody) === "alert" ? [emptyAlert(body)] : found;
  const wanted = mapped.flatMap(({ value: part, facts }) => (facts ? [{ part, facts }] : []));
  if (wanted.length === 0) return leftOut("nothing in it is an alert");
  const [only] = wanted;
  if (only && mapped.length === 1 && only.part === body.value)
    return { alerts: [{ ...body, facts: only.facts }] };
  return { alerts: wanted.map(({ part, facts }) => partAlert(part, facts)) };
}

function emptyAlert({ value }: ReceivedBody): MappedAlert {
  const found = { title: ["Webhook Alert"], severity: "warning", signal: "firing" } as const;
  return { value, facts: factsOf({ ...found, key: "webhook-webhook-alert" }, "Webhook") };
}
