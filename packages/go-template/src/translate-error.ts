import { type FunctionError, LimitReached, TemplateError } from "./errors.ts";
import { quoteText } from "./format/quote.ts";
import { hintFor } from "./hints.ts";
import { SourceFailure } from "./run/compile.ts";
import { ExecFailure } from "./run/run.ts";
import type { AnyNode } from "./syntax/ast.ts";
import { nodeText } from "./syntax/node-text.ts";
import { ParseFailure } from "./syntax/parse-state.ts";
import { byteLength, toOutside } from "./values/text.ts";

/** What is known where an error leaves the engine. */
export interface ErrorContext {
  readonly partial: string;
  readonly knownNames: Iterable<string>;
  /** What was being evaluated, for errors that do not know. */
  readonly node?: AnyNode;
  readonly templateName?: string;
}

/** Go's wording and position for an error of the engine; anything unknown is returned as it is. */
export function asTemplateError(error: unknown, context: ErrorContext): unknown {
  if (error instanceof SourceFailure) return parseError(error, context);
  if (error instanceof ExecFailure) {
    return locatedError("exec", error.message, {
      ...context,
      node: error.node,
      templateName: error.templateName,
    });
  }
  if (error instanceof LimitReached) return locatedError("limit", error.message, context);
  // Deep recursion through data or templates: the call stack is one of the limits.
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return locatedError("limit", "exceeded the nesting the call stack allows", context);
  }
  return error;
}

/** Go's full text of a failure inside a template called by a function. */
export function innerFailureText(error: ExecFailure | SourceFailure | FunctionError): string {
  const known = asTemplateError(error, { partial: "", knownNames: [] });
  return known instanceof Error ? known.message : error.message;
}

function parseError(failure: SourceFailure, context: ErrorContext): TemplateError {
  const { source, cause } = failure;
  const line = cause instanceof ParseFailure ? cause.line : 1;
  return new TemplateError({
    kind: "parse",
    message: toOutside(`template: ${source.name}:${line}: ${failure.message}`),
    reason: toOutside(failure.message),
    templateName: source.name,
    line,
    column: 0,
    piece: toOutside(cause instanceof ParseFailure ? cause.piece : ""),
    hint: hintFor(failure.message, context.knownNames),
    partial: "",
  });
}

function locatedError(kind: "exec" | "limit", reason: string, context: ErrorContext): TemplateError {
  const { node, templateName = "" } = context;
  const place = node ? locate(node) : { line: 0, column: 0 };
  const piece = node ? nodeText(node) : "";
  const sourceName = node?.source.name ?? "";
  const position = node
    ? `${sourceName}:${place.line}:${place.column}: executing ${quoteText(templateName)} at <${piece}>: `
    : "";
  return new TemplateError({
    kind,
    message: toOutside(`template: ${position}${reason}`),
    reason: toOutside(reason),
    templateName: sourceName,
    ...place,
    piece: toOutside(piece),
    hint: hintFor(reason.replace(/^error calling [^:]*: /, ""), context.knownNames),
    partial: context.partial,
  });
}

/** Line from 1, column in bytes from 0. */
function locate(node: AnyNode): { line: number; column: number } {
  const before = node.source.text.slice(0, node.position);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: byteLength(before.slice(lineStart)) };
}
