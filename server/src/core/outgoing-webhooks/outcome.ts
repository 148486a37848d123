import type { Outcome, Timings } from "../../platform/http-client/index.ts";
import { storableText } from "../../platform/storable-text.ts";
import type { AttemptCause, LoggedResponse } from "./model.ts";

/** What became of one request: the receiver answered, or the reason why not. */
export type Exchange = { timings: Record<string, number> } & (
  | { kind: "answered"; response: LoggedResponse; retryAfter: string | null }
  | { kind: "failed"; cause: Exclude<AttemptCause, "response" | "template" | "disabled">; message: string }
);

/** Reads what the client reports; whom to blame is decided here and nowhere else. */
export function toExchange(outcome: Outcome): Exchange {
  const timings = toTimings(outcome.trace.timings);
  switch (outcome.kind) {
    case "response":
      return {
        kind: "answered",
        response: {
          status: outcome.status,
          headers: storableHeaders(outcome.headers),
          body: storableText(outcome.body.toString("utf8")),
        },
        retryAfter: outcome.headers["retry-after"] ?? null,
        timings,
      };
    case "refused":
      return { kind: "failed", cause: "policy", message: outcome.message, timings };
    case "dns-failed":
      return { kind: "failed", cause: "dns", message: outcome.message, timings };
    case "connect-failed":
      return { kind: "failed", cause: "connect", message: outcome.message, timings };
    case "tls-failed":
      return { kind: "failed", cause: "tls", message: outcome.message, timings };
    case "timed-out":
      return { kind: "failed", cause: "timeout", message: outcome.message, timings };
    case "broken":
      return { kind: "failed", cause: "protocol", message: outcome.message, timings };
    case "aborted":
      return { kind: "failed", cause: "internal", message: outcome.message, timings };
  }
}

function storableHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, storableText(value)]));
}

/** Tenths of a millisecond are enough to explain a delay. */
function toTimings(timings: Timings): Record<string, number> {
  const entries = Object.entries(timings).flatMap(([name, ms]: [string, number | undefined]) =>
    ms === undefined ? [] : [[name.replace(/Ms$/, ""), Math.round(ms * 10) / 10]],
  );
  return Object.fromEntries(entries);
}
