import { type ApiClient, textField } from "../support/api-client.ts";
import type { IntegrationType, Target } from "./alert-source.ts";

const groupingKeys: Record<IntegrationType, string> = {
  webhook: "{{ payload.key }}",
  formatted_webhook: "{{ payload.alert_uid }}",
  alertmanager: "{{ payload.groupKey }}",
};

/** Makes an integration whose alerts group by their key and acknowledge by `is_taken`. */
export async function createTarget(api: ApiClient, type: IntegrationType, name: string): Promise<Target> {
  const integration = await api.call("POST", "/integrations/", {
    type,
    name,
    templates: { grouping_key: groupingKeys[type], acknowledge_signal: "{{ payload.is_taken }}" },
  });
  return { type, path: new URL(textField(integration, "link")).pathname };
}

/** Makes an outgoing webhook that sends the whole event. */
export async function createWebhook(api: ApiClient, triggerType: string, url: string): Promise<void> {
  await api.call("POST", "/webhooks/", {
    name: `Receiver of ${triggerType} at ${url}`,
    url,
    http_method: "POST",
    trigger_type: triggerType,
    forward_all: true,
  });
}
