import createClient from "openapi-fetch";
import type { paths } from "./schema.d.ts";

/** Where the console is served, with a slash at the end: the server writes it into `<base>`. */
export const basePath = new URL(document.baseURI).pathname;

/** What the server refused, or that it could not be reached (status 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** The field of the request that is at fault, as a path with dots. */
  readonly field: string | undefined;

  constructor(status: number, problem: { code?: string; message?: string; field?: string }) {
    super(problem.message ?? `The server answered with status ${status}.`);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? "unknown";
    this.field = problem.field;
  }
}

let csrfToken: string | undefined;

/** The session tells it; every write carries it from then on. */
export function setCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** What shows the server that a write comes from its own console. */
export function csrfHeaders(): Record<string, string> {
  return csrfToken === undefined ? {} : { "x-csrf-token": csrfToken };
}

export const api = createClient<paths>({
  baseUrl: basePath.replace(/\/$/, ""),
  headers: { accept: "application/json" },
});

api.use({
  onRequest({ request }) {
    if (request.method === "GET") return request;
    for (const [name, value] of Object.entries(csrfHeaders())) request.headers.set(name, value);
    return request;
  },
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The body of an answer; a refusal is thrown as ApiError. */
export async function unwrap<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw unreachable();
  });
  if (!response.ok) throw new ApiError(response.status, problemIn(error));
  return data as Data;
}

export function unreachable(): ApiError {
  return new ApiError(0, { code: "unreachable", message: "The server cannot be reached. Is it running?" });
}

/** What an answer of the API says is wrong. */
export function problemIn(body: unknown): { code?: string; message?: string; field?: string } {
  if (typeof body !== "object" || body === null || !("error" in body)) return {};
  const { error } = body;
  return typeof error === "object" && error !== null ? error : {};
}
