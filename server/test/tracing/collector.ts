import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const valueSchema = z
  .object({
    stringValue: z.string().optional(),
    intValue: z.union([z.number(), z.string()]).optional(),
    arrayValue: z.object({ values: z.array(z.object({ stringValue: z.string() })) }).optional(),
  })
  .transform(({ stringValue, intValue, arrayValue }) => {
    if (intValue !== undefined) return Number(intValue);
    return stringValue ?? arrayValue?.values.map((value) => value.stringValue);
  });
const attributesSchema = z
  .array(z.object({ key: z.string(), value: valueSchema }))
  .transform((entries) => Object.fromEntries(entries.map(({ key, value }) => [key, value])));
const spanSchema = z.object({
  name: z.string(),
  kind: z.number(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  attributes: attributesSchema,
  status: z.object({ code: z.number().optional(), message: z.string().optional() }),
});
const requestSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: attributesSchema }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});

/** A span as the collector got it, with what its server says about itself. */
export type ReceivedSpan = z.output<typeof spanSchema> & { resource: Record<string, unknown> };

export interface Collector {
  url: string;
  /** Everything that came in, as it came. */
  bodies: Buffer[];
  headers: IncomingHttpHeaders[];
  paths: string[];
  /** The spans of the requests in JSON. */
  spans(): ReceivedSpan[];
  close(): Promise<void>;
}

/** An OpenTelemetry collector on loopback, for OTLP over HTTP; one that `hangs` takes requests and never answers. */
export async function startCollector({ hangs = false } = {}): Promise<Collector> {
  const bodies: Buffer[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      bodies.push(Buffer.concat(chunks));
      headers.push(request.headers);
      paths.push(request.url ?? "");
      if (!hangs) response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ...{ bodies, headers, paths },
    spans: () => bodies.flatMap(spansIn),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function spansIn(body: Buffer): ReceivedSpan[] {
  const { resourceSpans } = requestSchema.parse(JSON.parse(body.toString("utf8")));
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, resource: resource.attributes }))),
  );
}
