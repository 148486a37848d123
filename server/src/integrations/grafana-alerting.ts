import type { IntegrationModule } from "../core/integrations/registry.ts";
import { alertmanagerTemplates, refuseEnvelope, withCounts } from "./alertmanager.ts";
import { grafanaSignature, grafanaSignatureOptions } from "./reading/index.ts";

const opening = {
  receiver: "tocsin",
  status: "firing",
  orgId: 1,
  alerts: [
    {
      status: "firing",
      labels: { alertname: "High error rate", grafana_folder: "Shop", service: "checkout" },
      annotations: { summary: "5% of checkouts fail" },
      startsAt: "2026-01-05T10:00:00Z",
      endsAt: "0001-01-01T00:00:00Z",
      generatorURL: "https://grafana.example.com/alerting/grafana/abc/view",
      fingerprint: "57c6d9296de2ad39",
      silenceURL: "https://grafana.example.com/alerting/silence/new",
      dashboardURL: "",
      panelURL: "",
      values: { B: 5.2 },
      valueString: "[ var='B' labels={service=checkout} value=5.2 ]",
    },
  ],
  groupLabels: { alertname: "High error rate", grafana_folder: "Shop" },
  commonLabels: { alertname: "High error rate", grafana_folder: "Shop", service: "checkout" },
  commonAnnotations: { summary: "5% of checkouts fail" },
  externalURL: "https://grafana.example.com/",
  version: "1",
  groupKey: '{}/{}:{alertname="High error rate", grafana_folder="Shop"}',
  truncatedAlerts: 0,
  title: "[FIRING:1] High error rate Shop (checkout)",
  state: "alerting",
  message: "5% of checkouts fail",
};

/** Grafana's contact points send Alertmanager's envelope with more fields. */
export const grafanaAlerting: IntegrationModule = {
  slug: "grafana_alerting",
  title: "Grafana Alerting",
  category: "metrics",
  connect: `In Grafana, open **Alerting → Contact points → New contact point**, choose **Webhook**, and paste this URL:

\`\`\`text
{url}
\`\`\`

Leave the method at \`POST\`. Then point a notification policy at the contact point. To have requests signed, set an
HMAC secret in the contact point and the same one here.
`,
  templates: alertmanagerTemplates,
  signatures: [grafanaSignature],
  options: grafanaSignatureOptions,
  refuse: refuseEnvelope,
  interpret: ({ body }) => ({ alerts: [withCounts(body)] }),
  examples: [
    { name: "a group fires", kind: "opening", body: opening, title: "High error rate (Shop)" },
    { name: "the same group again", kind: "repeated", body: opening },
    {
      name: "the group is resolved",
      kind: "resolving",
      body: { ...opening, status: "resolved", state: "ok" },
    },
    {
      name: "the test button of the contact point",
      kind: "test",
      body: {
        ...opening,
        groupKey: "test-57c6d9296de2ad39-1767607200",
        groupLabels: { alertname: "TestAlert", instance: "Grafana" },
        commonLabels: { alertname: "TestAlert", instance: "Grafana" },
      },
      title: "TestAlert (Grafana)",
    },
    {
      name: "nulls and numbers where texts belong",
      kind: "hostile",
      body: { groupKey: 7, status: null, alerts: [] },
    },
  ],
};
