import { createEnvironment, type Environment, type Template, TemplateError, type Value } from "@tocsin/jinja";

export type TemplateLanguage = "jinja";

/** What is wrong with a template, worded for its author. Line and column count from 1. */
export interface TemplateFailure {
  kind: string;
  message: string;
  hint: string;
  line: number;
  column: number;
}

export type Rendered = { kind: "text"; text: string } | { kind: "failed"; failure: TemplateFailure };

/** Renders untrusted templates: bounded in steps, time and output, compiled once and kept in a bounded cache. */
export interface TemplateEngine {
  /** The first mistake that can be found without rendering, or undefined. */
  check(language: TemplateLanguage, source: string): TemplateFailure | undefined;
  /** Never throws for anything a template or its variables do. */
  render(language: TemplateLanguage, source: string, variables: ReadonlyMap<string, Value>): Rendered;
}

/** Longest template and longest result in code points, as in OnCall (`JINJA_*_MAX_LENGTH`). */
const maxTemplateLength = 50_000;
const maxResultLength = 50_000;
const cacheEntries = 2_000;

/** @param environment for templates with filters of their own */
export function createTemplateEngine(environment: Environment = createEnvironment({})): TemplateEngine {
  const cache = new Map<string, Template | TemplateFailure>();

  function compile(source: string): Template | TemplateFailure {
    const known = cache.get(source);
    if (known !== undefined) return known;
    const compiled = compileSafely(source);
    if (cache.size >= cacheEntries) cache.delete(cache.keys().next().value ?? "");
    cache.set(source, compiled);
    return compiled;
  }

  function compileSafely(source: string): Template | TemplateFailure {
    if (source.length > maxTemplateLength) return tooLong(source.length);
    try {
      return environment.compile(source);
    } catch (error) {
      return failureOf(error);
    }
  }

  return {
    check(_language, source) {
      const compiled = compile(source);
      return isFailure(compiled) ? compiled : undefined;
    },
    render(_language, source, variables) {
      const compiled = compile(source);
      if (isFailure(compiled)) return { kind: "failed", failure: compiled };
      try {
        return { kind: "text", text: cutText(compiled.render(variables), maxResultLength) };
      } catch (error) {
        return { kind: "failed", failure: failureOf(error) };
      }
    },
  };
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

function isFailure(compiled: Template | TemplateFailure): compiled is TemplateFailure {
  return "message" in compiled && "kind" in compiled;
}

function tooLong(length: number): TemplateFailure {
  const message = `Template exceeds length limit (${length} > ${maxTemplateLength})`;
  return { kind: "limit", message, hint: "", line: 1, column: 1 };
}

function failureOf(error: unknown): TemplateFailure {
  if (!(error instanceof TemplateError)) throw error;
  return {
    kind: error.kind,
    message: error.message,
    hint: error.hint,
    line: error.line,
    column: error.column,
  };
}
