import type { IncomingHttpHeaders } from "node:http";
import { JsonSyntaxError, parseJson, TemplateError } from "@tocsin/jinja";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../../core/context.ts";
import { declareIncident, describeForMessages, type NewAttachment } from "../../core/incidents/index.ts";
import { type Caller, requireRole } from "../../core/people/index.ts";
import { describeIncident } from "../../payloads/grafana-incident.ts";
import { AppError } from "../../platform/errors.ts";
import type { Authenticate } from "../authentication.ts";
import { toHttpProblem } from "../errors.ts";
import { acceptRawBodies } from "../ingest/read-body.ts";
import { type LookedInto, readParameters } from "./parameters.ts";
import { recordRequest } from "./record-request.ts";

export interface GrafanaIncidentOptions {
  /** In front of every path: empty, or `/oncall` for senders that were given such an address. */
  prefix: string;
  authenticate: Authenticate;
}

/** Where Grafana serves what its plugins answer. */
const resourcePrefixes = [
  "",
  "/api/plugins/grafana-incident-app/resources",
  "/api/plugins/grafana-irm-app/resources",
];

/** The documentation had the path with and without the plural; the later one is that of the released API. */
const paths = [
  "/api/experimental/incoming-webhooks/grafana.incident.create",
  "/api/experimental/incoming-webhook/grafana.incident.create",
  "/api/v1/incoming-webhooks/grafana.incident.create",
];

export const incomingPaths = resourcePrefixes.flatMap((base) => paths.map((path) => base + path));

/** Larger JSON is not looked into; the incident is declared all the same. */
const maxParsedBytes = 1024 * 1024;
const bodyLimitBytes = 8 * maxParsedBytes;

/** Grafana Incident's incoming webhook: a POST from any system declares an incident. */
export function registerGrafanaIncident(
  app: FastifyInstance,
  ctx: Context,
  { prefix, authenticate }: GrafanaIncidentOptions,
): void {
  app.register(
    async (scope) => {
      acceptRawBodies(scope);
      scope.setErrorHandler((error, request, reply) => answerError(error, request, reply));
      const calls = new WeakMap<FastifyRequest, Call>();
      for (const url of incomingPaths) {
        scope.route({
          method: "POST",
          url,
          bodyLimit: bodyLimitBytes,
          onRequest: async (request) => {
            const caller = await identify(authenticate, request);
            calls.set(request, { caller, headers: { ...request.headers } });
            // Every body is taken as bytes; a content type that cannot be read would be refused.
            delete request.headers["content-type"];
          },
          handler: (request) => declare(ctx, calls.get(request), request),
        });
      }
    },
    { prefix },
  );
}

/** What is known of a request before its body is read. */
interface Call {
  caller: Caller;
  /** As they came. */
  headers: IncomingHttpHeaders;
}

/** Before the body is read, so that strangers cannot make the server read any. */
async function identify(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const token = queryOf(request).get("token");
  const holder = await authenticate(request.headers.authorization ?? token ?? undefined);
  if (holder.kind !== "caller") throw new AppError("not_authenticated", "Invalid service account token.");
  requireRole(holder.caller, "responder");
  return holder.caller;
}

async function declare(ctx: Context, call: Call | undefined, request: FastifyRequest): Promise<object> {
  if (!call) throw new AppError("internal", "the token was not looked up");
  const { caller, headers } = call;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const defaultTitle = `Incident declared by ${nameOf(caller)}`;
  const { settings, link, problems } = readParameters(queryOf(request), lookInto(body), defaultTitle);
  const attachments: NewAttachment[] = [recordRequest({ url: request.url, headers, body })];
  if (link) attachments.push({ kind: "link", ...link });
  const how = "declared by an incoming webhook";
  const incident = await declareIncident(ctx, caller, { settings, how, attachments });
  return {
    incident: describeIncident(describeForMessages(incident), ctx.publicUrl),
    processingErrors: problems,
  };
}

function nameOf({ user, serviceAccount }: Caller): string {
  return serviceAccount?.name ?? user?.username ?? "an incoming webhook";
}

function queryOf(request: FastifyRequest): URLSearchParams {
  const start = request.url.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : request.url.slice(start + 1));
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** JSON is looked into whatever its content type says: senders get that wrong more often than the JSON. */
function lookInto(body: Buffer): LookedInto {
  if (body.length === 0) return { kind: "none", reason: "there is no body" };
  if (body.length > maxParsedBytes) return { kind: "none", reason: "the body is larger than 1 MB" };
  try {
    return { kind: "json", value: parseJson(decoder.decode(body)) };
  } catch (error) {
    // A TypeError tells that the bytes are no UTF-8; the others that the text is no JSON, or nested too deep.
    const isExpected =
      error instanceof TypeError || error instanceof JsonSyntaxError || error instanceof TemplateError;
    if (!isExpected) throw error;
    return { kind: "none", reason: "the body is not JSON" };
  }
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toHttpProblem(error);
  if (problem.status >= 500) request.log.error({ err: error }, "request failed");
  if (problem.status === 401) reply.header("www-authenticate", "Bearer");
  if (problem.retryAfterSeconds !== null) reply.header("retry-after", problem.retryAfterSeconds);
  return reply.code(problem.status).send({ error: problem.message });
}
