import type { IntegrationModule } from "../core/integrations/registry.ts";

/** Holds the alert groups that collect what comes in while an integration is under maintenance. */
export const maintenance: IntegrationModule = {
  slug: "maintenance",
  title: "Maintenance",
  category: "any",
  connect:
    "Nothing can be connected: Tocsin itself makes its alerts while an integration is under maintenance.\n",
  templates: {
    "web.title": '{{ payload.get("title", "Maintenance") }}',
    "web.message": "{{ payload.message }}",
    "web.image_url": "{{ payload.image_url }}",
  },
  isHidden: true,
  interpret: ({ body }) => ({ alerts: [body] }),
  examples: [
    {
      name: "a maintenance begins",
      kind: "opening",
      body: { title: "Maintenance of Shop for 3600", message: "Collects what comes in" },
      title: "Maintenance of Shop for 3600",
    },
    { name: "nulls", kind: "hostile", body: { title: null, message: null } },
  ],
};
