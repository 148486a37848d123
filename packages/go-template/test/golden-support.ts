import { createEnvironment, fromPlain, type Template, type Value } from "../src/index.ts";

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

/** The template of a case, in the environment its mode asks for. */
export function goldenEnvironment(golden: GoldenCase): Template {
  const environment = createEnvironment({ missingKey: golden.missingkey });
  return environment.compile(golden.template);
}

/** The data of a case, as its mode asks for. */
export function goldenData(golden: GoldenCase): Value {
  return fromPlain(golden.data);
}
