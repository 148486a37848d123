import type { IntegrationModule } from "../core/integrations/registry.ts";
import { plainHeartbeat } from "./heartbeat-payloads.ts";

const opening = {
  alert_uid: "08d6891a-835c-e661-39fa-96b6a9e26552",
  title: "The whole system is down",
  image_url: "https://status.example.com/graph.png",
  state: "alerting",
  link_to_upstream_details: "https://status.example.com/incidents/7",
  message: "No answer from the load balancer for two minutes",
};

/** Default templates for JSON with agreed field names. */
export const formattedTemplates: IntegrationModule["templates"] = {
  grouping_key: "{{ payload.alert_uid }}",
  resolve_signal: '{{ payload.get("state", "").upper() == "OK" }}',
  source_link: "{{ payload.link_to_upstream_details }}",
  "web.title": '{{ payload.get("title", "Title undefined (Check Web Title Template)") }}',
  "web.message": "{{ payload.message }}",
  "web.image_url": "{{ payload.image_url }}",
};

export const formattedWebhook: IntegrationModule = {
  slug: "formatted_webhook",
  title: "Formatted Webhook",
  category: "any",
  connect: `For scripts and tools that can shape what they send. All fields are optional texts:

\`\`\`sh
curl -X POST '{url}' -H 'Content-Type: application/json' -d '{
  "alert_uid": "08d6891a", "title": "The whole system is down", "state": "alerting",
  "message": "No answer for two minutes", "link_to_upstream_details": "https://status.example.com/7",
  "image_url": "https://status.example.com/graph.png"
}'
\`\`\`

Alerts with the same \`alert_uid\` join one group; \`"state": "ok"\` resolves it.
`,
  templates: formattedTemplates,
  heartbeatPayload: plainHeartbeat("formatted_webhook"),
  interpret: ({ body }) => ({ alerts: [body] }),
  neverSends: {
    test: "Whoever sends in this form decides: any request of yours is a test.",
  },
  examples: [
    { name: "an alert", kind: "opening", body: opening, title: "The whole system is down" },
    { name: "the same again", kind: "repeated", body: opening },
    { name: "the problem is over", kind: "resolving", body: { alert_uid: opening.alert_uid, state: "ok" } },
    {
      name: "only a message",
      kind: "opening",
      body: { message: "test" },
      title: "Title undefined (Check Web Title Template)",
    },
    {
      name: "nulls everywhere",
      kind: "hostile",
      body: { alert_uid: null, title: null, state: null, message: 7 },
    },
  ],
};
