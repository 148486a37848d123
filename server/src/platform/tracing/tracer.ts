import type { TraceContext } from "../trace-context.ts";

/**
 * Records what the server does as spans of traces. Only there when spans are exported: who has none records nothing.
 * Recording never throws and never waits.
 */
export interface Tracer {
  start(span: NewSpan): Span;
}

export interface NewSpan {
  name: string;
  kind: "server" | "client" | "internal";
  /** The span that led to this one; undefined: a trace begins here. */
  parent: TraceContext | undefined;
}

export interface Span {
  /** What those that follow from it name as their parent. */
  readonly context: TraceContext;
  /** Without it a span is as if it had never been. */
  end(outcome: SpanOutcome): void;
}

export interface SpanOutcome {
  attributes: SpanAttributes;
  /** Why it failed, of a closed set of words; undefined: it did not. */
  errorType?: string | undefined;
}

/** Undefined values are left out. Nothing that a sender, a receiver or a person wrote may hide a secret in here. */
export type SpanAttributes = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Spans on their way out of the process. */
export interface Tracing {
  tracer: Tracer;
  counts(): { exported: number; dropped: number };
  /** Sends what waits, or gives it up. */
  stop(): Promise<void>;
}
