import * as go from "@tocsin/go-template";
import * as jinja from "@tocsin/jinja";
import { z } from "zod";
import { AppError } from "../platform/errors.ts";

const jinjaCase = z.object({
  name: z.string(),
  group: z.string().optional(),
  template: z.string(),
  contextJson: z.string(),
  expected: z.string().optional(),
  error: z.string().optional(),
});

const goCase = z.object({
  name: z.string(),
  template: z.string(),
  data: z.unknown(),
  mode: z.enum(["json", "grafana"]),
  missingkey: z.enum(["default", "zero", "error"]).default("zero"),
  expected: z.string().optional(),
  errorPhase: z.enum(["parse", "exec"]).optional(),
  partial: z.string().optional(),
});

type JinjaCase = z.output<typeof jinjaCase>;
type GoCase = z.output<typeof goCase>;
export type TemplateCase = JinjaCase | GoCase;

const caseFile = z.object({ cases: z.array(z.union([jinjaCase, goCase])) });

/** @throws AppError `invalid_input` that names the file and the first mistake */
export function readCases(file: string, text: string): TemplateCase[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new AppError(
      "invalid_input",
      `${file} is not JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
  const read = caseFile.safeParse(content);
  if (read.success) return read.data.cases;
  const [issue] = read.error.issues;
  throw new AppError("invalid_input", `${file}: ${issue?.path.join(".")}: ${issue?.message}`);
}

export interface CaseOutcome {
  name: string;
  expected: string;
  got: string;
}

/** Runs the cases one after the other; texts are compared as they are, errors by their class. */
export function* checkCases(cases: readonly TemplateCase[]): Generator<CaseOutcome> {
  const environment = jinja.createEnvironment();
  for (const one of cases) yield "contextJson" in one ? checkJinja(environment, one) : checkGo(one);
}

function checkJinja(environment: jinja.Environment, one: JinjaCase): CaseOutcome {
  const expected =
    one.error === undefined ? shownText(one.expected ?? "") : shownError(jinjaClass(one, one.error));
  return { name: one.name, expected, got: renderJinja(environment, one) };
}

function renderJinja(environment: jinja.Environment, one: JinjaCase): string {
  try {
    const context = jinja.parseJson(one.contextJson);
    const variables = new Map<string, jinja.Value>();
    if (context instanceof jinja.Dict) {
      for (const [key, value] of context.pairs()) variables.set(String(key), value);
    }
    return shownText(environment.compile(one.template).render(variables));
  } catch (error) {
    if (error instanceof jinja.TemplateError) return shownError(jinjaClass(one, error.kind));
    throw error;
  }
}

/** In the group "sandbox" it only matters that nothing is reached. */
function jinjaClass({ group }: JinjaCase, kind: string): string {
  return group === "sandbox" && kind === "undefined" ? "sandbox" : kind;
}

function checkGo(one: GoCase): CaseOutcome {
  const expected =
    one.errorPhase === undefined ? shownText(one.expected ?? "") : shownError(one.errorPhase, one.partial);
  return { name: one.name, expected, got: renderGo(one) };
}

function renderGo(one: GoCase): string {
  try {
    return shownText(compileGo(one).render(goData(one)));
  } catch (error) {
    if (!(error instanceof go.TemplateError)) throw error;
    return shownError(error.kind, one.partial === undefined ? undefined : error.partial);
  }
}

/** Mode `grafana`: with Grafana's functions, and its default templates to call. */
function compileGo({ mode, missingkey, template }: GoCase): go.Template {
  if (mode === "json") return go.createEnvironment({ missingKey: missingkey }).compile(template);
  return go
    .createEnvironment({ missingKey: missingkey, functions: go.grafanaFunctions() })
    .compile([{ name: "", source: go.defaultTemplates }])
    .compileWith(template);
}

/** The data of a Go template from JSON text: a notification as Grafana's templates see it, anything else as it is. */
export function toGoData(json: string): go.Value {
  const data: unknown = JSON.parse(json);
  return isNotification(data) ? go.notificationData(data) : go.fromJson(json);
}

function goData({ mode, data }: GoCase): go.Value {
  return mode === "grafana" && isNotification(data) ? go.notificationData(data) : go.fromPlain(data);
}

function isNotification(data: unknown): data is go.NotificationInput {
  return typeof data === "object" && data !== null && "alerts" in data;
}

function shownText(text: string): string {
  return `text ${JSON.stringify(text)}`;
}

function shownError(kind: string, partial?: string): string {
  return partial === undefined ? `error ${kind}` : `error ${kind} after ${JSON.stringify(partial)}`;
}
