import { nextSpan, parseTraceparent, type TraceContext } from "../../platform/trace-context.ts";
import type { Span, Tracer } from "../../platform/tracing/index.ts";
import type { ClaimedDelivery } from "./delivery-store.ts";
import type { EventRecord } from "./model.ts";
import type { TryRecord } from "./result-store.ts";

/** Each try is a step of its own in the trace of the request that brought the event, also when nobody records it. */
export function nextStep(event: EventRecord): TraceContext | undefined {
  const trace = traceOf(event);
  return trace && nextSpan(trace);
}

/** What no request brought, such as a person's deed, begins a trace. */
export function startTrySpan(tracer: Tracer, { event }: ClaimedDelivery): Span {
  return tracer.start({ name: "deliver webhook", kind: "client", parent: traceOf(event) });
}

function traceOf(event: EventRecord): TraceContext | undefined {
  return event.subject === "alert group" ? parseTraceparent(event.snapshot.trace) : undefined;
}

/** Of the address only the host: path and query of a webhook are often its secret. */
export function endTrySpan(span: Span, delivery: ClaimedDelivery, record: TryRecord): void {
  const { request, response, result, cause } = record;
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  span.end({
    attributes: {
      "http.request.method": request.method,
      "http.request.resend_count": delivery.attempts > 0 ? delivery.attempts : undefined,
      "http.response.status_code": response?.status,
      "server.address": url?.hostname.replace(/^\[|\]$/g, ""),
      "server.port": url && portOf(url),
      "tocsin.webhook.id": delivery.webhook.publicId,
      "tocsin.message.id": delivery.messageId,
      "tocsin.event.type": delivery.event.type,
      "tocsin.attempt.number": delivery.attempts + 1,
      "tocsin.attempt.result": result,
      "tocsin.attempt.cause": cause,
    },
    errorType: result === "delivered" ? undefined : response ? String(response.status) : cause,
  });
}

function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "http:" ? 80 : 443;
}
