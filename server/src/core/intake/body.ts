import { JsonSyntaxError, parseJson, TemplateError, toValue } from "@tocsin/jinja";
import type { ReceivedBody } from "../integrations/registry.ts";

export type ParsedBody =
  | { kind: "payload"; payload: ReceivedBody }
  | { kind: "malformed"; message: string }
  | { kind: "unsupported" };

const json = "application/json";
const form = "application/x-www-form-urlencoded";
const maxFormFields = 1000;

/** `application/json; charset=utf-8` → `application/json`. */
export function mediaTypeOf(contentType: string): string {
  return (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/**
 * Reads a request body as the JSON that templates see. An empty body is `{}`; a form becomes an object of texts, the
 * last value of a repeated field (OnCall, 1.2).
 */
export function parseBody(contentType: string, body: Buffer): ParsedBody {
  const mediaType = mediaTypeOf(contentType);
  if (body.length === 0) return fromText("{}");
  if (mediaType === form) return fromForm(body);
  if (mediaType !== "" && mediaType !== json && !mediaType.endsWith("+json")) return { kind: "unsupported" };
  const text = decodeUtf8(body);
  if (text === undefined)
    return { kind: "malformed", message: "JSON parse error - the body is not valid UTF-8" };
  return fromText(text);
}

/** Many tools label their JSON as plain text; what is none becomes one JSON text. Other bodies stay as they are. */
export function plainTextAsJson(given: { contentType: string; body: Buffer }): {
  contentType: string;
  body: Buffer;
} {
  if (mediaTypeOf(given.contentType) !== "text/plain") return given;
  const isJson = parseBody(json, given.body).kind === "payload";
  const body = isJson ? given.body : Buffer.from(JSON.stringify(given.body.toString("utf8")));
  return { contentType: json, body };
}

function fromText(text: string): ParsedBody {
  try {
    return { kind: "payload", payload: { value: parseJson(text), text } };
  } catch (error) {
    // A TemplateError: brackets nested deeper than templates can follow.
    if (!(error instanceof JsonSyntaxError || error instanceof TemplateError)) throw error;
    return { kind: "malformed", message: `JSON parse error - ${error.message}` };
  }
}

function fromForm(body: Buffer): ParsedBody {
  const fields = [...new URLSearchParams(body.toString("utf8"))];
  if (fields.length > maxFormFields)
    return { kind: "malformed", message: `more than ${maxFormFields} form fields` };
  return formPayload(fields);
}

/** A payload from form fields, however they were sent. */
export function formPayload(fields: readonly (readonly [string, string])[]): ParsedBody {
  const plain = Object.fromEntries(fields);
  return { kind: "payload", payload: { value: toValue(plain), text: JSON.stringify(plain) } };
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

function decodeUtf8(body: Buffer): string | undefined {
  try {
    return decoder.decode(body);
  } catch {
    return undefined;
  }
}
