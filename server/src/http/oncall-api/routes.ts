import { findIntegration } from "../../core/integrations/index.ts";
import {
  channelSettingsSchema,
  createRoute,
  deleteRoute,
  findRoute,
  isPosition,
  type ListedRoute,
  listRoutes,
  maxExpressionLength,
  maxRoutes,
  type PositionRequest,
  type Route,
  type RouteKind,
  type RouteRefusal,
  routeKinds,
  updateRoute,
} from "../../core/routes/index.ts";
import { presentChannels, readChannels } from "./channels.ts";
import { type Answer, type ApiRequest, created, deleted, type Endpoint, ok } from "./endpoint.ts";
import { escalationChainReference, requireNoChain } from "./escalation-chain.ts";
import { anything, type FieldValues, flag, integer, readFields, reference, text } from "./fields.ts";
import { answerPage, readPageRequest } from "./pagination.ts";
import { readParameter } from "./query.ts";
import { badField, badFields, badRequest, notFound, type Refusal } from "./refusals.ts";

export const routeEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/routes", role: "viewer", handle: list },
  { method: "POST", path: "/routes", role: "admin", handle: create },
  { method: "GET", path: "/routes/:id", role: "viewer", handle: retrieve },
  { method: "PUT", path: "/routes/:id", role: "admin", handle: update },
  { method: "PATCH", path: "/routes/:id", role: "admin", handle: update },
  { method: "DELETE", path: "/routes/:id", role: "admin", handle: remove },
];

const pageSize = 25;

const fields = {
  integration_id: reference,
  escalation_chain_id: escalationChainReference,
  routing_type: anything,
  routing_regex: text({ isVerbatim: true }),
  position: integer,
  manual_order: flag,
  slack: anything,
  telegram: anything,
};
type Values = FieldValues<typeof fields>;

async function list({ ctx, query, address }: ApiRequest): Promise<Answer> {
  const integrationPublicId = readParameter(query, "integration_id");
  const expression = readParameter(query, "routing_regex");
  const filter = {
    ...(integrationPublicId === undefined ? {} : { integrationPublicId }),
    ...(expression === undefined ? {} : { expression }),
  };
  const page = readPageRequest(address, pageSize);
  return ok(
    await answerPage(
      page,
      (slice) => listRoutes(ctx.db, filter, slice),
      (routes) => routes.map(present),
    ),
  );
}

async function retrieve(request: ApiRequest): Promise<Answer> {
  return ok(present(await find(request)));
}

async function create(request: ApiRequest): Promise<Answer> {
  const values = readFields(await request.readBody(), fields, ["integration_id", "routing_regex"]);
  const integration = values.integration_id
    ? await findIntegration(request.ctx.db, values.integration_id)
    : undefined;
  if (!integration) throw badField("integration_id", "Object does not exist");
  requireNoChain(values.escalation_chain_id);
  const result = await createRoute(request.ctx, request.caller, {
    integrationId: integration.id,
    kind: readKind(values.routing_type) ?? "regex",
    expression: values.routing_regex ?? "",
    position: readPosition(values) ?? { kind: "end" },
    channels: channelSettingsSchema.parse(readChannels(values)),
  });
  if (result.kind === "refused") throw worded(result.refusal);
  return created(present({ route: result.route, integrationPublicId: integration.publicId }));
}

/** PUT and PATCH alike change what is given; `integration_id` never changes. */
async function update(request: ApiRequest): Promise<Answer> {
  const { route, integrationPublicId } = await find(request);
  const { integration_id: _fixed, ...writable } = fields;
  const body = await request.readBody();
  const values = readFields(route.isDefault ? withoutNullExpression(body) : body, writable);
  requireNoChain(values.escalation_chain_id);
  const kind = readKind(values.routing_type);
  const position = readPosition(values);
  const result = await updateRoute(request.ctx, request.caller, route, {
    ...(kind === undefined ? {} : { kind }),
    ...(values.routing_regex === undefined ? {} : { expression: values.routing_regex }),
    ...(position === undefined ? {} : { position }),
    channels: readChannels(values),
  });
  if (result.kind === "refused") throw worded(result.refusal);
  return ok(present({ route: result.route, integrationPublicId }));
}

async function remove(request: ApiRequest): Promise<Answer> {
  const { route } = await find(request);
  const result = await deleteRoute(request.ctx, request.caller, route);
  if (result.kind === "refused") throw badRequest("Unable to delete default filter");
  return deleted;
}

async function find({ ctx, id }: ApiRequest): Promise<ListedRoute> {
  const found = await findRoute(ctx.db, id);
  if (!found) throw notFound();
  return found;
}

/** The default route is shown with `routing_regex: null`; a client may send back what it read. */
function withoutNullExpression(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("routing_regex" in body)) return body;
  const { routing_regex, ...rest } = body;
  return routing_regex === null || routing_regex === "" ? rest : body;
}

function readKind(value: unknown): RouteKind | undefined {
  if (value === undefined) return undefined;
  const kind = routeKinds.find((known) => known === value);
  if (kind !== undefined) return kind;
  throw value === "labels" ? badFields("Expression type is incorrect") : badRequest("Invalid route type");
}

/** -1 is the end of the list, for those who do not order by hand. */
function readPosition({ position, manual_order: isManual = false }: Values): PositionRequest | undefined {
  if (position === undefined) return undefined;
  if (position === -1 && !isManual) return { kind: "end" };
  if (!isPosition(position)) throw worded({ reason: "bad_position" });
  return { kind: isManual ? "swap" : "move", to: position };
}

function worded(refusal: RouteRefusal): Refusal {
  switch (refusal.reason) {
    case "too_long": {
      const limit = `Maximum length: ${maxExpressionLength} characters, current length: ${refusal.length}`;
      return badFields(`Expression is too long. ${limit}`);
    }
    case "broken_regex":
      return badFields("Regular expression is incorrect");
    case "broken_template":
      return badFields("Jinja template is incorrect");
    case "too_many":
      return badRequest(`An integration has at most ${maxRoutes} routes`);
    case "bad_position":
      return badRequest("Invalid value for position field");
  }
}

function present({ route, integrationPublicId }: ListedRoute) {
  return {
    position: route.position,
    id: route.publicId,
    integration_id: integrationPublicId,
    escalation_chain_id: null,
    routing_type: route.kind,
    routing_regex: route.expression,
    is_the_last_route: route.isDefault,
    ...presentChannels(route),
  };
}

/** The default route as part of its integration. */
export function presentDefaultRoute(route: Route) {
  return { id: route.publicId, escalation_chain_id: null, ...presentChannels(route) };
}
