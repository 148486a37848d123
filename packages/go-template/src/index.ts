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
export {
  type CallContext,
  Complex,
  Dictionary,
  type Field,
  type GoFunction,
  type GoType,
  Integer,
  List,
  type Method,
  NamedText,
  Pointer,
  type Signature,
  Struct,
  type Value,
} from "./values/model.ts";
export * as goTypes from "./values/types.ts";
export { dictionaryOf, listOf, stringList } from "./values/values.ts";
