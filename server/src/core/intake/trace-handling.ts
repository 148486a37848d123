import { parseTraceparent, writeTraceparent } from "../../platform/trace-context.ts";
import type { Span, SpanAttributes, Tracer } from "../../platform/tracing/index.ts";
import type { GroupedAlert } from "../alert-groups/index.ts";
import type { InterpretedRequest } from "./interpret-request.ts";
import type { IntakeRow, IntegrationPlan } from "./model.ts";

/** The handling of one received request, in its trace; without one, as for mails and heartbeats, a trace begins. */
export interface HandlingSpan {
  /** What follows from these alerts follows from this span. */
  take(read: InterpretedRequest): InterpretedRequest;
  placed(places: readonly (GroupedAlert | null)[]): void;
  /** The row was put back. The reason quotes what was sent, so it is not told here. */
  postponed(): void;
  end(isCommitted: boolean): void;
}

const toldGroups = 10;

export function startHandlingSpan(
  tracer: Tracer,
  row: IntakeRow,
  plan: IntegrationPlan | undefined,
): HandlingSpan {
  const span = tracer.start({
    name: "handle alert",
    kind: "internal",
    parent: parseTraceparent(row.request?.trace),
  });
  let attributes: SpanAttributes = {
    "tocsin.integration.id": plan?.publicId,
    "tocsin.integration.type": plan?.type,
    "tocsin.intake.id": row.id,
  };
  let errorType: string | undefined;
  return {
    take: (read) => withTrace(read, span),
    placed(places) {
      const groups = [...new Set(places.flatMap((place) => place?.groupPublicId ?? []))];
      attributes = {
        ...attributes,
        "tocsin.alerts": places.length,
        "tocsin.alert_group.ids": groups.slice(0, toldGroups),
      };
    },
    postponed() {
      errorType = "postponed";
    },
    end(isCommitted) {
      span.end({ attributes, errorType: isCommitted ? errorType : "rolled_back" });
    },
  };
}

function withTrace(read: InterpretedRequest, { context }: Span): InterpretedRequest {
  const trace = writeTraceparent(context);
  return { ...read, alerts: read.alerts.map((alert) => ({ ...alert, trace })) };
}
