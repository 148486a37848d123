import { z } from "zod";
import type { Context } from "../../core/context.ts";
import type { Integration } from "../../core/integrations/index.ts";
import {
  channelSettingsSchema,
  countHits,
  createRoute,
  deleteRoute,
  findRoute,
  listRoutesOf,
  maxExpressionLength,
  maxRoutes,
  type Route,
  type RouteHits,
  type RouteRefusal,
  type RouteResult,
  type RouteUpdate,
  routeKinds,
  updateRoute,
} from "../../core/routes/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import { brokenText, requireIntegration } from "./integrations.ts";
import { failures, idParams, instant, nothing, publicId } from "./schemas.ts";

const tags = ["Routes"];

const kind = z
  .enum(routeKinds)
  .describe(
    "regex: Python's, searched in the payload's JSON text; jinja2: a template that renders true, 1 or ok.",
  );
const expression = z
  .string()
  .min(1)
  .max(4 * maxExpressionLength);
const position = z
  .int()
  .min(0)
  .max(maxRoutes)
  .describe("How many routes come before it; beyond the last means the end.");

const route = z
  .object({
    id: publicId,
    position: z.int().describe("How many routes come before it."),
    is_default: z.boolean().describe("It takes what no other route takes, and is always last."),
    kind,
    expression: z.string().nullable().describe("Null for the default route."),
    alert_groups: z.object({
      count: z.int().describe("Alert groups that it opened and that are still stored, counted up to 1,000."),
      is_more: z.boolean(),
      last_at: instant.nullable().describe("When it opened the newest of them."),
    }),
  })
  .meta({ id: "Route" });

const newRoute = z.object({ kind, expression, position: position.optional() });
const routeChanges = newRoute.partial();
const routeParams = idParams.extend({ route: publicId });

/** The routes of an integration, in the order in which they are tried. */
export function registerIntegrationRoutes(api: Api, ctx: Context): void {
  api.get(
    "/integrations/:id/routes",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List the routes of an integration in order, the default one last",
        params: idParams,
        response: { 200: z.object({ items: z.array(route) }), ...failures },
      },
    },
    async (request) => ({ items: await list(ctx, await requireIntegration(ctx, request.params.id)) }),
  );
  api.post(
    "/integrations/:id/routes",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Make a route, before the default one or where `position` says",
        params: idParams,
        body: newRoute,
        response: { 201: route, ...failures },
      },
    },
    async (request, reply) => {
      const integration = await requireIntegration(ctx, request.params.id);
      const { position: to, ...rest } = request.body;
      const result = await createRoute(ctx, callerOf(request), {
        ...rest,
        integrationId: integration.id,
        position: to === undefined ? { kind: "end" } : { kind: "rank", to },
        channels: channelSettingsSchema.parse({}),
      });
      return reply.code(201).send(await read(ctx, integration, expectSaved(result)));
    },
  );
  registerChanges(api, ctx);
}

function registerChanges(api: Api, ctx: Context): void {
  api.patch(
    "/integrations/:id/routes/:route",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Change or move a route",
        params: routeParams,
        body: routeChanges,
        response: { 200: route, ...failures },
      },
    },
    async (request) => {
      const { integration, found } = await requireRoute(ctx, request.params);
      const { position: to, kind: newKind, expression: text } = request.body;
      const changes: RouteUpdate = {
        ...(newKind === undefined ? {} : { kind: newKind }),
        ...(text === undefined ? {} : { expression: text }),
        ...(to === undefined ? {} : { position: { kind: "rank", to } }),
      };
      if (found.isDefault) refuseDefault(changes);
      const result = await updateRoute(ctx, callerOf(request), found, changes);
      return read(ctx, integration, expectSaved(result));
    },
  );
  api.delete(
    "/integrations/:id/routes/:route",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Delete a route; its alert groups stay",
        params: routeParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      const { found } = await requireRoute(ctx, request.params);
      const result = await deleteRoute(ctx, callerOf(request), found);
      if (result.kind === "refused") throw new AppError("conflict", "The default route cannot be deleted.");
      return reply.code(204).send(null);
    },
  );
}

async function list(ctx: Context, integration: Integration): Promise<z.output<typeof route>[]> {
  const routes = await listRoutesOf(ctx.db, integration.id);
  const hits = await countHits(
    ctx.db,
    routes.map(({ id }) => id),
  );
  return routes.map((one, index) => present(one, index, hits.get(one.id)));
}

async function read(
  ctx: Context,
  integration: Integration,
  { publicId: wanted }: Route,
): Promise<z.output<typeof route>> {
  const routes = await listRoutesOf(ctx.db, integration.id);
  const index = routes.findIndex((one) => one.publicId === wanted);
  const found = routes[index];
  if (!found) throw noSuchRoute();
  return present(found, index, (await countHits(ctx.db, [found.id])).get(found.id));
}

/** @throws AppError `not_found` also for a route of another integration */
async function requireRoute(
  ctx: Context,
  params: z.output<typeof routeParams>,
): Promise<{ integration: Integration; found: Route }> {
  const integration = await requireIntegration(ctx, params.id);
  const found = (await findRoute(ctx.db, params.route))?.route;
  if (found?.integrationId !== integration.id) throw noSuchRoute();
  return { integration, found };
}

function noSuchRoute(): AppError {
  return new AppError("not_found", "The integration has no such route.");
}

function refuseDefault(changes: RouteUpdate): void {
  const [field] = Object.keys(changes);
  if (field === undefined) return;
  const message =
    field === "position"
      ? "The default route is always the last one: it cannot be moved."
      : "The default route takes whatever no other route takes: it has no expression.";
  throw new AppError("conflict", message, { field });
}

function expectSaved(result: RouteResult): Route {
  if (result.kind === "saved") return result.route;
  throw toError(result.refusal);
}

function toError(refusal: RouteRefusal): AppError {
  switch (refusal.reason) {
    case "too_long": {
      const message = `At most ${maxExpressionLength} characters; it has ${refusal.length}.`;
      return new AppError("invalid_input", message, { field: "expression" });
    }
    case "broken_regex":
    case "broken_template":
      return brokenText("expression", refusal.failure);
    case "too_many":
      return new AppError("conflict", `An integration has at most ${maxRoutes} routes.`);
    case "bad_position":
      return new AppError("invalid_input", "There is no such place.", { field: "position" });
  }
}

function present(one: Route, index: number, hits: RouteHits | undefined): z.output<typeof route> {
  const count = hits?.count ?? 0;
  return {
    id: one.publicId,
    position: index,
    is_default: one.isDefault,
    kind: one.kind,
    expression: one.isDefault ? null : one.expression,
    alert_groups: {
      count: Math.min(count, countedUpTo),
      is_more: count > countedUpTo,
      last_at: hits?.lastAt ?? null,
    },
  };
}

const countedUpTo = 1000;
