import {
  createWebhook,
  deleteWebhook,
  findWebhook,
  listWebhooks,
  updateWebhook,
  type Webhook,
  type WebhookUpdate,
} from "../../core/outgoing-webhooks/index.ts";
import { type Answer, type ApiRequest, created, deleted, type Endpoint, ok } from "./endpoint.ts";
import { isRecord } from "./fields.ts";
import { answerPage, readPageRequest } from "./pagination.ts";
import { readParameter, readTeamFilter } from "./query.ts";
import { notFound } from "./refusals.ts";
import {
  readWebhook,
  realChanges,
  refusedWebhook,
  secretMask,
  toNewWebhook,
  withoutDecidedFields,
} from "./webhook-fields.ts";
import { listResponses } from "./webhook-responses.ts";

export const webhookEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/webhooks", role: "viewer", handle: (request) => listAll(request, present) },
  { method: "POST", path: "/webhooks", role: "admin", handle: create },
  {
    method: "GET",
    path: "/webhooks/:id",
    role: "viewer",
    handle: async (request) => ok(present(await find(request))),
  },
  { method: "PUT", path: "/webhooks/:id", role: "admin", handle: update },
  { method: "PATCH", path: "/webhooks/:id", role: "admin", handle: update },
  { method: "DELETE", path: "/webhooks/:id", role: "admin", handle: remove },
  {
    method: "GET",
    path: "/webhooks/:id/responses",
    role: "viewer",
    handle: async (request) => listResponses(request, await find(request)),
  },
];

const pageSize = 50;

async function create(request: ApiRequest): Promise<Answer> {
  const body = await request.readBody();
  const isSimple = isRecord(body) && body.preset === "simple_webhook";
  const required = isSimple
    ? (["name", "url"] as const)
    : (["name", "url", "http_method", "trigger_type"] as const);
  const sent = withoutDecidedFields(body, isSimple);
  return created(
    present(await make(request, await readWebhook(request, sent, { required, isTeamReset: true }))),
  );
}

async function update(request: ApiRequest): Promise<Answer> {
  const webhook = await find(request);
  const sent = withoutDecidedFields(await request.readBody(), webhook.preset === "simple_webhook");
  const isTeamReset = request.method === "PUT";
  const changes = await readWebhook(request, sent, { required: [], isTeamReset });
  return ok(present(await change(request, webhook, changes)));
}

/** One page of webhooks, each shown by `show`. */
export async function listAll<Shown>(
  request: ApiRequest,
  show: (webhook: Webhook) => Shown,
): Promise<Answer> {
  const { ctx, caller, query, address } = request;
  const name = readParameter(query, "name");
  const team = await readTeamFilter(request);
  const filter = {
    dialect: "oncall" as const,
    ...(name === undefined ? {} : { name }),
    ...(team === undefined ? {} : { teamId: team?.id ?? null }),
  };
  const page = readPageRequest(address, pageSize);
  const fetch = (slice: Parameters<typeof listWebhooks>[3]) => listWebhooks(ctx, caller, filter, slice);
  return ok(await answerPage(page, fetch, (webhooks) => webhooks.map(show)));
}

/** @throws Refusal 400 */
export async function make(request: ApiRequest, given: WebhookUpdate): Promise<Webhook> {
  const result = await createWebhook(request.ctx, request.caller, toNewWebhook(given));
  if (result.kind === "refused") throw refusedWebhook(result.refusal);
  return result.webhook;
}

/** @throws Refusal 400 */
export async function change(
  request: ApiRequest,
  webhook: Webhook,
  changes: WebhookUpdate,
): Promise<Webhook> {
  const isDecided = webhook.preset === "simple_webhook";
  const result = await updateWebhook(
    request.ctx,
    request.caller,
    webhook,
    isDecided ? realChanges(webhook, changes) : changes,
  );
  if (result.kind === "refused") throw refusedWebhook(result.refusal);
  return result.webhook;
}

export async function remove(request: ApiRequest): Promise<Answer> {
  await deleteWebhook(request.ctx, request.caller, await find(request));
  return deleted;
}

/** A webhook of OnCall's form; the API has no words for the others. @throws Refusal 404 */
export async function find({ ctx, caller, id }: ApiRequest): Promise<Webhook> {
  const webhook = await findWebhook(ctx, caller, id);
  if (webhook?.dialect !== "oncall") throw notFound();
  return webhook;
}

/** The fields that webhooks and the older actions share, under the names of webhooks. */
export function present(webhook: Webhook) {
  return {
    id: webhook.publicId,
    name: webhook.name,
    is_webhook_enabled: webhook.isEnabled,
    team: webhook.teamPublicId,
    data: webhook.data,
    username: webhook.username,
    password: webhook.hasPassword ? secretMask : null,
    authorization_header: webhook.hasAuthorizationHeader ? secretMask : null,
    trigger_template: webhook.triggerTemplate,
    headers: webhook.headers,
    url: webhook.url,
    forward_all: webhook.forwardAll,
    http_method: webhook.httpMethod,
    trigger_type: webhook.triggerType,
    integration_filter: webhook.integrationFilter.length === 0 ? null : webhook.integrationFilter,
    preset: webhook.preset,
  };
}
