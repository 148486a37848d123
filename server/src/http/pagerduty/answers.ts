import type { FastifyReply } from "fastify";
import { beginAnswer, type Problem, statusOf } from "../opsknight/problems.ts";

/**
 * A refusal as PagerDuty's clients read it, with our code beside it. A missing key is an invalid event there (400), not
 * a failed sign-in; at OpsKnight's address it has the status that it has for every tool.
 */
export function answerProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const isInvalid = statusOf(problem) === 400 || problem.code === "missing_key";
  const answering = beginAnswer(reply, problem);
  if (problem.code === "missing_key" && !isAtOpsknightsAddress(reply)) answering.code(400);
  return answering.send({
    status: isInvalid ? "invalid event" : "error",
    message: isInvalid ? "Event object is invalid" : problem.message,
    errors: problem.message.split("\n"),
    error: problem,
  });
}

function isAtOpsknightsAddress({ request }: FastifyReply): boolean {
  return request.routeOptions.url?.includes("/api/integrations/") === true;
}
