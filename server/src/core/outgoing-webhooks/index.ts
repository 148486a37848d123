export { AccessTokens } from "./access-tokens.ts";
export { announce, announceIncident } from "./announce.ts";
export { findGroupAttempts } from "./attempt-store.ts";
export { type ConnectionInput, connectionInput, connectionPlace } from "./connection.ts";
export { createWebhook } from "./create-webhook.ts";
export {
  countDeadLetters,
  type DeadLetter,
  dismissDeadLetters,
  listDeadLetters,
  redriveDeadLetters,
} from "./dead-letters.ts";
export { deleteWebhook } from "./delete-webhook.ts";
export type { DeliveryTools } from "./deliver.ts";
export {
  controlLimits,
  type DeliveryControl,
  namedSchedules,
  retryDelaysMs,
} from "./delivery-control.ts";
export type { Dialect, Telling, ToldEvent } from "./dialect.ts";
export { giveFailureNotice } from "./failure-notices.ts";
export { findWebhook, listAttempts, listWebhooks } from "./find-webhooks.ts";
export { eraseGroupFromDeliveries, removeGroupFromDeliveries } from "./forget-group.ts";
export {
  type Assignment,
  type EventDescription,
  everyChange,
  type MessageMaker,
  type MessageMakers,
  type SettingsVerdict,
} from "./message-maker.ts";
export { createMessageTemplates } from "./message-templates.ts";
export {
  type Attempt,
  type AttemptCause,
  type AttemptEntry,
  type AttemptResult,
  attemptCauses,
  type DialectName,
  deadlineLimits,
  dialects,
  type EventRecord,
  type EventSnapshot,
  type EventSubject,
  type EventType,
  type GroupEvent,
  type GroupEventRecord,
  type HttpMethod,
  httpMethods,
  type IncidentEvent,
  type IncidentEventRecord,
  type IncidentSnapshot,
  type LoggedRequest,
  type LoggedResponse,
  type MessagePart,
  type NewWebhookInput,
  type PersonSnapshot,
  type ServerEventRecord,
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
export { giveNotices, startNotices } from "./notices.ts";
export { type AttemptKeeping, preparePartitions, startAttemptKeeping } from "./partitions.ts";
export { type Preview, type PreviewDraft, type PreviewEvent, previewMessage } from "./preview.ts";
export {
  authorize,
  basic,
  type Message,
  type MessageTemplates,
  type RenderedMessage,
  withDefaults,
} from "./render.ts";
export {
  cancelReplay,
  countReplay,
  findReplay,
  listReplays,
  mostNamed,
  type Replay,
  type ReplayChoice,
  type ReplayOutcome,
  replayDeliveries,
  replayOutcomes,
  testWebhook,
} from "./replay.ts";
export { goOnWithReplay, startReplays } from "./replay-job.ts";
export { isWebhookPreset } from "./rules.ts";
export { secretPlace, signingSecretPlace } from "./seal-secrets.ts";
export {
  findSigningSecretStatus,
  type SigningSecretStatus,
} from "./signing-secret-store.ts";
export {
  longestOverlapSeconds,
  longestSigningSecret,
  removeSigningSecrets,
  rotateSigningSecret,
  standardOverlapSeconds,
} from "./signing-secrets.ts";
export { testNotice } from "./test-notice.ts";
export { updateWebhook } from "./update-webhook.ts";
export type { WebhookFilter } from "./webhook-store.ts";
export {
  type DeliveryWorker,
  type DeliveryWorkerCounts,
  type DeliveryWorkerLimits,
  type DeliveryWorkerOptions,
  startDeliveryWorker,
} from "./worker.ts";
