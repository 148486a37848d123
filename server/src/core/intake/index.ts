export { formPayload, mediaTypeOf, type ParsedBody, parseBody } from "./body.ts";
export {
  createPublicIdLookup,
  createRoutingKeyLookup,
  createTokenLookup,
  type KeyHolder,
  type KeyHolderLookup,
  type TokenLookup,
  type TokenOwner,
} from "./find-by-token.ts";
export { handleIntakeBatch } from "./handle-batch.ts";
export { createHandledRequests, type Handled, type HandledRequests } from "./handled.ts";
export { startIntakeWorker } from "./intake-worker.ts";
export {
  createIntakeWriter,
  defaultWriterLimits,
  type IntakeWriter,
  type IntakeWriterLimits,
} from "./intake-writer.ts";
export { interpretAlert } from "./interpret.ts";
export { toReceivedRequest } from "./interpret-request.ts";
export { insertRefusedRequest } from "./kept-requests-store.ts";
export type { AlertDraft, IntakeRow, IntegrationPlan, SlotFailure, StoredRequestParts } from "./model.ts";
export type { NewIntakeRow } from "./store.ts";
export { takeOnce } from "./take-once.ts";
