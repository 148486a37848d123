import { type ConnectionDraft, draftOfConnection, toConnection } from "./connection-draft.ts";
import { type DeliveryDraft, draftOfDelivery, newDelivery, toDelivery } from "./delivery-draft.ts";
import type { FieldErrors } from "./field-errors.ts";
import type { Dialect, WebhookBody, WebhookChanges, WebhookDetail } from "./model.ts";

/** What the form holds: texts as they are typed. */
export interface Draft {
  dialect: Dialect;
  name: string;
  url: string;
  isEnabled: boolean;
  method: NonNullable<WebhookBody["http_method"]>;
  trigger: NonNullable<WebhookBody["trigger"]>;
  forwardAll: boolean;
  data: string;
  /** A Jinja template of JSON in OnCall's form, plain JSON in the others. */
  headers: string;
  triggerTemplate: string;
  /** Empty: all that the form knows. */
  events: string[];
  title: string;
  message: string;
  payload: string;
  /** 0: all. */
  maxAlerts: number;
  sendResolved: boolean;
  /** Where Grafana's signature and its time go; the time is left out when empty. */
  signatureHeader: string;
  timestampHeader: string;
  /** Kind of secret that Standard Webhooks are signed with. */
  signature: "v1" | "v1a";
  username: string;
  /** Empty: what is stored stays. */
  password: string;
  scheme: string;
  credentials: string;
  connection: ConnectionDraft;
  delivery: DeliveryDraft;
  integrations: string[];
}

/** What a part of the form is given. */
export interface FormProps {
  draft: Draft;
  onChange: (patch: Partial<Draft>) => void;
  errorAt: FieldErrors;
  saved?: WebhookDetail | undefined;
}

const startBody = '{\n  "title": "{{ alert_group.title }}",\n  "state": "{{ alert_group.state }}"\n}';

export function newDraft(dialect: Dialect): Draft {
  return {
    ...{ dialect, name: "", url: "", isEnabled: true, method: "POST", trigger: "alert group created" },
    ...{ forwardAll: true, data: startBody, headers: "", triggerTemplate: "", events: [] },
    ...{ maxAlerts: 0, sendResolved: true, signatureHeader: "", timestampHeader: "", signature: "v1" },
    connection: draftOfConnection({}),
    delivery: newDelivery,
    ...{
      title: "",
      message: "",
      payload: "",
      username: "",
      password: "",
      scheme: "Bearer",
      credentials: "",
      integrations: [],
    },
  };
}

export function draftOf(webhook: WebhookDetail): Draft {
  const { settings } = webhook;
  const headers =
    Object.keys(record(settings.headers)).length > 0 ? JSON.stringify(settings.headers, null, 2) : "";
  return {
    dialect: webhook.dialect,
    name: webhook.name,
    url: webhook.url,
    isEnabled: webhook.is_enabled,
    method: webhook.http_method as Draft["method"],
    trigger: webhook.trigger as Draft["trigger"],
    forwardAll: webhook.forward_all,
    data: webhook.data ?? "",
    headers: webhook.dialect === "oncall" ? (webhook.headers ?? "") : headers,
    triggerTemplate: webhook.trigger_template ?? "",
    events: Array.isArray(settings.events) ? settings.events.map(String) : [],
    title: text(settings.title),
    message: text(settings.message),
    payload: text(record(settings.payload).template),
    maxAlerts: Number(settings.max_alerts ?? 0),
    sendResolved: settings.send_resolved !== false,
    signatureHeader: text(record(settings.hmac).header),
    timestampHeader: text(record(settings.hmac).timestamp_header),
    signature: settings.signature === "v1a" ? "v1a" : "v1",
    username: webhook.username ?? "",
    password: "",
    scheme: "Bearer",
    credentials: "",
    connection: draftOfConnection(webhook.connection),
    delivery: draftOfDelivery(webhook),
    integrations: webhook.integration_ids,
  };
}

/**
 * What the draft changes of a saved webhook, in the API's words: what was not touched is left to others, and a receiver
 * whose URL stays is not taken for a new one.
 * @throws SyntaxError when headers that must be JSON are none, or a delay is no time
 */
export function toChanges(draft: Draft, saved: WebhookDetail): WebhookChanges {
  const before: Readonly<Record<string, unknown>> = toFields(draftOf(saved), saved);
  const changed = Object.entries(toFields(draft, saved)).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]),
  );
  return Object.fromEntries(changed);
}

function toFields(draft: Draft, saved?: WebhookDetail): WebhookChanges {
  return {
    name: draft.name,
    url: draft.url,
    is_enabled: draft.isEnabled,
    http_method: draft.method,
    username: draft.username || null,
    ...(draft.password ? { password: draft.password } : {}),
    ...(draft.credentials
      ? { authorization_header: `${draft.scheme.trim() || "Bearer"} ${draft.credentials}` }
      : {}),
    ...toConnection(draft.connection, draftOfConnection(saved?.connection ?? {})),
    integration_ids: draft.integrations,
    ...toDelivery(draft.delivery),
    ...(draft.dialect === "oncall" ? oncallFields(draft) : { settings: settingsOf(draft, saved) }),
  };
}

export function toBody(draft: Draft): WebhookBody {
  return { ...toFields(draft), name: draft.name, url: draft.url, dialect: draft.dialect };
}

function oncallFields(draft: Draft): WebhookChanges {
  return {
    trigger: draft.trigger,
    forward_all: draft.forwardAll,
    data: draft.data || null,
    headers: draft.headers || null,
    trigger_template: draft.triggerTemplate || null,
  };
}

function settingsOf(draft: Draft, saved: WebhookDetail | undefined): Record<string, unknown> {
  const { dialect, events, title, message, payload } = draft;
  const before = { ...saved?.settings };
  const chosen = events.length > 0 ? { events } : {};
  if (dialect === "opsknight") return { ...before, ...chosen };
  const settings = { ...before, ...chosen, headers: parseHeaders(draft.headers) };
  if (dialect === "standard") return { ...settings, signature: draft.signature };
  const own = payload === "" ? null : { ...record(before.payload), template: payload };
  return { ...settings, title, message, payload: own, ...grafanaFields(draft) };
}

function grafanaFields(draft: Draft): Record<string, unknown> {
  const { maxAlerts, sendResolved, signatureHeader, timestampHeader } = draft;
  const header = signatureHeader.trim();
  return {
    max_alerts: maxAlerts,
    send_resolved: sendResolved,
    hmac: {
      ...(header === "" ? {} : { header }),
      timestamp_header: timestampHeader.trim() || null,
    },
  };
}

function parseHeaders(source: string): Record<string, unknown> {
  if (source.trim() === "") return {};
  try {
    return record(JSON.parse(source));
  } catch {
    throw new SyntaxError('Headers must be a JSON object, like {"X-Team": "core"}.');
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
