/** How many requests to one receiver may be open at once: it earns them by answering, and loses them by hanging. */
export interface ConcurrencyRange {
  first: number;
  most: number;
}

/** One more after each answer; half after a try that got none. Never below one, so that a receiver can recover. */
export function nextConcurrency(current: number, isAnswered: boolean, range: ConcurrencyRange): number {
  return isAnswered ? Math.min(current + 1, range.most) : Math.max(1, Math.floor(current / 2));
}

/**
 * Tries that may be started for a receiver now. At most half of the free places go to one of them, so however many
 * hang, there is room for the next one.
 */
export function startable(concurrency: number, busy: number, freePlaces: number): number {
  return Math.max(0, Math.min(concurrency - busy, Math.ceil(freePlaces / 2)));
}
