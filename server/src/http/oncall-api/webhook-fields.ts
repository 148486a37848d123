import {
  deadlineLimits,
  type HttpMethod,
  httpMethods,
  isWebhookPreset,
  type NewWebhookInput,
  type TemplateField,
  type TriggerType,
  triggerTypes,
  type Webhook,
  type WebhookPreset,
  type WebhookRefusal,
  type WebhookSecrets,
  type WebhookUpdate,
} from "../../core/outgoing-webhooks/index.ts";
import type { ApiRequest } from "./endpoint.ts";
import {
  anything,
  type Field,
  type FieldValues,
  flag,
  list,
  nullable,
  readFields,
  reference,
  refuseField,
  text,
} from "./fields.ts";
import { findNamedTeam } from "./query.ts";
import { badField, badFields, badRequest, type Refusal } from "./refusals.ts";

/** What is shown instead of a secret; a client that sends it back keeps the secret. */
export const secretMask = "*".repeat(16);

const template = nullable(text({ isVerbatim: true, mayBeBlank: true }));
const preset: Field<WebhookPreset | null> = (value) => {
  if (value === null || value === "") return null;
  if (typeof value === "string" && isWebhookPreset(value)) return value;
  return refuseField("Must be one of ['simple_webhook', 'advanced_webhook']");
};

const integrationId: Field<string> = (value) =>
  typeof value === "string" ? value : refuseField("Integration does not exist");

const fields = {
  name: text({ maxLength: 100 }),
  is_webhook_enabled: nullable(flag),
  team: reference,
  data: template,
  username: nullable(text({ maxLength: 100, mayBeBlank: true })),
  password: nullable(text({ maxLength: 1000, mayBeBlank: true, isVerbatim: true })),
  authorization_header: nullable(text({ maxLength: 2000, mayBeBlank: true, isVerbatim: true })),
  trigger_template: template,
  headers: template,
  url: text({ isVerbatim: true }),
  forward_all: flag,
  http_method: text(),
  trigger_type: anything,
  integration_filter: nullable(list(integrationId)),
  preset,
};
type Values = FieldValues<typeof fields>;

/** Fields that `simple_webhook` decides; Terraform sends them empty then. */
const decidedByPreset = ["http_method", "trigger_type", "url"] as const;

export interface ReadOptions {
  /** Fields that must be there. */
  required: readonly (keyof typeof fields & string)[];
  /** Whether an absent team means none, as PUT and POST have it. */
  isTeamReset: boolean;
}

/**
 * Reads a body; an absent integration filter clears it, whatever the method.
 * @throws Refusal 400
 */
export async function readWebhook(
  request: ApiRequest,
  body: unknown,
  options: ReadOptions,
): Promise<WebhookUpdate> {
  const values = readFields(body, fields, options.required);
  const team = values.team === undefined && options.isTeamReset ? null : values.team;
  return {
    ...readSettings(values),
    ...(team === undefined ? {} : { teamId: (await findNamedTeam(request, "team", team))?.id ?? null }),
    ...readSecrets(values),
    integrationFilter: values.integration_filter ?? [],
  };
}

/** Takes out of a body what the preset decides and the client left empty. */
export function withoutDecidedFields(body: unknown, isDecided: boolean): unknown {
  if (!isDecided || typeof body !== "object" || body === null) return body;
  const entries = Object.entries(body);
  return Object.fromEntries(
    entries.filter(([name, value]) => value !== "" || !decidedByPreset.some((decided) => decided === name)),
  );
}

function readSettings(values: Values): WebhookUpdate {
  const { name, is_webhook_enabled: isEnabled, data, username, trigger_template, headers, url } = values;
  return {
    ...(name === undefined ? {} : { name }),
    ...(isEnabled === undefined ? {} : { isEnabled: isEnabled ?? false }),
    ...(data === undefined ? {} : { data }),
    ...(username === undefined ? {} : { username }),
    ...(trigger_template === undefined ? {} : { triggerTemplate: trigger_template || null }),
    ...(headers === undefined ? {} : { headers }),
    ...(url === undefined ? {} : { url }),
    ...(values.forward_all === undefined ? {} : { forwardAll: values.forward_all }),
    ...(values.http_method === undefined ? {} : { httpMethod: readHttpMethod(values.http_method) }),
    ...(values.trigger_type === undefined ? {} : { triggerType: readTriggerType(values.trigger_type) }),
    ...(values.preset === undefined || values.preset === null ? {} : { preset: values.preset }),
  };
}

function readSecrets({ password, authorization_header }: Values): WebhookSecrets {
  return {
    ...(password === undefined || password === secretMask ? {} : { password: password || null }),
    ...(authorization_header === undefined || authorization_header === secretMask
      ? {}
      : { authorizationHeader: authorization_header || null }),
  };
}

function readHttpMethod(value: string): HttpMethod {
  const method = httpMethods.find((known) => known === value);
  if (method === undefined) throw badField("http_method", `Must be one of ${pythonList(httpMethods)}`);
  return method;
}

/** OnCall's text, which clients know: it does not name the triggers about incidents. */
const namedTriggerTypes = triggerTypes.filter((type) => !type.startsWith("incident "));

function readTriggerType(value: unknown): TriggerType {
  const type = triggerTypes.find((known) => known === value);
  if (type === undefined) throw badRequest(`trigger_type must one of ${pythonList(namedTriggerTypes)}`);
  return type;
}

function pythonList(items: readonly string[]): string {
  return `[${items.map((item) => `'${item}'`).join(", ")}]`;
}

/** A new webhook from what a client gave; the rest has OnCall's defaults. */
export function toNewWebhook(given: WebhookUpdate): NewWebhookInput {
  return {
    name: "",
    isEnabled: true,
    teamId: null,
    triggerType: "escalation",
    httpMethod: "POST",
    url: "",
    headers: null,
    data: null,
    triggerTemplate: null,
    forwardAll: true,
    username: null,
    integrationFilter: [],
    preset: null,
    deadlineMs: deadlineLimits.standard,
    ...given,
  };
}

/**
 * What of an update really changes a webhook whose preset decides most of it: a client that sends everything back, or
 * leaves empty what it cannot choose, changes nothing. The Go client's empty `forward_all` is false.
 */
export function realChanges(webhook: Webhook, update: WebhookUpdate): WebhookUpdate {
  const entries = Object.entries(update).filter(([name, value]) => {
    const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
    const isUnset = isEmpty || (name === "forwardAll" && value === false);
    const current = name in webhook ? webhook[name as keyof Webhook] : undefined;
    return name === "teamId" || !(isUnset || value === current);
  });
  return Object.fromEntries(entries);
}

const templateNames: Record<TemplateField, string> = {
  url: "url",
  headers: "headers",
  data: "data",
  triggerTemplate: "trigger_template",
};

/** A refused webhook in OnCall's words. */
export function refusedWebhook(refusal: WebhookRefusal): Refusal {
  switch (refusal.reason) {
    case "name_taken":
      return badFields("The fields name, organization must make a unique set.");
    case "bad_template":
      return badField(templateNames[refusal.field], refusal.message);
    case "unknown_integration":
      return badField("integration_filter", "Integration does not exist");
    case "fixed_by_preset":
      return badFields("Preset webhooks must be modified through web UI");
  }
}
