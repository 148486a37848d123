import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { version } from "../../version.ts";
import { csrfHeader } from "./access.ts";

const description = `Send an API token as \`Authorization: Bearer <token>\`. A browser that is signed in may use its
session cookie instead; its writes need the header \`${csrfHeader}\` with the \`csrf_token\` of \`GET /session\`, and must come from the same site.

Lists are newest first. A list whose \`next_cursor\` is not null goes on at \`?cursor=<next_cursor>\`.

Every refusal has the shape \`{"error": {"code", "message", "field"}}\`: 400 the body cannot be read, 401 unknown
token, 403 not allowed, 404 no such object, 409 its state or another object stands in the way, 422 a value is not
valid, 429 too many tries, 503 try again after \`Retry-After\` seconds.`;

/** How the OpenAPI document is made from the routes and their Zod schemas. */
export const openApiOptions: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: "3.1.0",
    info: { title: "Tocsin", version, description },
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "tocsin_session" },
      },
    },
    security: [{ token: [] }, { session: [] }],
  },
  transform: jsonSchemaTransform,
  transformObject: (document) => withoutUnusedSchemas(jsonSchemaTransformObject(document)),
};

type ApiDocument = ReturnType<typeof jsonSchemaTransformObject>;

/** Every schema is generated as it is read and as it is written; only those that a route names are of use. */
function withoutUnusedSchemas(document: ApiDocument): ApiDocument {
  if (!("components" in document)) return document;
  const { components, ...rest } = document;
  const schemas: Readonly<Record<string, unknown>> = { ...components?.schemas };
  const used = new Set<string>();
  const visit = (part: unknown) => {
    for (const name of referencesIn(part)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(schemas[name]);
    }
  };
  visit(rest);
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, components: { ...components, schemas: Object.fromEntries(kept) } } as ApiDocument;
}

function referencesIn(part: unknown): string[] {
  const text = JSON.stringify(part) ?? "";
  return [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? "");
}
