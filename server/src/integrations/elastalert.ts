import type { IntegrationModule } from "../core/integrations/registry.ts";
import { plainHeartbeat } from "./heartbeat-payloads.ts";
import { webhook } from "./webhook.ts";

const match = {
  alert_uid: "errors-checkout",
  rule: "Errors of checkout",
  num_hits: 120,
  num_matches: 1,
  "@timestamp": "2026-08-01T10:00:00Z",
  message: "charge failed",
};

export const elastalert: IntegrationModule = {
  slug: "elastalert",
  title: "ElastAlert",
  category: "metrics",
  connect: `Add this to a rule of ElastAlert 2:

\`\`\`yaml
alert: post2
http_post2_url: {url}
http_post2_static_payload:
  alert_uid: name-of-the-rule
\`\`\`

Alerts with the same \`alert_uid\` join one alert group; \`"state": "ok"\` resolves it.
`,
  templates: {
    grouping_key: "{{ payload.alert_uid }}",
    resolve_signal: '{{ payload.get("state", "").upper() == "OK" }}',
    "web.title": "Incident",
    "web.message": webhook.templates["web.message"] ?? "",
  },
  heartbeatPayload: plainHeartbeat("elastalert"),
  interpret: ({ body }) => ({ alerts: [body] }),
  neverSends: {
    test: "ElastAlert sends no tests here: `elastalert-test-rule --alert` sends an alert like any other.",
  },
  examples: [
    { name: "a rule matches", kind: "opening", body: match, title: "Incident" },
    { name: "the rule matches again", kind: "repeated", body: { ...match, num_hits: 150 } },
    { name: "the problem is over", kind: "resolving", body: { alert_uid: match.alert_uid, state: "ok" } },
    { name: "a list and nulls", kind: "hostile", body: [null, { state: null }] },
  ],
};
