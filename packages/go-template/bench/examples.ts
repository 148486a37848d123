import type { NotificationInput } from "../src/index.ts";

/** A title as people write it. */
export const typicalTitle =
  "[{{ .Status | toUpper }}:{{ .Alerts.Firing | len }}] {{ .CommonLabels.alertname }} ({{ .CommonLabels.region }})";

/** A message of 30 lines that shows most of the language. */
export const longMessage = `{{- /* one block for each state */ -}}
{{ define "alert.line" }}{{ .Labels.host }}: {{ .Annotations.summary }}{{ end }}
*{{ .Status | toUpper }}* {{ .CommonLabels.alertname }}
{{ if .CommonLabels.region -}}
Region: {{ .CommonLabels.region }}
{{- end }}
{{ $count := len .Alerts.Firing }}
{{ if gt $count 0 }}
Firing ({{ $count }}):
{{ range .Alerts.Firing }}
- {{ template "alert.line" . }}
  started {{ .StartsAt.Format "15:04:05" }}
  {{ with .Annotations.runbook }}Runbook: {{ . }}{{ end }}
  {{ range $name, $value := .Values }}{{ $name }}={{ $value }} {{ end }}
{{ end }}
{{ end }}
{{ if gt (len .Alerts.Resolved) 0 }}
Resolved ({{ len .Alerts.Resolved }}):
{{ range .Alerts.Resolved }}
- {{ template "alert.line" . }}
{{ end }}
{{ else }}
Nothing resolved yet.
{{ end }}
{{ range .CommonLabels.SortedPairs }}
{{ .Name }}: {{ .Value }}
{{ end }}
{{ if eq .Status "firing" }}Please act.{{ else }}All is well.{{ end }}
{{ join ", " .GroupLabels.Names }}
Group {{ .GroupKey }}
Sent by {{ .ExternalURL }}
`;

/** A notification of this many alerts, one of them resolved. */
export function exampleNotification(alerts: number): NotificationInput {
  return {
    receiver: "night-crew",
    status: "firing",
    groupKey: '{}:{alertname="DiskAlmostFull"}',
    truncatedAlerts: 0,
    externalURL: "https://grafana.example.net/",
    groupLabels: { alertname: "DiskAlmostFull" },
    commonLabels: { alertname: "DiskAlmostFull", region: "eu-west", tier: "gold" },
    commonAnnotations: {},
    alerts: Array.from({ length: alerts }, (_, index) => ({
      status: index === 0 ? "resolved" : "firing",
      labels: { alertname: "DiskAlmostFull", host: `db-${index}`, region: "eu-west", tier: "gold" },
      annotations: { summary: `disk of db-${index} at 91%`, runbook: "https://runbooks.example.net/disk" },
      startsAt: "2026-03-01T10:15:30.5Z",
      endsAt: "0001-01-01T00:00:00Z",
      values: { A: 91.25, B: 1 },
    })),
  };
}
