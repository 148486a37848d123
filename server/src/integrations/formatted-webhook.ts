import type { IntegrationModule } from "../core/integrations/registry.ts";

/** JSON with agreed field names, for scripts and tools that can shape what they send. */
export const formattedWebhook: IntegrationModule = {
  slug: "formatted_webhook",
  title: "Formatted Webhook",
  templates: {
    grouping_key: "{{ payload.alert_uid }}",
    resolve_signal: '{{ payload.get("state", "").upper() == "OK" }}',
    source_link: "{{ payload.link_to_upstream_details }}",
    "web.title": '{{ payload.get("title", "Title undefined (Check Web Title Template)") }}',
    "web.message": "{{ payload.message }}",
    "web.image_url": "{{ payload.image_url }}",
  },
  alerts: (body) => [body],
  example: {
    alert_uid: "08d6891a-835c-e661-39fa-96b6a9e26552",
    title: "The whole system is down",
    image_url: "https://status.example.com/graph.png",
    state: "alerting",
    link_to_upstream_details: "https://status.example.com/incidents/7",
    message: "No answer from the load balancer for two minutes",
  },
};
