import type { IntegrationExample } from "../integrations/registry.ts";
import { plainTextAsJson } from "./body.ts";
import type { StoredRequestParts } from "./model.ts";

export interface ExampleRequest {
  contentType: string;
  body: Buffer;
  request: StoredRequestParts;
}

/** An example of a module as intake would have stored it. */
export function toRequest({
  body,
  contentType,
  headers = {},
  query = {},
}: Pick<IntegrationExample, "body" | "contentType" | "headers" | "query">): ExampleRequest {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const parts = { headers: { ...headers }, query: { ...query } };
  const sent = { contentType: contentType ?? "application/json", body: Buffer.from(text) };
  return { ...plainTextAsJson(sent), request: parts };
}
