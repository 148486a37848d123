import { JsonSyntaxError, parseJson } from "@tocsin/jinja";
import { badRequest, unsupportedMediaType } from "./refusals.ts";

/** A body as received. It is read only after the caller's rights and the object are known, as OnCall does. */
export interface RawBody {
  contentType: string;
  bytes: Buffer;
}

/**
 * Reads JSON and both kinds of form; a form's fields are texts, the last one of a name counts.
 * @throws Refusal 400 or 415
 */
export async function readBody(raw: RawBody | undefined): Promise<unknown> {
  if (raw === undefined || raw.bytes.length === 0) return {};
  const [mediaType = ""] = raw.contentType.split(";");
  switch (mediaType.trim().toLowerCase()) {
    case "application/json":
      return readJson(raw.bytes);
    case "application/x-www-form-urlencoded":
      return Object.fromEntries(new URLSearchParams(raw.bytes.toString("utf8")));
    case "multipart/form-data":
      return readMultipart(raw);
    default:
      throw unsupportedMediaType(raw.contentType);
  }
}

function readJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`JSON parse error - ${pythonMessage(text)}`);
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw badRequest("JSON parse error - 'utf-8' codec can't decode the body: invalid byte");
  }
}

/** The words of Python's json module, which scripts look for. */
function pythonMessage(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    return error instanceof JsonSyntaxError ? error.message : "Expecting value: line 1 column 1 (char 0)";
  }
  // Python reads NaN and Infinity; the API does not.
  return "Out of range float values are not JSON compliant";
}

async function readMultipart(raw: RawBody): Promise<unknown> {
  const response = new Response(new Uint8Array(raw.bytes), { headers: { "content-type": raw.contentType } });
  const form = await response.formData().catch((error: unknown) => {
    throw badRequest(`Multipart form parse error - ${error instanceof Error ? error.message : "invalid"}`);
  });
  const texts: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === "string") texts[name] = value;
  return texts;
}
