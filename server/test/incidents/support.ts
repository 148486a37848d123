import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll } from "vitest";
import { createAuthenticate } from "../../src/http/authentication.ts";
import { registerGrafanaIncident } from "../../src/http/grafana-incident/index.ts";
import { adminToken, newIntegration, receive, type World } from "../api/support.ts";

export const hookPath = "/api/experimental/incoming-webhooks/grafana.incident.create";
export const pluginPath = `/api/plugins/grafana-incident-app/resources${hookPath}`;

export interface Sent {
  query?: string;
  path?: string;
  token?: string | null;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface HookAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a client reads from JSON
  body: any;
  headers: Record<string, unknown>;
}

export interface Hook {
  app: FastifyInstance;
  /** Sends to the incoming webhook by the token of a service account. */
  send(sent: Sent): Promise<HookAnswer>;
  /** The token that `send` uses when it is given none. */
  token: string;
}

/** The incoming webhook over the database of a world, with a service account to call it. */
export function useHook(world: World): Hook {
  const hook = {} as Hook;
  beforeAll(async () => {
    const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } });
    const authenticate = createAuthenticate(world.ctx, adminToken);
    registerGrafanaIncident(app, world.ctx, { prefix: "", authenticate });
    await app.ready();
    const { token } = await newServiceAccount(world, "prtg");
    Object.assign(hook, { app, token, send: senderOf(app, token) });
  });
  afterAll(() => hook.app.close());
  return hook;
}

function senderOf(app: FastifyInstance, standardToken: string): Hook["send"] {
  return async ({ query = "", path = hookPath, token = standardToken, headers = {}, body }) => {
    const response = await app.inject({
      method: "POST",
      url: path + query,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: response.statusCode, body: response.json(), headers: response.headers };
  };
}

export async function newServiceAccount(
  world: World,
  name: string,
  role = "responder",
): Promise<{ id: string; tokenId: string; token: string }> {
  const account = await world.call("POST", "/service-accounts", { body: { name, role } });
  const made = await world.call("POST", `/service-accounts/${account.body.id}/tokens`, {
    body: { name: "hook" },
  });
  return { id: account.body.id, tokenId: made.body.id, token: made.body.token };
}

/** Public id of a new alert group. */
export async function newGroup(world: World, title: string): Promise<string> {
  const integration = await newIntegration(world.ctx, { name: `for ${title}` });
  await receive(world.ctx, integration, { title });
  const { body } = await world.call("GET", `/alert-groups?q=${encodeURIComponent(title)}`);
  return body.items[0].id;
}
