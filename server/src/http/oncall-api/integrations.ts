import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { mailAddress } from "../../core/inbound-mail/index.ts";
import {
  createIntegration,
  deleteIntegration,
  findIntegration,
  type Integration,
  type IntegrationRefusal,
  type IntegrationUpdate,
  integrationUrl,
  type Label,
  listIntegrations,
  maxDescriptionLength,
  maxNameLength,
  publicType,
  updateIntegration,
} from "../../core/integrations/index.ts";
import { findWindows, type MaintenanceWindow } from "../../core/maintenance/index.ts";
import { findDefaultRoutes, type Route } from "../../core/routes/index.ts";
import { readChannels } from "./channels.ts";
import { type Answer, type ApiRequest, created, deleted, type Endpoint, ok } from "./endpoint.ts";
import { escalationChainReference, requireNoChain } from "./escalation-chain.ts";
import {
  type Field,
  type FieldValues,
  nullable,
  readFields,
  record,
  reference,
  refuseField,
  text,
} from "./fields.ts";
import { brokenTemplate, presentTemplates, readTemplates } from "./integration-templates.ts";
import { presentMaintenance } from "./maintenance-fields.ts";
import { answerPage, readPageRequest } from "./pagination.ts";
import { findNamedTeam, readParameter, readTeamFilter } from "./query.ts";
import { badRequest, notFound, type Refusal } from "./refusals.ts";
import { presentDefaultRoute } from "./routes.ts";

export const integrationEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/integrations", role: "viewer", handle: list },
  { method: "POST", path: "/integrations", role: "admin", handle: create },
  { method: "GET", path: "/integrations/:id", role: "viewer", handle: retrieve },
  { method: "PUT", path: "/integrations/:id", role: "admin", handle: update },
  { method: "PATCH", path: "/integrations/:id", role: "admin", handle: update },
  { method: "DELETE", path: "/integrations/:id", role: "admin", handle: remove },
];

const pageSize = 50;

const namedSchema = z.object({ name: z.string() });
const labelsSchema = z.array(z.object({ key: namedSchema, value: namedSchema }));

/** Labels in the form of OnCall's cloud, which the Terraform provider sends. */
const labels: Field<Label[]> = (value) => {
  const read = labelsSchema.safeParse(value ?? []);
  if (!read.success) return refuseField('Expected a list of {"key": {"name": ""}, "value": {"name": ""}}.');
  return read.data.map(({ key, value: { name } }) => ({ key: key.name, value: name }));
};

const fields = {
  name: text({ maxLength: maxNameLength }),
  description_short: nullable(text({ maxLength: maxDescriptionLength, mayBeBlank: true })),
  team_id: reference,
  templates: record,
  default_route: record,
  labels,
  dynamic_labels: labels,
};
type Values = FieldValues<typeof fields>;

const createFields = { type: text(), ...fields };

async function list(request: ApiRequest): Promise<Answer> {
  const { ctx, query, address } = request;
  const name = readParameter(query, "name");
  const team = await readTeamFilter(request);
  const filter = {
    ...(name === undefined ? {} : { name }),
    ...(team === undefined ? {} : { teamId: team?.id ?? null }),
  };
  const page = readPageRequest(address, pageSize);
  const fetch = (slice: Parameters<typeof listIntegrations>[2]) => listIntegrations(ctx.db, filter, slice);
  return ok(await answerPage(page, fetch, (integrations) => presentAll(request, integrations)));
}

async function retrieve(request: ApiRequest): Promise<Answer> {
  const [presented] = await presentAll(request, [await findRequested(request)]);
  return ok(presented);
}

async function create(request: ApiRequest): Promise<Answer> {
  const values = readFields(await request.readBody(), createFields, ["type"]);
  const type = values.type ?? "";
  const result = await createIntegration(request.ctx, request.caller, {
    type,
    ...(await toUpdate(request, values)),
  });
  if (result.kind === "refused") throw worded(result.refusal);
  return created(present(request, result.integration, result.defaultRoute, undefined));
}

