import type { IntegrationModule } from "../core/integrations/registry.ts";
import { plainHeartbeat } from "./heartbeat-payloads.ts";

const opening = {
  state: "alerting",
  url: "https://ci.example.com/builds/1042",
  text: "Nightly build failed",
};

/** Any JSON: identical payloads group together, `"state": "ok"` resolves. */
export const webhook: IntegrationModule = {
  slug: "webhook",
  title: "Webhook",
  category: "any",
  connect: `Send any JSON by \`POST\`:

\`\`\`sh
curl -X POST '{url}' -H 'Content-Type: application/json' -d '{"state": "alerting", "text": "Nightly build failed"}'
\`\`\`

Identical payloads join one alert group. Set the grouping template to a field that names the problem, for example
\`{{ payload.job }}\`, so that \`"state": "ok"\` resolves the group that was opened for it.
`,
  templates: {
    grouping_key:
      "{% if payload.is_oncall_heartbeat is defined %}{{ payload.alert_uid }}{% else %}{{ payload }}{% endif %}",
    resolve_signal: '{{ payload.get("state", "").upper() == "OK" }}',
    source_link: "{{ payload.url }}",
    "web.title": "Incident",
    "web.message": "```\n{{ payload | tojson_pretty }}\n```",
  },
  heartbeatPayload: plainHeartbeat("webhook"),
  interpret: ({ body }) => ({ alerts: [body] }),
  neverSends: {
    resolving:
      'By default each payload that differs is a group of its own; once `grouping_key` names the problem, `"state": "ok"` resolves it.',
    test: "Whoever sends decides: any request of yours is a test.",
  },
  examples: [
    { name: "an alert", kind: "opening", body: opening, title: "Incident" },
    { name: "the same payload again", kind: "repeated", body: opening },
    { name: "a list", kind: "hostile", body: [1, null, { a: [] }] },
  ],
};
