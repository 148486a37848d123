import { queryOptions, useQuery } from "@tanstack/react-query";
import { ApiError, basePath, csrfHeaders, problemIn, setCsrfToken, unreachable } from "./client.ts";
import type { components } from "./schema.d.ts";

export type Session = components["schemas"]["Session"];
export type Role = Session["role"];

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: fetchSession,
  staleTime: 5 * 60_000,
  retry: false,
});

/** The session of somebody who is signed in. Only views behind the sign-in may ask. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("A view for people who are signed in was shown without a session.");
  return data;
}

const ranks: Readonly<Record<Role, number>> = { viewer: 0, responder: 1, editor: 2, admin: 3 };

/** Whether whoever is signed in has at least this role. */
export function useHasRole(role: Role): boolean {
  return ranks[useSession().role] >= ranks[role];
}

/** What somebody can sign in with. */
export type Credentials =
  | { link_token: string }
  | { username: string; password: string }
  | { api_token: string };

/** Begins a session; the cookie comes with the answer. */
export async function beginSession(credentials: Credentials): Promise<void> {
  await send("POST", credentials);
}

/** Ends the session of this browser. */
export async function endSession(): Promise<void> {
  await send("DELETE");
}

/** Ends every session of whoever is signed in, on all devices. */
export async function endSessionsEverywhere(): Promise<void> {
  await send("DELETE", undefined, "/all");
}

async function fetchSession(): Promise<Session | null> {
  const response = await send("GET").catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  });
  if (!response) return null;
  const session = (await response.json()) as Session;
  setCsrfToken(session.csrf_token);
  return session;
}

async function send(method: string, body?: unknown, path = ""): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (method !== "GET") Object.assign(headers, csrfHeaders());
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${basePath}api/v2/session${path}`, init).catch(() => {
    throw unreachable();
  });
  if (response.ok) return response;
  throw new ApiError(response.status, problemIn(await response.json().catch(() => null)));
}
