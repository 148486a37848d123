import { randomBytes } from "node:crypto";

/** Where a request stands in a trace: W3C Trace Context, version 00. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** The sender's span, 16 hexadecimal digits. */
  spanId: string;
  isSampled: boolean;
}

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * Reads a `traceparent` header. A later version is read as far as this one goes; one that breaks the rules of
 * https://www.w3.org/TR/trace-context/#traceparent-header-field-values is as good as none.
 */
export function parseTraceparent(header: unknown): TraceContext | undefined {
  const found = typeof header === "string" ? form.exec(header.trim()) : null;
  if (!found) return undefined;
  const [, version = "", traceId = "", spanId = "", flags = "", rest] = found;
  const isForbidden = version === "ff" || (version === "00" && rest !== undefined);
  if (isForbidden || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function writeTraceparent({ traceId, spanId, isSampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}

/** The next step of the same trace. */
export function nextSpan(trace: TraceContext): TraceContext {
  return { ...trace, spanId: newSpanId() };
}

function newSpanId(): string {
  // All zeros are no span; the last digit keeps clear of it.
  const digits = randomBytes(8).toString("hex");
  return /^0+$/.test(digits) ? `${digits.slice(1)}1` : digits;
}
