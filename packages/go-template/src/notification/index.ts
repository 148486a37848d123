export { type AlertInput, type NotificationInput, notificationData, type Texts } from "./data.ts";
export { defaultTemplates } from "./default-templates.ts";
export { type GrafanaFunctionOptions, grafanaFunctions } from "./functions.ts";
