/** One alert of a Prometheus that watches a cluster; the number tells repeats apart. */
export function alertmanagerPayload(number: number): object {
  const labels = { alertname: "KubePodCrashLooping", severity: "critical", cluster: "eu-west-1" };
  return {
    ...{
      version: "4",
      status: "firing",
      receiver: "tocsin",
      groupKey: '{}:{alertname="KubePodCrashLooping"}',
    },
    ...{ truncatedAlerts: 0, externalURL: "https://alertmanager.example.com" },
    ...{ groupLabels: { alertname: labels.alertname }, commonLabels: labels },
    commonAnnotations: { summary: "Pod payments/api restarts again and again" },
    alerts: [1, 2].map((pod) => ({
      status: "firing",
      labels: { ...labels, namespace: "payments", pod: `api-7c9f8d-${number}${pod}` },
      annotations: {
        summary: "Pod payments/api restarts again and again",
        description:
          "Restarted 12 times in 10 minutes. See the [runbook](https://runbooks.example.com/crash-loop).",
      },
      ...{ startsAt: "2026-03-01T02:58:00Z", endsAt: "0001-01-01T00:00:00Z" },
      ...{ generatorURL: "https://prometheus.example.com/graph?g0.expr=up", fingerprint: `f${number}${pod}` },
    })),
  };
}

const latency = { alertname: "Latency of the checkout", grafana_folder: "Shop", severity: "warning" };

export const grafanaPayload = {
  ...{ receiver: "tocsin", status: "firing", orgId: 1, version: "1", truncatedAlerts: 0, state: "alerting" },
  ...{ groupKey: "{}:{alertname=latency}", title: "[FIRING:1] Latency of the checkout (Shop warning)" },
  ...{ groupLabels: { alertname: latency.alertname }, commonLabels: latency, commonAnnotations: {} },
  externalURL: "https://grafana.example.com/",
  message: "p99 is above 2 s since 10 minutes",
  alerts: [
    {
      ...{ status: "firing", labels: latency, annotations: { summary: "p99 is above 2 s since 10 minutes" } },
      ...{ startsAt: "2026-03-01T02:40:00Z", endsAt: "0001-01-01T00:00:00Z", fingerprint: "c0ffee" },
      ...{ generatorURL: "https://grafana.example.com/alerting/grafana/x/view", values: { A: 2.31 } },
    },
  ],
};

/** Titles as they come: short, long, in other scripts, with marks that would be markup elsewhere. */
export const shopAlerts = [
  "Disk /var/lib/postgresql on db-3 is 91 % full",
  "Queue invoices: 18,204 messages wait, oldest 42 minutes",
  "Backup of db-3 is late",
  "Certificate of shop.example.com expires in 6 days",
  "Replication lag of db-4 above 30 s",
  "Оплата: время ответа выше 5 с",
  "Node worker-17 not ready",
  "决済サービスの応答時間が長い",
  "HTTP 5xx of https://shop.example.com/api/v2/carts/0f3c1b0e-6d0e-4a55-9a3c-checkout-of-a-cart-with-many-items above 2 %",
  "Login failures from one address: 4,311 in 5 minutes",
  "OOM kill",
].map((title) => ({ title, state: "alerting", source: "shop-monitor" }));
