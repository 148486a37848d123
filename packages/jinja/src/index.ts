export type { Variables } from "./compiler/context.ts";
export { reprText, strText } from "./core/repr.ts";
export { DateTime, TimeDelta } from "./datetime/values.ts";
export {
  createEnvironment,
  type Environment,
  type EnvironmentOptions,
  type HostFunction,
  type RenderOptions,
  type Template,
} from "./environment.ts";
export { type ErrorKind, TemplateError } from "./errors.ts";
export { fromValue, toValue } from "./json/convert.ts";
export { dumpJson, type JsonStyle } from "./json/dump.ts";
export { type JsonLimits, JsonSyntaxError, parseJson } from "./json/parse.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export { type Budget, compileRegex, PythonRegex, type RegexMatch } from "./regex/regex.ts";
export { Dict, Float, Markup, Tuple, Undefined, type Value } from "./values.ts";
