import type { Webhook } from "../../core/outgoing-webhooks/index.ts";
import { type Answer, type ApiRequest, created, type Endpoint, ok } from "./endpoint.ts";
import { isRecord } from "./fields.ts";
import { Refusal } from "./refusals.ts";
import { readWebhook } from "./webhook-fields.ts";
import { change, find, listAll, make, present, remove } from "./webhooks.ts";

/** The older name of webhooks. OnCall lets every role write here; ours asks for the same role as for webhooks. */
export const actionEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/actions", role: "viewer", handle: (request) => listAll(request, presentAction) },
  { method: "POST", path: "/actions", role: "admin", handle: create },
  {
    method: "GET",
    path: "/actions/:id",
    role: "viewer",
    handle: async (request) => ok(presentAction(await find(request))),
  },
  { method: "PUT", path: "/actions/:id", role: "admin", handle: update },
  { method: "PATCH", path: "/actions/:id", role: "admin", handle: update },
  { method: "DELETE", path: "/actions/:id", role: "admin", handle: remove },
];

/** Fields of an action that webhooks call otherwise. */
const webhookNames = new Map([
  ["team_id", "team"],
  ["user", "username"],
  ["forward_whole_payload", "forward_all"],
]);
const actionNames = new Map([...webhookNames].map(([action, webhook]) => [webhook, action]));
const webhooksOnly = new Set([...webhookNames.values(), "preset"]);

async function create(request: ApiRequest): Promise<Answer> {
  const body = toWebhookNames(await request.readBody());
  const options = { required: ["name", "url"] as const, isTeamReset: true };
  return created(
    presentAction(await inActionNames(async () => make(request, await readWebhook(request, body, options)))),
  );
}

async function update(request: ApiRequest): Promise<Answer> {
  const webhook = await find(request);
  const body = toWebhookNames(await request.readBody());
  const options = { required: [], isTeamReset: request.method === "PUT" };
  const changed = await inActionNames(async () =>
    change(request, webhook, await readWebhook(request, body, options)),
  );
  return ok(presentAction(changed));
}

function toWebhookNames(body: unknown): unknown {
  if (!isRecord(body)) return body;
  const known = Object.entries(body).filter(([name]) => !webhooksOnly.has(name));
  return Object.fromEntries(known.map(([name, value]) => [webhookNames.get(name) ?? name, value]));
}

/** Refusals name the fields as the client knows them. */
async function inActionNames<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Refusal) || !isRecord(error.body)) throw error;
    const entries = Object.entries(error.body).map(([name, value]) => [actionNames.get(name) ?? name, value]);
    throw new Refusal(error.status, Object.fromEntries(entries));
  }
}

function presentAction(webhook: Webhook) {
  const { team, username, forward_all, ...rest } = present(webhook);
  return {
    id: rest.id,
    name: rest.name,
    is_webhook_enabled: rest.is_webhook_enabled,
    team_id: team,
    user: username,
    data: rest.data,
    password: rest.password,
    authorization_header: rest.authorization_header,
    trigger_template: rest.trigger_template,
    headers: rest.headers,
    url: rest.url,
    forward_whole_payload: forward_all,
    http_method: rest.http_method,
    trigger_type: rest.trigger_type,
    integration_filter: rest.integration_filter,
  };
}
