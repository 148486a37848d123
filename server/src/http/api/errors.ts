import type { FastifyReply, FastifyRequest } from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  type ZodFastifySchemaValidationError,
} from "fastify-type-provider-zod";
import { AppError } from "../../platform/errors.ts";
import { toHttpProblem } from "../errors.ts";

/** Answers every error of the native API in its one shape. One that is nobody's fault but ours is logged. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (hasZodFastifySchemaValidationErrors(error)) return answerInvalid(error.validation, reply);
  const problem = toHttpProblem(error);
  const isUnprocessable = error instanceof AppError && error.code === "invalid_input";
  const status = isUnprocessable ? 422 : problem.status;
  if (status >= 500) request.log.error({ err: error }, "request failed");
  if (status === 401) reply.header("www-authenticate", "Bearer");
  if (problem.retryAfterSeconds !== null) reply.header("retry-after", problem.retryAfterSeconds);
  return reply.code(status).send({
    error: { code: problem.code, message: problem.message, ...(error instanceof AppError && blameIn(error)) },
  });
}

function blameIn({ field, place }: AppError) {
  const { line, column, hint } = place ?? {};
  return { ...(field === undefined ? {} : { field }), ...(place && { line, column, hint }) };
}

function answerInvalid(problems: ZodFastifySchemaValidationError[], reply: FastifyReply): FastifyReply {
  const [first] = problems;
  const field = (first?.instancePath ?? "").split("/").filter(Boolean).join(".");
  const message = first?.message ?? "The request is not valid.";
  return reply
    .code(422)
    .send({ error: { code: "invalid_input", message, ...(field === "" ? {} : { field }) } });
}
