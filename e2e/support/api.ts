import createClient, { type Client } from "openapi-fetch";
import type { BrowserContext } from "playwright-core";
import type { paths } from "../../web/src/api/schema.d.ts";

export type Api = Client<paths>;

/** The documented API with an admin's token, typed as the console sees it. */
export function createApi(origin: string, token: string): Api {
  return createClient<paths>({ baseUrl: origin, headers: { authorization: `Bearer ${token}` } });
}

/** @throws Error when the server refused; an answer without content is undefined */
export async function unwrap<Data>(answer: Promise<{ data?: Data; error?: unknown; response: Response }>) {
  const { data, error, response } = await answer;
  if (!response.ok) throw new Error(`${response.status} ${response.url}: ${JSON.stringify(error)}`);
  return data as Data;
}

/** Makes a person who may do everything, and one session. @returns what gives it to a browser */
export async function newAdmin(api: Api, origin: string, username: string) {
  const user = await unwrap(api.POST("/api/v2/users", { body: { username, role: "admin" } }));
  const params = { path: { id: user.id } };
  const link = await unwrap(api.POST("/api/v2/users/{id}/sign-in-link", { params }));
  const answer = await fetch(`${origin}/api/v2/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ link_token: new URL(link.url).searchParams.get("token") }),
  });
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(answer.headers.get("set-cookie") ?? "") ?? [];
  if (name === undefined || value === undefined) throw new Error(`no session: ${answer.status}`);
  return (context: BrowserContext): Promise<void> => context.addCookies([{ name, value, url: origin }]);
}
