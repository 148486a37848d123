/** What is known when a replay may go on. */
export interface Pace {
  perSecond: number;
  /** What its rate has saved up. */
  tokens: number;
  /** How many of its deliveries may wait for their first try at once. */
  mayWait: number;
  /** How many do. */
  waiting: number;
  /** The receiver is left in peace by its breaker. */
  isOpen: boolean;
}

export interface Slice {
  /** How many may be queued now. */
  count: number;
  mayWait: number;
  /** When there is something left. */
  nextInMs: number;
}

const roundMs = 100;
const pauseMs = 1_000;

/** Deliveries of so many seconds may wait, or be saved up, at most. */
export const burstSeconds = 0.2;

export function mostTokens(perSecond: number): number {
  return Math.max(1, perSecond * burstSeconds);
}

/**
 * A new message of the receiver waits behind what a replay has queued, so that is never more than the receiver has shown to
 * take within a round: doubled while it takes everything, halved when much is left. While its breaker is open nothing is
 * queued.
 */
export function nextSlice({ perSecond, tokens, mayWait, waiting, isOpen }: Pace): Slice {
  if (isOpen) return { count: 0, mayWait: 1, nextInMs: pauseMs };
  const most = Math.ceil(mostTokens(perSecond));
  const next = nextMayWait(mayWait, waiting, most);
  const count = Math.max(0, Math.min(Math.floor(tokens), next - waiting));
  const untilTokenMs = (Math.max(0, 1 - (tokens - count)) / perSecond) * 1_000;
  return { count, mayWait: next, nextInMs: Math.min(pauseMs, Math.max(roundMs, Math.ceil(untilTokenMs))) };
}

function nextMayWait(mayWait: number, waiting: number, most: number): number {
  if (waiting === 0) return Math.min(most, mayWait * 2);
  return waiting > mayWait / 2 ? Math.max(1, Math.floor(mayWait / 2)) : mayWait;
}
