import type { FastifyReply } from "fastify";
import type { AlertOutcome } from "../../core/alert-groups/index.ts";
import type { LookedUpGroup } from "../../core/alert-groups/lookup-store.ts";
import type { Severity } from "../../core/integrations/facts.ts";
import { beginAnswer, type Problem, statusOf } from "../opsknight/problems.ts";
import { requestIdOf } from "./request-ids.ts";

/** What every answer of Opsgenie's carries: how long it took, in seconds, and the id of the request. */
export function withTook(reply: FastifyReply, body: object, requestId = requestIdOf(null)): object {
  return { ...body, took: Math.round(reply.elapsedTime) / 1000, requestId };
}

export function answerAccepted(reply: FastifyReply, requestId: string): FastifyReply {
  return reply.code(202).send(withTook(reply, { result: "Request will be processed" }, requestId));
}

/** A refusal in Opsgenie's shape, with our code beside it. What cannot be processed is 422 there. */
export function answerProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const answering = beginAnswer(reply, problem);
  if (statusOf(problem) === 400) answering.code(422);
  return answering.send(withTook(reply, { message: problem.message, error: problem }));
}

/** How Opsgenie words what became of a request. */
const outcomes: Readonly<Record<AlertOutcome, { action: string; status: string }>> = {
  triggered: { action: "Create", status: "Created alert" },
  deduplicated: { action: "Create", status: "Created alert" },
  acknowledged: { action: "Acknowledge", status: "Alert acknowledged" },
  resolved: { action: "Close", status: "Alert closed" },
  noted: { action: "AddNote", status: "Note added" },
};

export function statusData(
  integrationId: string,
  outcome: AlertOutcome | null,
  group: LookedUpGroup | undefined,
): object {
  const isDone = outcome !== null && group !== undefined;
  const told = isDone ? outcomes[outcome] : { action: "", status: "Alert does not exist" };
  return {
    success: isDone,
    isSuccess: isDone,
    ...told,
    processedAt: group?.lastAlertAt ?? null,
    integrationId,
    alertId: group?.publicId ?? "",
    alias: group?.facts?.key ?? "",
  };
}

const priorities: Readonly<Record<Severity, string>> = {
  critical: "P1",
  error: "P2",
  warning: "P3",
  info: "P5",
};

export function alertData(group: LookedUpGroup): object {
  const { facts, status } = group;
  return {
    id: group.publicId,
    tinyId: String(group.id),
    alias: facts?.key ?? group.publicId,
    message: group.title,
    description: facts?.message ?? "",
    status: status === "resolved" ? "closed" : "open",
    acknowledged: status === "acknowledged",
    isSeen: status !== "firing",
    snoozed: status === "silenced",
    ...(group.silencedUntil === null ? {} : { snoozedUntil: group.silencedUntil }),
    count: group.alertsCount,
    createdAt: group.startedAt,
    updatedAt: group.lastAlertAt,
    lastOccurredAt: group.lastAlertAt,
    source: facts?.source ?? "",
    priority: priorities[facts?.severity ?? "warning"],
    tags: [],
    responders: [],
  };
}
