import { request } from "undici";

/** Calls the public API of the server under test as its admin. */
export interface ApiClient {
  /** @throws Error when the server does not answer, or answers with another status than 2xx */
  call(method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<unknown>;
}

const patienceMs = 10_000;

export function createApiClient(origin: () => string, token: string): ApiClient {
  return {
    async call(method, path, body) {
      const answer = await request(`${origin()}/api/v1${path}`, {
        method,
        headers: {
          authorization: token,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headersTimeout: patienceMs,
        bodyTimeout: patienceMs,
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
      return text === "" ? undefined : JSON.parse(text);
    },
  };
}

/** A text of an answer whose shape the API promises. */
export function textField(value: unknown, name: string): string {
  const found = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  if (typeof found !== "string") throw new Error(`the answer has no text "${name}"`);
  return found;
}
