import type { Webhook } from "../../core/outgoing-webhooks/index.ts";
import { writeProvisioning } from "./provisioning.ts";
import { grafanaSettings } from "./settings.ts";

/** Webhooks of Grafana's form as a file for its provisioning. Secrets are left out: they never come back. */
export function exportContactPoints(webhooks: readonly ExportedWebhook[]): string {
  const missing = webhooks.flatMap((one) =>
    missingSecrets(one).map((name) => `# ${JSON.stringify(one.webhook.name)}: ${name}\n`),
  );
  const note =
    missing.length === 0 ? "" : `# Secrets are not exported. To be filled in:\n${missing.join("")}`;
  return note + writeProvisioning(webhooks.map(toPoint));
}

export interface ExportedWebhook {
  webhook: Webhook;
  isSigned: boolean;
}

function missingSecrets({ webhook, isSigned }: ExportedWebhook): string[] {
  return [
    ...(webhook.hasPassword ? ["password"] : []),
    ...(webhook.hasAuthorizationHeader ? ["authorization_scheme, authorization_credentials"] : []),
    ...(isSigned ? ["hmacConfig.secret"] : []),
    ...(Object.keys(webhook.connection).length > 0 ? ["tlsConfig, http_config"] : []),
  ];
}

function toPoint({ webhook, isSigned }: ExportedWebhook) {
  const own = grafanaSettings.parse(webhook.dialectSettings);
  const { hmac, payload } = own;
  const receiver = {
    uid: webhook.publicId,
    type: "webhook",
    disableResolveMessage: !own.send_resolved,
    settings: withoutEmpty({
      url: webhook.url,
      httpMethod: webhook.httpMethod,
      username: webhook.username ?? "",
      title: own.title,
      message: own.message,
      maxAlerts: own.max_alerts,
      headers: own.headers,
      ...(payload === null ? {} : { payload: withoutEmpty(payload) }),
      ...(isSigned
        ? { hmacConfig: withoutEmpty({ header: hmac.header, timestampHeader: hmac.timestamp_header ?? "" }) }
        : {}),
    }),
  };
  return { orgId: own.org_id, name: own.receiver ?? webhook.name, receiver };
}

function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  const isEmpty = (value: unknown) =>
    value === "" ||
    value === 0 ||
    (typeof value === "object" && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}
