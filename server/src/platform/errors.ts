/** What went wrong, for machines. One table in `http/errors.ts` maps these to HTTP. */
export type ErrorCode =
  | "invalid_input"
  | "not_authenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "too_many_requests"
  | "unavailable"
  | "internal";

/** Where in a text of the sender the mistake is, from 1, and how it may be mended. */
export interface MistakePlace {
  line: number;
  column: number;
  hint: string;
}

/** An error that may be shown to its reader. `message` never holds a secret; `details` goes to the log only. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly place: MistakePlace | undefined;
  readonly details: Record<string, unknown>;
  /** Whole seconds after which trying again makes sense, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: {
      field?: string;
      place?: MistakePlace;
      details?: Record<string, unknown>;
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "AppError";
    this.code = code;
    this.field = more.field;
    this.place = more.place;
    this.details = more.details ?? {};
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** Error text for a log or an operator: the message and those of its causes. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `: ${describeError(error.cause)}`;
  const text =
    error.message ||
    (error instanceof AggregateError ? error.errors.map(describeError).join("; ") : error.name);
  return text + cause;
}
