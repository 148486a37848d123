import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../../core/context.ts";
import { type Caller, includesRole, type Role } from "../../core/people/index.ts";
import type { Authenticate } from "../authentication.ts";
import { actionEndpoints } from "./actions.ts";
import { alertGroupEndpoints } from "./alert-groups.ts";
import { alertEndpoints } from "./alerts.ts";
import { type RawBody, readBody } from "./body.ts";
import { chatEndpoints } from "./chat.ts";
import type { Endpoint, Method } from "./endpoint.ts";
import { integrationMaintenanceEndpoints } from "./integration-maintenance.ts";
import { integrationEndpoints } from "./integrations.ts";
import { toJson } from "./json.ts";
import { organizationEndpoints } from "./organizations.ts";
import { answerError, forbidden, methodNotAllowed, notFound } from "./refusals.ts";
import { routeEndpoints } from "./routes.ts";
import { teamEndpoints } from "./teams.ts";
import { userEndpoints } from "./users.ts";
import { webhookEndpoints } from "./webhooks.ts";

export interface OncallApiOptions {
  /** In front of `/api/v1`: empty, or `/oncall` for clients that were given such an address. */
  prefix: string;
  authenticate: Authenticate;
}

/** Every endpoint of OnCall's public API that is served. */
const endpoints: readonly Endpoint[] = [
  ...integrationEndpoints,
  ...integrationMaintenanceEndpoints,
  ...routeEndpoints,
  ...alertGroupEndpoints,
  ...alertEndpoints,
  ...webhookEndpoints,
  ...actionEndpoints,
  ...userEndpoints,
  ...teamEndpoints,
  ...organizationEndpoints,
  ...chatEndpoints,
];

const allMethods: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/**
 * Serves OnCall's public API v1 below `<prefix>/api/v1`, with and without a slash at the end. Requests are not
 * throttled for now.
 */
export function registerOncallApi(app: FastifyInstance, ctx: Context, options: OncallApiOptions): void {
  app.register(
    async (api) => {
      api.removeAllContentTypeParsers();
      api.addContentTypeParser("*", { parseAs: "buffer" }, async (request: FastifyRequest, bytes: Buffer) => {
        const raw: RawBody = { contentType: request.headers["content-type"] ?? "", bytes };
        return raw;
      });
      api.setErrorHandler((error, request, reply) => answerError(error, request, reply));
      api.setNotFoundHandler(async () => {
        throw notFound();
      });
      for (const endpoint of endpoints) serve(api, ctx, options, endpoint);
      for (const [path, methods] of methodsByPath()) refuseOtherMethods(api, options, path, methods);
    },
    { prefix: `${options.prefix}/api/v1` },
  );
}

function serve(api: FastifyInstance, ctx: Context, options: OncallApiOptions, endpoint: Endpoint): void {
  for (const url of bothForms(api, endpoint.path)) {
    api.route({
      method: endpoint.method,
      url,
      onRequest: async (request) => {
        const caller = await identify(options.authenticate, request);
        requireRole(caller, endpoint.role);
        callers.set(request, caller);
      },
      handler: (request, reply) => handle(ctx, endpoint, request, reply),
    });
  }
}

/** Who sends a request, from its first hook to its handler. */
const callers = new WeakMap<FastifyRequest, Caller>();

async function handle(
  ctx: Context,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = callers.get(request);
  if (!caller) throw forbidden("Invalid token.");
  const address = new URL(ctx.publicUrl + request.url);
  const answer = await endpoint.handle({
    ctx,
    caller,
    id: idOf(request.params),
    method: endpoint.method,
    address,
    query: address.searchParams,
    userAgent: request.headers["user-agent"] ?? "",
    readBody: () => readBody(request.body as RawBody | undefined),
  });
  reply.code(answer.status);
  return answer.body === undefined ? reply.send() : reply.type("application/json").send(toJson(answer.body));
}

function idOf(params: unknown): string {
  return typeof params === "object" && params !== null && "id" in params ? String(params.id) : "";
}

async function identify(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const holder = await authenticate(request.headers.authorization);
  switch (holder.kind) {
    case "caller":
      return holder.caller;
    case "inactive":
      throw forbidden("Only active users are allowed to perform this action.");
    case "unknown":
      throw forbidden("Invalid token.");
  }
}

function requireRole(caller: Caller, role: Role): void {
  if (!includesRole(caller.role, role)) throw forbidden("You do not have permission to perform this action.");
}

function methodsByPath(): Map<string, Set<Method>> {
  const methods = new Map<string, Set<Method>>();
  for (const { path, method } of endpoints) methods.set(path, (methods.get(path) ?? new Set()).add(method));
  return methods;
}

function refuseOtherMethods(
  api: FastifyInstance,
  options: OncallApiOptions,
  path: string,
  methods: ReadonlySet<Method>,
): void {
  const others = [...allMethods.filter((method) => !methods.has(method)), "OPTIONS"];
  if (!methods.has("GET")) others.push("HEAD");
  for (const url of bothForms(api, path)) {
    api.route({
      method: others,
      url,
      exposeHeadRoute: false,
      onRequest: async (request, reply) => {
        await identify(options.authenticate, request);
        reply.header("allow", [...methods].join(", "));
        throw methodNotAllowed(request.method);
      },
      handler: async (request) => {
        throw methodNotAllowed(request.method);
      },
    });
  }
}

/** The path with and without its last slash, unless the server treats them as one already. */
function bothForms(api: FastifyInstance, path: string): string[] {
  const { ignoreTrailingSlash, routerOptions } = api.initialConfig;
  return ignoreTrailingSlash || routerOptions?.ignoreTrailingSlash ? [path] : [path, `${path}/`];
}
