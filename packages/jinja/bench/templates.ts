/** A typical title, as integrations have it. */
export const TITLE =
  '[{{ payload.status | upper }}] {{ payload.groupLabels.alertname }} {{ payload.commonLabels.severity | default("none") }} ({{ payload.alerts | length }})';

/** A chat message of thirty lines. */
export const MESSAGE = `{% set p = payload.commonLabels -%}
*{{ p.alertname | default("Alert") }}* is {{ payload.status }}
Receiver: {{ payload.receiver }}
Severity: {{ p.severity | default("none") | upper }}
{% if payload.commonAnnotations.summary %}
> {{ payload.commonAnnotations.summary }}
{% endif %}
Group: {{ payload.groupKey }}
{% for k, v in payload.groupLabels.items() %}
- {{ k }}: {{ v }}
{%- endfor %}

Alerts firing: {{ payload.alerts | selectattr("status", "equalto", "firing") | list | length }}
{% for alert in payload.alerts %}
{{ loop.index }}. {{ alert.labels.instance | default("?") }} ({{ alert.status }})
{%- if alert.annotations.description %}
   {{ alert.annotations.description | truncate(80) }}
{%- endif %}
   since {{ alert.startsAt }}
{%- if alert.generatorURL %}
   [source]({{ alert.generatorURL }})
{%- endif %}
{% endfor %}
{% if payload.truncatedAlerts %}
and {{ payload.truncatedAlerts }} more
{% else %}
that is all
{% endif %}
Team: {{ p.team | default("nobody") }}
[Open]({{ payload.externalURL }})
`;

/** An Alertmanager notification with `count` alerts. */
export function alertmanagerPayload(count: number): string {
  const alerts = Array.from({ length: count }, (_, index) => ({
    status: "firing",
    labels: {
      alertname: "DiskAlmostFull",
      instance: `db-${index}.prod:9100`,
      severity: "critical",
      team: "core",
    },
    annotations: {
      summary: "Disk almost full",
      description: `Only ${index}% left on /var/lib of db-${index}`,
    },
    startsAt: "2026-03-02T08:15:30.123Z",
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: "https://prometheus.example.com/graph?g0.expr=disk&g0.tab=1",
    fingerprint: "a1b2c3d4e5f60718",
  }));
  return JSON.stringify({
    receiver: "oncall",
    status: "firing",
    alerts,
    groupLabels: { alertname: "DiskAlmostFull" },
    commonLabels: { alertname: "DiskAlmostFull", severity: "critical", team: "core" },
    commonAnnotations: { summary: "Disk almost full" },
    externalURL: "https://alertmanager.example.com",
    version: "4",
    groupKey: '{}:{alertname="DiskAlmostFull"}',
    truncatedAlerts: 0,
  });
}
