import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { createPingWriter, type PingWriter } from "../../core/heartbeats/index.ts";
import { answerError, refuseMethod, refuseUnknown } from "./answers.ts";
import { acceptRawBodies } from "./read-body.ts";
import type { IngestServices } from "./receive.ts";

/** Both answers are OnCall's (section 10). A JSON text, as bytes so that it is not sent as plain text. */
const smile = Buffer.from('":)"');
const pingMethods = new Set(["GET", "HEAD", "POST"]);
const methods = [...pingMethods, "PUT", "PATCH", "DELETE"];

/**
 * Where signs of life are sent: `/integrations/v1/<any type>/<token>/heartbeat/` for the one of an integration,
 * `/heartbeats/v1/<token>/` for those with a URL of their own. Pings need no signature: many senders can only fetch a
 * URL.
 */
export function registerHeartbeats(app: FastifyInstance, services: IngestServices): void {
  acceptRawBodies(app);
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => answerError(error, reply));
  app.addHook("onRequest", async (request, reply) => {
    if (!pingMethods.has(request.method)) return refuseMethod(reply, request.method);
  });
  const pings = createPingWriter(services.ctx);
  app.route<{ Params: { token: string } }>({
    method: methods,
    url: "/integrations/v1/:type/:token/heartbeat",
    handler: async (request, reply) => {
      const owner = await services.tokens.find(request.params.token);
      if (!owner) return refuseUnknown(reply);
      await pings.pingIntegration(owner);
      return answerPing(request, reply);
    },
  });
  registerOwnUrls(app, pings);
}

function registerOwnUrls(app: FastifyInstance, pings: PingWriter): void {
  app.route<{ Params: { token: string } }>({
    method: methods,
    url: "/heartbeats/v1/:token",
    handler: async (request, reply) => {
      if (!(await pings.pingToken(request.params.token))) return refuseUnknown(reply);
      return answerPing(request, reply);
    },
  });
}

function answerPing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.method === "POST") return reply.code(200).send();
  return reply.header("content-type", "application/json").send(smile);
}
