import { type Instant, instantToMs } from "../../platform/instant.ts";
import type { MessagePart } from "./model.ts";
import type { Exchange } from "./outcome.ts";

/** How a try ended, for the rule that decides what comes next. */
export type TryOutcome =
  | Exchange
  | { kind: "unmade"; cause: "template" | "policy"; part: MessagePart; message: string }
  | { kind: "webhook disabled" }
  | { kind: "expired" };

export type Verdict =
  | { kind: "delivered" }
  | { kind: "retry"; delayMs: number }
  /** `disableReason`: the receiver asked for an end, so the webhook is switched off. */
  | { kind: "failed"; disableReason: string | null };

export interface Try {
  /** From 1. */
  number: number;
  outcome: TryOutcome;
  now: Instant;
  /** In [0, 1). */
  random: number;
  /** Longest delays before tries 2, 3, … */
  delaysMs: readonly number[];
  /** How long it may still be tried; null: as long as the delays go. */
  expiresInMs: number | null;
}

const second = 1_000;
const hour = 3_600 * second;

const longestRetryAfterMs = hour;

/** Statuses that say "not now": the request may succeed later without a change. All of 5xx belong here as well. */
const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * What follows from a try. Success is 2xx. Whatever may pass by itself (network, timeouts, 408, 425, 429, 5xx and
 * statuses that HTTP does not know) is tried again; redirects, other 4xx, refusals of the guard and broken templates
 * are final, since the same request would fail the same way. OnCall never repeated an HTTP error; a page that is lost
 * because a receiver was restarting is worse than one that is repeated with the same id.
 */
export function decide(attempt: Try): Verdict {
  const { outcome } = attempt;
  switch (outcome.kind) {
    case "webhook disabled":
    case "expired":
    case "unmade":
      return failed;
    case "failed":
      return outcome.cause === "policy" ? failed : retry(attempt, null);
    case "answered":
      return decideByStatus(attempt, outcome.response.status, outcome.retryAfter);
  }
}

const failed: Verdict = { kind: "failed", disableReason: null };

function decideByStatus(attempt: Try, status: number, retryAfter: string | null): Verdict {
  if (status >= 200 && status < 300) return { kind: "delivered" };
  if (status === 410) return { kind: "failed", disableReason: "The receiver answered 410 Gone." };
  return isPassingStatus(status) ? retry(attempt, retryAfter) : failed;
}

/** Whether a status that is no success says that the receiver is unable now. */
export function isPassingStatus(status: number): boolean {
  return status < 200 || status >= 500 || passingStatuses.has(status);
}

/** Full jitter: receivers that fail together are not called together again. */
function retry({ number, now, random, delaysMs, expiresInMs }: Try, retryAfter: string | null): Verdict {
  const longest = delaysMs[number - 1];
  if (longest === undefined) return failed;
  const delayMs = Math.max(Math.round(longest * random), askedMs(retryAfter, now));
  return expiresInMs !== null && delayMs >= expiresInMs ? failed : { kind: "retry", delayMs };
}

function askedMs(retryAfter: string | null, now: Instant): number {
  return retryAfter === null ? 0 : Math.min(readRetryAfter(retryAfter, now) ?? 0, longestRetryAfterMs);
}

/** How long a receiver that is unable now asks to be left alone, an hour at most. */
export function askedPauseMs(outcome: TryOutcome, now: Instant): number {
  const isAsking = outcome.kind === "answered" && isPassingStatus(outcome.response.status);
  return isAsking ? askedMs(outcome.retryAfter, now) : 0;
}

const httpDate =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Milliseconds that a `Retry-After` header asks for, in either form (RFC 9110 10.2.3); null when it says nothing
 * sensible. A date in the past asks for 0.
 */
export function readRetryAfter(text: string, now: Instant): number | null {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed) * second;
  if (!httpDate.test(trimmed)) return null;
  return Math.max(0, Date.parse(trimmed) - instantToMs(now));
}
