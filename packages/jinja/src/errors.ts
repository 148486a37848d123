/** What went wrong, by the exception class that Jinja on Python would raise; `limit` is a bound of this engine. */
export type ErrorKind =
  | "syntax"
  | "unknown-filter"
  | "unknown-test"
  | "undefined"
  | "type"
  | "value"
  | "key"
  | "index"
  | "attribute"
  | "zero-division"
  | "overflow"
  | "filter-argument"
  | "no-template"
  | "sandbox"
  | "regex"
  | "assertion"
  | "runtime"
  | "limit";

/** Where in the template text, 1-based; columns count code points. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly piece: string;
}

/** The only error that compiling or rendering throws: every failure of an untrusted template is one of these. */
export class TemplateError extends Error {
  readonly kind: ErrorKind;
  /** 1-based line of the template; 0 while unknown. */
  line = 0;
  /** 1-based column in code points; 0 while unknown. */
  column = 0;
  /** The template text that failed, shortened. */
  piece = "";
  /** A suggestion for the author, or "". */
  hint: string;
  /** What had been rendered before the error. */
  partial = "";
  /** Where in a regular expression, as an offset in UTF-16 units; undefined for all other errors. */
  patternOffset: number | undefined = undefined;

  constructor(kind: ErrorKind, message: string, hint = "") {
    super(message);
    this.name = "TemplateError";
    this.kind = kind;
    this.hint = hint;
  }

  /** Records the place once; an outer place never replaces an inner one. */
  locate(place: Place): this {
    if (this.line === 0) {
      this.line = place.line;
      this.column = place.column;
      this.piece = place.piece;
    }
    return this;
  }
}

const PIECE_LENGTH = 80;

/** The place of `[start, end)` in `source`, for error messages. */
export function placeOf(source: string, start: number, end: number): Place {
  const before = source.slice(0, start);
  const lineStart = before.lastIndexOf("\n") + 1;
  const text = source.slice(start, Math.max(end, start + 1));
  const piece = text.length > PIECE_LENGTH ? `${text.slice(0, PIECE_LENGTH - 1)}…` : text;
  return {
    line: before.split("\n").length,
    column: [...before.slice(lineStart)].length + 1,
    piece: piece.trim(),
  };
}

export function typeError(message: string): TemplateError {
  return new TemplateError("type", message);
}

export function valueError(message: string): TemplateError {
  return new TemplateError("value", message);
}

export function limitError(message: string, hint = ""): TemplateError {
  return new TemplateError("limit", message, hint);
}
