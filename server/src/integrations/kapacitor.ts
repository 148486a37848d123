import type { IntegrationModule } from "../core/integrations/registry.ts";
import { webhook } from "./webhook.ts";

const alert = {
  id: "cpu:host=web-1",
  message: "cpu:host=web-1 is CRITICAL",
  details: "",
  time: "2026-08-01T10:00:00Z",
  duration: 0,
  level: "CRITICAL",
  data: {
    series: [
      {
        name: "cpu",
        tags: { host: "web-1" },
        columns: ["time", "value"],
        values: [["2026-08-01T10:00:00Z", 97.5]],
      },
    ],
  },
  previousLevel: "OK",
  recoverable: true,
};

export const kapacitor: IntegrationModule = {
  slug: "kapacitor",
  title: "Kapacitor",
  category: "metrics",
  connect: `Name this URL in the TICKscript of your alert:

\`\`\`
|alert()
  .id('{{ .Name }}:{{ .Group }}')
  .crit(lambda: "value" > 90)
  .post('{url}')
\`\`\`

Alerts with the same id join one alert group; the level \`OK\` resolves it.
`,
  templates: {
    grouping_key: "{{ payload.id }}",
    resolve_signal: '{{ payload.get("level", "").startswith("OK") }}',
    "web.title": '{{ payload.get("id", "Title undefined (check Web Title Template)") }}',
    "web.message": webhook.templates["web.message"] ?? "",
  },
  interpret: ({ body }) => ({ alerts: [body] }),
  neverSends: {
    test: "Nothing in an alert of Kapacitor says that it is a try: let a task of your own fire.",
  },
  examples: [
    { name: "an alert", kind: "opening", body: alert, title: "cpu:host=web-1" },
    { name: "the same again", kind: "repeated", body: { ...alert, previousLevel: "CRITICAL", duration: 60 } },
    {
      name: "the level is OK",
      kind: "resolving",
      body: { ...alert, level: "OK", previousLevel: "CRITICAL" },
    },
    { name: "nulls and numbers", kind: "hostile", body: { id: 7, level: null, data: [] } },
  ],
};
