import { z } from "zod";
import type { KeptRequest } from "../../core/intake/diagnosis-store.ts";
import type { StoredRequestParts } from "../../core/intake/model.ts";
import type { IntegrationModule } from "../../core/integrations/registry.ts";
import { maskBody } from "../../platform/mask-body.ts";
import { isSecretParameter, mask, maskHeaders } from "../../platform/masking.ts";
import { instant } from "./schemas.ts";

const texts = z.record(z.string(), z.string());

export const keptRequest = z
  .object({
    id: z.int(),
    received_at: instant,
    content_type: z.string(),
    body: z.string().describe("The first 64 KB, the fields that its type declares secret masked."),
    body_encoding: z.enum(["utf-8", "base64"]),
    body_bytes: z.int().describe("Length of the whole body."),
    reason: z.string(),
  })
  .meta({ id: "KeptRequest" });

export const requestParts = z.object({
  headers: texts.describe("Those that the integration's type reads; secrets masked."),
  query: texts.describe("Secrets masked."),
});

type Module = IntegrationModule | undefined;

/** Whoever may see what a tool has sent may not see the keys it came with. What is stored stays whole, to be replayed. */
export function presentKeptRequest(module: Module, row: KeptRequest): z.output<typeof keptRequest> {
  const shown = maskSecrets(module, row);
  const text = readText(shown);
  return {
    id: row.id,
    received_at: row.receivedAt,
    content_type: row.contentType,
    body: text ?? shown.toString("base64"),
    body_encoding: text === undefined ? "base64" : "utf-8",
    body_bytes: row.bodyBytes,
    reason: row.reason,
  };
}

export function presentRequestParts(parts: StoredRequestParts | null): z.output<typeof requestParts> {
  const query = Object.entries(parts?.query ?? {}).map(([name, value]) => [
    name,
    isSecretParameter(name) ? mask : value,
  ]);
  return { headers: maskHeaders(parts?.headers ?? {}), query: Object.fromEntries(query) };
}

/** Byte by byte: a body that is no UTF-8 may hold a key all the same. */
function maskSecrets(module: Module, { contentType, body }: KeptRequest): Buffer {
  const secret = new Set(module?.secretFields);
  if (secret.size === 0) return body;
  return Buffer.from(
    maskBody(contentType, body.toString("latin1"), (name) => secret.has(name)),
    "latin1",
  );
}

/** Undefined for bytes that are no text. A character that the cut has split is left out. */
function readText(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
