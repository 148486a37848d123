import {
  createEnvironment as createGoEnvironment,
  defaultTemplates,
  type Template as GoTemplate,
  TemplateError as GoTemplateError,
  type Value as GoValue,
  grafanaFunctions,
} from "@tocsin/go-template";
import {
  createEnvironment,
  type Environment,
  type Template as JinjaTemplate,
  TemplateError as JinjaTemplateError,
  type Value as JinjaValue,
} from "@tocsin/jinja";
import type { TemplateFailure } from "./model.ts";

/** What each language's templates are rendered on. */
export interface TemplateData {
  jinja: ReadonlyMap<string, JinjaValue>;
  go: GoValue;
}

export type TemplateLanguage = keyof TemplateData;

/** `partial`: what had been rendered before the failure. */
export type Rendered =
  | { kind: "text"; text: string }
  | { kind: "failed"; failure: TemplateFailure; partial: string };

/** Renders untrusted templates: bounded in steps, time and output, compiled once and kept in a bounded cache. */
export interface TemplateEngine {
  /** The first mistake that can be found without rendering, or undefined. */
  check(language: TemplateLanguage, source: string): TemplateFailure | undefined;
  /** Never throws for anything a template or its data do. */
  render<Language extends TemplateLanguage>(
    language: Language,
    source: string,
    data: TemplateData[Language],
  ): Rendered;
  /** A rendered condition in OnCall's reading; a template that fails is false. */
  evaluate<Language extends TemplateLanguage>(
    language: Language,
    source: string,
    data: TemplateData[Language],
  ): boolean;
}

/** Longest template and longest result in code points, as in OnCall (`JINJA_*_MAX_LENGTH`). */
const maxTemplateLength = 50_000;
const maxResultLength = 50_000;
const cacheEntries = 2_000;

interface Compiled<Data> {
  render(data: Data): string;
}

type Compilation<Data> = { template: Compiled<Data> } | { failure: TemplateFailure };

/** @param jinja for Jinja templates with filters of their own */
export function createTemplateEngine(jinja: Environment = createEnvironment({})): TemplateEngine {
  // As Grafana does: missing keys are empty, and the default templates may be called.
  const go = createGoEnvironment({ functions: grafanaFunctions(), missingKey: "zero" }).compile([
    { name: "", source: defaultTemplates },
  ]);
  const compilers: {
    [Language in TemplateLanguage]: (source: string) => Compilation<TemplateData[Language]>;
  } = {
    jinja: cached((source): JinjaTemplate => jinja.compile(source)),
    go: cached((source): GoTemplate => go.compileWith(source)),
  };

  function render<Language extends TemplateLanguage>(
    language: Language,
    source: string,
    data: TemplateData[Language],
  ): Rendered {
    const compiled = compilers[language](source);
    if ("failure" in compiled) return { kind: "failed", failure: compiled.failure, partial: "" };
    try {
      return { kind: "text", text: cutText(compiled.template.render(data), maxResultLength) };
    } catch (error) {
      return { kind: "failed", ...failureOf(error) };
    }
  }

  return {
    check(language, source) {
      const compiled = compilers[language](source);
      return "failure" in compiled ? compiled.failure : undefined;
    },
    render,
    evaluate(language, source, data) {
      const rendered = render(language, source, data);
      return rendered.kind === "text" && isTruthyCondition(rendered.text);
    },
  };
}

/** Remembers what it compiled, failures included; the oldest is forgotten first. */
function cached<Data>(compile: (source: string) => Compiled<Data>): (source: string) => Compilation<Data> {
  const known = new Map<string, Compilation<Data>>();
  return (source) => {
    const present = known.get(source);
    if (present) return present;
    const made = compileSafely(source, compile);
    if (known.size >= cacheEntries) known.delete(known.keys().next().value ?? "");
    known.set(source, made);
    return made;
  };
}

function compileSafely<Data>(source: string, compile: (source: string) => Compiled<Data>): Compilation<Data> {
  if (source.length > maxTemplateLength) return { failure: tooLong(source.length) };
  try {
    return { template: compile(source) };
  } catch (error) {
    return { failure: failureOf(error).failure };
  }
}

const warningKinds = new Set(["undefined", "type", "key", "value"]);

/** What is shown in place of the text, with OnCall's prefixes: mistakes in data warn, mistakes in the template are errors. */
export function shownFailure(failure: TemplateFailure): string {
  return `Template ${warningKinds.has(failure.kind) ? "Warning" : "Error"}: ${failure.message}`;
}

/** OnCall's reading of a rendered condition. */
export function isTruthyCondition(text: string): boolean {
  return ["1", "true", "ok"].includes(text.trim().toLowerCase());
}

/** Cuts at `length` code points and marks the cut with two dots. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const points = [...text.slice(0, length * 2)];
  return points.length <= length ? text : `${points.slice(0, length).join("")}..`;
}

function tooLong(length: number): TemplateFailure {
  const message = `Template exceeds length limit (${length} > ${maxTemplateLength})`;
  return { kind: "limit", message, hint: "", line: 1, column: 1 };
}

/** Both engines throw nothing but their own error for bad templates and bad data; anything else is a bug of ours. */
function failureOf(error: unknown): { failure: TemplateFailure; partial: string } {
  if (error instanceof JinjaTemplateError) {
    const { kind, message, hint, line, column, partial } = error;
    return { failure: { kind, message, hint, line, column }, partial };
  }
  if (error instanceof GoTemplateError) {
    const { kind, message, hint, line, column, partial } = error;
    return { failure: { kind, message, hint, line, column: column + 1 }, partial };
  }
  throw error;
}
