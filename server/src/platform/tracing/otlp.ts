import { hostname } from "node:os";
import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Logger } from "../log.ts";
import type { TraceContext } from "../trace-context.ts";
import { BoundedExport } from "./bounded-export.ts";
import type { Sampling, TracingSettings } from "./settings.ts";
import type { SpanAttributes, Tracer, Tracing } from "./tracer.ts";

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

/** Exports spans by OTLP over HTTP. */
export function startOtlpTracing(
  { url, protocol, sampling, timeoutMs }: Extract<TracingSettings, { kind: "on" }>,
  { version, log }: { version: string; log: Logger },
): Tracing {
  const Exporter = protocol === "http/json" ? JsonExporter : ProtobufExporter;
  const exporting = new BoundedExport(new Exporter({ url, timeoutMillis: timeoutMs }), log);
  const provider = new TracerProvider({
    resource: describeServer(version),
    sampler: toSampler(sampling),
    spanProcessors: [exporting],
  });
  return {
    tracer: toTracer(provider.getTracer("tocsin", version)),
    counts: () => exporting.counts(),
    stop: () => exporting.stop(timeoutMs),
  };
}

/** `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` come last, so that they count. */
function describeServer(version: string): Resource {
  const own = {
    "service.name": "tocsin",
    "service.version": version,
    "service.instance.id": `${hostname()}:${process.pid}`,
  };
  return defaultResource()
    .merge(resourceFromAttributes(own))
    .merge(detectResources({ detectors: [envDetector] }));
}

function toSampler({ ratio, followsParent }: Sampling): Sampler {
  const root = rootSampler(ratio);
  return followsParent ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(ratio: number): Sampler {
  if (ratio === 1) return new AlwaysOnSampler();
  return ratio === 0 ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(ratio);
}

function toTracer(tracer: ReturnType<TracerProvider["getTracer"]>): Tracer {
  return {
    start({ name, kind, parent }) {
      const span = tracer.startSpan(name, { kind: kinds[kind] }, below(parent));
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        context: { traceId, spanId, isSampled: (traceFlags & TraceFlags.SAMPLED) !== 0 },
        end({ attributes, errorType }) {
          span.setAttributes(withoutAbsent({ ...attributes, "error.type": errorType }));
          if (errorType !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: errorType });
          span.end();
        },
      };
    },
  };
}

function below(parent: TraceContext | undefined): Context {
  if (parent === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, isSampled } = parent;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function withoutAbsent(attributes: SpanAttributes): Record<string, string | number | string[]> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, typeof value === "object" ? [...value] : value] as const];
    }),
  );
}
