export { announce } from "./announce.ts";
export { findGroupAttempts } from "./attempt-store.ts";
export { createWebhook } from "./create-webhook.ts";
export { deleteWebhook } from "./delete-webhook.ts";
export { findWebhook, listAttempts, listWebhooks } from "./find-webhooks.ts";
export {
  type Attempt,
  type AttemptCause,
  type AttemptEntry,
  type AttemptResult,
  deadlineLimits,
  type EventRecord,
  type EventSnapshot,
  type EventType,
  type GroupEvent,
  type HttpMethod,
  httpMethods,
  type LoggedRequest,
  type LoggedResponse,
  type MessagePart,
  type NewWebhookInput,
  type PersonSnapshot,
  type StoredAlert,
  type TemplateField,
  type TriggerType,
  triggerTypes,
  type Webhook,
  type WebhookPreset,
  type WebhookRefusal,
  type WebhookResult,
  type WebhookSecrets,
  type WebhookSettings,
  type WebhookUpdate,
  webhookPresets,
} from "./model.ts";
export { isWebhookPreset } from "./rules.ts";
export type { WebhookFilter } from "./webhook-store.ts";
