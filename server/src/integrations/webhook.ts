import type { IntegrationModule } from "../core/integrations/registry.ts";

/** Any JSON: identical payloads group together, `"state": "ok"` resolves. */
export const webhook: IntegrationModule = {
  slug: "webhook",
  title: "Webhook",
  templates: {
    grouping_key:
      "{% if payload.is_oncall_heartbeat is defined %}{{ payload.alert_uid }}{% else %}{{ payload }}{% endif %}",
    resolve_signal: '{{ payload.get("state", "").upper() == "OK" }}',
    source_link: "{{ payload.url }}",
    "web.title": "Incident",
    "web.message": "```\n{{ payload | tojson_pretty }}\n```",
  },
  alerts: (body) => [body],
  example: { state: "alerting", url: "https://ci.example.com/builds/1042", text: "Nightly build failed" },
};
