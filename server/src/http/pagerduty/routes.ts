import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { insertChangeEvent } from "../../core/change-events/index.ts";
import type { KeyHolder } from "../../core/intake/index.ts";
import { checkSignature } from "../ingest/check-signature.ts";
import { acceptRawBodies, wireBodyOf } from "../ingest/read-body.ts";
import { type Delivered, type IngestServices, receiveRequest } from "../ingest/receive.ts";
import { opens } from "../opsknight/credentials.ts";
import { type Problem, problemOfError, problemOfRefusal } from "../opsknight/problems.ts";
import { answerProblem } from "./answers.ts";
import { readChange } from "./change.ts";
import { type EventBody, eventBodyOf, isTriggerWithoutKey, keysOfEvent } from "./event-body.ts";

type EventRequest = FastifyRequest<{ Querystring: Record<string, unknown> }>;

const events = ["/v2/enqueue", "/api/integrations/pagerduty", "/api/integrations/pagerduty/v2/enqueue"];
const changes = ["/v2/change/enqueue", "/api/integrations/pagerduty/v2/change/enqueue"];
export const eventPaths = [...events, ...changes];

/** PagerDuty's Events API v2: its clients work here with only the host changed. */
export function registerPagerduty(app: FastifyInstance, services: IngestServices): void {
  acceptRawBodies(app);
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOfError(error);
    if (problem.code === "internal") request.log.error({ err: error }, "an event failed");
    return answerProblem(reply, problem);
  });
  for (const url of events)
    app.post(url, { config: { isTraced: true } }, (request: EventRequest, reply) =>
      enqueue(services, request, reply),
    );
  for (const url of changes)
    app.post(url, (request: EventRequest, reply) => enqueueChange(services, request, reply));
}

async function enqueue(
  services: IngestServices,
  request: EventRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const called = await readCall(services, request);
  if ("code" in called) return answerProblem(reply, called);
  const { owner, body } = called;
  // PagerDuty makes a key for an event that has none; repeating the request opens another alert, as there.
  const dedupKey = isTriggerWithoutKey(body) ? randomBytes(16).toString("hex") : undefined;
  const query = dedupKey === undefined ? {} : { dedup_key: dedupKey };
  const receipt = await receiveRequest(services, delivered(request, owner, query));
  if (receipt.kind === "refused") return answerProblem(reply, problemOfRefusal(receipt));
  const answer = {
    status: "success",
    message: "Event processed",
    dedup_key: dedupKey ?? body.dedupKey ?? null,
  };
  return reply.code(202).send(answer);
}

async function enqueueChange(
  services: IngestServices,
  request: EventRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const called = await readCall(services, request);
  if ("code" in called) return answerProblem(reply, called);
  const module = services.ctx.integrationTypes.find(called.owner.type);
  const signature = await checkSignature(services, module, delivered(request, called.owner, {}));
  if (signature.kind === "refused")
    return answerProblem(reply, { code: "invalid_signature", message: signature.reason });
  const change = readChange(called.body.value);
  if (change.kind === "refused")
    return answerProblem(reply, { code: "invalid_payload", message: change.errors.join("\n") });
  await insertChangeEvent(services.ctx.db, { ...change.event, integrationId: called.owner.id });
  return reply.code(202).send({ status: "success", message: "Change event processed" });
}

/** PagerDuty reads JSON whatever its label says; curl labels it as a form. */
function delivered(request: EventRequest, owner: KeyHolder, query: Record<string, string>): Delivered {
  return {
    owner,
    headers: { ...request.headers, "content-type": "application/json" },
    query,
    body: bytesOf(request),
    wireBody: wireBodyOf(request),
    isAwaited: false,
  };
}

function bytesOf({ body }: EventRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

interface Call {
  owner: KeyHolder;
  body: EventBody;
}

/** The event and the integration its key belongs to; whether the event makes sense is judged later. */
async function readCall(services: IngestServices, request: EventRequest): Promise<Call | Problem> {
  const body = eventBodyOf(bytesOf(request));
  if (body.kind === "malformed") return { code: "malformed_body", message: body.message };
  const owner = await findOwner(services, request, keysOfEvent(request, body.event));
  if ("code" in owner) return owner;
  if (owner.type !== "pagerduty")
    return {
      code: "type_mismatch",
      message: `This integration is of type ${owner.type}, not for PagerDuty.`,
    };
  return { owner, body: body.event };
}

/** With an id in the URL any of the keys may open it: forms of the URL carry a key beside the event's own. */
async function findOwner(
  services: IngestServices,
  { query }: EventRequest,
  keys: readonly string[],
): Promise<KeyHolder | Problem> {
  const [key] = keys;
  if (key === undefined) return { code: "missing_key", message: "'routing_key' is missing or blank" };
  const { integrationId } = query;
  if (typeof integrationId !== "string" || integrationId === "") {
    const found = await services.routingKeys.find(key);
    return found ?? { code: "unknown_integration", message: "'routing_key' belongs to no integration" };
  }
  const named = await services.publicIds.find(integrationId);
  if (!named) return { code: "unknown_integration", message: "There is no integration of this id." };
  return keys.some((candidate) => opens(candidate, named))
    ? named
    : { code: "invalid_key", message: "'routing_key' is not that of the integration" };
}
