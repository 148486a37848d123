import type { FastifyReply } from "fastify";
import { AppError } from "../../platform/errors.ts";

export const plainText = "text/html; charset=utf-8";
const retryAfterSeconds = 5;

/** A refusal in plain words, as OnCall gives most of them. */
export function refuse(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type(plainText).send(text);
}

/** The token in the URL is none. */
export function refuseUnknown(reply: FastifyReply): FastifyReply {
  return refuse(reply, 403, "Integration key was not found. Permission denied.");
}

export function refuseMethod(reply: FastifyReply, method: string): FastifyReply {
  return reply.code(405).send({ detail: `Method "${method}" not allowed.` });
}

/** Senders repeat a 5xx and drop what got a 4xx, so everything that is our fault or may pass is a 503. */
export function answerError(error: Error & { statusCode?: number }, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 503;
  if (status < 500) return reply.code(status).send({ detail: error.message });
  const detail =
    error instanceof AppError ? error.message : "The server cannot take requests right now; send it again.";
  return reply.code(503).header("retry-after", retryAfterSeconds).send({ detail });
}
