import type { Logger } from "../log.ts";
import type { TracingSettings } from "./settings.ts";
import type { Tracing } from "./tracer.ts";

export { readTracingSettings, type TracingSettings } from "./settings.ts";
export type { Span, SpanAttributes, SpanOutcome, Tracer, Tracing } from "./tracer.ts";

/** Undefined when nobody asked for spans, or what was asked for cannot be done; the latter is logged. */
export async function openTracing(
  settings: TracingSettings,
  { version, log }: { version: string; log: Logger },
): Promise<Tracing | undefined> {
  if (settings.kind === "off") return undefined;
  if (settings.kind === "unusable") {
    log.warn({ problem: settings.problem }, "no traces are exported");
    return undefined;
  }
  // The one import that waits: the SDK takes memory and time, and most servers export nothing.
  const { startOtlpTracing } = await import("./otlp.ts");
  return startOtlpTracing(settings, { version, log });
}
