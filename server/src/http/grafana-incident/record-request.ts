import type { IncomingHttpHeaders } from "node:http";
import type { NewAttachment } from "../../core/incidents/index.ts";
import { isSecretByName, maskBody, maskPairs } from "../../platform/mask-body.ts";
import { isSecretName, maskHeaders, maskText, secretValues } from "../../platform/masking.ts";

export interface ReceivedRequest {
  /** Path and query as they were called. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What is kept of a body; the rest of a longer one is left out. */
const maxKeptBytes = 1024 * 1024;

/** A request as it is attached to an incident: nothing that it was authenticated with, and no field that is a secret by its name. */
export function recordRequest({ url, headers, body }: ReceivedRequest): NewAttachment {
  const texts = toTexts(headers);
  const secrets = [...secretValues(texts, querySecrets(url))];
  const shown = Object.entries(maskHeaders(texts)).map(([name, value]) => [name, maskText(value, secrets)]);
  const text = body.subarray(0, maxKeptBytes).toString("utf8");
  return {
    kind: "request",
    url: maskText(maskQuery(url), secrets),
    headers: Object.fromEntries(shown),
    body: maskText(maskBody(texts["content-type"] ?? "", text, isSecretByName), secrets),
    bodyBytes: body.length,
  };
}

function toTexts(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

function maskQuery(url: string): string {
  const start = url.indexOf("?");
  return start < 0 ? url : url.slice(0, start) + maskPairs(url.slice(start), isSecretName);
}

function querySecrets(url: string): string[] {
  const start = url.indexOf("?");
  if (start < 0) return [];
  return [...new URLSearchParams(url.slice(start))]
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value);
}
