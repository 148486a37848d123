import type { FastifyInstance } from "fastify";
import { parseTraceparent, writeTraceparent } from "../platform/trace-context.ts";
import type { Span, Tracer } from "../platform/tracing/index.ts";

declare module "fastify" {
  interface FastifyRequest {
    span: Span | null;
  }
}

/** Each request that brings alerts goes on with its sender's trace, or begins one. */
export function registerTracing(app: FastifyInstance, tracer: Tracer): void {
  app.decorateRequest("span", null);
  app.addHook("onRequest", (request, _reply, done) => {
    const { config, url } = request.routeOptions;
    if (config.isTraced) {
      const parent = parseTraceparent(request.headers.traceparent);
      request.span = tracer.start({ name: `${request.method} ${url}`, kind: "server", parent });
      // What follows from the request follows from this span; whoever reads the header need not know.
      request.headers.traceparent = writeTraceparent(request.span.context);
    }
    done();
  });
  app.addHook("onResponse", ({ method, routeOptions, span }, { statusCode }, done) => {
    if (span && !isForNobody(statusCode)) {
      const attributes = {
        "http.request.method": method,
        // The path itself holds the integration's token.
        "http.route": routeOptions.url,
        "http.response.status_code": statusCode,
      };
      span.end({ attributes, errorType: statusCode >= 500 ? String(statusCode) : undefined });
    }
    done();
  });
}

/** Guesses at tokens must not push what matters out of the queue. */
function isForNobody(statusCode: number): boolean {
  return statusCode === 403 || statusCode === 404;
}
