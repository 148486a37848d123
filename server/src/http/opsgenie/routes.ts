import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type GroupName, type LookedUpGroup, lookUpGroup } from "../../core/alert-groups/lookup-store.ts";
import type { KeyHolder } from "../../core/intake/index.ts";
import { acceptRawBodies, wireBodyOf } from "../ingest/read-body.ts";
import { type IngestServices, type Receipt, receiveRequest } from "../ingest/receive.ts";
import { type Problem, problemOfError, problemOfRefusal } from "../opsknight/problems.ts";
import { alertData, answerAccepted, answerProblem, statusData, withTook } from "./answers.ts";
import { intakeIdOf, requestIdOf } from "./request-ids.ts";

interface AlertRoute {
  Params: { identifier: string; action: string; requestId: string };
  Querystring: Record<string, unknown>;
}

type AlertRequest = FastifyRequest<AlertRoute>;

export const alertPath = "/v2/alerts";

/** One request whose key is known. */
interface Call {
  services: IngestServices;
  owner: KeyHolder;
  request: AlertRequest;
  reply: FastifyReply;
}

/** Paths of actions, and what the module calls them. */
const actions: Readonly<Record<string, string>> = {
  close: "close",
  acknowledge: "acknowledge",
  notes: "note",
};

const requestStatusWaitMs = 1000;

/** Opsgenie's Alert API, the part that monitoring tools use: its clients work here with only the address changed. */
export function registerOpsgenie(app: FastifyInstance, services: IngestServices): void {
  acceptRawBodies(app);
  const owners = new WeakMap<FastifyRequest, KeyHolder>();
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOfError(error);
    if (problem.code === "internal") request.log.error({ err: error }, "an alert request failed");
    return answerProblem(reply, problem);
  });
  app.addHook<AlertRoute>("onRequest", async (request, reply) => {
    const found = await identify(services, request);
    if ("code" in found) return answerProblem(reply, found);
    owners.set(request, found);
  });
  const serve =
    (handle: (call: Call) => Promise<FastifyReply>) => (request: AlertRequest, reply: FastifyReply) => {
      const owner = owners.get(request);
      if (!owner) throw new Error("the sender was not identified");
      return handle({ services, owner, request, reply });
    };
  const traced = { config: { isTraced: true } };
  app.post<AlertRoute>(alertPath, traced, serve(create));
  app.post<AlertRoute>(`${alertPath}/:identifier/:action`, traced, serve(act));
  app.get<AlertRoute>(`${alertPath}/:identifier`, serve(showAlert));
  app.get<AlertRoute>(`${alertPath}/requests/:requestId`, serve(showStatus));
}

async function identify(services: IngestServices, request: AlertRequest): Promise<KeyHolder | Problem> {
  const key = /^geniekey\s+(\S+)\s*$/i.exec(request.headers.authorization ?? "")?.[1] ?? request.query.apiKey;
  if (typeof key !== "string" || key === "")
    return { code: "missing_key", message: "Could not authenticate" };
  const owner = await services.routingKeys.find(key);
  if (!owner) return { code: "invalid_key", message: "Could not authenticate" };
  if (owner.type !== "opsgenie")
    return {
      code: "type_mismatch",
      message: `This key is of an integration of type ${owner.type}, not for Opsgenie.`,
    };
  return owner;
}

/** An alert without an alias stands alone; the alias made for it lets its sender act on it. */
async function create(call: Call): Promise<FastifyReply> {
  return answerReceipt(call.reply, await receive(call, { alias: randomUUID() }));
}

async function act(call: Call): Promise<FastifyReply> {
  const { request, reply } = call;
  const action = Object.hasOwn(actions, request.params.action) ? actions[request.params.action] : undefined;
  if (action === undefined)
    return answerProblem(reply, {
      code: "invalid_payload",
      message: `The action "${request.params.action}" is not served here.`,
    });
  const alias = await aliasOf(call);
  // As at Opsgenie: the request is accepted, and its status says later that there is no such alert.
  if (alias === undefined) return answerAccepted(reply, requestIdOf(null));
  return answerReceipt(reply, await receive(call, { action, alias }));
}

async function aliasOf(call: Call): Promise<string | undefined> {
  const name = groupNameIn(call.request);
  if (name === undefined) return undefined;
  if (name.kind === "key") return name.key;
  const group = await find(call, name);
  return group?.facts?.key ?? undefined;
}

/** Opsgenie's default is the id. */
function groupNameIn({ params, query }: AlertRequest): GroupName | undefined {
  const { identifier } = params;
  switch (query.identifierType ?? "id") {
    case "alias":
      return { kind: "key", key: identifier };
    case "tiny":
      return /^\d{1,15}$/.test(identifier) ? { kind: "rowId", rowId: Number(identifier) } : undefined;
    default:
      return { kind: "publicId", publicId: identifier };
  }
}

async function find({ services, owner }: Call, name: GroupName): Promise<LookedUpGroup | undefined> {
  return lookUpGroup(services.ctx.db, owner.id, name);
}

async function receive({ services, owner, request }: Call, query: Record<string, string>): Promise<Receipt> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return receiveRequest(services, {
    owner,
    headers: { ...request.headers, "content-type": "application/json" },
    query,
    body,
    wireBody: wireBodyOf(request),
    isAwaited: true,
  });
}

function answerReceipt(reply: FastifyReply, receipt: Receipt): FastifyReply {
  if (receipt.kind === "refused") return answerProblem(reply, problemOfRefusal(receipt));
  return answerAccepted(reply, requestIdOf(receipt.kind === "stored" ? receipt.id : null));
}

async function showAlert(call: Call): Promise<FastifyReply> {
  const name = groupNameIn(call.request);
  const group = name && (await find(call, name));
  if (!group) return answerNotFound(call.reply, "Alert does not exist");
  return call.reply.send(withTook(call.reply, { data: alertData(group) }));
}

async function showStatus(call: Call): Promise<FastifyReply> {
  const { services, owner, reply, request } = call;
  const { requestId } = request.params;
  const id = intakeIdOf(requestId);
  if (id === undefined) return answerNotFound(reply, "Request not found.");
  if (id === null)
    return reply.send(withTook(reply, { data: statusData(owner.publicId, null, undefined) }, requestId));
  const handled = await services.handled.waitFor(id, requestStatusWaitMs);
  if (!handled) return answerNotFound(reply, "Request not found. It might not be processed, yet.");
  const [publicId] = handled.groups;
  const group = publicId ? await find(call, { kind: "publicId", publicId }) : undefined;
  // A request of another integration is none of this sender's business.
  if (publicId && !group) return answerNotFound(reply, "Request not found.");
  return reply.send(
    withTook(reply, { data: statusData(owner.publicId, handled.outcomes[0] ?? null, group) }, requestId),
  );
}

function answerNotFound(reply: FastifyReply, message: string): FastifyReply {
  return answerProblem(reply, { code: "not_found", message });
}
