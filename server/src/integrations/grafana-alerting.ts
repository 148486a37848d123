import type { IntegrationModule } from "../core/integrations/registry.ts";
import { alertmanagerTemplates, refuseEnvelope, withCounts } from "./alertmanager.ts";

/** Grafana's contact points send Alertmanager's envelope with more fields. */
export const grafanaAlerting: IntegrationModule = {
  slug: "grafana_alerting",
  title: "Grafana Alerting",
  templates: alertmanagerTemplates,
  refuse: refuseEnvelope,
  alerts: (body) => [withCounts(body)],
  example: {
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
  },
};
