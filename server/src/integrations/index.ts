import type { IntegrationModule } from "../core/integrations/registry.ts";
import { alertmanager } from "./alertmanager.ts";
import { azure } from "./azure.ts";
import { betterUptime } from "./better-uptime.ts";
import { bitbucket } from "./bitbucket.ts";
import { cloudwatch } from "./cloudwatch.ts";
import { datadog } from "./datadog.ts";
import { dynatrace } from "./dynatrace.ts";
import { formattedWebhook } from "./formatted-webhook.ts";
import { generic } from "./generic.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { googleCloudMonitoring } from "./google-cloud-monitoring.ts";
import { grafana } from "./grafana.ts";
import { grafanaAlerting } from "./grafana-alerting.ts";
import { icinga } from "./icinga.ts";
import { nagios } from "./nagios.ts";
import { newrelic } from "./newrelic.ts";
import { opsgenie } from "./opsgenie.ts";
import { pagerduty } from "./pagerduty.ts";
import { pingdom } from "./pingdom.ts";
import { prometheus } from "./prometheus.ts";
import { sentry } from "./sentry.ts";
import { uptimeKuma } from "./uptime-kuma.ts";
import { uptimerobot } from "./uptimerobot.ts";
import { vercel } from "./vercel.ts";
import { webhook } from "./webhook.ts";

/** Every monitoring tool Tocsin understands. A new tool is one file and one line here. */
export const integrationModules: readonly IntegrationModule[] = [
  alertmanager,
  grafanaAlerting,
  webhook,
  formattedWebhook,
  prometheus,
  grafana,
  datadog,
  newrelic,
  sentry,
  cloudwatch,
  azure,
  googleCloudMonitoring,
  dynatrace,
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
