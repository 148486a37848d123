import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../../core/context.ts";
import {
  type HandledRequests,
  type IntakeWriter,
  insertRefusedRequest,
  type TokenLookup,
  type TokenOwner,
} from "../../core/intake/index.ts";
import { AppError, describeError } from "../../platform/errors.ts";
import { acceptRawBodies, judgeBody, type ReceivedBody } from "./read-body.ts";
import { usagePage } from "./usage-page.ts";

export interface IngestServices {
  ctx: Context;
  tokens: TokenLookup;
  writer: IntakeWriter;
  handled: HandledRequests;
}

interface IngestParams {
  type: string;
  token: string;
}

const retryAfterSeconds = 5;
/** Longest wait for the outcome of a request that asks for it by `?wait=true`. */
const waitMs = 5000;
const plainText = "text/html; charset=utf-8";
/** A JSON text, as bytes so that the content type stays exactly OnCall's. */
const okBody = Buffer.from('"Ok."');

/** `/integrations/v1/<type>/<token>/`: methods, content types and answers as OnCall gives them (1.1, 1.2). */
export function registerIngest(app: FastifyInstance, services: IngestServices): void {
  acceptRawBodies(app);
  app.decorateRequest("integration", null);
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => answerError(error, reply));
  app.addHook<{ Params: IngestParams }>("onRequest", async (request, reply) => {
    const owner = await services.tokens.find(request.params.token);
    if (!owner) return refuse(reply, 403, "Integration key was not found. Permission denied.");
    request.integration = owner;
  });
  app.route<{ Params: IngestParams; Querystring: { wait?: string } }>({
    method: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    url: "/integrations/v1/:type/:token",
    handler: (request, reply) => answer(services, request, reply),
  });
}

declare module "fastify" {
  interface FastifyRequest {
    integration: TokenOwner | null;
  }
}

type IngestRequest = FastifyRequest<{ Params: IngestParams; Querystring: { wait?: string } }>;

/** One request whose token is known. */
interface Call {
  services: IngestServices;
  request: IngestRequest;
  reply: FastifyReply;
  owner: TokenOwner;
  body: Buffer;
}

type AcceptedBody = Extract<ReceivedBody, { kind: "accepted" }>;

function answer(
  services: IngestServices,
  request: IngestRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | FastifyReply {
  const owner = request.integration;
  if (!owner) throw new AppError("internal", "the token was not looked up");
  switch (request.method) {
    case "GET":
    case "HEAD":
      return reply.type(plainText).send(usagePage(owner, services.ctx.integrationTypes.find(owner.type)));
    case "OPTIONS":
      return reply.send(describeEndpoint());
    case "POST": {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return receive({ services, request, reply, owner, body });
    }
    default:
      return reply.code(405).send({ detail: `Method "${request.method}" not allowed.` });
  }
}

async function receive(call: Call): Promise<FastifyReply> {
  const { services, request, reply, owner, body } = call;
  if (request.params.type !== owner.type) return refuse(reply, 400, mismatchText(services, owner));
  const received = await judgeBody(request.headers, body);
  if (received.kind !== "accepted") return refuseBody(call, received);
  const refusal = refusePayload(services, owner, received);
  if (refusal === undefined) return store(call, received);
  await keepRefused(call, refusal);
  return refuse(reply, 400, refusal);
}

async function store(
  { services, request, reply, owner }: Call,
  received: AcceptedBody,
): Promise<FastifyReply> {
  const isAwaited = request.query.wait === "true";
  const { contentType, body } = received;
  const id = await services.writer.write({ integrationId: owner.id, contentType, body, isAwaited });
  services.ctx.wake.intake();
  if (!isAwaited) return reply.header("content-type", "application/json").send(okBody);
  const handled = await services.handled.waitFor(id, waitMs);
  const links = (handled?.groupPublicIds ?? []).map((publicId) => ({
    id: publicId,
    link: `${services.ctx.publicUrl}/alert-groups/${publicId}`,
  }));
  return reply.send({ status: handled ? "handled" : "stored", alert_groups: links });
}

function refusePayload(
  services: IngestServices,
  owner: TokenOwner,
  { parsed }: AcceptedBody,
): string | undefined {
  if (parsed.payload.value === null) return "Payload is required";
  return services.ctx.integrationTypes.find(owner.type)?.refuse?.(parsed.payload.value);
}

async function refuseBody(call: Call, received: Exclude<ReceivedBody, AcceptedBody>): Promise<FastifyReply> {
  const { request, reply } = call;
  switch (received.kind) {
    case "unsupported": {
      const contentType = request.headers["content-type"] ?? "";
      return reply.code(415).send({ detail: `Unsupported media type "${contentType}" in request.` });
    }
    case "files":
      return refuse(reply, 400, "File uploads are not allowed");
    case "malformed":
      await keepRefused(call, received.message);
      return reply.code(400).send({ detail: received.message });
  }
}

/** Kept for people to look at. Failing to keep it must not change the answer. */
async function keepRefused({ services, request, owner, body }: Call, reason: string): Promise<void> {
  const contentType = request.headers["content-type"] ?? "";
  try {
    await insertRefusedRequest(services.ctx.db, { integrationId: owner.id, contentType, body, reason });
  } catch (error) {
    services.ctx.log.warn({ error: describeError(error) }, "a refused request could not be kept");
  }
}

function mismatchText(services: IngestServices, owner: TokenOwner): string {
  const title = services.ctx.integrationTypes.find(owner.type)?.title ?? owner.type;
  return `This url is for integration with ${title}. Key is for ${title}`;
}

function refuse(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type(plainText).send(text);
}

/** Senders repeat a 5xx and drop what got a 4xx, so everything that is our fault or may pass is a 503. */
function answerError(error: Error & { statusCode?: number }, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 503;
  if (status < 500) return reply.code(status).send({ detail: error.message });
  const detail =
    error instanceof AppError ? error.message : "The server cannot take requests right now; send it again.";
  return reply.code(503).header("retry-after", retryAfterSeconds).send({ detail });
}

function describeEndpoint(): object {
  return {
    name: "Alert ingestion",
    description: "POST alerts of the monitoring tool here.",
    renders: ["application/json"],
    parses: ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
  };
}
