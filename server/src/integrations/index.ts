import type { IntegrationModule } from "../core/integrations/registry.ts";
import { alertmanager } from "./alertmanager.ts";
import { formattedWebhook } from "./formatted-webhook.ts";
import { grafanaAlerting } from "./grafana-alerting.ts";
import { prometheus } from "./prometheus.ts";
import { webhook } from "./webhook.ts";

/** Every monitoring tool Tocsin understands. A new tool is one file and one line here. */
export const integrationModules: readonly IntegrationModule[] = [
  alertmanager,
  grafanaAlerting,
  webhook,
  formattedWebhook,
  prometheus,
];
