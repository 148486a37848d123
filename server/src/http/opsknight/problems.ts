import type { FastifyReply } from "fastify";
import { toHttpProblem } from "../errors.ts";
import type { RefusalCause } from "../ingest/receive.ts";

/** Why a request is not taken: one status and one code per cause, the same for all tools. */
const statuses = {
  missing_integration_id: 400,
  malformed_body: 400,
  invalid_payload: 400,
  missing_key: 401,
  invalid_key: 401,
  invalid_signature: 401,
  type_mismatch: 403,
  unknown_tool: 404,
  unknown_integration: 404,
  not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  unsupported_media_type: 415,
  internal: 500,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof statuses;

export interface Problem {
  code: ProblemCode;
  message: string;
}

export function statusOf({ code }: Problem): number {
  return statuses[code];
}

export function problemOfRefusal({ cause, message }: { cause: RefusalCause; message: string }): Problem {
  return { code: codesByCause[cause], message };
}

const codesByCause: Record<RefusalCause, ProblemCode> = {
  signature: "invalid_signature",
  unsupported: "unsupported_media_type",
  files: "unsupported_media_type",
  malformed: "malformed_body",
  payload: "invalid_payload",
};

/** What an error means for the sender. What is our fault or may pass is temporary: the sender should try again. */
export function problemOfError(error: unknown): Problem {
  if (isBrokenCompression(error))
    return { code: "malformed_body", message: "The body cannot be decompressed." };
  const { status, message } = toHttpProblem(error);
  switch (status) {
    case 413:
      return { code: "body_too_large", message };
    case 415:
      return { code: "unsupported_media_type", message };
    case 400:
      return { code: "malformed_body", message };
    case 503:
      return { code: "unavailable", message };
    default:
      return { code: "internal", message };
  }
}

function isBrokenCompression(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.startsWith("Z_");
}

const retryAfterSeconds = 5;

/** Sets the status and, when trying again makes sense, `Retry-After`. */
export function beginAnswer(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.code === "unavailable") reply.header("retry-after", retryAfterSeconds);
  return reply.code(statusOf(problem));
}

export function answerProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return beginAnswer(reply, problem).send({ error: problem });
}
