import {
  createEnvironment,
  defaultTemplates,
  fromPlain,
  grafanaFunctions,
  type NotificationInput,
  notificationData,
  type Template,
  type Value,
} from "../src/index.ts";

/** One case of the golden file. */
export interface GoldenCase {
  readonly name: string;
  readonly template: string;
  readonly data: unknown;
  readonly mode: "json" | "grafana";
  readonly missingkey: "default" | "zero" | "error";
  readonly expected?: string;
  readonly error?: boolean;
  readonly errorPhase?: "parse" | "exec";
  readonly goError?: string;
  readonly partial?: string;
}

/** The template of a case, in the environment its mode asks for. Throws TemplateError. */
export function goldenTemplate(golden: GoldenCase): Template {
  if (golden.mode === "json") {
    return createEnvironment({ missingKey: golden.missingkey }).compile(golden.template);
  }
  return createEnvironment({ missingKey: golden.missingkey, functions: grafanaFunctions() })
    .compile([{ name: "", source: defaultTemplates }])
    .compileWith(golden.template);
}

/** The data of a case, as its mode asks for. */
export function goldenData(golden: GoldenCase): Value {
  return golden.mode === "grafana" && isNotification(golden.data)
    ? notificationData(golden.data)
    : fromPlain(golden.data);
}

function isNotification(data: unknown): data is NotificationInput {
  return typeof data === "object" && data !== null && "alerts" in data;
}
