import { AppError, type ErrorCode } from "../platform/errors.ts";

/** The one table from what went wrong to HTTP. */
const statuses: Record<ErrorCode, number> = {
  invalid_input: 400,
  not_authenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many_requests: 429,
  unavailable: 503,
  internal: 500,
};

/** An error as its sender may see it. */
export interface HttpProblem {
  status: number;
  code: ErrorCode;
  message: string;
  /** Whole seconds; set when trying again makes sense. */
  retryAfterSeconds: number | null;
}

const retryAfterSeconds = 5;

/** What to answer to an error; whatever is not meant for the sender becomes a plain 500. */
export function toHttpProblem(error: unknown): HttpProblem {
  if (error instanceof AppError) {
    const known = problem(error.code, error.code === "internal" ? undefined : error.message);
    return { ...known, retryAfterSeconds: error.retryAfterSeconds ?? known.retryAfterSeconds };
  }
  if (isDatabaseTrouble(error)) return problem("unavailable", "The database is not reachable at the moment.");
  if (unstorableText.has(codeOf(error))) {
    return problem("invalid_input", "The request contains characters that cannot be stored.");
  }
  const status = fastifyStatus(error);
  if (status === undefined) return problem("internal");
  const message = error instanceof Error ? error.message : "Bad request";
  return { status, code: status === 413 ? "too_large" : "invalid_input", message, retryAfterSeconds: null };
}

function problem(code: ErrorCode, message = "Internal server error"): HttpProblem {
  const isTemporary = code === "unavailable";
  return { status: statuses[code], code, message, retryAfterSeconds: isTemporary ? retryAfterSeconds : null };
}

/** What the HTTP server itself refuses: too large, no such media type, broken framing. */
function fastifyStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("statusCode" in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === "number" && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}

/** SQLSTATE classes: connection, resources, operator intervention (shutdown, statement timeout). */
const databaseTroubles = /^(?:08|53|57)/;
const networkTroubles = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENOENT", "EPIPE"]);

/** SQLSTATEs for text that PostgreSQL has no room for: NUL characters and half surrogate pairs. */
const unstorableText = new Set(["22021", "22P05"]);

function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^(?:timeout exceeded when trying to connect|Connection terminated)/.test(error.message)) return true;
  const code = codeOf(error);
  return networkTroubles.has(code) || (code.length === 5 && databaseTroubles.test(code));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
