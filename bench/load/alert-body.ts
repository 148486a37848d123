/** An alert as Alertmanager sends it, about 1.3 KB of JSON. Alerts with the same group number join one alert group. */
export function alertBody(group: number, uid: string): string {
  const labels = {
    alertname: "DiskWillFillSoon",
    cluster: "production-eu-west-1",
    instance: `database-${group}.example.com:9100`,
    job: "node-exporter",
    mountpoint: "/var/lib/postgresql",
    severity: "critical",
    team: "storage",
  };
  const annotations = {
    summary: `The disk of database-${group} will be full in four hours`,
    description:
      "The rate at which /var/lib/postgresql grew during the last six hours will fill it within four hours. " +
      "Find out what grows, free space, or enlarge the volume before the database stops taking writes.",
    runbook_url: "https://runbooks.example.com/storage/disk-will-fill-soon",
  };
  return JSON.stringify({
    uid,
    receiver: "tocsin",
    status: "firing",
    alerts: [
      {
        status: "firing",
        labels,
        annotations,
        startsAt: "2026-01-05T10:00:00.000Z",
        endsAt: "0001-01-01T00:00:00Z",
        generatorURL: "http://prometheus.example.com/graph?g0.expr=predict_linear",
        fingerprint: "b3d1a2f0c4e59687",
      },
    ],
    groupLabels: { alertname: labels.alertname, instance: labels.instance },
    commonLabels: labels,
    commonAnnotations: { summary: annotations.summary },
    externalURL: "http://alertmanager.example.com",
    version: "4",
    groupKey: `{}:{alertname="DiskWillFillSoon", instance="database-${group}"}`,
    truncatedAlerts: 0,
  });
}
