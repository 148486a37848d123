import { type Instant, instantFromDate, instantToMs } from "../../platform/instant.ts";
import type { Heartbeat, HeartbeatChange, HeartbeatState, Outage } from "./model.ts";

type Rhythm = Pick<Heartbeat, "intervalSeconds" | "graceSeconds">;

/** The next ping must come within the interval and the grace after it. */
function deadline(from: Instant, { intervalSeconds, graceSeconds }: Rhythm): Instant {
  return later(from, (intervalSeconds + graceSeconds) * 1000);
}

/** A ping counts always; only a paused heartbeat stays paused. */
export function onPing(
  { state, ...rhythm }: Rhythm & { state: HeartbeatState },
  now: Instant,
): HeartbeatChange {
  if (state.status === "paused") return { state: { ...state, lastPingAt: now }, notice: null };
  return {
    state: {
      status: "alive",
      lastPingAt: now,
      dueAt: deadline(now, rhythm),
      isExtended: false,
      missedAt: null,
    },
    notice: state.status === "missed" ? "restored" : null,
  };
}

/** Its time is over without a ping. */
export function onDue(state: HeartbeatState, now: Instant): HeartbeatChange {
  if (state.dueAt === null || instantToMs(state.dueAt) > instantToMs(now)) return { state, notice: null };
  return { state: { ...state, status: "missed", dueAt: null, missedAt: now }, notice: "missed" };
}

/** Watching begins: without a ping by the deadline there is an alarm, even if none has ever come. */
export function startWatching(rhythm: Rhythm, lastPingAt: Instant | null, now: Instant): HeartbeatState {
  return {
    status: "waiting",
    lastPingAt,
    dueAt: deadline(now, rhythm),
    isExtended: false,
    missedAt: null,
  };
}

/** No alarm until somebody switches it on again; one that was given is taken back. */
export function pause(state: HeartbeatState): HeartbeatChange {
  return {
    state: { ...state, status: "paused", dueAt: null, missedAt: null },
    notice: state.status === "missed" ? "restored" : null,
  };
}

/** A new rhythm counts from now; what was missed stays missed until the next ping. */
export function changeRhythm(state: HeartbeatState, rhythm: Rhythm, now: Instant): HeartbeatState {
  if (state.dueAt === null) return state;
  return { ...state, dueAt: deadline(now, rhythm), isExtended: false };
}

/**
 * What a time without a server means for a deadline: our silence must not be taken for theirs. A ping may have been lost
 * at any moment of the outage, and the next one comes up to a whole interval later, so the interval begins anew when
 * we are back, once. A further outage before the next ping adds only its own length, so that a dead sender
 * is noticed even when the server restarts again and again.
 */
export function afterOutage(
  { state, ...rhythm }: Rhythm & { state: HeartbeatState },
  { from, until }: Outage,
): HeartbeatState {
  if (state.dueAt === null || instantToMs(state.dueAt) <= instantToMs(from)) return state;
  if (state.isExtended) {
    return { ...state, dueAt: later(state.dueAt, instantToMs(until) - instantToMs(from)) };
  }
  return { ...state, dueAt: deadline(until, rhythm), isExtended: true };
}

function later(instant: Instant, ms: number): Instant {
  return instantFromDate(new Date(instantToMs(instant) + ms));
}
