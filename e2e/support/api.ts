import createClient, { type Client } from "openapi-fetch";
import type { BrowserContext } from "playwright-core";
import type { paths } from "../../web/src/api/schema.d.ts";

export type Api = Client<paths>;

/** The documented API with an admin's token, typed as the console sees it. */
export function createApi(origin: string, token: string): Api {
  return createClient<paths>({ baseUrl: origin, headers: { authorization: `Bearer ${token}` } });
}

/** @throws Error when the server refused */
export async function unwrap<Data>(answer: Promise<{ data?: Data; error?: unknown }>): Promise<Data> {
  const { data, error } = await answer;
  if (data === undefined) throw new Error(`refused: ${JSON.stringify(error)}`);
  return data;
}

/** Makes a person who may do everything. @returns what signs a browser in as that person */
export async function newAdmin(api: Api, origin: string, username: string) {
  const user = await unwrap(api.POST("/api/v2/users", { body: { username, role: "admin" } }));
  return async (context: BrowserContext): Promise<void> => {
    const params = { path: { id: user.id } };
    const { url } = await unwrap(api.POST("/api/v2/users/{id}/sign-in-link", { params }));
    const data = { link_token: new URL(url).searchParams.get("token") };
    const answer = await context.request.post(`${origin}/api/v2/session`, { data });
    if (!answer.ok()) throw new Error(`no session: ${answer.status()} ${await answer.text()}`);
  };
}