/** PUT and PATCH alike change what is given; the type never changes. */
async function update(request: ApiRequest): Promise<Answer> {
  const integration = await findRequested(request);
  const values = readFields(await request.readBody(), fields);
  const changes = await toUpdate(request, values);
  const result = await updateIntegration(request.ctx, request.caller, integration, changes);
  if (result.kind === "refused") throw worded(result.refusal);
  const [presented] = await presentAll(request, [result.integration]);
  return ok(presented);
}

async function remove(request: ApiRequest): Promise<Answer> {
  await deleteIntegration(request.ctx, request.caller, await findRequested(request));
  return deleted;
}

/** @throws Refusal 404 */
export async function findRequested({ ctx, id }: ApiRequest): Promise<Integration> {
  const integration = await findIntegration(ctx.db, id);
  if (!integration) throw notFound();
  return integration;
}

async function toUpdate(request: ApiRequest, values: Values): Promise<IntegrationUpdate> {
  const { name, description_short, team_id, templates, default_route, labels, dynamic_labels } = values;
  return {
    ...(name === undefined ? {} : { name }),
    ...(description_short === undefined ? {} : { descriptionShort: description_short }),
    ...(team_id === undefined ? {} : { team: await findNamedTeam(request, "team_id", team_id) }),
    ...(templates === undefined ? {} : { templates: readTemplates(templates) }),
    ...(default_route === undefined ? {} : { defaultRoute: readDefaultRoute(default_route) }),
    ...(labels === undefined ? {} : { labels }),
    ...(dynamic_labels === undefined ? {} : { dynamicLabels: dynamic_labels }),
  };
}

/** Only chain and chat of the default route can be written; its id is ignored. */
function readDefaultRoute(written: Record<string, unknown>): NonNullable<IntegrationUpdate["defaultRoute"]> {
  const { escalation_chain_id } = readFields(written, { escalation_chain_id: escalationChainReference });
  requireNoChain(escalation_chain_id);
  return { channels: readChannels(written) };
}

function worded(refusal: IntegrationRefusal): Refusal {
  switch (refusal.reason) {
    case "unknown_type":
      return badRequest("Invalid integration type");
    case "deprecated_type":
      return badRequest("This integration type is deprecated");
    case "name_taken":
      return badRequest("An integration with this name already exists for this team");
    case "broken_template":
      return brokenTemplate(refusal.slot);
  }
}

/** Integrations as clients see them, with what belongs to them. */
export async function presentAll(request: ApiRequest, integrations: readonly Integration[]) {
  const ids = integrations.map((integration) => integration.id);
  const routes = await findDefaultRoutes(request.ctx.db, ids);
  const windows = await findWindows(request.ctx.db, ids);
  return integrations.map((integration) =>
    present(request, integration, routes.get(integration.id), windows.get(integration.id)),
  );
}

function present(
  { ctx }: ApiRequest,
  integration: Integration,
  defaultRoute: Route | undefined,
  window: MaintenanceWindow | undefined,
) {
  return {
    ...presentMaintenance(window),
    id: integration.publicId,
    name: integration.name,
    description_short: integration.descriptionShort,
    team_id: integration.team?.publicId ?? null,
    link: integrationUrl(ctx.publicUrl, integration),
    inbound_email: presentMailAddress(ctx.mailDomain, integration),
    type: publicType(integration.type),
    default_route: defaultRoute ? presentDefaultRoute(defaultRoute) : null,
    templates: presentTemplates(integration.templates),
    heartbeat: presentHeartbeat(ctx, integration),
    labels: integration.labels.map(presentLabel),
    dynamic_labels: integration.dynamicLabels.map(presentLabel),
  };
}

/** Only the types that OnCall gave one show it; others may be pinged at the same place. */
function presentHeartbeat({ integrationTypes, publicUrl }: Context, integration: Integration) {
  const link = integrationUrl(publicUrl, integration);
  if (link === null || !integrationTypes.find(integration.type)?.heartbeatPayload) return null;
  return { link: `${link}heartbeat/` };
}

function presentMailAddress(domain: string | undefined, { type, token }: Integration): string | null {
  return type === "inbound_email" && domain !== undefined ? mailAddress(token, domain) : null;
}

function presentLabel({ key, value }: Label) {
  return { key: { name: key }, value: { name: value } };
}
