/**
 * `parse`: the text is not a template. `exec`: the template failed on this data. `limit`: the template asked for
 * more work, output or depth than allowed.
 */
export type TemplateErrorKind = "parse" | "exec" | "limit";

/** Where and why a template failed. */
export interface TemplateErrorDetails {
  readonly kind: TemplateErrorKind;
  /** Go's full wording, position included. */
  readonly message: string;
  /** The wording without position: what went wrong. */
  readonly reason: string;
  /** Name of the source text the position refers to. */
  readonly templateName: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column in bytes, from 0, as Go counts. Parse errors know only the line: 0. */
  readonly column: number;
  /** The part of the template at fault, as Go prints it between `<` and `>`. */
  readonly piece: string;
  /** What to do about it, or an empty text. */
  readonly hint: string;
  /** What had been rendered before the failure. */
  readonly partial: string;
}

/** The only error that leaves this package for a bad template or bad data. */
export class TemplateError extends Error implements TemplateErrorDetails {
  override readonly name = "TemplateError";
  readonly kind: TemplateErrorKind;
  readonly reason: string;
  readonly templateName: string;
  readonly line: number;
  readonly column: number;
  readonly piece: string;
  readonly hint: string;
  readonly partial: string;

  constructor(details: TemplateErrorDetails, options?: ErrorOptions) {
    super(details.message, options);
    this.kind = details.kind;
    this.reason = details.reason;
    this.templateName = details.templateName;
    this.line = details.line;
    this.column = details.column;
    this.piece = details.piece;
    this.hint = details.hint;
    this.partial = details.partial;
  }
}

/** Thrown by a template function; the engine turns it into `error calling <name>: <message>`. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
}

/** A limit was reached. Passes through every function up to the render call, which makes a TemplateError of it. */
export class LimitReached extends Error {
  override readonly name = "LimitReached";
}
