export {
  createEnvironment,
  type Environment,
  type EnvironmentOptions,
  type NamedSource,
} from "./environment.ts";
export { FunctionError, TemplateError, type TemplateErrorDetails, type TemplateErrorKind } from "./errors.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export {
  type AlertInput,
  defaultTemplates,
  type GrafanaFunctionOptions,
  grafanaFunctions,
  type NotificationInput,
  notificationData,
  type Texts,
} from "./notification/index.ts";
export type { MissingKey } from "./run/run.ts";
export type { RenderOptions, Template } from "./template.ts";
export { Time } from "./time/time.ts";
export { fromJson, fromPlain } from "./values/from-json.ts";
export type { CallContext, Field, GoFunction, GoType, Method, Signature } from "./values/types.ts";
export * as goTypes from "./values/types.ts";
export {
  Complex,
  Dictionary,
  dictionaryOf,
  Integer,
  List,
  listOf,
  NamedText,
  Pointer,
  Struct,
  stringList,
  type Value,
} from "./values/values.ts";
