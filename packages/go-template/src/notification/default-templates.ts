/**
 * The templates every notification set starts with, under the names Grafana users call. Written for this package; they
 * give the text Grafana's give.
 */
export const defaultTemplates = `
{{- define "__subject" -}}
{{- $firing := len .Alerts.Firing -}}
{{- $resolved := len .Alerts.Resolved -}}
[{{ toUpper .Status }}
{{- if eq .Status "firing" }}:{{ $firing }}{{ if $resolved }}, RESOLVED:{{ $resolved }}{{ end }}{{ end -}}
] {{ join " " .GroupLabels.SortedPairs.Values }} {{ if gt (len .CommonLabels) (len .GroupLabels) -}}
({{ join " " (.CommonLabels.Remove .GroupLabels.Names).Values }}){{ end }}
{{- end -}}

{{- define "__text_values_list" -}}
{{- $separator := "" -}}
{{- range $name, $value := .Values }}{{ $separator }}{{ $name }}={{ $value }}{{ $separator = ", " }}
{{- else }}[no value]{{ end -}}
{{- end -}}

{{- define "__text_alert_list" -}}
{{- range . }}
Value: {{ template "__text_values_list" . }}
Labels:
{{ range .Labels.SortedPairs }} - {{ .Name }} = {{ .Value }}
{{ end }}Annotations:
{{ range .Annotations.SortedPairs }} - {{ .Name }} = {{ .Value }}
{{ end }}
{{- with .GeneratorURL }}Source: {{ . }}
{{ end }}
{{- with .SilenceURL }}Silence: {{ . }}
{{ end }}
{{- with .DashboardURL }}Dashboard: {{ . }}
{{ end }}
{{- with .PanelURL }}Panel: {{ . }}
{{ end }}
{{- end }}
{{- end -}}

{{- define "default.title" }}{{ template "__subject" . }}{{ end -}}

{{- define "default.message" -}}
{{- $firing := .Alerts.Firing -}}
{{- with $firing }}**Firing**
{{ template "__text_alert_list" . }}{{ end -}}
{{- with .Alerts.Resolved -}}
{{ if $firing }}{{ "\\n\\n" }}{{ end }}**Resolved**
{{ template "__text_alert_list" . }}{{ end -}}
{{- end -}}

{{- define "webhook.default.payload.state" -}}
{{ if eq .Status "resolved" }}ok{{ else }}alerting{{ end }}
{{- end -}}

{{- define "webhook.default.payload" -}}
{{- $alerts := coll.Slice -}}
{{- range .Alerts }}{{ $alerts = coll.Append . $alerts }}{{ end -}}
{{- coll.Dict
  "receiver" .Receiver
  "status" .Status
  "alerts" $alerts
  "groupLabels" .GroupLabels
  "commonLabels" .CommonLabels
  "commonAnnotations" .CommonAnnotations
  "externalURL" .ExternalURL
  "version" "1"
  "groupKey" .GroupKey
  "truncatedAlerts" .TruncatedAlerts
  "orgId" (index .Alerts 0).OrgID
  "title" (tmpl.Exec "default.title" .)
  "state" (tmpl.Exec "webhook.default.payload.state" .)
  "message" (tmpl.Exec "default.message" .)
  | data.ToJSONPretty " " -}}
{{- end -}}
`;
