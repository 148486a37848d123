import { z } from "zod";
import type { Context } from "../../core/context.ts";
import {
  createIntegration,
  deleteIntegration,
  findIntegration,
  type Integration,
  type IntegrationRefusal,
  type IntegrationResult,
  type IntegrationUpdate,
  isLegacyType,
  updateIntegration,
} from "../../core/integrations/index.ts";
import { findListedIntegration, listNewestIntegrations } from "../../core/integrations/listing-store.ts";
import { findTeam } from "../../core/people/index.ts";
import type { SlotName, TemplateFailure } from "../../core/templates/index.ts";
import { AppError } from "../../platform/errors.ts";
import { type Api, callerOf } from "./access.ts";
import {
  integration,
  integrationChanges,
  integrationType,
  newIntegration,
  presentIntegration,
  presentTypes,
} from "./integration-schemas.ts";
import { pageById } from "./paging.ts";
import { failures, idParams, nothing, pageOf, pageQuery } from "./schemas.ts";

const tags = ["Integrations"];
const listQuery = pageQuery.extend({
  q: z.string().trim().max(100).optional().describe("Text in the name or in the type."),
});

export function registerIntegrations(api: Api, ctx: Context): void {
  api.get(
    "/integration-types",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List the monitoring tools that integrations can be made for",
        response: { 200: z.object({ items: z.array(integrationType) }), ...failures },
      },
    },
    async () => ({ items: presentTypes(ctx) }),
  );
  api.get(
    "/integrations",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "List integrations",
        querystring: listQuery,
        response: { 200: pageOf(integration), ...failures },
      },
    },
    (request) =>
      pageById(
        request.query,
        (slice) => listNewestIntegrations(ctx.db, { text: request.query.q }, slice),
        (row) => presentIntegration(ctx, row),
      ),
  );
  api.get(
    "/integrations/:id",
    {
      config: { role: "viewer" },
      schema: {
        tags,
        summary: "Get an integration",
        params: idParams,
        response: { 200: integration, ...failures },
      },
    },
    (request) => read(ctx, request.params.id),
  );
  registerWrites(api, ctx);
}

function registerWrites(api: Api, ctx: Context): void {
  api.post(
    "/integrations",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Make an integration",
        body: newIntegration,
        response: { 201: integration, ...failures },
      },
    },
    async (request, reply) => {
      const { type } = request.body;
      refuseHiddenType(ctx, type);
      const input = { type, ...(await toChanges(ctx, request.body)) };
      const saved = expectSaved(ctx, await createIntegration(ctx, callerOf(request), input), input);
      return reply.code(201).send(await read(ctx, saved.publicId));
    },
  );
  api.patch(
    "/integrations/:id",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Change an integration",
        params: idParams,
        body: integrationChanges,
        response: { 200: integration, ...failures },
      },
    },
    async (request) => {
      const present = await requireIntegration(ctx, request.params.id);
      const changes = await toChanges(ctx, request.body);
      expectSaved(ctx, await updateIntegration(ctx, callerOf(request), present, changes), changes);
      return read(ctx, present.publicId);
    },
  );
  api.delete(
    "/integrations/:id",
    {
      config: { role: "admin" },
      schema: {
        tags,
        summary: "Delete an integration; its alert groups stay",
        params: idParams,
        response: { 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      await deleteIntegration(ctx, callerOf(request), await requireIntegration(ctx, request.params.id));
      return reply.code(204).send(null);
    },
  );
}

/** OnCall's API goes on making them, for clients that bring them over. */
function refuseHiddenType(ctx: Context, type: string): void {
  const module = ctx.integrationTypes.find(type);
  if (!module?.isHidden || isLegacyType(type)) return;
  throw new AppError(
    "invalid_input",
    `Integrations of type "${type}" (${module.title}) are not made by people. GET /api/v2/integration-types lists those that are.`,
    { field: "type" },
  );
}

/** @throws AppError `not_found` */
export async function requireIntegration(ctx: Context, id: string): Promise<Integration> {
  const found = await findIntegration(ctx.db, id);
  if (!found) throw noSuchIntegration();
  return found;
}

async function read(ctx: Context, id: string): Promise<z.output<typeof integration>> {
  const row = await findListedIntegration(ctx.db, id);
  if (!row) throw noSuchIntegration();
  return presentIntegration(ctx, row);
}

function noSuchIntegration(): AppError {
  return new AppError("not_found", "There is no such integration.");
}

async function toChanges(
  ctx: Context,
  body: z.output<typeof integrationChanges>,
): Promise<IntegrationUpdate> {
  const { name, description, team_id: teamId, templates, labels, dynamic_labels: dynamicLabels } = body;
  refuseBrokenLabels(ctx, dynamicLabels ?? []);
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { descriptionShort: description }),
    ...(teamId === undefined ? {} : { team: await findTeamOf(ctx, teamId) }),
    ...(templates === undefined ? {} : { templates }),
    ...(labels === undefined ? {} : { labels }),
    ...(dynamicLabels === undefined ? {} : { dynamicLabels }),
  };
}

/** One that cannot be read would be left out of every alert. */
function refuseBrokenLabels(ctx: Context, dynamicLabels: readonly { value: string }[]): void {
  for (const [at, { value }] of dynamicLabels.entries()) {
    const failure = ctx.templates.check("jinja", value);
    if (failure) throw brokenText(`dynamic_labels.${at}.value`, failure);
  }
}

async function findTeamOf(
  ctx: Context,
  teamId: string | null,
): Promise<Exclude<IntegrationUpdate["team"], undefined>> {
  if (teamId === null) return null;
  const team = await findTeam(ctx.db, teamId);
  if (!team) throw new AppError("invalid_input", "There is no such team.", { field: "team_id" });
  return { id: team.id, publicId: team.publicId };
}

function expectSaved(ctx: Context, result: IntegrationResult, input: IntegrationUpdate): Integration {
  if (result.kind === "saved") return result.integration;
  throw toError(ctx, result.refusal, input);
}

function toError(ctx: Context, refusal: IntegrationRefusal, input: IntegrationUpdate): AppError {
  switch (refusal.reason) {
    case "unknown_type":
      return new AppError("invalid_input", "There is no such type of integration.", { field: "type" });
    case "deprecated_type":
      return new AppError("invalid_input", "Integrations of this type are not made any more.", {
        field: "type",
      });
    case "name_taken":
      return new AppError("conflict", "The team has an integration of this name already.", {
        field: "name",
      });
    case "broken_template":
      return brokenTemplate(ctx, refusal.slot, input);
  }
}

function brokenTemplate(ctx: Context, slot: SlotName, { templates }: IntegrationUpdate): AppError {
  const field = `templates.${slot}`;
  const failure = ctx.templates.check("jinja", templates?.[slot] ?? "");
  return failure
    ? brokenText(field, failure)
    : new AppError("invalid_input", "This is no template.", { field });
}

/** Refuses a template or an expression, with the place of its mistake. */
export function brokenText(field: string, failure: TemplateFailure): AppError {
  const { line, column, hint, message } = failure;
  const text = `Line ${line}, column ${column}: ${message}`;
  return new AppError("invalid_input", text, { field, place: { line, column, hint } });
}
