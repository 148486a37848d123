import { readFile } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { basePath, type Html, html } from "../html.ts";

const stylePath = "api/docs/style.css";

/** It leaves a browser nothing to run. */
const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

/** The OpenAPI document for programs, and the same for people. */
export async function registerDocumentation(scope: FastifyInstance, ctx: Context): Promise<void> {
  const style = await readFile(new URL("documentation.css", import.meta.url), "utf8");
  scope.get(`/${stylePath}`, { schema: { hide: true } }, (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "max-age=300").send(style),
  );
  scope.get("/api/docs/openapi.json", { schema: { hide: true } }, async () => scope.swagger());
  scope.get("/api/docs", { schema: { hide: true } }, async (_request, reply) => {
    const document = documentSchema.parse(scope.swagger());
    const text = page(ctx.publicUrl, describe(document));
    return reply.headers(pageHeaders).type("text/html; charset=utf-8").send(text);
  });
}

/** The whole page. Its links are relative to the public address. */
function page(publicUrl: string, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base href="${basePath(publicUrl)}">
<title>API · Tocsin</title>
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<header><strong><a href="./">Tocsin</a></strong></header>
<main>
${content}
</main>
</body>
</html>
`.text;
}

const mediaSchema = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() });

const operationSchema = z.object({
  tags: z.array(z.string()).default([]),
  summary: z.string().default(""),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().default(false),
        description: z.string().default(""),
        schema: z.unknown(),
      }),
    )
    .default([]),
  requestBody: mediaSchema.optional(),
  responses: z.record(z.string(), mediaSchema).default({}),
});
type Operation = z.output<typeof operationSchema> & { method: string; path: string };

const documentSchema = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()).default({}) }),
});
type ApiDocument = z.output<typeof documentSchema>;

function describe({ info, paths, components }: ApiDocument): Html {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
  const sections = [...Map.groupBy(operations, ({ tags }) => tags[0] ?? "Other")].map(
    ([tag, members]) => html`<h2>${tag}</h2><ul class="plain">${members.map(describeOperation)}</ul>`,
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      html`<li class="card" id="${name}"><details><summary><code>${name}</code></summary>${code(schema)}</details></li>`,
  );
  return html`<h1>${info.title} API ${info.version}</h1>
<pre class="message">${info.description}</pre>
<p>For programs: <a href="api/docs/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${sections}<h2>Schemas</h2><ul class="plain">${schemas}</ul>`;
}

function describeOperation({ method, path, summary, parameters, requestBody, responses }: Operation): Html {
  const rows = parameters.map(
    (parameter) =>
      html`<dt><code>${parameter.name}</code> <span class="quiet">${parameter.in}${parameter.required ? ", required" : ""}</span></dt><dd>${parameter.description} <code>${JSON.stringify(parameter.schema)}</code></dd>`,
  );
  const answers = Object.entries(responses).map(
    ([status, response]) => html`<dt>${status}</dt><dd>${describeBody(response)}</dd>`,
  );
  const body = requestBody === undefined ? "" : html`<p>Body:</p>${describeBody(requestBody)}`;
  return html`<li class="card"><details><summary><code>${method} ${path}</code> ${summary}</summary><dl>${rows}</dl>${body}<p>Answers:</p><dl>${answers}</dl></details></li>`;
}

function describeBody({ content }: z.output<typeof mediaSchema>): Html {
  const [media] = Object.values(content ?? {});
  return media === undefined ? html`nothing` : code(media.schema);
}

function code(schema: unknown): Html {
  return html`<pre>${JSON.stringify(schema, null, 2)}</pre>`;
}
