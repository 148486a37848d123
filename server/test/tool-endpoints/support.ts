import type { TestApp } from "../support/test-app.ts";

interface Result {
  action: string;
  dedupKey: string | null;
  alertGroup: { id: string; url: string };
}

/** Fields of the answers that tests follow up on; each test says first which answer it expects. */
interface AnswerBody {
  result: Result;
  results: Result[];
  dedup_key: string;
  requestId: string;
  items: { changed_at: string; payload: string }[];
  data: { alertId: string; tinyId: string };
}

export interface Answer {
  status: number;
  headers: Headers;
  body: AnswerBody;
}

/** Sends to the server as a tool would; an object as JSON, a text or form as it is. */
export async function call(
  app: TestApp,
  path: string,
  {
    method = "POST",
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
  const isPlain =
    body === undefined || typeof body === "string" || body instanceof FormData || Buffer.isBuffer(body);
  const type = isPlain ? {} : { "content-type": "application/json" };
  const sent = isPlain ? (body as string | FormData | undefined) : JSON.stringify(body);
  const response = await fetch(app.url + path, {
    method,
    headers: { ...type, ...headers },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(text || "null") as AnswerBody,
  };
}
