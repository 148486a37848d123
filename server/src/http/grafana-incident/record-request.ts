import type { IncomingHttpHeaders } from "node:http";
import type { NewAttachment } from "../../core/incidents/index.ts";
import {
  isSecretName,
  mask,
  maskHeaders,
  maskText,
  secretValues,
} from "../../core/outgoing-webhooks/masking.ts";

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
    body: maskText(maskFields(texts["content-type"] ?? "", text), secrets),
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

/** The pairs of a form or a query, spelled as they came. */
const pairs = /([^&=?#]+)=([^&#]*)/g;

function maskQuery(url: string): string {
  const start = url.indexOf("?");
  return start < 0 ? url : url.slice(0, start) + maskPairs(url.slice(start));
}

function maskPairs(text: string): string {
  return text.replace(pairs, (pair, name: string) => (isSecretName(decode(name)) ? `${name}=${mask}` : pair));
}

function querySecrets(url: string): string[] {
  const start = url.indexOf("?");
  if (start < 0) return [];
  return [...new URLSearchParams(url.slice(start))]
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function maskFields(contentType: string, body: string): string {
  return contentType.toLowerCase().includes("x-www-form-urlencoded") && !/^\s*[{[]/.test(body)
    ? maskPairs(body)
    : maskMembers(body);
}

/**
 * Text by text, so that a match never begins inside of one; a name with a text as its value is matched as a whole. What
 * is not closed ends with the body: a match that failed there would be tried again from every quote.
 */
const members = /"([^"\\]*(?:\\(?:.|$)[^"\\]*)*)(?:"|$)(?:(\s*:\s*)"[^"\\]*(?:\\(?:.|$)[^"\\]*)*(?:"|$))?/gs;

/** Masks the texts of JSON members with secret names, and leaves everything else as it was spelled. */
function maskMembers(json: string): string {
  return json.replace(members, (member, name: string, colon: string | undefined) =>
    colon !== undefined && isSecretName(name) ? `"${name}"${colon}"${mask}"` : member,
  );
}
