export {
  createIntegration,
  type IntegrationRefusal,
  type IntegrationResult,
  type NewIntegrationInput,
} from "./create-integration.ts";
export {
  type Integration,
  integrationUrl,
  isLegacyType,
  type Label,
  maxDescriptionLength,
  maxNameLength,
  publicType,
  sealContext,
  type TemplateChanges,
} from "./model.ts";
export { findIntegration, type IntegrationFilter, listIntegrations } from "./store.ts";
export { deleteIntegration, type IntegrationUpdate, updateIntegration } from "./update-integration.ts";
