import type { IntegrationModule } from "../core/integrations/registry.ts";
import { alertmanager } from "./alertmanager.ts";
import { appdynamics } from "./appdynamics.ts";
import { azure } from "./azure.ts";
import { betterUptime } from "./better-uptime.ts";
import { bitbucket } from "./bitbucket.ts";
import { cloudwatch } from "./cloudwatch.ts";
import { datadog } from "./datadog.ts";
import { dynatrace } from "./dynatrace.ts";
import { elastalert } from "./elastalert.ts";
import { elastic } from "./elastic.ts";
import { formattedWebhook } from "./formatted-webhook.ts";
import { generic } from "./generic.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { googleCloudMonitoring } from "./google-cloud-monitoring.ts";
import { grafana } from "./grafana.ts";
import { grafanaAlerting } from "./grafana-alerting.ts";
import { honeycomb } from "./honeycomb.ts";
import { icinga } from "./icinga.ts";
import { inboundEmail } from "./inbound-email.ts";
import { kapacitor } from "./kapacitor.ts";
import { legacyAlertmanager, legacyGrafanaAlerting } from "./legacy-alerting.ts";
import { maintenance } from "./maintenance.ts";
import { nagios } from "./nagios.ts";
import { newrelic } from "./newrelic.ts";
import { opsgenie } from "./opsgenie.ts";
import { pagerduty } from "./pagerduty.ts";
import { directPaging, manual } from "./paging.ts";
import { pingdom } from "./pingdom.ts";
import { prometheus } from "./prometheus.ts";
import { sentry } from "./sentry.ts";
import { splunkObservability } from "./splunk-observability.ts";
import { splunkOncall } from "./splunk-oncall.ts";
import { uptimeKuma } from "./uptime-kuma.ts";
import { uptimerobot } from "./uptimerobot.ts";
import { vercel } from "./vercel.ts";
import { webhook } from "./webhook.ts";
import { zabbix } from "./zabbix.ts";

/** Every monitoring tool Tocsin understands. A new tool is one file and one line here. */
export const integrationModules: readonly IntegrationModule[] = [
  alertmanager,
  grafanaAlerting,
  webhook,
  formattedWebhook,
  inboundEmail,
  elastalert,
  kapacitor,
  zabbix,
  legacyAlertmanager,
  legacyGrafanaAlerting,
  manual,
  directPaging,
  maintenance,
  prometheus,
  grafana,
  datadog,
  newrelic,
  sentry,
  cloudwatch,
  azure,
  googleCloudMonitoring,
  dynatrace,
  appdynamics,
  splunkOncall,
  splunkObservability,
  elastic,
  honeycomb,
  uptimerobot,
  pingdom,
  betterUptime,
  uptimeKuma,
  github,
  bitbucket,
  gitlab,
  vercel,
  nagios,
  icinga,
  pagerduty,
  opsgenie,
  generic,
];
