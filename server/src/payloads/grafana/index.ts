import { randomBytes } from "node:crypto";
import {
  type Assignment,
  authorize,
  basic,
  type MessageMaker,
  type MessagePart,
  type RenderedMessage,
  withDefaults,
} from "../../core/outgoing-webhooks/index.ts";
import { instantToMs } from "../../platform/instant.ts";
import { notificationBody, signBody } from "./body.ts";
import { grafanaEvents } from "./events.ts";
import { type Notification, toNotification } from "./notification.ts";
import { type GrafanaSettings, grafanaSettings, readGrafanaSettings } from "./settings.ts";
import { toSource } from "./source.ts";
import { defaultMessage, defaultTitle, renderText } from "./texts.ts";

/**
 * Messages of Grafana Alerting's webhook contact point. `publicUrl` is the base of links, without a slash at the end.
 * A title or message that fails is sent as far as it got, as Grafana does; a URL or payload that fails is not sent.
 */
export function createGrafanaMaker(publicUrl: string): MessageMaker {
  return {
    title: "Grafana Alerting",
    readSettings: readGrafanaSettings,
    newSecret: () => randomBytes(32).toString("hex"),
    publicKeyOf: () => null,
    refuseSecret: (secret) => (secret === "" ? "A secret cannot be empty." : undefined),
    make: (assignment) => make(assignment, publicUrl),
    events: grafanaEvents,
  };
}

function make(assignment: Assignment, publicUrl: string): RenderedMessage {
  const { event } = assignment;
  const settings = grafanaSettings.parse(assignment.settings);
  if (event.subject !== "alert group" || !settings.events.some((type) => type === event.type)) {
    return { kind: "unwanted" };
  }
  const receiver = settings.receiver ?? assignment.webhookName;
  const notification = toNotification(
    toSource(event, {
      receiver,
      externalUrl: publicUrl,
      maxAlerts: settings.max_alerts,
      truncation: settings.truncation,
    }),
  );
  if (notification.status === "resolved" && !settings.send_resolved) return { kind: "unwanted" };
  return request(assignment, settings, notification);
}

function request(
  assignment: Assignment,
  settings: GrafanaSettings,
  notification: Notification,
): RenderedMessage {
  const nowMs = instantToMs(assignment.now);
  const url = renderText(assignment.url, notification, { vars: {}, nowMs });
  if (url.kind === "failed") return unmade("url", url.message);
  const body = renderBody(settings, notification, nowMs);
  if (body.kind === "failed") return unmade("data", body.message);
  const { username, password, authorizationHeader } = assignment;
  const authorization = authorizationHeader ?? (username && password ? basic(username, password) : null);
  const own = withDefaults(settings.headers, {
    "Content-Type": "application/json",
    "User-Agent": "Grafana",
  });
  const signed = signature(assignment, settings, body.text);
  const replaced = new Set(Object.keys(signed).map((name) => name.toLowerCase()));
  const kept = Object.entries(own).filter(([name]) => !replaced.has(name.toLowerCase()));
  return {
    kind: "message",
    trigger: null,
    message: {
      method: assignment.httpMethod,
      url: url.text,
      headers: authorize({ ...Object.fromEntries(kept), ...signed }, authorization),
      body: body.text,
    },
  };
}

function renderBody(settings: GrafanaSettings, notification: Notification, nowMs: number) {
  const { payload, org_id: orgId } = settings;
  const vars = payload?.vars ?? {};
  if (payload) return renderText(payload.template, notification, { vars, nowMs });
  const text = (template: string) => {
    const rendered = renderText(template, notification, { vars, nowMs });
    return rendered.kind === "text" ? rendered.text : rendered.partial;
  };
  const title = text(settings.title || defaultTitle);
  const message = text(settings.message || defaultMessage);
  return { kind: "text", text: notificationBody(notification, { orgId, title, message }) } as const;
}

/** Made anew for every try, so that a receiver can refuse old ones. */
function signature(
  { now, signingSecrets: [secret] }: Assignment,
  { hmac }: GrafanaSettings,
  body: string,
): Record<string, string> {
  if (secret === undefined) return {};
  const { header, timestamp_header: timestampHeader } = hmac;
  if (timestampHeader === null) return { [header]: signBody(secret, body, null) };
  const timestamp = String(Math.floor(instantToMs(now) / 1000));
  return { [timestampHeader]: timestamp, [header]: signBody(secret, body, timestamp) };
}

function unmade(part: MessagePart, message: string): RenderedMessage {
  return { kind: "unmade", cause: "template", part, message, trigger: null };
}
