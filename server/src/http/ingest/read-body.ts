import type { IncomingHttpHeaders } from "node:http";
import { createGunzip, createInflate } from "node:zlib";
import { Busboy } from "@fastify/busboy";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { formPayload, mediaTypeOf, type ParsedBody, parseBody } from "../../core/intake/index.ts";

/**
 * Bodies arrive as raw bytes: signatures and diagnosis need them unparsed. The limit counts bytes after
 * decompression too, so a small compressed body cannot become a large one.
 */
export function acceptRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.addHook("preParsing", (request, _reply, payload, done) => {
    const encoding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
    if (encoding === "identity" || encoding === "") return done(null, payload);
    const inflater = inflaterFor(encoding);
    if (!inflater) return done(new UnsupportedEncodingError(encoding));
    let receivedEncodedLength = 0;
    const wireChunks: Buffer[] = [];
    wireBodies.set(request, wireChunks);
    const maxBytes = app.initialConfig.bodyLimit ?? 0;
    payload.on("data", (chunk: Buffer) => {
      receivedEncodedLength += chunk.length;
      // Beyond the limit the request is refused; empty parts of gzip could go on for ever before that.
      if (receivedEncodedLength <= maxBytes) wireChunks.push(chunk);
    });
    payload.on("error", (error) => inflater.destroy(error));
    Object.defineProperty(inflater, "receivedEncodedLength", { get: () => receivedEncodedLength });
    done(null, payload.pipe(inflater));
  });
}

const wireBodies = new WeakMap<FastifyRequest, Buffer[]>();

/** The bytes of a compressed body as they came; undefined for one that was not compressed. */
export function wireBodyOf(request: FastifyRequest): Buffer | undefined {
  const chunks = wireBodies.get(request);
  return chunks && Buffer.concat(chunks);
}

/** Answered by each edge in its own words. */
class UnsupportedEncodingError extends Error {
  readonly statusCode = 415;
  constructor(encoding: string) {
    super(`Unsupported content encoding "${encoding}" in request.`);
  }
}

function inflaterFor(encoding: string) {
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  return encoding === "deflate" ? createInflate() : undefined;
}

export type ReceivedBody =
  | { kind: "accepted"; contentType: string; body: Buffer; parsed: Extract<ParsedBody, { kind: "payload" }> }
  | { kind: "malformed"; message: string }
  | { kind: "unsupported" }
  | { kind: "files" };

/** Judges a body before it is stored, so that a sender learns at once when it can never be read. */
export async function judgeBody(
  headers: IncomingHttpHeaders,
  body: Buffer,
  { acceptsText = false }: { acceptsText?: boolean | undefined } = {},
): Promise<ReceivedBody> {
  const contentType = headers["content-type"] ?? "";
  const mediaType = mediaTypeOf(contentType);
  if (mediaType === "multipart/form-data" && body.length > 0) return judgeMultipart(contentType, body);
  if (acceptsText && mediaType === "text/plain" && body.length > 0) return judgeText(body);
  const parsed = parseBody(contentType, body);
  return parsed.kind === "payload" ? { kind: "accepted", contentType, body, parsed } : parsed;
}

const json = "application/json";

/** Many tools label their JSON as plain text; what is none is stored as one JSON text. */
function judgeText(body: Buffer): ReceivedBody {
  const parsed = parseBody(json, body);
  if (parsed.kind === "payload") return { kind: "accepted", contentType: json, body, parsed };
  const asJson = Buffer.from(JSON.stringify(body.toString("utf8")));
  const asText = parseBody(json, asJson);
  if (asText.kind !== "payload") return asText;
  return { kind: "accepted", contentType: json, body: asJson, parsed: asText };
}

const formLimits = { fields: 1000, fieldSize: 1024 * 1024, parts: 1001 };

/** Multipart forms are stored as the JSON they mean: nothing later needs their framing. */
async function judgeMultipart(contentType: string, body: Buffer): Promise<ReceivedBody> {
  const fields: [string, string][] = [];
  let hasFiles = false;
  try {
    await new Promise<void>((resolve, reject) => {
      const parser = new Busboy({ headers: { "content-type": contentType }, limits: formLimits });
      parser.on("field", (name, value) => fields.push([name, value]));
      parser.on("file", (_name, stream) => {
        hasFiles = true;
        stream.resume();
      });
      parser.on("finish", resolve);
      parser.on("error", reject);
      parser.end(body);
    });
  } catch (error) {
    return {
      kind: "malformed",
      message: `Multipart form parse error - ${error instanceof Error ? error.message : error}`,
    };
  }
  if (hasFiles) return { kind: "files" };
  const parsed = formPayload(fields);
  if (parsed.kind !== "payload") return parsed;
  return {
    kind: "accepted",
    contentType: json,
    body: Buffer.from(parsed.payload.text),
    parsed,
  };
}
