import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { TokenOwner } from "../../core/intake/index.ts";
import { publicType } from "../../core/integrations/index.ts";
import { AppError } from "../../platform/errors.ts";
import type { IntakeId } from "../../platform/ids.ts";
import { answerError, plainText, refuse, refuseMethod, refuseUnknown } from "./answers.ts";
import { createRateFigures } from "./rate-figures.ts";
import { acceptRawBodies, wireBodyOf } from "./read-body.ts";
import { type IngestServices, type Receipt, receiveRequest } from "./receive.ts";
import { usagePage } from "./usage-page.ts";

interface IngestParams {
  type: string;
  token: string;
}

type IngestRequest = FastifyRequest<{ Params: IngestParams; Querystring: { wait?: string } }>;

/** One request whose token is known. */
interface Call {
  services: IngestServices;
  request: IngestRequest;
  reply: FastifyReply;
  owner: TokenOwner;
}

/** Alerts, pings and mails come in below it. */
export const ingestPath = "/integrations/v1";

/** Longest wait for the outcome of a request that asks for it by `?wait=true`. */
const waitMs = 5000;
/** A JSON text, as bytes so that the content type stays exactly OnCall's. */
const okBody = Buffer.from('"Ok."');

/** `/integrations/v1/<type>/<token>/`: methods, content types and answers as OnCall gives them (1.1, 1.2). */
export function registerIngest(app: FastifyInstance, services: IngestServices): void {
  acceptRawBodies(app);
  app.decorateRequest("integration", null);
  const rates = createRateFigures(() => performance.now());
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => answerError(error, reply));
  app.addHook<{ Params: IngestParams }>("onRequest", async (request, reply) => {
    const owner = await services.tokens.find(request.params.token);
    if (!owner || owner.type === "maintenance") return refuseUnknown(reply);
    request.integration = owner;
    if (request.method === "POST") rates.tell(reply, owner.id);
  });
  app.route<{ Params: IngestParams; Querystring: { wait?: string } }>({
    method: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    url: `${ingestPath}/:type/:token`,
    config: { isTraced: true },
    handler: (request, reply) => {
      const owner = request.integration;
      if (!owner) throw new AppError("internal", "the token was not looked up");
      return answer({ services, request, reply, owner });
    },
  });
}

declare module "fastify" {
  interface FastifyRequest {
    integration: TokenOwner | null;
  }
}

function answer(call: Call): Promise<FastifyReply> | FastifyReply {
  const { services, request, reply, owner } = call;
  switch (request.method) {
    case "GET":
    case "HEAD":
      if (isSentByGet(call)) return receive(call);
      return reply.type(plainText).send(usagePage(owner, services.ctx.integrationTypes.find(owner.type)));
    case "OPTIONS":
      return reply.send(describeEndpoint());
    case "POST":
      return receive(call);
    default:
      return refuseMethod(reply, request.method);
  }
}

/** A few tools put an alert into the query; a person's browser brings none. */
function isSentByGet({ services, request, owner }: Call): boolean {
  const acceptsGet = services.ctx.integrationTypes.find(owner.type)?.acceptsGet === true;
  return acceptsGet && request.method === "GET" && Object.keys(request.query).length > 0;
}

async function receive({ services, request, reply, owner }: Call): Promise<FastifyReply> {
  if (!isTypeOf(owner, request.params.type))
    return refuse(reply, 400, mismatchText(services, owner, request.params.type));
  const isAwaited = request.query.wait === "true";
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const receipt = await receiveRequest(services, {
    owner,
    headers: request.headers,
    query: request.query,
    body,
    wireBody: wireBodyOf(request),
    isAwaited,
  });
  if (receipt.kind === "refused") return answerRefused(reply, receipt);
  if (!isAwaited || receipt.kind === "answered")
    return reply.header("content-type", "application/json").send(okBody);
  return answerAwaited(services, reply, receipt.id);
}

async function answerAwaited(
  services: IngestServices,
  reply: FastifyReply,
  id: IntakeId,
): Promise<FastifyReply> {
  const handled = await services.handled.waitFor(id, waitMs);
  const links = (handled?.groupPublicIds ?? []).map((publicId) => ({
    id: publicId,
    link: `${services.ctx.publicUrl}/alert-groups/${publicId}`,
  }));
  return reply.send({ status: handled ? "handled" : "stored", alert_groups: links });
}

function answerRefused(
  reply: FastifyReply,
  { cause, message }: Extract<Receipt, { kind: "refused" }>,
): FastifyReply {
  switch (cause) {
    case "signature":
      return reply.code(401).send({ detail: message });
    case "unsupported":
      return reply.code(415).send({ detail: message });
    case "malformed":
      return reply.code(400).send({ detail: message });
    case "files":
    case "payload":
      return refuse(reply, 400, message);
  }
}

/** The URL that people see never has the prefix `legacy_`; both spellings reach an integration of that kind. */
function isTypeOf(owner: TokenOwner, type: string): boolean {
  return type === owner.type || type === publicType(owner.type);
}

/** OnCall's words: both halves name the key's type, except at the URL of old Grafana. */
function mismatchText(services: IngestServices, owner: TokenOwner, type: string): string {
  const title = services.ctx.integrationTypes.find(owner.type)?.title ?? owner.type;
  return `This url is for integration with ${type === "grafana" ? "Grafana" : title}. Key is for ${title}`;
}

function describeEndpoint(): object {
  return {
    name: "Alert ingestion",
    description: "POST alerts of the monitoring tool here.",
    renders: ["application/json"],
    parses: ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
  };
}
