import {
  type EventType,
  type NewWebhookInput,
  type TriggerType,
  type WebhookPreset,
  type WebhookRefusal,
  type WebhookSettings,
  type WebhookUpdate,
  webhookPresets,
} from "./model.ts";

/** The trigger types that an event of this type sets off. */
export function triggersOf(type: EventType): readonly TriggerType[] {
  switch (type) {
    case "alert group created":
    case "incident declared":
    case "incident changed":
    case "incident resolved":
      return [type, "every change"];
    case "webhook failing":
    case "webhook disabled":
    case "server failures":
      return ["every change"];
    default:
      return [type, "status change", "every change"];
  }
}

/** Settings that `simple_webhook` does not leave to its author. */
const simpleSettings = {
  httpMethod: "POST",
  triggerType: "escalation",
  forwardAll: true,
  data: null,
  headers: null,
  triggerTemplate: null,
  username: null,
  integrationFilter: [],
} as const satisfies Partial<WebhookSettings>;

/** Applies what a preset forces. */
export function withPreset(input: NewWebhookInput): NewWebhookInput {
  if (input.preset !== "simple_webhook") return input;
  return { ...input, ...simpleSettings, password: null, authorizationHeader: null };
}

const freeUnderPreset: ReadonlySet<string> = new Set([
  "name",
  "isEnabled",
  "teamId",
  "url",
  "preset",
  "deadlineMs",
  "control",
]);

/** A webhook made from `simple_webhook` keeps what the preset decided; the other presets decide nothing. */
export function refuseByPreset(
  preset: WebhookPreset | null,
  update: WebhookUpdate,
): WebhookRefusal | undefined {
  if (preset !== "simple_webhook") return undefined;
  const isFree = Object.keys(update).every((key) => freeUnderPreset.has(key));
  return isFree && (update.preset ?? preset) === preset ? undefined : { reason: "fixed_by_preset", preset };
}

export function isWebhookPreset(text: string): text is WebhookPreset {
  return (webhookPresets as readonly string[]).includes(text);
}
