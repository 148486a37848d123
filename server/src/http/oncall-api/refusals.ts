import type { FastifyReply, FastifyRequest } from "fastify";
import { toHttpProblem } from "../errors.ts";

/** An answer that ends a request early, in the shapes of Django REST framework, which OnCall's clients read. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(JSON.stringify(body));
    this.name = "Refusal";
    this.status = status;
    this.body = body;
  }
}

export function badRequest(detail: string): Refusal {
  return new Refusal(400, { detail });
}

export function badField(field: string, message: string): Refusal {
  return new Refusal(400, { [field]: [message] });
}

/** What is wrong with several fields together. */
export function badFields(message: string): Refusal {
  return badField("non_field_errors", message);
}

export function notFound(): Refusal {
  return new Refusal(404, { detail: "Not found." });
}

/** 403 for a bad token as well: OnCall announces no scheme, and its clients expect it. */
export function forbidden(detail: string): Refusal {
  return new Refusal(403, { detail });
}

export function methodNotAllowed(method: string): Refusal {
  return new Refusal(405, { detail: `Method "${method}" not allowed.` });
}

export function unsupportedMediaType(type: string): Refusal {
  return new Refusal(415, { detail: `Unsupported media type "${type}" in request.` });
}

/** Answers an error; one that is nobody's fault but ours is logged. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return answerJson(reply.code(error.status), error.body);
  const problem = toHttpProblem(error);
  if (problem.status === 415) return answerError(unsupportedMediaType(contentType(request)), request, reply);
  if (problem.status >= 500) request.log.error({ err: error }, "request failed");
  if (problem.retryAfterSeconds !== null) reply.header("retry-after", problem.retryAfterSeconds);
  return answerJson(reply.code(problem.status), { detail: problem.message });
}

/** A text would otherwise be sent as plain text, and OnCall answers JSON always. */
function answerJson(reply: FastifyReply, body: unknown): FastifyReply {
  return reply.type("application/json").send(JSON.stringify(body));
}

function contentType(request: FastifyRequest): string {
  return request.headers["content-type"] ?? "";
}
