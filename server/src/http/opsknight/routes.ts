import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { KeyHolder } from "../../core/intake/index.ts";
import { acceptRawBodies, wireBodyOf } from "../ingest/read-body.ts";
import { type IngestServices, receiveRequest } from "../ingest/receive.ts";
import { keyIn, opens, toolsQuery } from "./credentials.ts";
import { ignoredResult, resultsOf } from "./outcome.ts";
import { answerProblem, type Problem, problemOfError, problemOfRefusal } from "./problems.ts";
import { typesOfTool } from "./tools.ts";

interface ToolRoute {
  Params: { tool: string };
  Querystring: Record<string, unknown>;
}

export const toolPath = "/api/integrations";

type ToolRequest = FastifyRequest<ToolRoute>;

/**
 * `/api/integrations/<tool>?integrationId=<public id>`: the addresses of OpsKnight. The sender is known before its body
 * is read; an integration takes requests at the endpoint of its own type only, so that its signatures cannot be evaded.
 */
export function registerOpsknight(app: FastifyInstance, services: IngestServices): void {
  acceptRawBodies(app);
  const holders = new WeakMap<FastifyRequest, KeyHolder>();
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOfError(error);
    if (problem.code === "internal") request.log.error({ err: error }, "a tool's request failed");
    return answerProblem(reply, problem);
  });
  app.route<ToolRoute>({
    method: ["GET", "POST"],
    url: `${toolPath}/:tool`,
    config: { isTraced: true },
    exposeHeadRoute: false,
    onRequest: async (request, reply) => {
      const found = await identify(services, request);
      if ("code" in found) return answerProblem(reply, found);
      holders.set(request, found);
    },
    handler: async (request, reply) => {
      const owner = holders.get(request);
      if (!owner) throw new Error("the sender was not identified");
      return receive(services, owner, request, reply);
    },
  });
}

/** Who sends this, or why it may not. The order is from what the sender got most wrong to least. */
async function identify(services: IngestServices, request: ToolRequest): Promise<KeyHolder | Problem> {
  const { tool } = request.params;
  const registry = services.ctx.integrationTypes;
  const types = typesOfTool(registry, tool);
  if (types.length === 0) return { code: "unknown_tool", message: `There is no endpoint for "${tool}".` };
  const { integrationId } = request.query;
  if (typeof integrationId !== "string" || integrationId === "")
    return { code: "missing_integration_id", message: "The parameter integrationId is missing." };
  const owner = await services.publicIds.find(integrationId);
  if (!owner) return { code: "unknown_integration", message: "There is no integration of this id." };
  const key = keyIn(request.headers, request.query);
  if (key === undefined)
    return {
      code: "missing_key",
      message: "The integration's key is missing, for example in X-Integration-Key.",
    };
  if (!opens(key, owner)) return { code: "invalid_key", message: "The key is not that of the integration." };
  if (!types.includes(owner.type))
    return { code: "type_mismatch", message: `This integration is of type ${owner.type}, not for ${tool}.` };
  if (request.method === "GET" && registry.find(owner.type)?.acceptsGet !== true)
    return { code: "method_not_allowed", message: `${tool} sends its alerts by POST.` };
  return owner;
}

async function receive(
  services: IngestServices,
  owner: KeyHolder,
  request: ToolRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const receipt = await receiveRequest(services, {
    owner,
    headers: request.headers,
    query: toolsQuery(request.query),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    wireBody: wireBodyOf(request),
    isAwaited: true,
  });
  switch (receipt.kind) {
    case "refused":
      return answerProblem(reply, problemOfRefusal(receipt));
    case "answered":
      return reply
        .code(202)
        .send({ status: "success", result: ignoredResult("a message about the subscription") });
    case "stored": {
      const results = await resultsOf(services, owner, receipt);
      const [result] = results;
      return reply.code(202).send({ status: "success", result, ...(results.length > 1 ? { results } : {}) });
    }
  }
}
